"""Events: who did what to whom, where, when, and whether it happened.

`EventFinder.of(vocabulary).find(analysis, figures)` gives every mention in text order. The steps, each in its
own module: `triggers` (words that may name an event), `frames` (who and whom, by the grammar), `conditions`
(does the clause hold what the words need), `weapons` (what the means make of it), `setting` (where, when),
`merge` (mentions of one event).
"""

from conflictdesk.extraction.events.event_finder import EventFinder

__all__ = ["EventFinder"]
