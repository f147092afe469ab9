"""Fixtures: an account, and signing in at Wagtail's page."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import EditorFactory

RIGHT = "a long one: cormorant"


@pytest.fixture
def editor(db: Any) -> Any:
    return EditorFactory(username="olena", password=RIGHT, email="olena@news.example")


def sign_in(
    name: str = "olena", password: str = "wrong", client: Client | None = None, **headers: str
) -> Any:
    """Returns the response to the sent form. `headers` are the request's, such as REMOTE_ADDR."""
    data = {"username": name, "password": password, "next": "/admin/"}
    return (client or Client()).post("/admin/login/", data, **headers)  # type: ignore[arg-type]
