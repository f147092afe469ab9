"""Fixtures: one situation with one article, whose figure and event are approved."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth.models import User

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Situation, SituationActor
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import (
    EditorFactory,
    SituationFactory,
    article,
    at_place,
    event,
    figure,
    on_day,
    record,
    said_by,
)  # fmt: skip

LINE = "On Tuesday the army said at least 12 soldiers of the militia were killed when they clashed in Mosul."


@pytest.fixture
def editor() -> User:
    return EditorFactory()


@pytest.fixture
def situation() -> Situation:
    found: Situation = SituationFactory(name="Battle of Mosul", slug="mosul", summary="It goes on.")
    army = Actor.objects.create(identifier="army", name="Iraqi military", role="state_forces")
    SituationActor.objects.create(situation=found, actor=army, is_party=True)
    return found


@pytest.fixture
def page(situation: Situation, editor: User) -> ArticlePage:
    """Returns an article with one figure and one event, both approved."""
    made = article(LINE, title="Fighting", situation=situation)
    text = made.conflictdesk_extractions.get().text
    shared: dict[str, Any] = {
        "attribution": said_by(text, "army", "army", "state_forces"),
        "place": at_place(text, "Mosul", country="IQ", latitude=36.3, longitude=43.1, geonames_id=99072),
        "when": on_day(text, "Tuesday", date(2017, 6, 27)),
    }
    number = {"low": 12, "best": None, "high": None, "qualifier": "at_least", "population": "soldiers"}
    claims = record(
        made,
        figure(text, "at least 12 soldiers", period="incident", **number, **shared),
        event(text, "clashed", **shared),
    )
    for claim in claims:
        rulings.approve(claim.pk, editor, version=claim.version)
    return made
