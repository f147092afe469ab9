"""Which tokens of its sentence a statement covers: what is said, not what stands beside it.

"X said that …" covers what follows, "…, X said" what stands before and behind. Where several speak, each
covers its part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.attribution.source_names import Source
from conflictdesk.extraction.grammar import clauses
from conflictdesk.extraction.grammar.clauses import Bond, Clause
from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.text.tokens import Sentence, Text

# What ends the search for what is said behind a verb of saying.
CLOSES = frozenset({Pos.COMMA, Pos.PUNCTUATION, Pos.OUTSIDE})


class Span(NamedTuple):
    """Tokens `[first, last)`."""

    first: int
    last: int


def of_verb(text: Text, parse: Groups, sentence: Sentence, source: Source, verb: Span) -> tuple[Span, ...]:
    """The tokens that a verb of saying with this source covers, in text order; never none."""
    if source.first >= verb.last:  # ", said X"
        spans = [Span(sentence.first, verb.first), _resumed(text, parse, sentence, source.last)]
    elif _is_followed(text, parse, source, verb.last):  # "X said that"
        spans = [Span(verb.last, _end(parse, sentence, source, verb))]
        if Pos.QUOTE in parse.pos_of(source.first - 2, source.first):
            spans.insert(0, Span(sentence.first, source.first))
    elif parse.pos(source.first - 1) is Pos.RELATIVE:  # "a plan which X announced": about the plan alone
        spans = [Span(source.first, verb.last)]
    else:  # ", X said"
        spans = [Span(sentence.first, source.first), _resumed(text, parse, sentence, verb.last)]
    return tuple(span for span in spans if span.first < span.last) or (Span(sentence.first, sentence.last),)


def _resumed(text: Text, parse: Groups, sentence: Sentence, at: int) -> Span:
    """The tokens in which a statement goes on behind ", X said", from a comma or a quotation mark on.

    It does not where that only describes the source or what it does: ", X said, referring to the 40".
    """
    while parse.pos(at) not in CLOSES | {Pos.QUOTE}:
        at += 1
    beside = not text.language.attribution.beside.isdisjoint(text.lowers[at + 1 : at + 2])
    ended = beside or parse.pos(at + 1) is Pos.RELATIVE or at >= sentence.last
    return Span(sentence.last if ended else at, sentence.last)


def _is_followed(text: Text, parse: Groups, source: Source, at: int) -> bool:
    """Whether what is said stands behind the verb: a clause, a number, a quotation.

    Who is told, times, adverbs and phrases of place do not count: "told Reuters on Friday in Gaza"; nor do,
    where a clause stands before the source, words such as in "said after the raid".
    """
    headed = any(isinstance(item, VerbGroup) and item.last <= source.first for item in parse.items)
    told = text.lowers[at - 1].startswith(text.language.attribution.telling)
    while parse.pos(at) not in CLOSES:
        group = parse.group_of(at)
        if headed and parse.pos(at) is Pos.SUBORDINATOR:
            return False
        if isinstance(group, VerbGroup):
            return group.infinitive or not group.gerund
        if isinstance(group, NounGroup) and not group.time and group.preposition < 0:
            if not told:
                return True
            told = False
        elif group is None and parse.pos(at) in (Pos.RELATIVE, Pos.QUOTE):
            return True
        at = group.last if group is not None else at + 1
    return text.lowers[at : at + 1] == [":"] and parse.pos(at) is not Pos.OUTSIDE


def _end(parse: Groups, sentence: Sentence, source: Source, verb: Span) -> int:
    """Where what is said behind a verb ends: with its sentence, or before the main clause.

    In "After police said 12 had died, troops shot 15" only the 12 are what police said.
    """
    opening = range(sentence.first, min(source.first, sentence.first + 4))
    if all(parse.pos(token) is not Pos.SUBORDINATOR for token in opening):
        return sentence.last
    for clause in clauses.read(parse).all:
        if clause.start > verb.last and _is_main(parse, clause):
            return clause.start
    return sentence.last


def _is_main(parse: Groups, clause: Clause) -> bool:
    """Whether a clause behind a comma stands by itself."""
    return clause.bond is Bond.MAIN and bool(clause.subjects) and parse.pos(clause.start - 1) is Pos.COMMA


def divided(
    text: Text, parse: Groups, sentence: Sentence, found: Sequence[AttributionMention]
) -> list[AttributionMention]:
    """The statements of a sentence, each cut to its part; unchanged when nothing parts them.

    In "A said 12 were killed; B said 40" and in "…, but B put the toll at 40" each speaks for its part.
    """
    sources = sorted({mention.token for mention in found})
    cuts = [cut for one, other in pairwise(sources) if (cut := _cut(text, parse, one, other)) is not None]
    if not cuts:
        return list(found)
    parts = list(pairwise([sentence.first, *cuts, sentence.last]))
    whole = ((mention, next(part for part in parts if mention.token < part[1])) for mention in found)
    cut_to = (
        mention._replace(first=max(first, mention.first), last=min(last, mention.last))
        for mention, (first, last) in whole
    )
    return [mention for mention in cut_to if mention.first < mention.last]


def _cut(text: Text, parse: Groups, one: int, other: int) -> int | None:
    """The token between two sources at which the second one's part begins, None when it has none.

    It is a semicolon, or a word behind a comma that turns to another source, as in ", and Moscow says".
    """
    lists = text.language.attribution
    for token in range(one + 1, other):
        turns = text.lowers[token] in lists.turning or (
            text.lowers[token] in lists.and_ and token + 1 == other
        )
        if text.lowers[token] == ";" or (turns and parse.pos(token - 1) is Pos.COMMA):
            return token
    return None
