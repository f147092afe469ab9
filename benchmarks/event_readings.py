"""The readings of labelled texts: features, and whether a reader labelled the event."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import Engine, engine_for

Row = dict[str, Any]


@dataclass
class Labelled:
    """One reading: characters `[start, end)`, its sentence, type, whether its conditions are met, its
    features, and 1 where it is an event that is labelled.
    """

    start: int
    end: int
    sentence: tuple[int, int]
    type: str
    met: bool
    names: list[str]
    wanted: int = 0

    def overlaps(self, event: Row) -> bool:
        """Whether it shares a character with a labelled trigger."""
        return self.start < event["end"] and event["start"] < self.end

    def is_of_type(self, event: Row) -> bool:
        """Whether its type is one that the label allows."""
        return self.type in (event["type"], *event.get("also", ()))


def read(row: Row, engine: Engine | None = None) -> list[list[Labelled]]:
    """The readings of a text by phrase, labelled by its events; a text without events has none wanted."""
    engine = engine or engine_for()
    document = Document(row["text"], row.get("published") or None, title=row.get("title") or "")
    phrases = list(_phrases(engine, document))
    _label([one for phrase in phrases for one in phrase], row.get("events", ()))
    return phrases


def _phrases(engine: Engine, document: Document) -> Iterator[list[Labelled]]:
    """The readings of a document by phrase, none labelled yet."""
    analysis = engine.analyse(document)
    selection, text = engine.events.selection(analysis), analysis.text
    for scene, phrases in selection.readings():
        for phrase in phrases:
            yield [
                Labelled(
                    text.starts[one.trigger.first],
                    text.ends[one.trigger.last - 1],
                    (scene.sentence.start, scene.sentence.end),
                    str(one.trigger.type),
                    one.met,
                    names,
                )
                for one, names in phrase
            ]


def _label(readings: Sequence[Labelled], events: Sequence[Row]) -> None:
    """Marks the readings of the right type at each labelled trigger; where none is there, the first free one
    of that type in its sentence, one with its conditions met before others.
    """
    missing = []
    for event in events:
        own = [one for one in readings if one.overlaps(event) and one.is_of_type(event)]
        for one in own:
            one.wanted = 1
        missing += [] if own else [event]
    for event in missing:
        free = [
            one
            for one in readings
            if not one.wanted
            and one.is_of_type(event)
            and one.sentence[0] <= event["start"] < one.sentence[1]
        ]
        if free:
            max(free, key=lambda one: one.met).wanted = 1
