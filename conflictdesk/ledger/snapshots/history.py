"""History: a situation at a past moment, for staff as it was, for readers without what is not public
today.
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
from conflictdesk.ledger.snapshots.snapshot_entries import EntryBuilder


def snapshot_at(situation: Situation | int, at: datetime) -> Snapshot | None:
    """Returns the snapshot that readers could see at that moment, for staff; None before the first
    version.
    """
    key = situation.pk if isinstance(situation, Situation) else situation
    found = Snapshot.objects.filter(situation=key, created_at__lte=at).order_by("-version").first()
    return snapshot_versions.whole(found) if found else None


def public_past(situation: Situation, at: datetime) -> PastContent | None:
    """Returns the facts of that moment for readers, with today's words and names; None before the first
    version.

    A fact that is not public today, or has other values today, is left out and counted in `withdrawn`,
    of each standing and of the whole. A standing's `leader` is None if the leader was left out; a
    standing of which nothing is left is left out itself.
    """
    snapshot = snapshot_at(situation, at)
    return _without_nonpublic(situation, snapshot_versions.content_of(snapshot)) if snapshot else None


def _without_nonpublic(situation: Situation, then: SnapshotContent) -> PastContent:
    today = public(situation)
    figures = [one for each in then["standings"] for one in (each["leader"], *each["rivals"])]
    today_entries = _TodaysEntries(situation, today, [*figures, *then["events"]])
    standings = [today_entries.standing(one) for one in then["standings"]]
    events = [today_entries.event(one) for one in then["events"]]
    standings_left = [one for one in standings if one["leader"] or one["rivals"] or one["history"]]
    shown = [one for one in events if one]
    return {
        "situation": _named(situation, then["situation"]),
        "standings": standings_left,
        "events": shown,
        "articles": len({one["article"]["url"] for one in (*shown, *_entries(standings_left))}),
        "withdrawn": sum(one["withdrawn"] for one in standings) + len(events) - len(shown),
    }


def _named(situation: Situation, then: SituationContent) -> SituationContent:
    """Returns today's name and address with the state of then. The summary is included only if it is
    still the same.
    """
    said = then["summary"] if then["summary"] == situation.summary else ""
    return {"slug": situation.slug, "name": situation.name, "state": then["state"], "summary": said}


def _entries(standings: Iterable[PastStanding]) -> list[FigureContent]:
    return [one for each in standings for one in (each["leader"], *each["rivals"]) if one]


class _TodaysEntries:
    """Returns today's entry for those past entries that are public today with the same values."""

    def __init__(self, situation: Situation, today: Public, entries: Sequence[EntryContent]) -> None:
        still = {one["claim"] for one in entries if one["claim"] in today.rulings}
        # An entry that was stored without its ruling is not shown to readers.
        rulings = {today.rulings[claim] for claim in still} | {one["ruling"] for one in entries}
        self.amendments = dict(Ruling.objects.filter(pk__in=rulings).values_list("pk", "amendment"))
        self.today = today
        self.numbers = {one.id: (*one.bounds, one.qualifier) for one in today.figures}
        self.builder = EntryBuilder(situation, today, still)

    def figure(self, then: FigureContent) -> FigureContent | None:
        """Returns today's entry for the figure; None if it is not public with the same values."""
        return self.builder.figure(then["claim"]) if self._is_unchanged(then) else None

    def event(self, then: EventContent) -> EventContent | None:
        """Returns today's entry for the event; None if it is not public with the same values."""
        return self.builder.event(then["claim"]) if self._is_unchanged(then) else None

    def _is_unchanged(self, then: EntryContent) -> bool:
        now = self.today.rulings.get(then["claim"])
        before = self.amendments.get(then["ruling"])
        return now is not None and before is not None and before == self.amendments[now]

    def standing(self, then: StandingContent) -> PastStanding:
        """Returns the standing reduced to what is public today, and counts what is left out."""
        leader = self.figure(then["leader"])
        rivals = [shown for shown in map(self.figure, then["rivals"]) if shown]
        history = [point for point in then["history"] if self._is_public_point(point)]
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

    def _is_public_point(self, point: HistoryPoint) -> bool:
        return self.numbers.get(point["claim"]) == (
            point["low"],
            point["best"],
            point["high"],
            point["qualifier"],
        )
