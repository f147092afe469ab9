"""The events of texts, by table."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Actor, Document
from conflictdesk.extraction.engine import extract
from tests.cases import cases
from tests.extraction.effort import LINEAR, growth
from tests.extraction.event_lines import event_line, events


@pytest.mark.parametrize(
    "case",
    [
        *cases("events"),
        *cases("events_news"),
        *cases("events_parties"),
        *cases("events_plain"),
        *cases("events_wars"),
        *cases("events_kinds"),
    ],
)
def test_events_of_a_text(case: dict[str, Any]) -> None:
    assert [event_line(event) for event in events(case["name"])] == case["found"]


@pytest.mark.xfail(strict=True, reason="not read yet")
@pytest.mark.parametrize("case", cases("events_missed"))
def test_events_that_are_missed(case: dict[str, Any]) -> None:
    assert [event_line(event) for event in events(case["name"])] == case["found"]


@pytest.mark.parametrize("case", cases("realis"))
def test_whether_it_happened(case: dict[str, Any]) -> None:
    assert [event_line(event) for event in events(case["name"])] == case["found"]


@pytest.mark.parametrize(
    "case",
    [
        *cases("events"),
        *cases("events_news"),
        *cases("events_parties"),
        *cases("events_plain"),
        *cases("events_kinds"),
        *cases("events_wars"),
        *cases("realis"),
    ],
)
def test_quotes_are_the_text_at_their_offsets(case: dict[str, Any]) -> None:
    text = case["name"]
    for event in events(text):
        assert text[event.start : event.end] == event.quote
        assert event.sentence.start <= event.start < event.end <= event.sentence.end
        for part in (*event.actors, *event.targets, event.attribution, event.place, event.when):
            assert part is None or text[part.start : part.end] == part.text


def test_a_rule_names_its_entry_and_frame() -> None:
    (event,) = events("Warplanes bombed a camp in northern Iraq.")
    assert event.rule == "air_strike.verb.active"


def test_actors_are_those_of_the_vocabulary() -> None:
    (event,) = events("Daesh fighters attacked a checkpoint outside Kirkuk.")
    (actor,) = event.actors
    assert actor == Actor("Daesh fighters", 0, 14, "islamic_state", actor.name, "armed_group")


def test_they_are_the_side_told_of_before() -> None:
    text = "The Taliban took the town on Monday. They also attacked a base near Farah."
    _, attack = events(text)
    assert [(actor.text, actor.start) for actor in attack.actors] == [("Taliban", 4)]


def test_figures_belong_to_the_event_of_their_sentence() -> None:
    text = "A car bomb exploded in Kabul, killing 12 people. Thousands fled."
    result = extract(Document(text, "2017-06-28"))
    assert [(event.type, event.figures) for event in result.events] == [
        ("bombing", (0,)),
        ("displacement", (1,)),
    ]


def test_two_attacks_at_two_places_stay_two() -> None:
    first, second = events("Gunmen attacked a market in Kabul. Gunmen attacked a bank in Herat.")
    assert (first.same_as, second.same_as) == (None, None)


def test_headline_and_body_tell_one_event() -> None:
    text = "Rebels attack army base in Gao\n\nRebels attacked an army base in Gao on Monday, officials said."
    first, second = events(text)
    assert (first.same_as, second.same_as) == (None, 0)


def test_a_bare_attack_is_what_was_told_before() -> None:
    text = "A suicide bomber blew himself up in Quetta. The attack was the second in a week."
    assert [event.type for event in events(text)] == ["suicide_attack", "suicide_attack"]


def test_place_and_date_are_carried_where_the_event_goes_on() -> None:
    text = "The army shelled Ghouta on Monday. The shelling lasted all night."
    _, second = events(text)
    assert second.place is not None
    assert second.when is not None
    assert (second.place.text, second.when.begin) == ("Ghouta", "2017-06-26")


def test_the_main_event_is_the_surest() -> None:
    text = "Rebels captured the town of Manbij after weeks of fighting, as aid convoys waited at the border."
    found = events(text)
    assert max(found, key=lambda event: event.confidence).type == "territory_captured"


def test_the_group_is_the_one_named_before() -> None:
    text = "Boko Haram attacked a village in Borno. The group also abducted six girls."
    _, abduction = events(text)
    assert [(actor.text, actor.id) for actor in abduction.actors] == [("group", "boko_haram")]


def test_a_headline_has_the_place_and_day_of_its_text() -> None:
    text = "Rebels shell airport\n\nRebels shelled the airport of Goma on Monday, the army said."
    first, second = events(text)
    assert (first.same_as, second.same_as) == (None, 0)
    assert first.place is not None
    assert first.when is not None
    assert (first.place.text, first.when.begin) == ("Goma", "2017-06-26")


@pytest.mark.parametrize(
    ("text", "main"),
    [
        ("Police detained 40 people at a protest in Minsk.", "protest"),
        ("The army attacked the rebels, shelling their camp near Goma.", "shelling"),
        ("In a military operation in Homs the army seized 40 rifles.", "weapons_seized"),
        ("Rebels captured the town of Manbij after weeks of fighting.", "territory_captured"),
        ("A bomb killed nine people in Quetta, days after an attack on a mosque.", "bombing"),
    ],
)
def test_what_a_summary_would_tell(text: str, main: str) -> None:
    assert max(events(text), key=lambda event: event.confidence).type == main


@pytest.mark.parametrize(
    "unit",
    ["attacked ", "Rebels attacked Kabul and ", "the attack on Monday in Kabul, ", "if soldiers attack "],
)
def test_time_grows_linearly(unit: str) -> None:
    assert growth(lambda times: extract(Document(unit * times, "2017-06-28")), 100) < LINEAR
