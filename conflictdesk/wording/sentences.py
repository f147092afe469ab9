"""Translated sentences with holes, kept in parts, so that a template can mark up what fills a hole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

_HOLE = re.compile(r"%\((\w+)\)s")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a sentence; `hole` names the hole it fills, "" for the sentence's own words."""

    text: str
    hole: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A sentence in parts; `str()` of it is the whole sentence. An empty phrase is false."""

    parts: tuple[Part, ...] = ()

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)


def fill(pattern: str, **holes: str | Phrase) -> Phrase:
    """Returns `pattern` with each `%(name)s` filled; the parts of a phrase are kept.

    Raises KeyError if a translation names an unknown hole.
    """
    return Phrase(tuple(part for part in _parts(pattern, holes) if part.text))


def capitalised(phrase: Phrase) -> Phrase:
    """Returns the phrase with a capital at its start."""
    return _started(phrase, phrase.parts[0].text[:1].upper()) if phrase else phrase


def lowered(phrase: Phrase) -> Phrase:
    """Returns the phrase as within another sentence: with a small initial letter, unless a name begins
    it.
    """
    return (
        phrase if not phrase or phrase.parts[0].hole else _started(phrase, phrase.parts[0].text[:1].lower())
    )


def _started(phrase: Phrase, letter: str) -> Phrase:
    first, *others = phrase.parts
    return Phrase((replace(first, text=letter + first.text[1:]), *others))


def _parts(pattern: str, holes: dict[str, str | Phrase]) -> Iterator[Part]:
    for at, piece in enumerate(_HOLE.split(pattern)):
        filling = holes[piece] if at % 2 else None
        if isinstance(filling, Phrase):
            yield from filling.parts
        else:
            yield Part(piece) if filling is None else Part(filling, piece)
