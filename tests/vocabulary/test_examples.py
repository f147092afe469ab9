"""An entry's example yields what the entry is for, say a figure or a number; a counterexample does not."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import find_numbers
from conflictdesk.vocabulary.entries import KINDS, ActorEntry, Entry, MaskEntry
from conflictdesk.vocabulary.loader import shipped
from tests.vocabulary import findings

Finding = Callable[..., Sequence[object]]
# What an example yields at least once.
EXAMPLES: dict[str, Finding] = {
    "actors": findings.taking_part,
    "roles": findings.in_role,
    "measures": findings.measured,
    "counted": findings.counted,
    "units": findings.in_unit,
    "qualifiers": findings.qualified,
    "numerals": findings.valued,
    "speech": findings.attributed,
    "masks": findings.hidden,
    "causes": findings.caused,
    "topics": findings.tags,
    "weapons": findings.tags,
}
# What a counterexample never yields: of measures and numerals, not even one of another entry.
COUNTEREXAMPLES: dict[str, Finding] = {
    **EXAMPLES,
    "actors": findings.named,
    "roles": findings.tags,
    "measures": findings.rules,
    "numerals": findings.numbers,
}
ENTRIES = [entry for kind in EXAMPLES for entry in shipped().entries[kind].values()]


@pytest.mark.parametrize(
    ("entry", "example"),
    [pytest.param(entry, text, id=f"{entry.id}: {text}") for entry in ENTRIES for text in entry.examples],
)
def test_an_example_is_found(entry: Entry, example: str) -> None:
    assert findings.tags(entry, example)
    assert EXAMPLES[entry.kind](entry, example)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        pytest.param(entry, text, id=f"{entry.id}: {text}")
        for entry in ENTRIES
        for text in entry.counterexamples
    ],
)
def test_a_counterexample_yields_nothing(entry: Entry, text: str) -> None:
    assert list(COUNTEREXAMPLES[entry.kind](entry, text)) == []


@pytest.mark.parametrize(
    "text", [text for entry in shipped().of(MaskEntry).values() for text in entry.counterexamples]
)
def test_a_counterexample_of_a_mask_has_a_number(text: str) -> None:
    assert find_numbers(Document(text))


@pytest.mark.parametrize(
    ("kind", "text"),
    [("qualifiers", "at last 12 people came"), ("qualifiers", "somewhat 30"), ("masks", "killed 80")],
)
def test_words_that_look_alike_are_not_tagged(kind: str, text: str) -> None:
    assert findings.tagged(text).of_kind(KINDS[kind]) == []


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("IS fighters and ISIS, ISIL, Daesh, Da’esh and the Islamic State", ["islamic_state"] * 6),
        ("It is what it is for us.", []),
        ("The US and the UN agreed.", ["un"]),
        ("al Qaeda, al-Qaeda and Al-Qaida", ["al_qaeda"] * 3),
        ("UN High Commissioner for Refugees", ["unhcr"]),
    ],
)
def test_aliases(text: str, ids: list[str]) -> None:
    assert [tag.id for tag in findings.tagged(text).of_kind(ActorEntry)] == ids
