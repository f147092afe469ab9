"""Chooses the place of what a text reports: the place of its clause, else that of the event it belongs to.

`of_clause` returns the place that a sentence names for a word in it; `Story.place_at` the place at which the
text is in a sentence that names none.
"""

from conflictdesk.extraction.whereabouts.clause_places import of_clause
from conflictdesk.extraction.whereabouts.story_places import Story

__all__ = ["Story", "of_clause"]
