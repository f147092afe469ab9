"""Events: who did what to whom, where, when, and whether it happened.

`EventFinder.of(vocabulary).find(analysis, figures)` returns every mention in text order. Each step has
its own module: `triggers` (words that may name an event), `participants` (who and whom, by the grammar),
`conditions` (whether the clause has what the words need), `weapons` (how a weapon changes the type),
`event_setting` (where, when), `clauses` (one event per clause), `event_merge` (mentions of one event).
"""

from conflictdesk.extraction.events.event_finder import EventFinder

__all__ = ["EventFinder"]
