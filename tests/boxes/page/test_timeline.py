"""The timeline: what filters let through, what there is to choose, and its pages."""

from __future__ import annotations

from datetime import date

import pytest
from babel import Locale

from conflictdesk.boxes.page.timeline import ON_A_PAGE, Choice, Filters, Line, line_of, months, timeline
from conflictdesk.wording.dates import Calendar
from tests.boxes.contents import event

DAY = date(2017, 6, 28)


def _line(
    claim: int, kind: str = "clash", place: str = "", *actors: str, targets: tuple[str, ...] = ()
) -> Line:
    """A line of the timeline."""
    return Line(claim, DAY, kind, place, None, actors, targets)


ONCE = (("Islamic State", 1), ("coalition", 1))
LINES = [
    _line(1, "clash", "Old City", "Police", "Islamic State"),
    _line(2, "air_strike", "Old City", "coalition", targets=("a mosque",)),
    _line(3, "clash", "Zanjili", "Police"),
]


@pytest.mark.parametrize(
    ("filters", "claims"),
    [
        (Filters(), (1, 2, 3)),
        (Filters(type="clash"), (1, 3)),
        (Filters(place="Old City"), (1, 2)),
        (Filters(side="Police"), (1, 3)),
        (Filters(side="a mosque"), (2,)),
        (Filters(type="clash", place="Old City", side="Police"), (1,)),
        (Filters(type="shelling"), ()),
    ],
)
def test_filters_let_through_what_is_all_that_is_asked(filters: Filters, claims: tuple[int, ...]) -> None:
    found = timeline(LINES, filters, 1)
    assert (found.claims, found.count, found.total) == (claims, len(claims), 3)


def test_there_is_to_choose_what_there_is() -> None:
    assert timeline(LINES, Filters(type="shelling"), 1).choices == {
        "type": (Choice("air_strike", "Air strike", 1), Choice("clash", "Clashes", 2)),
        "place": (Choice("Old City", "Old City", 2), Choice("Zanjili", "Zanjili", 1)),
        "side": tuple(Choice(side, side, n) for side, n in (("Police", 2), *ONCE)),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "number", "claims", "newer", "older"),
    [
        (1, 1, ON_A_PAGE, None, 2),
        (2, 2, ON_A_PAGE, 1, 3),
        (3, 3, 5, 2, None),
        (99, 3, 5, 2, None),
        (0, 1, ON_A_PAGE, None, 2),
    ],
)
def test_pages(asked: int, number: int, claims: int, newer: int | None, older: int | None) -> None:
    found = timeline([_line(one) for one in range(2 * ON_A_PAGE + 5)], Filters(), asked)
    assert (found.number, len(found.claims), found.newer, found.older) == (number, claims, newer, older)


def test_events_stand_under_the_month_of_their_last_day() -> None:
    told = [
        event(),
        event(**{"from": "2017-05-30", "to": "2017-06-01"}),
        event(**{"from": "2016-12-31", "to": None}),
    ]
    found = months(told, Calendar(Locale("en", "001"), DAY))
    assert [(month.heading, month.iso, len(month.events)) for month in found] == [
        ("June 2017", "2017-06", 2),
        ("December 2016", "2016-12", 1),
    ]


def test_a_snapshots_event_has_the_same_line() -> None:
    told = event(claim=3, place="Zanjili", actors=["Police"], point={"latitude": 36.3, "longitude": 43.1})
    assert line_of(told) == Line(3, date(2017, 6, 27), "clash", "Zanjili", (36.3, 43.1), ("Police",), ())
