"""Holds the tokens of one text for the readers of dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from conflictdesk.extraction.dates.date_words import Words
from conflictdesk.extraction.text.tokens import Text


class Lines:
    """Lower-case tokens, safe to read at any position.

    `today` is the day from which dates count, that of a dateline or of publication, or None; `published`
    the day of publication, or the dateline's without one.
    """

    def __init__(self, text: Text, words: Words, today: dt.date | None) -> None:
        self.text, self.words, self.today = text, words, today
        self.published = today
        self.lists = text.language.dates
        self.lowers: Sequence[str] = text.lowers
        self.count = len(text.lowers)
        # Whether dates in figures have the month first; None where the text does not show it.
        self.month_first: bool | None = None

    def tokens(self) -> Iterator[tuple[int, str]]:
        """Yields every token with its position. Calls the checkpoint between sentences."""
        for sentence in self.text.walk():
            yield from enumerate(self.lowers[sentence.first : sentence.last], sentence.first)

    def at(self, token: int) -> str:
        """Returns the token, or "" outside of the text."""
        return self.lowers[token] if 0 <= token < self.count else ""

    def is_capital(self, token: int) -> bool:
        return 0 <= token < self.count and self.text.words[token][0].isupper()

    def step(self, token: int) -> int | None:
        """Returns the value of "last", "this" or "next" at a token; None for others, "the" and "same" too."""
        word = self.at(token)
        return None if word in self.lists.pointers else self.words.steps.get(word)
