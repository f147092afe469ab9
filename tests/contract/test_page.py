"""docs/contract.md says every field of a result."""

from __future__ import annotations

from dataclasses import fields

from conflictdesk.contract import types
from conflictdesk.contract.page import rendering


def test_every_field_of_a_result_is_on_the_page() -> None:
    objects = [getattr(types, name) for name in rendering.fields()]
    told = {name: list(own) for name, own in rendering.fields().items()}
    assert told == {
        one.__name__: [types.JSON_NAMES.get(own.name, own.name) for own in fields(one)] for one in objects
    }
