"""What middleware adds on general grounds does not split a shared cache."""

from __future__ import annotations

import pytest
from django.utils.cache import patch_vary_headers

from conflictdesk.boxes.responses import SharedResponse


@pytest.mark.parametrize(
    ("names", "vary"),
    [
        (["Cookie"], None),
        (["Accept-Language", "cookie"], None),
        (["Accept-Encoding"], "Accept-Encoding"),
        (["Cookie", "Accept-Encoding", "Accept-Language", "Origin"], "Accept-Encoding, Origin"),
    ],
)
def test_vary(names: list[str], vary: str | None) -> None:
    response = SharedResponse("box", headers={"ETag": '"1"'})
    for name in names:
        patch_vary_headers(response, [name])
    assert response.headers.get("Vary") == vary
    assert response.headers["ETag"] == '"1"'
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
