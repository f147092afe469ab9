"""Clauses: what each verb of a sentence says of whom, and how clauses and noun groups hang together."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import engine_for
from conflictdesk.extraction.grammar.clauses import Clause, Clauses
from conflictdesk.extraction.grammar.groups import NounGroup
from tests.cases import cases


def read(sentence: str) -> tuple[Clauses, list[str]]:
    """The clauses of a sentence, and the words of its text."""
    analysis = engine_for().analyse(Document(sentence))
    return analysis.clauses(analysis.text.sentences[0]), analysis.text.words


def _line(clause: Clause, words: list[str]) -> str:
    """A clause as a line of the table."""
    verb = " ".join(words[clause.verb.first : clause.verb.last]) if clause.verb is not None else "-"
    parts = (_words(words, part) for part in (clause.subjects, clause.objects, clause.agents))
    above = f" < {clause.governor}" if clause.governor >= 0 else ""
    return f"{clause.bond}{above}: {verb}{' (passive)' if clause.passive else ''} / {' / '.join(parts)}"


def _words(words: list[str], groups: Iterable[NounGroup]) -> str:
    """The words of noun groups, separated by commas."""
    return ", ".join(" ".join(words[group.first : group.last]) for group in groups)


@pytest.mark.parametrize("case", cases("clauses"))
def test_clauses_of_a_sentence(case: dict[str, Any]) -> None:
    found, words = read(case["name"])
    assert [_line(clause, words) for clause in found.all] == case["clauses"]


@pytest.mark.parametrize("case", [case for case in cases("clauses") if "ties" in case.values[0]])
def test_what_noun_groups_hang_on(case: dict[str, Any]) -> None:
    found, words = read(case["name"])
    ties = {
        _words(words, [noun]): f"{tie.link} {_words(words, [tie.host])}"
        for order, tie in found.ties.items()
        if isinstance(noun := found.groups.items[order], NounGroup)
    }
    assert ties == case["ties"]


@pytest.mark.parametrize("table", ["clauses", "figures", "figures_kinds", "events_news"])
def test_a_noun_group_hangs_on_an_earlier_one(table: str) -> None:
    for case in cases(table):
        for sentence in (analysis := engine_for().analyse(Document(case.values[0]["name"]))).text.sentences:
            ties = analysis.clauses(sentence).ties
            assert all(tie.host.order < order for order, tie in ties.items()), case.values[0]["name"]
