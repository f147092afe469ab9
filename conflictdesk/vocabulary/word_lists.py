"""Word lists with types: what the rules of a room look for in a text, read once a vocabulary.

A room's lists are a frozen dataclass below `WordLists`; each field is an entry of kind `lists` whose id is
the room's name, a point and the field's name, or for words that several rooms ask for "common." and the
name. A field whose name is taken has a low line behind it ("in_", "of_"). A field of type `WordsById` has an
entry for each id of the contract that it knows words for: the room, the field and the id, between points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, ClassVar, Self, get_type_hints

from conflictdesk.vocabulary.entries import ListEntry
from conflictdesk.vocabulary.loader import Vocabulary

COMMON = "common"

# Words of one token each; phrases token by token, as a slice of a text's tokens is compared with them;
# endings and beginnings, as `str.endswith` takes them; words that stand for something.
Words = frozenset[str]
Phrases = tuple[list[str], ...]
Ends = tuple[str, ...]
Numbers = Mapping[str, float]
Names = Mapping[str, str]
WordsById = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class WordLists:
    """The lists of one room; a list that the vocabulary does not have is empty."""

    room: ClassVar[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Self:
        types = get_type_hints(cls)
        return cls(
            **{
                one.name: _by_id(vocabulary, cls.room, one.name)
                if types[one.name] == WordsById
                else _typed(_entry(vocabulary, cls.room, one.name), types[one.name])
                for one in fields(cls)
            }
        )


NONE = ListEntry(id=COMMON)


def _entry(vocabulary: Vocabulary, room: str, name: str) -> ListEntry:
    known, name = vocabulary.of(ListEntry), name.removesuffix("_")
    return known.get(f"{room}.{name}") or known.get(f"{COMMON}.{name}", NONE)


def _typed(entry: ListEntry, wanted: Any) -> Any:
    if wanted == Words:
        return frozenset(entry.words)
    if wanted == Phrases:
        return tuple(word.split() for word in entry.words)
    return entry.words if wanted == Ends else dict(entry.values)


def _by_id(vocabulary: Vocabulary, room: str, name: str) -> WordsById:
    begin = f"{room}.{name}."
    return {
        entry.id.removeprefix(begin): frozenset(entry.words)
        for entry in vocabulary.of(ListEntry).values()
        if entry.id.startswith(begin)
    }
