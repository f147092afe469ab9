"""Finds the dates in a text, and resolves them against the day of its dateline or its publication.

`DateFinder.of(vocabulary).find(text, published)` returns every mention in text order. A date that needs
the day of publication has no `from` and `to` when that is missing; nothing reads the clock.
"""

from conflictdesk.extraction.dates.date_choice import nearest, of_result
from conflictdesk.extraction.dates.date_finder import DateFinder, day_of
from conflictdesk.extraction.dates.date_mention import WhenMention

__all__ = ["DateFinder", "WhenMention", "day_of", "nearest", "of_result"]
