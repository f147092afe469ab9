"""What stands: leaders, rivals and history, by table."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.reconcile.standing import Figure, Preference, standings
from tests.cases import cases


def _figure(order: int, row: list[Any]) -> Figure:
    """A figure from a row of the table."""
    measure, number, source, as_of, *more = row
    values: dict[str, Any] = {
        "unit": "person", "population": "", "side": "", "period": "", "place": "",
        "low": number, "best": number, "high": number, "qualifier": "exact",
    } | (more[0] if more else {})  # fmt: skip
    return Figure(id=order, measure=measure, source=source, as_of=as_of, order=order, **values)


@pytest.mark.parametrize("case", cases("standings"))
def test_standings(case: dict[str, Any]) -> None:
    figures = [_figure(order, row) for order, row in enumerate(case["figures"])]

    whole = frozenset(case.get("whole", ()))
    preference = Preference(case.get("policy", "newest"), case.get("ranks", {}), tuple(case.get("picks", ())))

    found = standings(figures, whole, preference)

    assert [
        [one.key.measure, one.leader.best, [r.best for r in one.rivals], [h.best for h in one.history]]
        for one in found
    ] == case["standings"]
    assert [[one.low, one.high] for one in found] == case.get("range", [[one.low, one.high] for one in found])
    assert standings(reversed(figures), whole, preference) == found
