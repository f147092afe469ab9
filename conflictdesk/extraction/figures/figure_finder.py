"""The figures of one document: what its numbers measure, sentence by sentence."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple, cast

from conflictdesk.contract.terms import PERIODS, Period, Unit
from conflictdesk.contract.types import Figure, Span
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.attribution import attribution_mentions
from conflictdesk.extraction.figures import (
    bulleted,
    contexts,
    figure_details,
    figure_frames,
    figure_merge,
    figure_places,
    shares,
    sub_counts,
)
from conflictdesk.extraction.figures.counted import Counter
from conflictdesk.extraction.figures.counted_group import Counted, exceeded
from conflictdesk.extraction.figures.counts import Counts
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.figures.single_victims import People
from conflictdesk.extraction.numbers.number_finder import NumberMention, plain
from conflictdesk.extraction.text.lexicon import Tag, of_kind
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import MeasureEntry
from conflictdesk.vocabulary.loader import Vocabulary

DOUBT = 0.55
NATIONAL = 50_000


class Found(NamedTuple):
    """A link in its sentence, before attribution, place and time are added."""

    sentence: Sentence
    link: Link


class FigureFinder(NamedTuple):
    """Finds the figures of documents, by one vocabulary."""

    vocabulary: Vocabulary

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> FigureFinder:
        """The finder of a vocabulary."""
        return cls(vocabulary)

    def find(self, analysis: Analysis) -> list[Figure]:
        """The figures of a document in text order; an empty list when there are none.

        Raises what the text's checkpoint raises.
        """
        found = self.links(analysis)
        places = figure_places.Whereabouts.of(analysis)
        figures = [self._figure(analysis, one, places) for one in found]
        return figure_merge.linked(figures, [one.link for one in found], analysis.text.checkpoint)

    def links(self, analysis: Analysis) -> list[Found]:
        """The links of all sentences in text order, each with its sentence."""
        found: list[Found] = []
        before: Link | None = None
        heading: bulleted.Heading = ()
        mentions = analysis.numbers
        firsts = [mention.first for mention in mentions]
        people = People.of(analysis.text, analysis.tags)
        for sentence in analysis.text.walk():
            low, high = bisect_left(firsts, sentence.first), bisect_left(firsts, sentence.last)
            tags = of_kind(analysis.tags.within(sentence), MeasureEntry)
            heading = bulleted.heading(analysis.text, sentence, tags, heading)
            links = self._sentence(analysis, sentence, mentions[low:high], tags, before, heading, people)
            found.extend(Found(sentence, link) for link in links)
            before = next((link for link in reversed(links) if not link.part), None)
        return found

    def _sentence(
        self,
        analysis: Analysis,
        sentence: Sentence,
        mentions: Sequence[NumberMention],
        tags: list[Tag[MeasureEntry]],
        before: Link | None,
        heading: bulleted.Heading,
        people: People,
    ) -> list[Link]:
        """The links of a sentence by its `tags`; `before` is the last one of the sentence before, if any,
        `heading` what is said of the items of a list."""
        singles = any(tag.entry.frame in ("object", "subject", "head", "of", "state") for tag in tags)
        if not (mentions or singles):
            return []
        parse = analysis.groups(sentence)
        counter = Counter(analysis.text, analysis.tags, sentence, parse)
        groups = counter.read(mentions, singles)
        if before is not None and groups:
            groups[0] = _of_those_before(analysis.text, sentence, groups[0], before.group)
        if singles:
            alone = people.singles(parse, analysis.places_of(sentence), groups)
            groups = sorted([*groups, *alone], key=lambda group: group.first)
        if not groups:
            return []
        parsed = analysis.clauses(sentence)
        counts = Counts(analysis.text, sentence, parsed, shares.counted_shares(groups, parsed))
        links = figure_frames.find(counts, tags)
        links += contexts.find(counts, analysis.tags, tags)
        rates = counts.rates()
        chosen = figure_frames.best(
            [link for link in links if counts.clause_at(link.trigger.first) not in rates]
        )
        chosen |= {link.group.first: link for link in bulleted.find(counts, heading, chosen)}
        for link in sub_counts.find(counts, analysis.tags, chosen, before):
            chosen[link.group.first] = link
        for first in counts.named_again([link.group for link in chosen.values()]):
            del chosen[first]
        return sorted(chosen.values(), key=lambda link: link.group.first)

    def _figure(self, analysis: Analysis, found: Found, places: figure_places.Whereabouts) -> Figure:
        """The contract's figure of a link, with who says so, place, date, period and realis."""
        analysis.text.checkpoint()
        link, group = found.link, found.link.group
        text, mention = analysis.text, group.mention
        if group.factor != 1.0:
            mention = _converted(mention, group.factor)
        if link.frame == "toll" and text.lowers[group.first - 1] in text.language.figures.exceeding:
            mention = exceeded(mention)
        start, end = text.starts[group.first], text.ends[group.last - 1]
        said = attribution_mentions.of_token(analysis.attributions, group.first)
        when = figure_details.when_of(analysis, link)
        period = figure_details.period_of(analysis, found.sentence, link, when)
        realis = figure_details.realis_of(analysis, found.sentence, link, when)
        total = _is_national(link, period, mention)
        return Figure(
            start,
            end,
            text.raw[start:end],
            Span(found.sentence.start, found.sentence.end),
            link.measure,
            _number(mention.low),
            _number(mention.best),
            _number(mention.high),
            mention.qualifier,
            _unit(text, link),
            group.population,
            side=figure_details.side_of(analysis, link),
            attribution=said.attribution if said is not None else None,
            place=places.place_of(found.sentence, link, total, when, realis),
            when=when,
            period=period,
            realis=realis,
            confidence=_confidence(link.score),
            rule=link.rule,
        )


def _is_national(link: Link, period: Period, mention: NumberMention) -> bool:
    """Whether a number counts a whole country where its sentence names no place: a total, a share, or more
    than a town holds."""
    total = PERIODS[period].stretch == "total"
    return total or link.measure.counts_place or _size(mention) >= NATIONAL


def _size(mention: NumberMention) -> float:
    """The best value of a number, else its low bound, else its high one."""
    return next((n for n in (mention.best, mention.low, mention.high) if n is not None), 0.0)


def _of_those_before(text: Text, sentence: Sentence, group: Counted, before: Counted) -> Counted:
    """A bare number that opens a sentence, with the class of what it is of: "29 of them were shot down"."""
    them = text.lowers[group.last : group.last + 2] in text.language.figures.of_them
    if group.cls != "bare" or group.mention.first != sentence.first or not them:
        return group
    return group._replace(cls=before.cls, unit=before.unit, group=before.group)


def _confidence(score: float) -> float:
    """What a score is worth: half of the doubt that it expresses is unfounded, see docs/extraction.md."""
    return round(min(0.99, 1 - DOUBT * (1 - score)), 3)


def _unit(text: Text, link: Link) -> Unit:
    """The unit of a figure: its measure's, or what its group counts, "person" when nothing says so."""
    free = link.measure.counts_people or link.measure.unit_as_written
    own = None if free else cast(Unit, link.measure.unit)
    if link.group.cls in ("weight", "money", "equipment") and link.group.unit is not None:
        return own or link.group.unit if link.group.unit == "item" else link.group.unit
    if link.group.unit == "percent":
        return "percent"
    if own:
        return own
    named = text.lowers[link.trigger.first : link.trigger.last]
    families = link.group.unit == "household" or (
        link.group.head < 0 and not text.language.figures.families.isdisjoint(named)
    )
    return "household" if families else "person"


def _converted(mention: NumberMention, factor: float) -> NumberMention:
    """The mention in the contract's unit, no more exact than the words: 700 square miles are 1,813 km2."""
    exact = mention.scaled(factor)
    if abs(math.log10(factor)) % 1 < 1e-9:
        return exact

    def rounded(bound: float | None) -> float | None:
        if bound is None:
            return None
        return round(bound) if bound >= 100 else float(f"{bound:.2g}") if bound < 0.1 else round(bound, 1)

    return exact._replace(
        value=rounded(exact.value) or 0,
        low=rounded(exact.low),
        best=rounded(exact.best),
        high=rounded(exact.high),
    )


def _number(value: float | None) -> float | None:
    """A bound without binary noise; None stays None."""
    return None if value is None else plain(value)
