"""Undoing: which ruling on a claim stands, and which stands once that one is undone. Pure."""

from __future__ import annotations

from collections.abc import Iterable

Ruled = tuple[int, int | None]


def standing(rulings: Iterable[Ruled]) -> tuple[int, ...]:
    """The ids of the rulings that nobody has undone, oldest first; the last one stands. `rulings` are
    (id, id of the ruling that it undoes or None) in the order in which they were made.
    """
    left: list[int] = []
    for ruling, undone in rulings:
        if undone is None:
            left.append(ruling)
        else:
            left.remove(undone)
    return tuple(left)
