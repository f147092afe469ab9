"""The search for garbage is paused for a block, and goes on behind it however it ends."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from conflictdesk.contract.garbage_collection import paused


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    was_on = gc.isenabled()
    yield
    (gc.enable if was_on else gc.disable)()


@paused()
def is_on_inside(error: type[Exception] | None = None) -> bool:
    """Whether it is on in a function that pauses it."""
    if error:
        raise error
    return gc.isenabled()


def test_it_is_off_inside_and_on_again_behind() -> None:
    gc.enable()
    with paused():
        assert not is_on_inside()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_it_is_on_again_behind_an_error() -> None:
    gc.enable()
    with pytest.raises(KeyError):
        is_on_inside(KeyError)
    assert gc.isenabled()


def test_where_it_was_off_it_stays_off() -> None:
    gc.disable()
    assert not is_on_inside()
    assert not gc.isenabled()
