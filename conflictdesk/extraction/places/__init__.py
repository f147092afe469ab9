"""Finds the places in a text: which names are places, and which place each one means.

`PlaceFinder.of(gazetteer, vocabulary).find(text, hints)` returns every mention in text order. The `kind`
of a mention is `place`; `adjective` for "Iraqi" and other words that only name a country; `name` for a
place in the name of an organisation.
"""

from conflictdesk.extraction.places.place_finder import PlaceFinder
from conflictdesk.extraction.places.place_mention import Hints, OwnPlace, PlaceMention

__all__ = ["Hints", "OwnPlace", "PlaceFinder", "PlaceMention"]
