"""Pasts: where a situation stood at a past moment, for staff as it was, for readers without what is not
public today.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from conflictdesk.contract.stored import (
    EntryContent,
    EventContent,
    FigureContent,
    HistoryPoint,
    PastContent,
    PastStanding,
    SituationContent,
    SnapshotContent,
    StandingContent,
)
from conflictdesk.ledger.models import Ruling, Situation, Snapshot
from conflictdesk.ledger.snapshots import snapshot_versions
from conflictdesk.ledger.snapshots.public_content import Public, public
from conflictdesk.ledger.snapshots.snapshot_entries import Teller


def as_it_was(situation: Situation | int, at: datetime) -> Snapshot | None:
    """For staff: exactly what readers could see at that moment; None before the first version."""
    key = situation.pk if isinstance(situation, Situation) else situation
    found = Snapshot.objects.filter(situation=key, created_at__lte=at).order_by("-version").first()
    return snapshot_versions.whole(found) if found else None


def as_readers_may_see_it(situation: Situation, at: datetime) -> PastContent | None:
    """For readers: which facts stood where at that moment, told in today's words and names.

    A fact that is not public today, or has other values today, is left out and counted in `withdrawn`, of
    each standing and of the whole. A standing's `leader` is None where it is the one left out; a standing
    of which nothing is left is left out itself. None before the first version.
    """
    snapshot = as_it_was(situation, at)
    return _filtered(situation, snapshot.content) if snapshot else None


def _filtered(situation: Situation, then: SnapshotContent) -> PastContent:
    today = public(situation)
    figures = [one for each in then["standings"] for one in (each["leader"], *each["rivals"])]
    telling = _Today(situation, today, [*figures, *then["events"]])
    standings = [telling.standing(one) for one in then["standings"]]
    events = [telling.event(one) for one in then["events"]]
    kept = [one for one in standings if one["leader"] or one["rivals"] or one["history"]]
    told = [one for one in events if one]
    return {
        "situation": _named(situation, then["situation"]),
        "standings": kept,
        "events": told,
        "articles": len({one["article"]["url"] for one in (*told, *_entries(kept))}),
        "withdrawn": sum(one["withdrawn"] for one in standings) + len(events) - len(told),
    }


def _named(situation: Situation, then: SituationContent) -> SituationContent:
    """Today's name and address, the state of then; the sentence only if it is still said."""
    said = then["summary"] if then["summary"] == situation.summary else ""
    return {"slug": situation.slug, "name": situation.name, "state": then["state"], "summary": said}


def _entries(standings: Iterable[PastStanding]) -> list[FigureContent]:
    return [one for each in standings for one in (each["leader"], *each["rivals"]) if one]


class _Today:
    """Which of these past entries are public today with the same values, and how they are told today."""

    def __init__(self, situation: Situation, today: Public, entries: Sequence[EntryContent]) -> None:
        still = {one["claim"] for one in entries if one["claim"] in today.rulings}
        # One that was stored without its ruling names none: it is not told to readers.
        rulings = {today.rulings[claim] for claim in still} | {one["ruling"] for one in entries}
        self.amendments = dict(Ruling.objects.filter(pk__in=rulings).values_list("pk", "amendment"))
        self.today = today
        self.numbers = {one.id: (*one.bounds, one.qualifier) for one in today.figures}
        self.teller = Teller(situation, today, still)

    def figure(self, then: FigureContent) -> FigureContent | None:
        return self.teller.figure(then["claim"]) if self._is_the_same(then) else None

    def event(self, then: EventContent) -> EventContent | None:
        return self.teller.event(then["claim"]) if self._is_the_same(then) else None

    def _is_the_same(self, then: EntryContent) -> bool:
        now = self.today.rulings.get(then["claim"])
        before = self.amendments.get(then["ruling"])
        return now is not None and before is not None and before == self.amendments[now]

    def standing(self, then: StandingContent) -> PastStanding:
        leader = self.figure(then["leader"])
        rivals = [told for told in map(self.figure, then["rivals"]) if told]
        history = [point for point in then["history"] if self._stands(point)]
        withdrawn = (leader is None) + len(then["rivals"]) - len(rivals)
        ends = then["range"] if not withdrawn else None
        return {
            **then,
            "leader": leader,
            "rivals": rivals,
            "history": history,
            "withdrawn": withdrawn,
            "range": ends or {"low": None, "high": None},
        }

    def _stands(self, point: HistoryPoint) -> bool:
        return self.numbers.get(point["claim"]) == (
            point["low"],
            point["best"],
            point["high"],
            point["qualifier"],
        )
