"""What of a situation is shown: its present state, or a past one as readers may see it today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from conflictdesk.contract.stored import BoxContent, PastStanding, SituationContent, StandingContent
from conflictdesk.ledger.models import Situation, Snapshot
from conflictdesk.ledger.snapshots import history, refreshing, snapshot_versions


@dataclass(frozen=True, slots=True)
class State:
    """A snapshot's content, or the content of a situation of which nothing has been said yet (version 0).
    `withdrawn`: how many facts of a past state are left out.
    """

    content: BoxContent
    version: int
    taken: datetime
    withdrawn: int = 0


def present(situation: Situation) -> State:
    """What readers see now."""
    return of(situation, refreshing.latest(situation.pk))


def past(situation: Situation, at: datetime) -> State:
    """What readers saw at that moment, without what is not public today."""
    then = history.snapshot_at(situation, at)
    content = history.public_past(situation, at)
    if then is None or content is None:
        # Nothing was told yet; what is said of it today was not said then.
        nothing: BoxContent = {
            **_empty(situation),
            "situation": {**_named(situation), "state": "", "summary": ""},
        }
        return State(nothing, 0, at)
    told: BoxContent = {
        "situation": content["situation"],
        "standings": [led for one in content["standings"] if (led := _led(one))],
        "events": content["events"],
        "articles": content["articles"],
    }
    return State(told, then.version, then.created_at, content["withdrawn"])


def of(situation: Situation, snapshot: Snapshot | None) -> State:
    if snapshot is None:
        return State(_empty(situation), 0, situation.created_at)
    return State(snapshot_versions.content_of(snapshot), snapshot.version, snapshot.created_at)


def _led(standing: PastStanding) -> StandingContent | None:
    """The standing with its first rival as its leader, where the leader of that time is left out; None where
    only its history is left.
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
