"""Limits how much of a text is read, and finds where an overlong one is cut.

The whole text is stored, so that people can mark facts in the part that the extractor has not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from django.db.models import F, Value
from django.db.models.functions import Coalesce, Length, Substr

from conflictdesk import conf
from conflictdesk.ledger.models import Extraction

# An end is searched for within so many characters before the limit, in the second half of the readable text.
NEAR = 2_000
# Ends of paragraphs, lines, sentences and words, best first.
ENDS = tuple(map(re.compile, (r"\S(?=\n\n)", r"\S(?=\n)", r"[.!?…][\"'”’)]*(?=\s)", r"\S(?=\s)")))
LAST_WORDS = 80
# Longer than any text.
ENDLESS = 2_000_000_000


@dataclass(frozen=True)
class Cut:
    """Of a text of `length` characters, the first `read` are read; `words` are the last ones that are."""

    read: int
    length: int
    words: str


def read_until(text: str) -> int | None:
    """Returns how many characters of the text are read: up to the end of a paragraph near the limit,
    else of a line, a sentence or a word; None if all are.
    """
    most = conf.get("MAX_TEXT_LENGTH")
    if len(text) <= most:
        return None
    begin = max(most - NEAR, most // 2)
    for end in ENDS:
        near = end.finditer(text, begin, most + 2)
        if found := [match.end() for match in near if match.end() <= most]:
            return found[-1]
    return most


def read_part(prefix: str = "") -> Substr:
    """Returns an expression for the part of a stored text that is read; `prefix` leads to its
    extraction.
    """
    return Substr(f"{prefix}text", 1, Coalesce(F(f"{prefix}read_until"), Value(ENDLESS)))


def cut_of(extraction: Extraction) -> Cut | None:
    """Returns where the text of an extraction is cut; None if all of it is read. Makes one query,
    without loading the text, if a stored text is cut; none otherwise.
    """
    read = extraction.read_until
    if read is None:
        return None
    if extraction.pk is None:
        return Cut(read, len(extraction.text), _last_words(extraction.text[:read]))
    begin = max(0, read - LAST_WORDS)
    stored = Extraction.objects.filter(pk=extraction.pk)
    row = stored.values_list(Length("text"), Substr("text", begin + 1, read - begin)).get()
    return Cut(read, max(row[0], read), _last_words(row[1]))


def _last_words(read: str) -> str:
    """Returns the last whole words that fit into `LAST_WORDS` characters."""
    words = read[-LAST_WORDS:].split()
    return " ".join(words[1:] if len(words) > 1 and len(read) >= LAST_WORDS else words)
