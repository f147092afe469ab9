"""Events in a few words, so that a table of cases can be read."""

from __future__ import annotations

from collections.abc import Iterable

from conflictdesk.contract.types import Actor, Document, Event
from conflictdesk.extraction.engine import extract

PUBLISHED = "2017-06-28"


def events(text: str, published: str | None = PUBLISHED) -> list[Event]:
    return list(extract(Document(text, published)).events)


def happened(event: Event) -> str:
    """ "attack: attacked by Gunmen against checkpoint at Kirkuk, planned, again"."""
    words = [f"{event.type}: {event.quote}"]
    words += _side("by", event.actors) + _side("against", event.targets)
    words += [f"at {event.place.text}"] if event.place else []
    words += [f"with {event.weapon}"] if event.weapon else []
    notes = [event.realis] if event.realis != "actual" else []
    notes += ["again"] if event.same_as is not None else []
    return ", ".join([" ".join(words), *notes])


def _side(word: str, actors: Iterable[Actor]) -> list[str]:
    names = [actor.text for actor in actors]
    return [f"{word} {' and '.join(names)}"] if names else []
