"""Holds the vocabulary's words of dates in plain tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, get_type_hints

from conflictdesk.extraction.language.date_lists import DateWords
from conflictdesk.vocabulary.entries import DatesEntry
from conflictdesk.vocabulary.loader import Vocabulary

Table = Mapping[str, int]
NOTHING = DatesEntry(id="none")


@dataclass(frozen=True, slots=True)
class Words:
    """Tables of words with their values, and closed classes of words."""

    months: Table
    weekdays: Table
    days: Table
    times_of_day: frozenset[str]
    units: Table
    numbers: Table
    ordinals: Table
    steps: Table
    parts: Table
    halves: Table
    seasons: Table
    holidays: Table
    before_year: frozenset[str]
    behind_count: frozenset[str]
    before_month: frozenset[str]
    other_words: frozenset[str]
    ahead: frozenset[str]
    back: frozenset[str]
    forth: frozenset[str]
    hours: frozenset[str]
    vague: frozenset[str]
    records: frozenset[str]
    pair_before: frozenset[str]
    modals: frozenset[str]
    past_forms: frozenset[str]
    cores: frozenset[str]
    lists: DateWords

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Words:
        """Returns the vocabulary's words; a table or class that it does not have is empty."""
        entries = vocabulary.of(DatesEntry)
        of_entries: dict[str, Any] = {}
        for name, hint in get_type_hints(cls).items():
            entry = entries.get(name, NOTHING)
            of_entries[name] = dict(entry.values) if hint == Table else entry.words
        lists = DateWords.of(vocabulary)
        cores = {*lists.weekend, *lists.spelt_year_cores, *lists.quarters}
        for name in ("months", "weekdays", "days", "times_of_day", "units", "seasons"):
            cores.update(of_entries[name])
        cores.update(name.split()[0] for name in of_entries["holidays"])
        reckoned = {
            "modals": vocabulary.words("modals"),
            "past_forms": _past_forms(vocabulary),
            "cores": frozenset(cores),
            "lists": lists,
        }
        return cls(**{**of_entries, **reckoned})

    def number(self, word: str) -> float | None:
        """Returns a small number in digits or words: "3", "3.5", "two", "twenty-five"; else None."""
        if not word:
            return None
        if word[0].isdigit():
            return float(word) if word.replace(".", "", 1).isdecimal() and len(word) < 6 else None
        if word in self.numbers:
            return self.numbers[word]
        tens, _, ones = word.partition("-")
        if ones and self.numbers.get(tens, 0) >= 20 and self.numbers.get(ones, 99) < 10:
            return self.numbers[tens] + self.numbers[ones]
        return None

    def day(self, word: str) -> int | None:
        """Returns a day of the month: "27", "27th", "eleventh", "twenty-first"; else None."""
        if not word:
            return None
        if word[0].isdigit():
            digits = word[:-2] if word.endswith(self.lists.ordinal_ends) else word
            return int(digits) if len(digits) < 3 and digits.isdecimal() and 0 < int(digits) < 32 else None
        if word in self.ordinals:
            return self.ordinals[word]
        tens, _, ones = word.partition("-")
        number = self.numbers.get(tens, 0) + self.ordinals.get(ones, 99)
        return number if ones and number < 32 else None

    def ordinal(self, word: str) -> int | None:
        """Returns the number of "3rd" or "first"; None for "3" and all other words."""
        return self.day(word) if word in self.ordinals or word.endswith(self.lists.ordinal_ends) else None

    def spelt_year(self, lowers: Sequence[str], at: int) -> tuple[int, int] | None:
        """Returns a year in words and where it ends; None where no such year begins.

        "two thousand and fifteen", "nineteen eighty six".
        """
        words = [*lowers[at : at + 5], "", "", "", "", ""][:5]
        if words[1] in self.lists.thousand and words[0] in self.lists.two:
            skip = 2 + (words[2] in self.lists.and_)
            rest, length = self._spelt(words[skip : skip + 2])
            return 2000 + rest, at + (skip + length if rest else 2)
        if words[0] in self.lists.centuries:
            rest, length = self._spelt(words[1:3])
            return (self.numbers[words[0]] * 100 + rest, at + 1 + length) if rest else None
        return None

    def _spelt(self, words: Sequence[str]) -> tuple[int, int]:
        """Returns a number below a hundred in words, and how many words it has; 0 and 0 for no number."""
        first, second = self.number(words[0]) or 0, self.number(words[1]) or 0
        if words[0].isdecimal() or words[0] in self.lists.no_spelt_number or not first:
            return 0, 0
        if first >= 20 and first % 10 == 0 and 0 < second < 10 and words[1] not in self.lists.no_spelt_number:
            return int(first + second), 2
        return int(first), 1


def _past_forms(vocabulary: Vocabulary) -> frozenset[str]:
    """Returns the past tenses and participles of irregular verbs that are not also their base ("hit")."""
    verbs = vocabulary.inflection.verbs
    return frozenset(
        form for verb, forms in verbs.items() for form in forms if form != verb and form not in verbs
    )


def year(word: str) -> int | None:
    """Returns a year from 1000 to 2099 in four digits; else None."""
    good = len(word) == 4 and word.isascii() and word.isdecimal() and "1000" <= word < "2100"
    return int(word) if good else None
