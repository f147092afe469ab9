"""HEAD as a server sees it: the headers of a GET, and no byte of its body."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import RequestFactory


def _asked(method: str, path: str) -> tuple[int, int, int]:
    """Returns status, length in the headers and length of the body; Django's test client would drop the
    body.
    """
    response = WSGIHandler().get_response(RequestFactory().generic(method, path))
    return response.status_code, int(response["Content-Length"]), len(b"".join(response))


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/admin/login/", "/api/conflictdesk/v1/schema/", "/no-such-page/"])
def test_head_has_the_headers_of_get_and_no_body(path: str) -> None:
    status, length, body = _asked("GET", path)
    assert length == body > 0
    assert _asked("HEAD", path) == (status, length, 0)
