"""The shipped engine without one entry: its patterns, words and values are taken out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any, get_type_hints

from conflictdesk.contract.types import Document
from conflictdesk.extraction.dates import DateFinder
from conflictdesk.extraction.engine import Engine, engine_for
from conflictdesk.extraction.gazetteer import shipped as shipped_gazetteer
from conflictdesk.extraction.grammar.parser import GroupParser
from conflictdesk.extraction.language.language import Language
from conflictdesk.extraction.places import PlaceFinder
from conflictdesk.extraction.text.lexicon import Lexicon
from conflictdesk.vocabulary.entries import DatesEntry, Entry, ListEntry
from conflictdesk.vocabulary.loader import Vocabulary, shipped
from conflictdesk.vocabulary.patterns import fold
from conflictdesk.vocabulary.word_lists import COMMON, Ends, WordLists

# The rooms whose lists a finder holds itself; the other lists are asked of the text's language.
PARSED = frozenset({"words", "realis", "lists.grammar", f"lists.{COMMON}"})
PLACED = frozenset({"words", "lists.places", f"lists.{COMMON}"})
DATED = frozenset({"dates", "lists.dates", f"lists.{COMMON}"})


def reading(engine: Engine, text: str, published: str = "2017-06-28") -> tuple[Sequence[Any], ...]:
    """All that an engine finds in a text: figures, events, numbers, places, dates and who says so."""
    analysis = engine.analyse(Document(text, published))
    figures = engine.find_figures(analysis)
    events = engine.events.find(analysis, figures)
    return figures, events, analysis.numbers, analysis.places, analysis.whens, analysis.attributions


@lru_cache(maxsize=4)
def engine_without(kind: str, entry_id: str) -> Engine:
    """The shipped engine without the entry, which is of kind `words`, `dates`, `lists` or `realis`.

    Only what reads such an entry is built anew: of these kinds only the phrases of `realis` are tagged.
    """
    vocabulary = _without(shipped(), shipped().entries[kind][entry_id])
    room = f"{kind}.{entry_id.partition('.')[0]}" if kind == "lists" else kind
    built: dict[str, Any] = {"vocabulary": vocabulary, "language": Language.of(vocabulary)}
    if room == "realis":
        built["lexicon"] = Lexicon.of(vocabulary)
    if room in PARSED:
        built["parser"] = GroupParser.of(vocabulary)
    if room in PLACED:
        built["places"] = PlaceFinder.of(shipped_gazetteer(), vocabulary)
    if room in DATED:
        built["dates"] = DateFinder.of(vocabulary)
    return engine_for()._replace(**built)


def _without(vocabulary: Vocabulary, entry: Entry) -> Vocabulary:
    """The vocabulary with one entry emptied."""
    said: dict[str, Any] = {}
    if isinstance(entry, DatesEntry | ListEntry):
        said = {"words": type(entry.words)(), "values": {}}
    empty = replace(entry, patterns=(), phrases=(), **said)
    entries = {**vocabulary.entries[entry.kind], entry.id: empty}
    known = MappingProxyType({**vocabulary.entries, entry.kind: MappingProxyType(entries)})
    return Vocabulary(known, vocabulary.inflection)


def holds(entry: Entry, text: str) -> bool:
    """Whether a text has one of the entry's words by itself; of endings, a word that ends or begins so."""
    words = [" ".join(phrase.words) for phrase in entry.phrases]
    said = entry.said()
    words += [fold(word) for name in ("words", "values") for word in said.get(name, ())]
    apart = entry.id not in _lists_of_ends()
    plain = fold(text)
    # "air-strike" holds "air strike".
    return any(_stands(word, f"{plain} {plain.replace('-', ' ')}", apart) for word in words if word)


def _stands(word: str, text: str, apart: bool) -> bool:
    """Whether a word is in a text with no letter beside it; if not `apart`, on one side at least."""
    before = r"(?<![^\W\d_])" if word[0].isalpha() else ""
    behind = r"(?![^\W\d_])" if word[-1].isalpha() else ""
    written = re.escape(word)
    sides = (before + written + behind,) if apart else (before + written, written + behind)
    return any(re.search(side, text) is not None for side in sides)


@cache
def _lists_of_ends() -> frozenset[str]:
    """The ids of the lists that hold endings of words."""
    return frozenset(
        f"{room.room}.{name.removesuffix('_')}"
        for room in WordLists.__subclasses__()
        for name, kind in get_type_hints(room).items()
        if kind == Ends
    )
