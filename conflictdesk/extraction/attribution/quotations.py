"""Sources that speak for more than their own sentence: of long quotations, and before a colon."""

from __future__ import annotations

from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.text.tokens import Sentence, Text


def add_quotations(text: Text, found: dict[int, list[AttributionMention]]) -> None:
    """Adds to `found` the sentences of a quotation without a source: it is at its end or beginning.

    A quotation reaches over seven sentences at most.
    """
    open_at: int | None = None
    for sentence in text.walk():
        opened = open_at
        for token in range(sentence.first, sentence.last):
            if text.lowers[token] == '"':
                open_at = sentence.index if _opens(text, token, sentence) else None
        if opened is not None and sentence.index - opened < 7:
            _share(text, found, opened, sentence.index)


def add_announced(text: Text, found: dict[int, list[AttributionMention]]) -> None:
    """Adds to `found` the sentences behind one that ends in a colon: "The minister said:".

    Its source speaks for up to 39 sentences, and at most until somebody else does.
    """
    for index in sorted(found):
        if text.lowers[text.sentences[index].last - 1] != ":":
            continue
        for sentence in text.sentences[index + 1 : index + 40]:
            if sentence.index in found:
                break
            mention = found[index][0]
            found[sentence.index] = [mention._replace(first=sentence.first, last=sentence.last)]


def _opens(text: Text, token: int, sentence: Sentence) -> bool:
    """Whether a quotation mark opens: it touches the word behind it and not the one before."""
    touches_next = token + 1 < sentence.last and text.starts[token + 1] == text.ends[token]
    touches_last = token > sentence.first and text.starts[token] == text.ends[token - 1]
    return touches_next and not touches_last


def _share(text: Text, found: dict[int, list[AttributionMention]], begin: int, end: int) -> None:
    """Adds to `found` one of two sentences of a quotation if it has no source and the other has one."""
    for to, source in ((end, begin), (begin, end)):
        if to not in found and source in found:
            sentence, mention = text.sentences[to], found[source][-1]
            found[to] = [mention._replace(first=sentence.first, last=sentence.last)]
