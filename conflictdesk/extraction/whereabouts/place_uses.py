"""What a place does in its sentence: whether something happens there, comes from there, or acts.

Promise: `use_of` reads the parsed sentence only; it knows no figure and no event.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import IntEnum

from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.grammar.chunks import NounGroup
from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.numbers.numerals import DASHES
from conflictdesk.extraction.places import PlaceMention
from conflictdesk.extraction.text.tokens import Sentence
from conflictdesk.vocabulary.entries import ActorEntry, EventEntry

# Up to this token of a sentence a place may be a dateline; a dash follows behind it within so many tokens,
# behind an agency in brackets within more.
DATELINE, DASH_REACH, AGENCY_REACH = 6, 8, 16
# The most tokens between an owner and the place that it holds: "Norland's capital of Vell".
HELD = 6
# The most tokens of a source that are looked at.
SOURCE = 12


class Use(IntEnum):
    """What a place does in its sentence, from the likeliest place of an event to the least likely."""

    SCENE = 0  # "in Homs", "near the village of Tamsit"
    STRUCK = 1  # "shelled Homs", "Homs fell"
    MODIFIER = 2  # "the Homs offensive"
    REFERENCE = 3  # "a village 30 km north of Homs", "the border with Norland"
    LOOSE = 4  # "about Homs"
    SOURCE = 5  # "the governor of Homs said"
    ORIGIN = 6  # "from Homs"
    NONE = 7  # "Norland's army", "a truce with Norland", a dateline, a part of a name


def use_of(analysis: Analysis, sentence: Sentence, mention: PlaceMention) -> Use:
    """What a place does in its sentence; NONE where it cannot be the place of anything told there."""
    if mention.kind != "place" or is_dateline(analysis, sentence, mention):
        return Use.NONE
    if _says(analysis, mention):
        return _of_source(analysis, mention)
    if in_name(analysis, mention):
        return Use.NONE
    if _holds_next(analysis, sentence, mention):
        return Use.NONE
    groups = analysis.groups(sentence)
    group = groups.group_of(mention.last - 1)
    if not isinstance(group, NounGroup):
        return Use.LOOSE
    country = is_state(groups, mention)
    if mention.last <= group.head:
        return _of_modifier(analysis, groups, mention, country)
    preposition = groups.preposition(group) if group.preposition >= 0 else ""
    return _of_head(analysis, groups, group, mention, preposition, country)


def is_state(groups: Groups, mention: PlaceMention) -> bool:
    """Whether a place is a whole country, which can act and be dealt with; "southern Norland" is none."""
    part = (
        groups.pos(mention.first) in (Pos.ADJECTIVE, Pos.COMPASS_POINT) and mention.last - mention.first > 1
    )
    return mention.place.precision == "country" and not part


def _of_source(analysis: Analysis, mention: PlaceMention) -> Use:
    """The use of a place in the words that name a source: an official of a region speaks of his region."""
    part = mention.place.precision != "country"
    lists, lowers = analysis.text.language.places, analysis.text.lowers
    before = lowers[max(0, mention.first - 2) : mention.first]
    behind = lowers[mention.last : mention.last + 1]
    office = not (lists.of_.isdisjoint(before) and lists.possessive.isdisjoint(behind))
    return Use.SOURCE if part and office else Use.NONE


def _of_modifier(analysis: Analysis, groups: Groups, mention: PlaceMention, country: bool) -> Use:
    """The use of a place before the noun of its group: "the Homs offensive", "US strikes"."""
    owner = groups.pos(mention.last) is Pos.POSSESSIVE
    acronym = analysis.text.words[mention.last - 1].replace(".", "").isupper()
    caps = analysis.text.sentence_of(mention.first).caps
    if country and (owner or (acronym and not caps)):
        return Use.NONE
    return Use.MODIFIER


def _of_head(
    analysis: Analysis,
    groups: Groups,
    group: NounGroup,
    mention: PlaceMention,
    preposition: str,
    country: bool,
) -> Use:
    """The use of a place that is the noun of its group, by the preposition and the verb before it."""
    lists = analysis.text.language.places
    if not preposition:
        return Use.NONE if _acts(analysis, groups, group, mention) else Use.STRUCK
    lowers, at = analysis.text.lowers, mention.first
    if preposition in lists.origin:
        return Use.ORIGIN
    bordering = lowers[at - 2 : at] in analysis.text.language.figures.border_phrases
    if bordering or lowers[group.preposition - 1] in lists.compass:
        return Use.REFERENCE
    if preposition in lists.scene and not (country and preposition in lists.parties):
        return Use.SCENE
    return Use.NONE if country else Use.LOOSE


def _acts(analysis: Analysis, groups: Groups, group: NounGroup, mention: PlaceMention) -> bool:
    """Whether a state acts there: a country that does something, a capital that does it to somebody. Not
    where the verb says what the place saw or who lives there."""
    verb = groups.verb_after(group.order)
    if verb is None or verb.passive or group not in groups.subjects(verb):
        return False
    if analysis.text.lowers[verb.head] in analysis.text.language.places.witnessing:
        return False
    return mention.place.precision == "country" or bool(groups.objects(verb))


def _says(analysis: Analysis, mention: PlaceMention) -> bool:
    """Whether the place stands in the words that name a source; "the invasion of Norland" is none."""
    source = analysis.source_at(mention.place.start)
    if source is None:
        return False
    first = bisect_left(analysis.text.starts, source.start)
    last = bisect_left(analysis.text.starts, source.end)
    return not any(analysis.tags.at(token, EventEntry) for token in range(first, min(last, first + SOURCE)))


def is_dateline(analysis: Analysis, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place is where the reporter is: "MOSUL, Iraq (Reuters) —"."""
    if mention.first - sentence.first >= DATELINE:
        return False
    if _before_colon(analysis, sentence, mention):
        return True
    lowers, at = analysis.text.lowers, mention.last
    dashes = [token for token in range(at, min(at + AGENCY_REACH, sentence.last)) if lowers[token] in DASHES]
    if not dashes:
        return False
    return dashes[0] < at + DASH_REACH or lowers[dashes[0] - 1] == ")"


def _before_colon(analysis: Analysis, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether it is a dateline of capitals that a colon ends: "KUALA LUMPUR: Three policemen"."""
    words = analysis.text.words
    capitals = all(word.isupper() for word in words[sentence.first : mention.last])
    part = mention.place.precision != "country"
    return part and words[mention.last : mention.last + 1] == [":"] and capitals and not sentence.caps


def in_name(analysis: Analysis, mention: PlaceMention) -> bool:
    """Whether a place begins in an actor's name: "U.S. officials", "Kabul University"."""
    for first in range(max(0, mention.first - 3), mention.first + 1):
        for tag in analysis.tags.starting.get(first, ()):
            if isinstance(tag.entry, ActorEntry) and tag.last > mention.first:
                whole = tag.first == mention.first and tag.last <= mention.last
                return not (whole and _is_placed(analysis, mention))
    return False


def _is_placed(analysis: Analysis, mention: PlaceMention) -> bool:
    """Whether a preposition of place or a noun for a settlement leads up to the place."""
    lowers, at = analysis.text.lowers, mention.first - 1
    at -= lowers[at] in analysis.text.language.places.the
    return lowers[at] in analysis.text.language.places.scene


def _holds_next(analysis: Analysis, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether it only says where the next place lies: "the Norland suburb of Vell", "Norland's Vell"."""
    lists, lowers = analysis.text.language.places, analysis.text.lowers
    there = analysis.places_of(sentence)
    at = bisect_left(there, mention.last, key=lambda one: one.first)
    if at == len(there) or there[at].kind != "place":
        return False
    following = there[at]
    between = lowers[mention.last : following.first]
    if between and between[0] in lists.possessive:
        return len(between) == 1 or (len(between) < HELD and between[-1] in lists.of_)
    if not between or between[0] not in lists.of_ or len(between) - (between[-1] in lists.the) > 1:
        return False
    known = mention.place.precision != "unresolved"
    named = lowers[mention.last - 1] in lists.settlements or following.place.precision == "unresolved"
    return known and named
