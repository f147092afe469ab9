"""What a text yields for one vocabulary entry, by the entry's kind; empty where it yields nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from math import isclose
from typing import get_args

from conflictdesk.contract.types import Actor, Document, Figure, Result
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.attribution import attribution_finder
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.engine import engine_for, extract
from conflictdesk.extraction.figures.counted import Counter
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.frame_ways import Frame
from conflictdesk.extraction.numbers.number_finder import NumberFinder, NumberMention
from conflictdesk.extraction.text.lexicon import AnyTag, Lexicon, Tag, Tags
from conflictdesk.vocabulary.entries import (
    ActorEntry,
    CauseEntry,
    CountedEntry,
    Entry,
    MaskEntry,
    MeasureEntry,
    NumeralEntry,
    QualifierEntry,
    RoleEntry,
    SpeechEntry,
    UnitEntry,
)
from conflictdesk.vocabulary.loader import Vocabulary, shipped

NUMBER_KINDS = ("numerals", "qualifiers", "units", "masks", "measures", "events")


@cache
def analysed(text: str) -> Analysis:
    """The analysis of a text."""
    return engine_for().analyse(Document(text, "2017-06-28"))


@cache
def figures(text: str) -> Sequence[Figure]:
    """The figures of a text."""
    return engine_for().find_figures(analysed(text))


@cache
def extracted(text: str) -> Result:
    """The figures and events of a text."""
    return extract(Document(text, "2017-06-28"))


@cache
def tagged(text: str) -> Tags:
    """The tags of a text, before actors are composed."""
    return engine_for().lexicon.tag(analysed(text).text)


def tags(entry: Entry, text: str) -> list[AnyTag]:
    """The tags of an entry in a text."""
    return [tag for tag in tagged(text).of_kind(type(entry)) if tag.id == entry.id]


def named(entry: ActorEntry, text: str) -> list[Tag[ActorEntry]]:
    """Actors of the entry's id, named by its words or composed of a country and a role."""
    return [tag for tag in analysed(text).tags.of_kind(ActorEntry) if tag.id == entry.id]


def taking_part(entry: ActorEntry, text: str) -> list[Actor]:
    """The entry's actor wherever it acts, is affected, is counted or is a source."""
    return [actor for actor in _all_actors(extracted(text)) if actor.id == entry.id]


def in_role(entry: RoleEntry, text: str) -> list[Actor]:
    """Actors of the entry's role, named with its noun, wherever they take part."""
    words = analysed(text).text
    return [
        actor
        for actor in _all_actors(extracted(text))
        if actor.role == entry.role
        and any(
            actor.start <= words.starts[tag.first] and words.ends[tag.last - 1] <= actor.end
            for tag in tags(entry, text)
        )
    ]


def _all_actors(result: Result) -> Iterator[Actor]:
    """The actors of all events and figures, with their sources."""
    for event in result.events:
        yield from (*event.actors, *event.targets)
    for figure in result.figures:
        yield from filter(None, [figure.side])
    for one in (*result.figures, *result.events):
        if one.attribution:
            yield from filter(None, [one.attribution.actor, one.attribution.via])


def rules(entry: Entry, text: str) -> list[str]:
    """The rules of all figures, of whichever entry."""
    return [figure.rule for figure in figures(text)]


def numbers(entry: Entry, text: str) -> Sequence[NumberMention]:
    """All numbers, of whichever entry."""
    return analysed(text).numbers


def measured(entry: MeasureEntry, text: str) -> list[Figure]:
    """Figures of a measure that the entry counts, by a rule of this entry."""
    own = {f"{entry.id}.{frame}" for frame in get_args(Frame)}
    measures = set(entry.counts.values())
    return [figure for figure in figures(text) if figure.rule in own and figure.measure in measures]


def caused(entry: CauseEntry, text: str) -> list[Figure]:
    """Figures that have the entry's cause, in a text with its words."""
    return [figure for figure in figures(text) if figure.cause == entry.cause and tags(entry, text)]


def valued(entry: NumeralEntry, text: str) -> list[NumberMention]:
    """Numbers that have the entry's value and contain its words."""
    return [
        mention
        for mention in analysed(text).numbers
        if isclose(mention.value, entry.value, rel_tol=1e-9)
        and _holds(mention.core_first, mention.core_last, tags(entry, text))
    ]


def qualified(entry: QualifierEntry, text: str) -> list[NumberMention]:
    """Numbers that have the entry's qualifier and contain its words."""
    return [
        mention
        for mention in analysed(text).numbers
        if mention.qualifier == entry.qualifier and _holds(mention.first, mention.last, tags(entry, text))
    ]


def in_unit(entry: UnitEntry, text: str) -> list[Figure]:
    """Figures in the entry's unit that contain its words."""
    words = analysed(text).text
    return [
        figure
        for figure in figures(text)
        if figure.unit == entry.unit
        and any(
            figure.start < words.starts[tag.first] and words.ends[tag.last - 1] <= figure.end
            for tag in tags(entry, text)
        )
    ]


def counted(entry: CountedEntry, text: str) -> list[Counted]:
    """Counted groups whose noun is the entry's, with its unit and population."""
    heads = {tag.first for tag in tags(entry, text)}
    wanted = (entry.unit, entry.population or None)
    return [
        group for group in _groups(text) if group.head in heads and (group.unit, group.population) == wanted
    ]


def hidden(entry: MaskEntry, text: str) -> list[NumberMention]:
    """Numbers that would be found without the entry."""
    words, (finder, lexicon) = analysed(text).text, _without(entry.id)
    left = {mention.core_first for mention in analysed(text).numbers}
    found = finder.find(words, lexicon.tag(words))
    return [mention for mention in found if mention.core_first not in left]


def attributed(entry: SpeechEntry, text: str) -> list[AttributionMention]:
    """Statements that only the entry's words introduce, hedged as the entry says."""
    silent = _statements(text, lambda tag: not isinstance(tag.entry, SpeechEntry))
    spoken = _statements(text, lambda tag: not isinstance(tag.entry, SpeechEntry) or tag.id == entry.id)
    hedged = entry.hedged
    return [one for one in spoken if one not in silent and one.attribution.hedged is hedged]


def _statements(text: str, wanted: Callable[[AnyTag], bool]) -> list[AttributionMention]:
    """The attributions that are found with the wanted tags alone."""
    analysis = analysed(text)
    starting: dict[int, list[AnyTag]] = {}
    for tag in filter(wanted, analysis.tags.all):
        starting.setdefault(tag.first, []).append(tag)
    kept = Tags([tag for here in starting.values() for tag in here], starting)
    return attribution_finder.find(analysis.text, kept, analysis.groups)


def _groups(text: str) -> list[Counted]:
    """The counted groups of a text."""
    analysis = analysed(text)
    found: list[Counted] = []
    for sentence in analysis.text.sentences:
        mentions = [one for one in analysis.numbers if sentence.first <= one.first < sentence.last]
        counter = Counter(analysis.text, analysis.tags, sentence, analysis.groups(sentence))
        found += counter.read(mentions, singles=True)
    return found


@cache
def _without(mask: str) -> tuple[NumberFinder, Lexicon]:
    """The number finder and the lexicon of a vocabulary without one mask."""
    known = {kind: dict(shipped().entries[kind]) for kind in NUMBER_KINDS}
    del known["masks"][mask]
    vocabulary = Vocabulary(known, shipped().inflection)
    return NumberFinder.of(vocabulary), Lexicon.of(vocabulary)


def _holds(first: int, last: int, found: list[AnyTag]) -> bool:
    """Whether one of the tags is among the tokens `[first, last)`."""
    return any(first <= tag.first and tag.last <= last for tag in found)
