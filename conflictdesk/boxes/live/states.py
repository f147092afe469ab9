"""What of a situation is shown: its present state, or a past one as readers may see it today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.snapshots import history, refreshing, snapshot_versions


@dataclass(frozen=True, slots=True)
class State:
    """A snapshot's content, or the content of a situation of which nothing has been said yet (version 0).
    `withdrawn`: how many facts of a past state are left out.
    """

    content: Mapping[str, Any]
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
        return State(
            {**_empty(situation), "situation": {**_named(situation), "state": "", "summary": ""}}, 0, at
        )
    told = {**content, "standings": [_led(one) for one in content["standings"] if _is_told(one)]}
    return State(told, then.version, then.created_at, content["withdrawn"])


def of(situation: Situation, snapshot: Any) -> State:
    if snapshot is None:
        return State(_empty(situation), 0, situation.created_at)
    return State(snapshot_versions.content_of(snapshot), snapshot.version, snapshot.created_at)


def _is_told(standing: Mapping[str, Any]) -> bool:
    return bool(standing["leader"] or standing["rivals"])


def _led(standing: Mapping[str, Any]) -> dict[str, Any]:
    """The first rival stands first where the leader of that time is left out."""
    figures = [one for one in (standing["leader"], *standing["rivals"]) if one]
    return {**standing, "leader": figures[0], "rivals": figures[1:]}


def _named(situation: Situation) -> dict[str, str]:
    return {name: getattr(situation, name) for name in ("slug", "name", "state", "summary")}


def _empty(situation: Situation) -> dict[str, Any]:
    return {
        "situation": _named(situation),
        "standings": [],
        "events": [],
        "articles": 0,
    }
