"""docs/contract.md is made from the data, and says every field of a result."""

from __future__ import annotations

from dataclasses import fields
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from conflictdesk.contract import types
from conflictdesk.contract.page import rendering

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"


def test_the_page_is_what_the_command_prints() -> None:
    printed = StringIO()
    call_command("contract", stdout=printed)
    assert PAGE.read_text(encoding="utf-8") == printed.getvalue()


def test_every_field_of_a_result_is_on_the_page() -> None:
    objects = [getattr(types, name) for name in rendering.fields()]
    told = {name: list(own) for name, own in rendering.fields().items()}
    assert told == {
        one.__name__: [types.JSON_NAMES.get(own.name, own.name) for own in fields(one)] for one in objects
    }
