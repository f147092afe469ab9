"""The place of a figure: named in its sentence, else carried from the text around it.

A place in the counted group ("Iraqi soldiers"), in an actor's name or in the source is never the
figure's place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from conflictdesk.contract.types import Place
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.grammar.pos_tags import PREDICATE_STARTS, Pos
from conflictdesk.extraction.numbers.numerals import DASHES
from conflictdesk.extraction.places import PlaceMention, nearest
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import ActorEntry, EventEntry

CARRY = 3
# How far from its beginning a sentence says that it "happened" there, and names it ("the suicide attack").
POINTED, NAMED = 8, 3
FINE = frozenset({"exact", "near", "district", "city", "adm2", "adm1", "unresolved"})


class Whereabouts(NamedTuple):
    """The places of one document; `lone` says that all of them lie in one country."""

    analysis: Analysis
    lone: bool

    @classmethod
    def of(cls, analysis: Analysis) -> Whereabouts:
        """The places of an analysed document."""
        countries = {one.place.country for one in analysis.places if one.place.country}
        return cls(analysis, len(countries) == 1)

    def place_of(self, sentence: Sentence, link: Link, said: AttributionMention | None) -> Place | None:
        """The place of a link's figure, None when no place is named near it.

        `said` is the statement that covers the figure, if any.
        """
        text, group = self.analysis.text, link.group
        token = group.head if group.head >= 0 else group.first
        there = [one for one in self.analysis.places_of(sentence) if _free(self.analysis, one, link, said)]
        found = _right_behind(text, there, link) or nearest(there, text, token)
        if found is None:
            found = self._country(sentence) or self._carried(sentence)
        else:
            found = _inner(text, there, found)
        return found.place if found is not None else None

    def _country(self, sentence: Sentence) -> PlaceMention | None:
        """The country named last where the sentence says "the country" or "the war", else None."""
        lists = self.analysis.text.language.figures
        lowers = self.analysis.text.lowers[sentence.first : sentence.last]
        if not any(one in lists.the and other in lists.whole for one, other in pairwise(lowers)):
            return None
        mentions = self.analysis.places
        until = bisect_left(mentions, sentence.first, key=lambda one: one.first)
        countries = (one for one in reversed(mentions[:until]) if one.place.precision == "country")
        return next((one for one in countries if one.kind == "place"), None)

    def _carried(self, sentence: Sentence) -> PlaceMention | None:
        """The first finer place of the nearest of the CARRY sentences before, else None.

        Where the text is about one country only, that country will do, also from the sentence behind. A
        finer place there will do only if that sentence goes on about the same event.
        """
        sentences, at = self.analysis.text.sentences, sentence.index
        before = [_named(self.analysis, one) for one in reversed(sentences[max(0, at - CARRY) : at])]
        for mentions in before:
            fine = [one for one in mentions if one.place.precision in FINE]
            if fine:
                return fine[0]
        if not self.lone:
            return None
        behind = [one for nxt in sentences[at + 1 : at + 2] for one in self._ahead(nxt)]
        return next((one for mentions in (*before, behind) for one in mentions), None)

    def _ahead(self, sentence: Sentence) -> list[PlaceMention]:
        """The places of the sentence behind that a figure may take."""
        named = _named(self.analysis, sentence)
        if _points_back(self.analysis, sentence):
            return named
        return [one for one in named if one.place.precision not in FINE]


def _points_back(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a sentence is about the event just told: "The attack took place in", "It happened in"."""
    lists = analysis.text.language.figures
    lowers, first = analysis.text.lowers, sentence.first
    pointing = lowers[first] in lists.pointing
    if pointing and not lists.placed.isdisjoint(lowers[first : first + POINTED]):
        return True
    if lowers[first] not in lists.the_or_this:
        return False
    behind = range(first + 1, min(first + 1 + NAMED, sentence.last))
    parse = analysis.groups(sentence)
    return any(parse.pos(at) is Pos.NOUN and analysis.tags.at(at, EventEntry) is not None for at in behind)


def _right_behind(text: Text, there: Sequence[PlaceMention], link: Link) -> PlaceMention | None:
    """The place right behind the group ("four in Bakhmut"), None without one."""
    at = link.group.last
    return next(
        (
            one
            for one in there
            if one.first == at + 1 and text.lowers[at] in text.language.figures.right_behind
        ),
        None,
    )


def _inner(text: Text, there: Sequence[PlaceMention], found: PlaceMention) -> PlaceMention:
    """The smaller of two places: "Tel Tamer" in "Tel Tamer in Hasaka Province"."""
    for one in there:
        link = text.lowers[one.last : found.first]
        if link in text.language.figures.inside_phrases and one.place.precision != "country":
            return one
    return found


def _free(analysis: Analysis, mention: PlaceMention, link: Link, said: AttributionMention | None) -> bool:
    """Whether a place may be that of the link's figure."""
    lists = analysis.text.language.figures
    if mention.kind != "place":
        return False
    if link.group.first <= mention.first < link.group.last:
        return link.measure.counts_place  # "a fifth of Ukraine"
    if said is not None and said.attribution.start <= mention.place.start < said.attribution.end:
        return False
    if _acts(analysis, mention):
        return False
    lowers, at = analysis.text.lowers, mention.first
    if link.measure.struck and lowers[at - 1] in lists.from_:
        return False
    if lowers[max(0, at - 2) : at] in lists.border_phrases:
        return False
    return not (_in_name(analysis, mention) or _dateline(analysis, mention))


def _acts(analysis: Analysis, mention: PlaceMention) -> bool:
    """Whether a country is a government here: "the UK has sent troops"."""
    lists = analysis.text.language.figures
    if mention.place.precision != "country":
        return False
    parse = analysis.groups(analysis.text.sentence_of(mention.first))
    lowers, at = analysis.text.lowers, mention.first - 1
    if lowers[mention.last : mention.last + 1] in lists.hosting:
        return False
    article = lowers[at] in lists.the
    before = lowers[at - 1] if article else lowers[at]
    free = before not in lists.placing or (article and before == ",")
    return parse.pos(mention.last) in PREDICATE_STARTS and free


def _dateline(analysis: Analysis, mention: PlaceMention) -> bool:
    """Whether a place is where the reporter is: "MOSUL, Iraq (Reuters) —"."""
    sentence = analysis.text.sentence_of(mention.first)
    behind = analysis.text.lowers[mention.last : min(mention.last + 8, sentence.last)]
    return mention.first - sentence.first < 4 and any(dash in behind for dash in DASHES)


def _in_name(analysis: Analysis, mention: PlaceMention) -> bool:
    """Whether a place begins in an actor's name: "U.S. officials", "Kabul University"."""
    for first in range(max(0, mention.first - 3), mention.first + 1):
        for tag in analysis.tags.starting.get(first, ()):
            if isinstance(tag.entry, ActorEntry) and tag.last > mention.first:
                return True
    return False


def _named(analysis: Analysis, sentence: Sentence) -> list[PlaceMention]:
    """The places of a sentence that are in no actor's name and no dateline."""
    return [
        one
        for one in analysis.places_of(sentence)
        if one.kind == "place" and not _in_name(analysis, one) and not _dateline(analysis, one)
    ]
