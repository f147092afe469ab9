"""Places in a text: which names are places, and which place each one means.

`PlaceFinder.of(gazetteer, vocabulary).find(text, hints)` gives every mention in text order. A mention's
`kind` is `place`; `adjective` for "Iraqi" and other words that only tell the country; `name` for a place in
the name of an organisation. `nearest` chooses among the mentions for a frame.
"""

from conflictdesk.extraction.places.place_choice import nearest
from conflictdesk.extraction.places.place_finder import PlaceFinder
from conflictdesk.extraction.places.place_mention import Hints, OwnPlace, PlaceMention

__all__ = ["Hints", "OwnPlace", "PlaceFinder", "PlaceMention", "nearest"]
