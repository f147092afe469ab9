"""Figures of one incident each. They compete in no standing and add to none, so each is shown by itself."""

from __future__ import annotations

from conflictdesk.boxes.live import box_standings
from conflictdesk.boxes.live.box_standings import Standing
from conflictdesk.contract import terms
from conflictdesk.contract.stored import FigureContent, ShownStanding
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.snapshots.public_content import Public
from conflictdesk.ledger.snapshots.snapshot_entries import EntryBuilder
from conflictdesk.wording.dates import Calendar

# How many of the newest are shown; older ones are in the API.
SHOWN = 40


def describe(situation: Situation, facts: Public, calendar: Calendar) -> tuple[Standing, ...]:
    """Returns the newest of them, newest first, each as a standing of its own. Sub-counts are left out:
    the figure they are part of is shown.
    """
    found = [one for one in facts.figures if not terms.competes(one.period) and not one.is_part]
    newest = sorted(found, key=lambda one: (one.as_of, one.order), reverse=True)[:SHOWN]
    builder = EntryBuilder(situation, facts, [one.id for one in newest])
    return box_standings.describe_separately((_standing(builder.figure(one.id)) for one in newest), calendar)


def _standing(figure: FigureContent) -> ShownStanding:
    return {
        "measure": figure["measure"],
        "unit": figure["unit"],
        "population": figure["population"],
        "side": figure["side"],
        "period": figure["period"],
        "place": figure["place"],
        "leader": figure,
        "rivals": [],
        "history": [],
    }
