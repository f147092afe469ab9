"""Puts into words what an approval would change for readers: "600,000 (UN, 12 June) → at least 750,000 ·
on 12 articles".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _

from conflictdesk.contract import terms
from conflictdesk.contract.stored import (
    FigureContent,
    ProspectFigure,
    ProspectStanding,
    SnapshotContent,
    StandingContent,
)
from conflictdesk.ledger.models import ArticleSituation, Claim
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.wording import labels, reading_lines

SomeStanding = StandingContent | ProspectStanding
Difference = tuple[list[tuple[str, str]], int]
# The fields in which two standings of one measure can differ.
Aspect = Literal["place", "population", "side", "period", "unit"]
DISTINGUISHING_FIELDS: tuple[Aspect, ...] = ("place", "population", "side", "period", "unit")
SIMILAR_SHOWN = 2


@dataclass(frozen=True)
class Prospect:
    """What readers see `now` and would see `then`, in words. `then` is "" if only the note says what
    would happen. `similar` lists other standings of the same measure if this one is new; `articles` is
    the number of live articles in the situation.
    """

    now: str = ""
    similar: str = ""
    then: str = ""
    note: str = ""
    articles: int = 0


def prospect(claim: Claim) -> Prospect:
    """Returns what readers of the claim's situation see now and would see if it were approved as
    proposed.
    """
    if claim.situation_id is None:
        return Prospect(note=_("Choose a situation: without one this cannot be approved."))
    if not terms.happened(claim.proposal["realis"]):
        return Prospect(note=_("Readers would not see it: boxes show only what happened."))
    shown_on = ArticleSituation.objects.filter(situation=claim.situation_id, page__live=True).count()
    if claim.kind == Claim.Kind.EVENT:
        return Prospect(note=_("Readers would see it in the list of events."), articles=shown_on)
    before, after, others = refreshing.would_change(claim)
    if after is None:
        return Prospect(
            note=_("It counts one incident, or a part of another figure: readers will not see it in the box.")
        )
    now = _standing(before) if before else _("nothing yet")
    then = _standing(after)
    if now == then:
        return Prospect(now, note=_("This would join the history behind it."), articles=shown_on)
    return Prospect(now, "" if before else _similar(after, others), then, articles=shown_on)


def _similar(standing: SomeStanding, others: Iterable[SomeStanding]) -> str:
    """Returns at most `SIMILAR_SHOWN` other standings of the measure, in words: those that differ in the
    fewest fields first, and of these the ones without a place first.
    """

    def distance(other: SomeStanding) -> tuple[int, bool]:
        return len(_differences(standing, other)), bool(other["place"])

    near = sorted(others, key=distance)[:SIMILAR_SHOWN]
    return " · ".join(f"{_about(standing, other)}: {_standing(other)}" for other in near)


def _about(standing: SomeStanding, other: SomeStanding) -> str:
    """Returns the other standing's place and the other fields in which it differs, in words."""
    words = {
        "place": other["place"] or other["leader"]["place"] or _("the whole situation"),
        "population": labels.label(labels.POPULATIONS, other["population"]).lower() or _("all people"),
        "side": other["side"] or _("all sides"),
        "period": labels.label(labels.PERIODS, other["period"]),
        "unit": labels.label(labels.UNITS, other["unit"]),
    }
    named = dict.fromkeys(["place", *_differences(standing, other)])
    return ", ".join(str(words[name]) for name in named)


def _differences(standing: SomeStanding, other: SomeStanding) -> list[str]:
    return [name for name in DISTINGUISHING_FIELDS if standing[name] != other[name]]


def _standing(standing: SomeStanding) -> str:
    """Returns the leading figure and its rivals, in words."""
    return " | ".join(_figure(one) for one in (standing["leader"], *standing["rivals"]))


def _figure(figure: FigureContent | ProspectFigure) -> str:
    source = figure["source"]
    named = source if source is None or isinstance(source, str) else source["name"]
    credit = [named, reading_lines.day(figure["as_of"])]
    return f"{reading_lines.number(figure)} ({', '.join(filter(None, credit))})"


def difference(before: SnapshotContent | None, after: SnapshotContent | None) -> Difference:
    """Returns what differs between two contents of a box, None before its first version: before and after
    of each standing that differs, in words, and the number of added events, 0 at least.
    """
    old, new = _by_key(before), _by_key(after)
    rows = [
        (_headed(old[key]) if key in old else _new(standing, old.values()), _headed(standing))
        for key, standing in new.items()
        if key not in old or _standing(old[key]) != _standing(standing)
    ]
    return rows, max(_events(after) - _events(before), 0)


def _events(content: SnapshotContent | None) -> int:
    """Returns the number of public events."""
    return content["facts"]["events"] if content else 0


def _new(standing: SomeStanding, seen: Iterable[SomeStanding]) -> str:
    similar = _similar(standing, [one for one in seen if one["measure"] == standing["measure"]])
    return f"{_('nothing yet')} ({similar})" if similar else _("nothing yet")


def _by_key(content: SnapshotContent | None) -> dict[tuple[str | None, ...], StandingContent]:
    standings = content["standings"] if content else []
    return {(one["measure"], *(one[name] for name in DISTINGUISHING_FIELDS)): one for one in standings}


def _headed(standing: SomeStanding) -> str:
    about = [labels.label(labels.MEASURES, standing["measure"]), standing["side"], standing["place"]]
    return f"{' · '.join(filter(None, about))}: {_standing(standing)}"
