"""The names of people beside their decisions."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from conflictdesk.ledger.rights import ruling_rights


@pytest.mark.parametrize(
    ("user", "name"),
    [
        (User(username="ada", first_name="Ada", last_name="Editor"), "Ada Editor"),
        (User(username="ada", first_name=" ", last_name=" "), "ada"),
        (User(username="a" * 300), "a" * 200),
    ],
)
def test_the_full_name_or_else_what_they_log_in_with(user: User, name: str) -> None:
    assert ruling_rights.name_of(user) == name
