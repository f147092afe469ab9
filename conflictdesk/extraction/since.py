"""From when a figure counts: the words of its sentence that name a start, "since the truce began".

A start is the figure's where it ends the figure's own clause ("have been killed since October"), or opens
the sentence that the figure is in. One that belongs to another verb ("rebels who have held the town since
May"), or to a noun that is compared ("the worst attack since 2009"), is nobody's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import NamedTuple

from conflictdesk.contract.terms import IN_TOTAL
from conflictdesk.contract.types import Figure, Since
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.dates import WhenMention
from conflictdesk.extraction.grammar.groups import Groups, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import CLAUSE_BORDERS, NAMES, VERBS, Pos
from conflictdesk.extraction.text.lexicon import of_kind
from conflictdesk.extraction.text.tokens import Sentence
from conflictdesk.vocabulary.entries import MeasureEntry

# Behind so many words nobody names a start any more.
LONGEST = 22
PHRASE_ENDS = CLAUSE_BORDERS | {Pos.COMMA, Pos.COORDINATOR, Pos.OUTSIDE}
# What stands before a start that opens a clause.
BEFORE_OPENING = CLAUSE_BORDERS | {Pos.COMMA, Pos.COORDINATOR, Pos.OUTSIDE}
APART = CLAUSE_BORDERS


class Start(NamedTuple):
    """The words of a start at tokens `[first, last)`; `when` is the date among them, None without one."""

    first: int
    last: int
    when: WhenMention | None


class Counted(NamedTuple):
    """A figure at tokens `[first, last)`; `part` says that its sentence has the figure that includes it."""

    figure: Figure
    first: int
    last: int
    part: bool


def of(analysis: Analysis, figures: Sequence[Figure]) -> list[Figure]:
    """The figures in their order, those that count from a start with its words."""
    found: list[Figure] = []
    sentences = {sentence.start: sentence for sentence in analysis.text.sentences} if figures else {}
    for start, group in groupby(figures, key=lambda one: one.sentence.start):
        found.extend(_in_sentence(analysis, sentences[start], list(group), len(found)))
    spans = {mention.when.start: mention for mention in analysis.whens}
    return [_of_span(spans, _of_whole(found, one)) for one in found]


def _of_whole(figures: Sequence[Figure], part: Figure) -> Figure:
    """A part with the start of the figure that includes it; any other figure as it is."""
    if part.part_of is None or part.since is not None:
        return part
    whole = figures[part.part_of]
    return replace(part, since=whole.since) if whole.sentence == part.sentence and whole.since else part


def _of_span(spans: Mapping[int, WhenMention], figure: Figure) -> Figure:
    """A total with the span over which it counts as its start: "this year", "the past 10 months", "in
    1988".
    """
    when = figure.when
    if figure.since is not None or figure.period != IN_TOTAL or when is None or when.start not in spans:
        return figure
    mention = spans[when.start]
    if mention.relation not in ("", "span") or not (mention.relation or when.begin != when.until):
        return figure
    return replace(figure, since=Since(when.start, when.end, when.text, when.begin))


def _in_sentence(analysis: Analysis, sentence: Sentence, figures: list[Figure], earlier: int) -> list[Figure]:
    """The figures of one sentence, before which the document has `earlier` others."""
    lists = analysis.text.language.since
    lowers = analysis.text.lowers
    tokens = [at for at in range(sentence.first, sentence.last) if lowers[at] in lists.since]
    if not tokens or all(figure.period != IN_TOTAL for figure in figures):
        return figures
    counted = [_counted(analysis, figure, earlier) for figure in figures]
    parse = analysis.groups(sentence)
    starts = [found for at in tokens if (found := _start(analysis, parse, sentence, counted, at))]
    since: dict[int, Since] = {}
    for start in starts:
        for one in _counting_from(analysis, parse, sentence, counted, start):
            since.setdefault(one.first, _words(analysis, start))
    return [
        replace(one.figure, since=since[one.first]) if one.first in since else one.figure for one in counted
    ]


def _counted(analysis: Analysis, figure: Figure, earlier: int) -> Counted:
    """The figure with its tokens; `earlier` figures stand in sentences before."""
    text = analysis.text
    first, last = bisect_right(text.starts, figure.start) - 1, bisect_left(text.starts, figure.end)
    return Counted(figure, first, last, figure.part_of is not None and figure.part_of >= earlier)


def _words(analysis: Analysis, start: Start) -> Since:
    """The contract's object of a start."""
    text = analysis.text
    begin, end = text.starts[start.first], text.ends[start.last - 1]
    return Since(begin, end, text.raw[begin:end], start.when.when.begin if start.when else None)


def _start(
    analysis: Analysis, parse: Groups, sentence: Sentence, counted: Sequence[Counted], first: int
) -> Start | None:
    """The start that the word at a token opens; None where no words behind it name one."""
    lists = analysis.text.language.since
    whens = {mention.first: mention for mention in analysis.whens_of(sentence)}
    stops = {one.first for one in counted}
    at, when = first + 1, None
    while at < sentence.last and at not in stops and parse.pos(at) not in PHRASE_ENDS:
        if (
            analysis.text.lowers[at] in lists.stops
            or list(analysis.text.lowers[first + 1 : at]) in lists.then
        ):
            break
        mention = whens.get(at)
        if mention is not None:
            at, when = mention.last, mention
            group = parse.group_of(at)
            if group is None or group.first >= mention.first:  # unlike "since the May 2021 coup"
                break
        else:
            at += 1
    then = list(analysis.text.lowers[first + 1 : at]) in lists.then
    named = then or when is not None or any(parse.pos(one) in NAMES for one in range(first + 1, at))
    opens = parse.pos(first + 1) not in VERBS and at - first <= LONGEST
    return Start(first, at, when) if named and opens else None


def _counting_from(
    analysis: Analysis, parse: Groups, sentence: Sentence, counted: Sequence[Counted], start: Start
) -> list[Counted]:
    """The figures that count from a start; of several that a clause joins, the last one decides for all."""
    totals = [one for one in counted if one.figure.period == IN_TOTAL and not one.part]
    if parse.pos(start.first - 1) in BEFORE_OPENING and any(one.first >= start.last for one in totals):
        return [one for one in totals if one.first >= start.last and _opened(parse, start, one)]
    found = [
        one for one in totals if one.first >= start.last and _tolled(analysis, parse, sentence, start, one)
    ]
    for one in reversed([one for one in totals if one.last <= start.first]):
        if any(one.figure.measure == other.figure.measure for other in found):
            continue
        if _closed(analysis, parse, sentence, start, one) or (
            found and _joined(analysis, parse, start, one, found[-1])
        ):
            found.append(one)
    return found


def _opened(parse: Groups, start: Start, one: Counted) -> bool:
    """Whether a start opens the clause of a figure behind it: "Since October, 236 people were killed"."""
    between = [pos for pos in parse.pos_of(start.last, one.first) if pos is not Pos.COMMA]
    return Pos.RELATIVE not in between and between[:1] != [Pos.SUBORDINATOR]


def _tolled(analysis: Analysis, parse: Groups, sentence: Sentence, start: Start, one: Counted) -> bool:
    """Whether a start belongs to the words that number a figure behind it: "the number of people displaced
    since May has risen to 40,000".
    """
    behind = parse.pos_of(start.last, one.first)
    if not PHRASE_ENDS.isdisjoint(behind) or VERBS.isdisjoint(behind):
        return False
    before = next(
        (at for at in range(start.first, sentence.first, -1) if parse.pos(at - 1) in PHRASE_ENDS), None
    )
    first = sentence.first if before is None else before
    if not analysis.text.language.since.compared.isdisjoint(analysis.text.lowers[first : start.first]):
        return False
    return _measures(analysis, sentence, one.figure, first, start.first)


def _closed(analysis: Analysis, parse: Groups, sentence: Sentence, start: Start, one: Counted) -> bool:
    """Whether a start ends the clause of a figure before it: "236 people have been killed since October"."""
    verb = _verb_before(parse, start.first)
    begin = one.last if verb is None or verb.last <= one.first else max(one.last, verb.first)
    if not analysis.text.language.since.compared.isdisjoint(analysis.text.lowers[one.last : start.first]):
        return False
    before, between = parse.pos_of(one.last, begin), parse.pos_of(begin, start.first)
    listed = parse.pos_of(one.first - 2, one.first) == (Pos.COMMA, Pos.COORDINATOR)
    if not _aside(before) or not (_aside(between) or (listed and _aside((Pos.COMMA, *between)))):
        return False
    if not (APART - {Pos.SUBORDINATOR}).isdisjoint(between):
        return False
    return begin == one.last or _measures(analysis, sentence, one.figure, begin, start.first)


def _aside(between: Sequence[Pos]) -> bool:
    """Whether no comma is among the words, or an aside between two that ends with the last of them."""
    commas = between.count(Pos.COMMA)
    return commas == 0 or (commas > 1 and between[-1] is Pos.COMMA)


def _verb_before(parse: Groups, token: int) -> VerbGroup | None:
    """The last verb before a token; None without one."""
    verbs = (item for item in reversed(parse.items) if isinstance(item, VerbGroup) and item.last <= token)
    return next(verbs, None)


def _measures(analysis: Analysis, sentence: Sentence, figure: Figure, first: int, last: int) -> bool:
    """Whether words among the tokens `[first, last)` give numbers the figure's measure."""
    tags = of_kind(analysis.tags.within(sentence), MeasureEntry)
    return any(
        figure.measure in tag.entry.counts.values() for tag in tags if first < tag.last and tag.first < last
    )


def _joined(analysis: Analysis, parse: Groups, start: Start, one: Counted, other: Counted) -> bool:
    """Whether a figure is joined to one behind it that counts from a start: "has killed 12,000 and displaced
    two million since April". One that has a date of its own is not.
    """
    when, begin, end = one.figure.when, analysis.text.starts[start.first], analysis.text.ends[start.last - 1]
    if one.figure.measure == other.figure.measure or (when and not begin <= when.start < end):
        return False
    between = parse.pos_of(one.last, other.first)
    return APART.isdisjoint(between) and not {Pos.COMMA, Pos.COORDINATOR}.isdisjoint(between)
