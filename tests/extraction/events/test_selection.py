"""Readings of an article are weighed; those of a short text, or without weights, are chosen by rules."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import engine_for
from conflictdesk.extraction.events import event_weights
from conflictdesk.extraction.events.event_weights import Weights
from conflictdesk.extraction.explain import explain
from conflictdesk.vocabulary.loader import shipped_folder
from tests.extraction.event_lines import events

SPORT = """City beat Rovers 3-1 on Saturday to go top of the league. The home side began brightly and
their attack looked sharp. Ortega hit the bar after ten minutes. Rovers fought back and the
visitors' new striker shot wide twice. The battle in midfield was fierce. Keane was sent off
for a late assault on the winger. The crowd exploded when Ruiz fired home the winner. Coach Dan
Marsh said his men had fought for every ball. He will rest the captain on Wednesday. The club
signed two players in the summer."""
WAR = """Rebels attacked a base near Gao on Sunday, killing 12 soldiers, the army said. Gunmen on
motorcycles opened fire on the guards and set two trucks ablaze. Troops clashed with the
attackers for three hours. The army sent helicopters, which bombed a camp of the rebels on
Monday. Hundreds of people fled the town. The governor visited the wounded in hospital. No
group claimed the attack. The mayor called for calm. The school stayed shut."""


def types(text: str, weights: Weights | None) -> list[str]:
    """The types of the events of a text, found with these weights."""
    engine = engine_for()
    found = replace(engine.events, weights=weights).find(engine.analyse(Document(text, "2017-06-28")))
    return [event.type for event in found]


def test_an_article_on_sport_has_no_event() -> None:
    assert types(SPORT, event_weights.shipped("en")) == []


@pytest.mark.parametrize("weights", [None, event_weights.shipped("en")], ids=["rules", "weights"])
def test_the_events_of_an_article_on_a_war_are_taken(weights: Weights | None) -> None:
    own = (
        ["destruction"] if weights is None else []
    )  # the trucks set ablaze are part of the attack by the weights
    day = ["attack", "attack", *own, "clash", "mobilisation", "air_strike"]
    assert types(WAR, weights) == [*day, "displacement", "air_strike"]


def test_a_short_text_is_read_by_rules() -> None:
    text = "Keane was sent off for a late assault on the winger."
    assert [event.type for event in events(text)] == types(text, None)


def test_a_language_without_weights_has_rules() -> None:
    assert event_weights.shipped("xx") is None


def test_the_weights_are_few_and_sorted() -> None:
    path = shipped_folder() / f"{event_weights.NAME}.json"
    weights = json.loads(path.read_text(encoding="utf-8"))["weights"]
    assert list(weights) == sorted(weights)
    assert path.stat().st_size < 100_000


@pytest.mark.parametrize(("names", "likely"), [([], 0.5), (["one"], 0.731), (["one", "other", "new"], 0.5)])
def test_a_probability_is_the_sum_of_weights(names: list[str], likely: float) -> None:
    weights = Weights(0.0, 0.3, 0.4, {"one": 1.0, "other": -1.0})
    assert round(weights.probability(names), 3) == likely


def test_the_explanation_names_the_features_that_decided() -> None:
    rows = [row for passage in explain(Document(SPORT)) for row in passage.rows if row.stage == "weighed"]
    (row,) = [row for row in rows if row.rule == "clash.battle"]
    assert row.text.startswith("battle: likely 0.0")
    assert "document armed 0 -" in row.text
