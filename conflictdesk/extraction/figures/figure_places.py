"""The place of a figure: named in its clause, else the place at which the story is.

A place in the counted group ("Iraqi soldiers") is never the figure's place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from conflictdesk.contract.terms import EVENT_TYPES, HAPPENED, Realis
from conflictdesk.contract.types import Place, When
from conflictdesk.extraction import whereabouts
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.grammar.groups import VerbGroup
from conflictdesk.extraction.places import PlaceMention
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.extraction.whereabouts import Story
from conflictdesk.vocabulary.entries import EventEntry


class Whereabouts(NamedTuple):
    """The places of one document, and its story."""

    analysis: Analysis
    story: Story

    @classmethod
    def of(cls, analysis: Analysis) -> Whereabouts:
        """The places of an analysed document."""
        return cls(analysis, Story.of(analysis))

    def place_of(
        self, sentence: Sentence, link: Link, total: bool, when: When | None, realis: Realis
    ) -> Place | None:
        """The place of a link's figure, None when no place is named near it.

        Where its sentence names no place, a `total` over days or years counts a whole country, and what
        happened (by its `realis`) at the scene of the text is there.
        """
        text, group = self.analysis.text, link.group
        token = group.head if group.head >= 0 else group.first
        there = [one for one in self.analysis.places_of(sentence) if _free(self.analysis, one, link)]
        left = [one for one in there if text.lowers[one.first - 1] in text.language.places.origin]
        moves = any(EVENT_TYPES[one].flees for one in link.measure.of_events)  # "fled from Homs to Idlib"
        able = {one.first for one in (left if left and moves else there)}
        found = _right_behind(text, there, link) or whereabouts.of_clause(
            self.analysis, sentence, token, lambda one: one.first in able
        )
        if found is None and realis == HAPPENED and link.measure.at_scene:
            found = self._elsewhere(sentence, total, when)
        elif found is not None and not (total or link.measure.is_stock):
            found = self.story.within(self.analysis, found)
        return found.place if found is not None else None

    def _elsewhere(self, sentence: Sentence, total: bool, when: When | None) -> PlaceMention | None:
        """The place of a figure whose sentence names none; what a month or a year is named for ("in
        September two were killed") did not happen at the scene of the text."""
        whole = self.story.country_at(sentence.index) if total else None
        apart = when is not None and when.precision in ("month", "year")
        story = self.story.beside if apart else self.story.place_at
        return self._country(sentence) or whole or story(sentence.index)

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


def _free(analysis: Analysis, mention: PlaceMention, link: Link) -> bool:
    """Whether a place may be that of the link's figure."""
    lists = analysis.text.language.figures
    if mention.kind != "place":
        return False
    if link.group.first <= mention.first < link.group.last:
        return link.measure.counts_place  # "a fifth of Ukraine"
    if not link.measure.at_scene and _is_anothers(analysis, mention, link):
        return False
    lowers, at = analysis.text.lowers, mention.first
    if link.measure.struck and lowers[at - 1] in lists.from_:
        return False
    return lowers[max(0, at - 2) : at] not in lists.border_phrases


def _is_anothers(analysis: Analysis, mention: PlaceMention, link: Link) -> bool:
    """Whether a place is that of another event, named before it: "arrested over an attack in Vell"."""
    before = mention.first - 2
    verb = isinstance(analysis.groups(analysis.text.sentence_of(mention.first)).group_of(before), VerbGroup)
    entries = [tag.entry for tag in analysis.tags.starting.get(before, ())]
    told = [one.type for one in entries if isinstance(one, EventEntry) and (verb or one.shape == "noun")]
    return bool(told) and link.measure.of_events.isdisjoint(told)
