"""Every example of an entry is tagged with it; a counterexample yields nothing of it."""

from __future__ import annotations

from functools import cache

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract, find_numbers
from conflictdesk.extraction.text.lexicon import Lexicon
from conflictdesk.extraction.text.tokens import read
from conflictdesk.vocabulary.loader import Entry, shipped

KINDS = ("actors", "roles", "measures", "counted", "units", "qualifiers", "numerals", "speech", "masks")
ENTRIES = [entry for kind in KINDS for entry in shipped().kind(kind)]


@cache
def lexicon() -> Lexicon:
    return Lexicon.of(shipped())


def is_tagged(entry: Entry, text: str) -> bool:
    tags = lexicon().tag(read(text)).of(entry.kind)
    return any(tag.id == entry.id for tag in tags)


@pytest.mark.parametrize(
    ("entry", "example"),
    [pytest.param(entry, text, id=f"{entry.id}: {text}") for entry in ENTRIES for text in entry.examples],
)
def test_an_example_is_found(entry: Entry, example: str) -> None:
    assert is_tagged(entry, example)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        pytest.param(entry, text, id=f"{entry.id}: {text}")
        for entry in ENTRIES
        for text in entry.counterexamples
    ],
)
def test_a_counterexample_yields_nothing(entry: Entry, text: str) -> None:
    document = Document(text, "2017-06-28")
    if entry.kind == "measures":
        assert [figure.rule for figure in extract(document).figures] == []
    elif entry.kind == "numerals":
        assert find_numbers(document) == []
    else:
        assert not is_tagged(entry, text)


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
    assert [tag.id for tag in lexicon().tag(read(text)).of("actors")] == ids
