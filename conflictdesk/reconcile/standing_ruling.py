"""Decides which rulings on a claim still count after undoing. Pure."""

from __future__ import annotations

from collections.abc import Iterable

Ruled = tuple[int, int | None]


def standing(rulings: Iterable[Ruled]) -> tuple[int, ...]:
    """Returns the ids of the rulings that nobody has undone, oldest first; the last one is the current
    one. `rulings` are (id, id of the ruling that it undoes or None) in the order in which they were
    made.
    """
    left: list[int] = []
    for ruling, undone in rulings:
        if undone is None:
            left.append(ruling)
        else:
            left.remove(undone)
    return tuple(left)
