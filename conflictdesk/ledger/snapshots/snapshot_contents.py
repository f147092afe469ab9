"""Builds the content of a snapshot, language-neutral: situation, standings, events, each with its
evidence.
"""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.contract.stored import (
    FigureReading,
    HistoryPoint,
    ProspectFigure,
    ProspectStanding,
    SnapshotContent,
    StandingContent,
)
from conflictdesk.ledger.claims.figure_candidates import candidate
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.ledger.snapshots.public_content import Public, preference, public, whole
from conflictdesk.ledger.snapshots.snapshot_entries import EntryBuilder
from conflictdesk.reconcile.standing import Figure, Standing, standings

EVENTS_KEPT = 50
# How many of the latest points of a standing's history are kept here; the ledger has all.
HISTORY_KEPT = 100


class Change(NamedTuple):
    """What readers see of a claim's key now, and would see; `others` are the other standings of its
    measure, which they see too. All None and empty if the claim would be in no standing.
    """

    before: ProspectStanding | None = None
    after: ProspectStanding | None = None
    others: tuple[ProspectStanding, ...] = ()


def content(situation: Situation, found: Public) -> SnapshotContent:
    """Returns the content of the situation's next snapshot, as far as it follows from the public facts."""
    standing = standings(found.figures, whole(situation), preference(situation))
    events = found.events[:EVENTS_KEPT]
    shown = {one.id for each in standing for one in (each.leader, *each.rivals)}
    entries = EntryBuilder(situation, found, {*shown, *events})
    return {
        "situation": {
            "slug": situation.slug,
            "name": situation.name,
            "state": situation.state,
            "summary": situation.summary,
        },
        "standings": [_standing(one, situation, entries) for one in standing],
        "events": [entries.event(event) for event in events],
        "articles": found.articles,
        "facts": {
            "figures": len(found.figures),
            "events": len(found.rulings) - len(found.figures),
            "digest": found.digest,
        },
    }


def before_and_after(claim: Claim, reading: FigureReading) -> Change:
    """Returns the standing of the claim's key in its situation, without and with the claim as read."""
    situation = claim.situation
    assert situation is not None
    figure = candidate(claim, reading)
    figures = public(situation, figure.measure).figures
    facts = [one for one in figures if one.id != claim.pk]
    named, preferred = whole(situation), preference(situation)
    with_it = standings([*facts, figure], named, preferred)
    after = next((one for one in with_it if figure in one.history), None)
    if after is None:
        return Change()
    seen = {one.key: _plain(one) for one in standings(facts, named, preferred)}
    before = seen.pop(after.key, None)
    return Change(before, _plain(after), tuple(seen.values()))


def _plain(standing: Standing) -> ProspectStanding:
    key = standing.key
    return {
        "measure": key.measure,
        "unit": key.unit,
        "population": key.population,
        "side": key.side,
        "period": key.period,
        "place": key.place,
        "leader": _plain_figure(standing.leader),
        "rivals": [_plain_figure(one) for one in standing.rivals],
    }


def _plain_figure(one: Figure) -> ProspectFigure:
    return {
        "measure": one.measure,
        "unit": one.unit,
        "population": one.population,
        "place": one.place,
        "low": one.low,
        "best": one.best,
        "high": one.high,
        "qualifier": one.qualifier,
        "source": one.source,
        "as_of": one.as_of.isoformat(),
    }


def _standing(one: Standing, situation: Situation, entries: EntryBuilder) -> StandingContent:
    key = one.key
    return {
        "measure": key.measure,
        "unit": key.unit,
        "population": key.population,
        "side": key.side,
        "period": key.period,
        "place": key.place or None,
        "policy": situation.policy,
        "range": {"low": one.low, "high": one.high},
        "leader": entries.figure(one.leader.id),
        "rivals": [entries.figure(rival.id) for rival in one.rivals],
        "history": [_point(figure) for figure in one.history[-HISTORY_KEPT:]],
    }


def _point(figure: Figure) -> HistoryPoint:
    return {
        "claim": figure.id,
        "as_of": figure.as_of.isoformat(),
        "source": figure.source,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "qualifier": figure.qualifier,
    }
