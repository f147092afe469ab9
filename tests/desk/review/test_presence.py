"""Others see who has a claim open, whatever the type of account keys and whatever the cache."""

from __future__ import annotations

import json
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from conflictdesk.desk.review import presence

KEYS = [(1, 2), (UUID(int=1), UUID(int=2)), ("ada", "bob")]


class JsonCache:
    """A cache that stores JSON, as on some sites."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> Any:
        return json.loads(self.kept.get(key, "null"))

    def set(self, key: str, value: Any, timeout: int) -> None:
        self.kept[key] = json.dumps(value)


@pytest.mark.parametrize("keys", KEYS)
def test_each_sees_the_other_and_not_themselves(
    monkeypatch: pytest.MonkeyPatch, keys: tuple[Any, Any]
) -> None:
    monkeypatch.setattr(presence, "cache", JsonCache())
    ada, bob = (
        SimpleNamespace(pk=key, get_username=lambda name=name: name)
        for key, name in zip(keys, ("ada@example.org", "bob@example.org"), strict=True)
    )
    assert [presence.enter(7, one) for one in (ada, bob, ada)] == [
        [],
        ["ada@example.org"],
        ["bob@example.org"],
    ]
    presence.leave(7, bob)
    assert presence.enter(7, ada) == []
