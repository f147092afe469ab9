"""Events as one line each, so that a table of cases can be read."""

from __future__ import annotations

from collections.abc import Iterable

from conflictdesk.contract.types import Actor, Document, Event
from conflictdesk.extraction.engine import extract

PUBLISHED = "2017-06-28"


def events(text: str, published: str | None = PUBLISHED) -> list[Event]:
    """The events of a text."""
    return list(extract(Document(text, published)).events)


def event_line(event: Event) -> str:
    """An event as a line: "attack: attacked by Gunmen against checkpoint at Kirkuk, planned, again"."""
    words = [f"{event.type}: {event.quote}"]
    words += _parties("by", event.actors) + _parties("against", event.targets)
    words += [f"at {event.place.text}"] if event.place else []
    words += [f"with {event.weapon}"] if event.weapon else []
    notes = [event.realis] if event.realis != "actual" else []
    notes += ["again"] if event.same_as is not None else []
    return ", ".join([" ".join(words), *notes])


def _parties(word: str, actors: Iterable[Actor]) -> list[str]:
    """The names of the parties behind a word; empty where there are none."""
    names = [actor.text for actor in actors]
    return [f"{word} {' and '.join(names)}"] if names else []
