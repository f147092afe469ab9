"""The shallow parse: the subject, objects and agents of each verb of a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import engine_for
from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from tests.cases import cases


def parse(sentence: str) -> tuple[Groups, list[str]]:
    """The groups of a sentence, and the words of its text."""
    analysis = engine_for().analyse(Document(sentence))
    return analysis.groups(analysis.text.sentences[0]), analysis.text.words


def _words_of(words: list[str], groups: Iterable[NounGroup]) -> str:
    """The words of noun groups, separated by commas."""
    return ", ".join(" ".join(words[group.first : group.last]) for group in groups)


@pytest.mark.parametrize("case", cases("groups"))
def test_clauses(case: dict[str, Any]) -> None:
    groups, words = parse(case["name"])
    found = {}
    for verb in groups.items:
        if isinstance(verb, VerbGroup):
            parts = [groups.subjects(verb), groups.objects(verb), groups.agents(verb)]
            found[" ".join(words[verb.first : verb.last])] = [_words_of(words, part) for part in parts]
    assert found == case["verbs"]


@pytest.mark.parametrize(
    ("sentence", "passive", "negated", "infinitive"),
    [
        ("Rebels attacked the base.", False, False, False),
        ("The base was attacked.", True, False, False),
        ("Rebels did not attack the base.", False, True, False),
        ("The base has never been attacked.", True, True, False),
    ],
)
def test_voice_and_negation(sentence: str, passive: bool, negated: bool, infinitive: bool) -> None:
    groups, _ = parse(sentence)
    (verb,) = (item for item in groups.items if isinstance(item, VerbGroup))
    assert (verb.passive, verb.negated, verb.infinitive) == (passive, negated, infinitive)


def test_words_without_a_stop_are_parsed_too() -> None:
    analysis = engine_for().analyse(Document("rebels attacked soldiers and " * 5_000))
    parsed = [analysis.groups(sentence) for sentence in analysis.text.sentences]
    subjects = [
        groups.subjects(item) for groups in parsed for item in groups.items if isinstance(item, VerbGroup)
    ]
    assert sum(len(found) > 0 for found in subjects) > 4_000
