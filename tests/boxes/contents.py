"""Snapshot contents in the form in which the ledger stores them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

TAKEN = datetime(2017, 6, 28, 14, 5, tzinfo=UTC)
ARTICLE = {"title": "The last streets", "url": "/mosul/last-streets/", "block": "b1"}


def figure(**values: Any) -> dict[str, Any]:
    """A figure of people displaced, with other values where given."""
    return {
        "claim": 1,
        "measure": "displaced",
        "unit": "person",
        "population": "",
        "side": "",
        "period": "stock",
        "low": None,
        "best": None,
        "high": None,
        "qualifier": "exact",
        "source": {"name": "UN", "role": "un", "party": False},
        "hedged": False,
        "as_of": "2017-06-28",
        "from": None,
        "to": None,
        "precision": None,
        "place": None,
        "quote": "750,000 people have fled",
        "sentence": "The UN says 750,000 people have fled.",
        "article": ARTICLE,
        "approved_at": "2017-06-28T12:00:00+00:00",
        **values,
    }


def standing(
    leader: dict[str, Any], *rivals: dict[str, Any], history: Any = (), place: str | None = None
) -> dict[str, Any]:
    """A standing with its rivals and history."""
    key = {name: leader[name] for name in ("measure", "unit", "population", "side", "period")}
    return {**key, "place": place, "leader": leader, "rivals": list(rivals), "history": list(history)}


def point(as_of: str, best: float | None, qualifier: str = "exact") -> dict[str, Any]:
    """A point of a standing's history."""
    return {"as_of": as_of, "low": best, "best": best, "high": best, "qualifier": qualifier}


def event(**values: Any) -> dict[str, Any]:
    """A clash, with other values where given."""
    return {
        "claim": 11,
        "type": "clash",
        "trigger": "clashes",
        "actors": [],
        "targets": [],
        "weapon": "",
        "realis": "actual",
        "place": None,
        "from": "2017-06-27",
        "to": "2017-06-27",
        "precision": "day",
        "as_of": "2017-06-28",
        "source": None,
        "hedged": False,
        "quote": "clashes",
        "sentence": "There were clashes in the Old City.",
        "article": ARTICLE,
        "approved_at": "2017-06-28T12:00:00+00:00",
        **values,
    }


def content(*standings: dict[str, Any], events: Any = (), **situation: str) -> dict[str, Any]:
    """The content of a snapshot of the Battle of Mosul."""
    described = {"slug": "mosul", "name": "Battle of Mosul", "state": "live", "summary": "", **situation}
    return {"situation": described, "standings": list(standings), "events": list(events), "articles": 1}
