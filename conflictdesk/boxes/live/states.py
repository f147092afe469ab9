"""The state of a situation that a page shows: the present one, or a past one as readers may see it
today.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conflictdesk.contract.stored import BoxContent, PastStanding, SituationContent, StandingContent
from conflictdesk.ledger.models import Situation, Snapshot
from conflictdesk.ledger.snapshots import history, refreshing, snapshot_versions


@dataclass(frozen=True, slots=True)
class State:
    """A snapshot's content; empty content with version 0 before the first snapshot. `withdrawn` is how
    many facts of a past state are left out.
    """

    content: BoxContent
    version: int
    taken: datetime
    withdrawn: int = 0


def present(situation: Situation) -> State:
    """Returns what readers see now."""
    return of(situation, refreshing.latest(situation.pk))


def past(situation: Situation, at: datetime) -> State:
    """Returns what readers saw at that moment, without what is not public today; an empty state before
    the first version.
    """
    then = history.snapshot_at(situation, at)
    content = history.public_past(situation, at)
    if then is None or content is None:
        # There was no version yet: today's state and summary are not those of then.
        nothing: BoxContent = {
            **_empty(situation),
            "situation": {**_named(situation), "state": "", "summary": ""},
        }
        return State(nothing, 0, at)
    shown: BoxContent = {
        "situation": content["situation"],
        "standings": [leading for one in content["standings"] if (leading := _with_leader(one))],
        "events": content["events"],
        "articles": content["articles"],
    }
    return State(shown, then.version, then.created_at, content["withdrawn"])


def of(situation: Situation, snapshot: Snapshot | None) -> State:
    """Returns the state of the snapshot; an empty state without one."""
    if snapshot is None:
        return State(_empty(situation), 0, situation.created_at)
    return State(snapshot_versions.content_of(snapshot), snapshot.version, snapshot.created_at)


def _with_leader(standing: PastStanding) -> StandingContent | None:
    """Returns the standing with its first rival as leader if the leader of that time is left out; None
    if only its history is left.
    """
    figures = [one for one in (standing["leader"], *standing["rivals"]) if one]
    if not figures:
        return None
    return {
        "measure": standing["measure"],
        "unit": standing["unit"],
        "population": standing["population"],
        "side": standing["side"],
        "period": standing["period"],
        "place": standing["place"],
        "policy": standing["policy"],
        "range": standing["range"],
        "leader": figures[0],
        "rivals": figures[1:],
        "history": standing["history"],
    }


def _named(situation: Situation) -> SituationContent:
    return {
        "slug": situation.slug,
        "name": situation.name,
        "state": situation.state,
        "summary": situation.summary,
    }


def _empty(situation: Situation) -> BoxContent:
    return {
        "situation": _named(situation),
        "standings": [],
        "events": [],
        "articles": 0,
    }
