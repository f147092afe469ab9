"""What each stage found: the tool for mending a rule."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from conflictdesk.extraction.explain import Passage, explain

TEXT = """Rebels attacked a base in Gao on Sunday, killing at least 12 soldiers, the army said.

The minister attacked the budget. A shell company hid the money. The car bomb exploded."""


@pytest.fixture(scope="module")
def passages() -> tuple[Passage, ...]:
    """The passages of the text."""
    return explain(Document(TEXT, "2017-06-28"))


def rows(passage: Passage, stage: str) -> list[tuple[str, str]]:
    """The texts and rules of a passage's rows of one stage."""
    return [(row.text, row.rule) for row in passage.rows if row.stage == stage]


def test_a_passage_for_every_sentence(passages: tuple[Passage, ...]) -> None:
    assert [TEXT[p.start : p.end] for p in passages] == [p.text for p in passages]
    assert [p.text.split()[0] for p in passages] == ["Rebels", "The", "A", "The"]


def test_the_stages_stand_in_their_order(passages: tuple[Passage, ...]) -> None:
    stages = ["groups", "words", "numbers", "places", "dates", "sources", "figure", "event", "none"]
    assert [row.stage for row in passages[0].rows] == stages


@pytest.mark.parametrize(
    ("stage", "text"),
    [
        ("groups", "[Rebels] (attacked) [a base] in [Gao] on [Sunday] , (killing) [at least 12 soldiers] ,"),
        ("numbers", "at least 12 = at_least 12"),
        ("places", "Gao: Gao ML (city)"),
        ("dates", "Sunday: 2017-06-25"),
        ("sources", "the army"),
    ],
)
def test_what_a_stage_saw(passages: tuple[Passage, ...], stage: str, text: str) -> None:
    ((seen, rule),) = rows(passages[0], stage)
    assert (seen[: len(text)], rule) == (text, "")


def test_the_words_come_with_their_entries(passages: tuple[Passage, ...]) -> None:
    ((words, _),) = rows(passages[2], "words")
    assert "shell company: events/mask.things" in words.split("; ")


def test_the_rule_stands_with_what_it_proposed(passages: tuple[Passage, ...]) -> None:
    assert [rule for _, rule in rows(passages[0], "figure")] == ["killed.kill.object"]
    assert [rule for _, rule in rows(passages[0], "event")] == ["attack.verb.active"]


@pytest.mark.parametrize(
    ("sentence", "text", "rule"),
    [
        (0, "killing: another word of the sentence tells it", "attack.kill"),
        (1, "attacked: the clause must hold one of armed, people_object, site_object", "attack.verb"),
        (2, "shell company: words that only look like an event", "mask.things"),
        (3, "car bomb: another word of the sentence tells it", "bombing.noun"),
    ],
)
def test_why_a_word_told_no_event(passages: tuple[Passage, ...], sentence: int, text: str, rule: str) -> None:
    assert (text, rule) in rows(passages[sentence], "none")


def test_policy_tells_no_event() -> None:
    (passage,) = explain(Document("The group is committed to retaking the town of Gao."))
    assert rows(passage, "none") == [("retaking: policy, habit or generality", "territory_captured.verb")]


def test_it_explains_what_is_proposed(passages: tuple[Passage, ...]) -> None:
    def rules(stage: str) -> Iterator[str]:
        return (row.rule for passage in passages for row in passage.rows if row.stage == stage)

    result = extract(Document(TEXT, "2017-06-28"))
    assert list(rules("event")) == [event.rule for event in result.events]
    assert list(rules("figure")) == [figure.rule for figure in result.figures]


def test_another_language_is_not_explained() -> None:
    assert explain(Document("Douze morts.", language="fr")) == ()
