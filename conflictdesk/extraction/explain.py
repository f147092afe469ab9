"""What each stage of the cascade found in a text, and which rule fired or why none did.

Promise: `explain(document)` returns one `Passage` per sentence, in text order; its rows are in the order
of the stages. It proposes exactly what `engine.extract` proposes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from conflictdesk.contract.terms import ASSUMED_CAUSE
from conflictdesk.contract.types import Actor, Document, Event, Figure, Place, When
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.engine import Engine, engine_for, reads
from conflictdesk.extraction.events import refusals, weighed
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.text.tokens import Sentence
from conflictdesk.vocabulary.loader import Vocabulary


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an explanation. `stage` is groups, words, numbers, places, dates, sources, figure,
    weighed, event or none; `rule` is the id of the rule that fired, "" where none did."""

    stage: str
    text: str
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """One sentence of the text, between the offsets `start` and `end`, and what was found in it."""

    start: int
    end: int
    text: str
    rows: tuple[Row, ...]


def explain(document: Document, vocabulary: Vocabulary | None = None) -> tuple[Passage, ...]:
    """A passage for every sentence; () for a language that is not read."""
    if not reads(document.language, vocabulary):
        return ()
    engine = engine_for(vocabulary)
    analysis = engine.analyse(document)
    figures = engine.find_figures(analysis)
    events = engine.events.find(analysis, figures)
    refused = refusals.find(engine.events, analysis, events)
    likely = tuple(weighed.find(engine.events, analysis))
    return tuple(
        _passage(engine, analysis, sentence, figures, events, refused, likely)
        for sentence in analysis.text.sentences
    )


def _passage(
    engine: Engine,
    analysis: Analysis,
    sentence: Sentence,
    figures: Sequence[Figure],
    events: Sequence[Event],
    refused: Sequence[refusals.Refusal],
    likely: Sequence[weighed.Weighed],
) -> Passage:
    """The passage of one sentence."""
    found_figures = [figure for figure in figures if figure.sentence.start == sentence.start]
    found_events = [event for event in events if event.sentence.start == sentence.start]
    rows = (
        *_stages(engine, analysis, sentence),
        *(Row("figure", _figure(figure), figure.rule) for figure in found_figures),
        *(
            Row("weighed", _weighed(analysis, one), one.rule)
            for one in likely
            if sentence.first <= one.first < sentence.last
        ),
        *(Row("event", _event(event), event.rule) for event in found_events),
        *(
            Row("none", f"{analysis.text.quote(one.first, one.last)}: {one.reason}", one.rule)
            for one in refused
            if sentence.first <= one.first < sentence.last
        ),
    )
    text = " ".join(analysis.text.raw[sentence.start : sentence.end].split())
    return Passage(sentence.start, sentence.end, text, rows)


def _stages(engine: Engine, analysis: Analysis, sentence: Sentence) -> Iterator[Row]:
    """The rows of the stages before figures and events; a stage that found nothing has no row."""
    quote = analysis.text.quote
    lines = {
        "groups": [" ".join(_groups(analysis, sentence))],
        "words": _words(analysis, sentence),
        "numbers": [
            f"{quote(n.first, n.last)} = {n.qualifier} {_bounds(n)}"
            for n in _in_sentence(analysis.numbers, sentence)
        ],
        "places": [f"{m.place.text}: {_place(m.place)}" for m in _in_sentence(analysis.places, sentence)],
        "dates": [f"{m.when.text}: {_when(m.when)}" for m in _in_sentence(analysis.whens, sentence)],
        "sources": [m.attribution.text for m in _in_sentence(analysis.attributions, sentence, "token")],
    }
    yield from (Row(stage, "; ".join(found)) for stage, found in lines.items() if any(found))


def _in_sentence(mentions: Iterable[Any], sentence: Sentence, key: str = "first") -> list[Any]:
    """The mentions whose first token, in the attribute `key`, is in the sentence."""
    return [m for m in mentions if sentence.first <= getattr(m, key) < sentence.last]


def _groups(analysis: Analysis, sentence: Sentence) -> Iterator[str]:
    """The words of a sentence, noun groups in brackets, verb groups in parentheses: "[Rebels] (fled)"."""
    groups, at = analysis.groups(sentence), sentence.first
    for group in groups.items:
        yield from analysis.text.words[at : group.first]
        text = " ".join(analysis.text.words[group.first : group.last])
        if isinstance(group, NounGroup):
            yield f"[{text}]"
        else:
            yield f"({text}{', passive' if group.passive else ''}{', negated' if group.negated else ''})"
        at = group.last
    yield from analysis.text.words[at : sentence.last]


def _words(analysis: Analysis, sentence: Sentence) -> list[str]:
    """Each phrase of the sentence that the vocabulary knows, with the ids of its entries."""
    found: dict[str, list[str]] = {}
    for tag in analysis.tags.within(sentence):
        found.setdefault(analysis.text.quote(tag.first, tag.last), []).append(f"{tag.entry.kind}/{tag.id}")
    return [f"{phrase}: {' '.join(entries)}" for phrase, entries in found.items()]


def _figure(figure: Figure) -> str:
    """A figure in words."""
    parts = [f"{figure.measure} {figure.qualifier} {_bounds(figure)}", f'"{figure.quote}"']
    parts += [f"of {figure.side.text}"] if figure.side else []
    parts += [figure.since.text] if figure.since else []
    parts += [f"by {figure.cause}"] if figure.cause != ASSUMED_CAUSE else []
    return " ".join([*parts, *_common(figure)])


def _event(event: Event) -> str:
    """An event in words."""
    parts = [f'{event.type} "{event.quote}"']
    parts += [f"by {_names(event.actors)}"] if event.actors else []
    parts += [f"against {_names(event.targets)}"] if event.targets else []
    parts += [f"with {event.weapon}"] if event.weapon else []
    return " ".join([*parts, *_common(event)])


def _weighed(analysis: Analysis, row: weighed.Weighed) -> str:
    """How likely a phrase tells an event, and the features that weighed most."""
    reasons = "; ".join(row.reasons)
    return f"{analysis.text.quote(row.first, row.last)}: likely {row.probability:.2f} by {reasons}"


def _common(found: Figure | Event) -> list[str]:
    """What figures and events have in common: place, date, source, realis and confidence, in words."""
    parts = [f"at {found.place.text}"] if found.place else []
    parts += [f"on {_when(found.when)}"] if found.when else []
    parts += [f"says {found.attribution.text}"] if found.attribution else []
    parts += ["told before"] if found.same_as is not None else []
    return [*parts, found.realis, f"{found.confidence:.2f}"]


def _names(actors: Iterable[Actor]) -> str:
    """The actors' words with their ids, joined by "and"."""
    return " and ".join(actor.text + (f" <{actor.id}>" if actor.id else "") for actor in actors)


def _bounds(found: Any) -> str:
    """The low, best and high value that are known, each once."""
    return " to ".join(dict.fromkeys(f"{v:g}" for v in (found.low, found.best, found.high) if v is not None))


def _place(place: Place) -> str:
    """A place in words."""
    return " ".join(part for part in (place.name, place.country, f"({place.precision})") if part)


def _when(when: When) -> str:
    """The first and the last day of a date; "unresolved" where neither is known."""
    return " to ".join(dict.fromkeys(day for day in (when.begin, when.until) if day)) or "unresolved"
