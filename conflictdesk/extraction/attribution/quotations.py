"""Quotations: which tokens stand between quotation marks, and who speaks them.

The speaker is named behind the quotation ("…," X said), before it (X said: "…"), or is who spoke in the
sentence before. A quotation reaches over several sentences, and over paragraphs that each begin with a
mark.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from conflictdesk.contract.types import Attribution
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.text.tokens import Sentence, Text

# A mark that is not closed within as many tokens is taken for a fault.
LONGEST = 400
# A quotation inside of another has as many tokens at most.
INNER = 8
# A source so many tokens behind a quotation speaks it.
NEAR = 3


class Quotation(NamedTuple):
    """Tokens `[first, last)`, with their quotation marks."""

    first: int
    last: int


Found = dict[int, list[AttributionMention]]
Lead = Callable[[Sentence], Attribution | None]


def add_quotations(text: Text, quotations: Sequence[Quotation], found: Found, lead: Lead) -> None:
    """Adds to `found` what the speakers of quotations say, in place of what is said inside of them.

    `lead` names who a sentence is about: a quotation of whole sentences behind it is that person's.
    """
    before: tuple[Quotation, Attribution] | None = None
    for quotation in quotations:
        text.checkpoint()
        own = _behind(text, found, quotation) or _ahead(text, found, quotation)
        speaker = own or _carried(text, found, quotation, before, lead)
        before = (quotation, speaker) if speaker is not None else None
        if speaker is None:
            continue
        first, last = (text.sentence_of(at).index for at in (quotation.first, quotation.last - 1))
        for sentence in text.sentences[first : last + 1]:
            start, end = max(sentence.first, quotation.first), min(sentence.last, quotation.last)
            others = [one for one in found.get(sentence.index, ()) if not start <= one.token < end]
            found[sentence.index] = [*others, AttributionMention(start, end, start, speaker)]


def add_announced(text: Text, found: Found) -> None:
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


def find(text: Text) -> Iterator[Quotation]:
    """The quotations of a text in order; one that nothing closes ends with its paragraph."""
    open_at = -1
    for sentence in text.walk():
        if open_at >= 0 and _left_open(text, open_at, sentence):
            yield Quotation(open_at, sentence.first)
            open_at = -1
        inner_until = -1
        for token, width in _marks(text, sentence):
            opens = _opens(text, token, width, sentence, open_at >= 0)
            if token <= inner_until:
                continue
            if open_at < 0:
                open_at = token if opens else -1
            elif not opens:
                yield Quotation(open_at, token + width)
                open_at = -1
            elif token != sentence.first or not _reopens(text, sentence):
                inner_until = _inner_end(text, sentence, token)
                open_at = open_at if inner_until >= 0 else token


def _reopens(text: Text, sentence: Sentence) -> bool:
    """Whether a sentence begins a paragraph, where an open quotation has its mark again."""
    return sentence.paragraph != text.sentences[sentence.index - 1].paragraph


def _inner_end(text: Text, sentence: Sentence, opening: int) -> int:
    """The token that closes a short quotation inside another one ("The \"plan\" failed"), or -1."""
    for token, width in _marks(text, sentence):
        if opening < token <= opening + INNER:
            return token if not _opens(text, token, width, sentence, True) else -1
    return -1


def _marks(text: Text, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The quotation marks of a sentence with their widths in tokens; two single ones are one."""
    token = sentence.first
    while token < sentence.last:
        if text.lowers[token] == '"':
            yield token, 1
        elif text.lowers[token : token + 2] == ["'", "'"] and text.starts[token + 1] == text.ends[token]:
            yield token, 2
            token += 1
        token += 1


def _opens(text: Text, token: int, width: int, sentence: Sentence, inside: bool) -> bool:
    """Whether a quotation mark opens: by its shape, else by the side on which it touches a word."""
    written = text.raw[text.starts[token]]
    if written in "“„«":
        return True
    if written in "”»":
        return False
    end = token + width
    ahead = end < sentence.last and text.starts[end] == text.ends[end - 1]
    back = token > sentence.first and text.starts[token] == text.ends[token - 1]
    return ahead if ahead != back else not inside


def _left_open(text: Text, open_at: int, sentence: Sentence) -> bool:
    """Whether a quotation has ended before a sentence although nothing closed it."""
    if sentence.first - open_at > LONGEST:
        return True
    before = text.sentences[sentence.index - 1]
    return (
        sentence.paragraph != before.paragraph and next(_marks(text, sentence), (-1, 0))[0] != sentence.first
    )


def _behind(text: Text, found: Found, quotation: Quotation) -> Attribution | None:
    """The source right behind a quotation, in its last sentence: "…," X said; else None."""
    sentence = text.sentence_of(quotation.last - 1)
    for mention in found.get(sentence.index, ()):
        near = quotation.last <= mention.token <= quotation.last + NEAR
        if near and mention.first < quotation.last:
            return mention.attribution
    return None


def _ahead(text: Text, found: Found, quotation: Quotation) -> Attribution | None:
    """The last source before a quotation whose statement holds its beginning, else None."""
    sentence = text.sentence_of(quotation.first)
    mentions = [
        mention
        for mention in found.get(sentence.index, ())
        if mention.token < quotation.first and mention.first <= quotation.first < mention.last
    ]
    return max(mentions, key=lambda mention: mention.token).attribution if mentions else None


def _carried(
    text: Text,
    found: Found,
    quotation: Quotation,
    before: tuple[Quotation, Attribution] | None,
    lead: Lead,
) -> Attribution | None:
    """Who spoke before, for a quotation of whole sentences that names no source; else None."""
    first, last = text.sentence_of(quotation.first), text.sentence_of(quotation.last - 1)
    if quotation.first != first.first or last.last - quotation.last > 1 or first.index == 0:
        return None
    if before is not None and first.index - text.sentence_of(before[0].last - 1).index <= 1:
        return before[1]
    said = found.get(first.index - 1)
    return said[-1].attribution if said else lead(text.sentences[first.index - 1])
