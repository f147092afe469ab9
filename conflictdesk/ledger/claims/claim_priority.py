"""Stores on each pending claim how urgent it is, as a number for the order of the queue.

Runs in the background. A late number only puts a claim at another place in the queue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from conflictdesk.contract import terms
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.claims.figure_candidates import Names, candidate
from conflictdesk.ledger.extractions import task_sending
from conflictdesk.ledger.models import ArticleSituation, Claim, Situation, Snapshot
from conflictdesk.ledger.snapshots import snapshot_versions
from conflictdesk.ledger.snapshots.public_content import preference, public, whole
from conflictdesk.reconcile import priority
from conflictdesk.reconcile.standing import Standing, key_of, standings

TASK = "conflictdesk.rank"


def request(situation_id: int, version: int) -> None:
    """Asks a worker to rank the situation; without a broker the order of the queue stays as it is."""
    task_sending.send(TASK, situation_id, version)


def rank_page(page_key: int) -> int:
    """Ranks the pending claims of an article and returns how many got another number."""
    waiting = _waiting().filter(page_key=page_key)
    keys = waiting.order_by().values_list("situation_id", flat=True).distinct()
    return sum(_rank(key, waiting.filter(situation_id=key)) for key in list(keys))


def rank_situation(situation_id: int, version: int | None = None) -> int:
    """Ranks the pending claims of a situation and returns how many got another number. With a version,
    ranks only figures whose measure that version of the box changed.
    """
    waiting = _waiting().filter(situation_id=situation_id)
    if version is not None:
        waiting = waiting.filter(kind=Claim.Kind.FIGURE, topic__in=_changed_measures(situation_id, version))
    return _rank(situation_id, waiting)


def _waiting() -> QuerySet[Claim]:
    return Claim.objects.filter(state=Claim.State.PENDING, presence=Claim.Presence.PRESENT)


def _changed_measures(situation_id: int, version: int) -> set[str]:
    """Returns the measures whose standings differ between a version and the one before it."""
    rows = Snapshot.objects.filter(situation_id=situation_id, version__in=(version - 1, version))
    standings_of = {row.version: snapshot_versions.content_of(row)["standings"] for row in rows}
    before, after = standings_of.get(version - 1, []), standings_of.get(version, [])
    return {one["measure"] for one in before if one not in after} | {
        one["measure"] for one in after if one not in before
    }


def _rank(situation_id: int | None, claims: QuerySet[Claim]) -> int:
    """Writes the numbers that changed and returns how many; without a situation every number is 0."""
    situation = Situation.objects.filter(pk=situation_id).first() if situation_id else None
    if situation is None:
        return claims.exclude(owed=0).update(owed=0)
    ranking = _Ranking(situation)
    moved: dict[int, list[int]] = {}
    for claim in claims.select_related("extraction").defer("extraction__text", "extraction__segments"):
        if (number := ranking.number(claim)) != claim.owed:
            moved.setdefault(number, []).append(claim.pk)
    return sum(_write(number, keys) for number, keys in moved.items())


def _write(number: int, keys: list[int]) -> int:
    """Stores the number. Does not raise the claim's version, so that a ruling in progress stays valid."""
    return Claim.objects.filter(pk__in=keys).update(owed=number)


class _Ranking:
    """What readers of one situation see now; claims are compared with it."""

    def __init__(self, situation: Situation) -> None:
        members = ArticleSituation.objects.filter(situation=situation, page__live=True)
        self.articles = members.count()
        self.whole = whole(situation)
        shown = standings(public(situation).figures, self.whole, preference(situation))
        self.standings: Mapping[Any, Standing] = {one.key: one for one in shown}
        self.names = Names()

    def number(self, claim: Claim) -> int:
        """Returns the claim's priority, compared with what readers see now."""
        if not terms.happened(claim.realis):
            return priority.score(priority.CONFIRMS)
        if claim.kind == Claim.Kind.EVENT:
            return priority.event(self.articles)
        figure = candidate(claim, readings.figure(claim), self.names)
        key = key_of(figure, self.whole)
        if key is None:
            return priority.score(priority.CONFIRMS, self.articles)
        return priority.figure(figure, self.standings.get(key), self.articles)
