"""Decides whether a name is a place here, by points for the words around it.

The judge notes on each candidate what its neighbours show: the noun of its kind, a direction, a larger
place after a comma, a preposition before it. `believed` returns the candidates with enough points.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from itertools import pairwise

from conflictdesk.extraction.language.place_lists import PlaceWords
from conflictdesk.extraction.places.containers import contain
from conflictdesk.extraction.places.place_mention import Candidate
from conflictdesk.extraction.places.place_names import Names
from conflictdesk.extraction.text.tokens import Sentence, Text

ENOUGH, COMPANY = 2.0, 1.5
FAMOUS = 300_000
LONGEST = 4


class Judge:
    """Weighs the evidence for the candidates of one text. Use one judge for each text."""

    def __init__(self, names: Names, text: Text, capital: bytearray) -> None:
        self.text, self.words, self.nouns, self.lists = text, names.words, names.nouns, names.lists
        self.capital = capital
        self.neighbours = names.gazetteer.neighbours
        self.people: set[str] = set()
        self.titled: dict[int, bool] = {}

    def believed(self, candidates: list[Candidate]) -> list[Candidate]:
        """Returns the candidates that are places or parts of names, in order. Changes all candidates."""
        for candidate in candidates:
            self.text.checkpoint()
            self._surround(candidate)
        contain(self.text, candidates)
        support = self._countries(candidates)
        self._people(candidates)
        for candidate in candidates:
            self.text.checkpoint()
            candidate.score = self._score(candidate, support)
        self._join(candidates)
        self._agree(candidates)
        return [candidate for candidate in candidates if candidate.score >= ENOUGH]

    def _surround(self, candidate: Candidate) -> None:
        lowers, words = self.text.lowers, self.words
        first, last = candidate.first, candidate.last
        if candidate.kind == "adjective":
            return
        if first and lowers[first - 1] in words.direction and self._together(first - 1):
            candidate.first = first = first - 1
            candidate.direction = True
        last += self._is_site_kind(last)
        noun = self.nouns.get(lowers[last]) if last < len(lowers) and self._together(last - 1) else None
        if noun == "street" and "o" not in candidate.flags:
            candidate.kind = "name"
        elif noun is None and _is_department(self.lists, candidate, lowers[last : last + 1]):
            candidate.noun, candidate.last = "first_order", last + 1
        elif noun and candidate.precision != "country":
            candidate.noun = noun
            candidate.last = last + 1
        elif first > 1 and lowers[first - 1] in self.lists.of_ and self.text.words[first - 2] in self.nouns:
            candidate.noun = self.nouns[lowers[first - 2]]
        elif last - first > 1:
            candidate.noun = self.nouns.get(lowers[last - 1], "")
        candidate.locative = self._is_locative(first)

    def _is_site_kind(self, last: int) -> bool:
        """Whether a word for a kind of site stands there, and the site behind it: "International Airport"."""
        lowers = self.text.lowers
        if last + 1 >= len(lowers) or lowers[last] not in self.lists.site_kinds:
            return False
        noun = self.nouns.get(lowers[last + 1])
        return noun == "site" and self._together(last - 1) and self._together(last)

    def _is_locative(self, first: int) -> bool:
        lowers, before = self.text.lowers, self.words.before
        if first and lowers[first - 1] in before:
            return True
        if first > 1 and lowers[first - 1] == "(" and self.capital[first - 2]:
            return True  # "in Tamsit (Gao)"
        if first > 1 and lowers[first - 1] in self.lists.before_name:
            return lowers[first - 1] in self.lists.the and lowers[first - 2] in before
        if first < 2 or lowers[first - 1] not in self.lists.of_:
            return False
        head = lowers[first - 2]
        return head in self.nouns or head in self.words.direction or head in self.words.around

    def _together(self, token: int) -> bool:
        """Whether at most one character separates this token from the next."""
        return self.text.starts[token + 1] - self.text.ends[token] <= 1

    def _people(self, candidates: Iterable[Candidate]) -> None:
        """Remembers the surnames of people in the text: after "Paris Hilton", "Hilton" is a person."""
        for candidate in candidates:
            candidate.person = candidate.kind != "adjective" and self._is_person(candidate)
            if candidate.person:
                token = candidate.name_last
                end = min(token + LONGEST, len(self.text.words))
                while token < end and self.capital[token] and self._together(token - 1):
                    token += 1
                self.people.add(self.text.lowers[token - 1])
                if not candidate.main and candidate.name_last - candidate.name_first == 1:
                    self.people.add(candidate.key)

    def _is_person(self, candidate: Candidate) -> bool:
        """Whether the name is a person's: after a title, or beside an unknown capitalised word."""
        first, last, lowers = candidate.name_first, candidate.name_last, self.text.lowers
        if first and lowers[first - 1] in self.words.title and self._together(first - 1):
            return True
        if candidate.container is not None or candidate.noun:
            return False
        if first > 1 and lowers[first - 1] == "." and len(lowers[first - 2]) == 1:
            return self.capital[first - 2] == 1
        if "v" in candidate.flags and candidate.key not in self.words.given:
            return False
        return self._loose_before(first) or self._loose_behind(last)

    def _loose_before(self, first: int) -> bool:
        if not first or not self._together(first - 1) or not self.capital[first - 1]:
            return False
        word = self.text.lowers[first - 1]
        if word in self.words.not_joined or word in self.words.direction or self._is_titled(first):
            return False
        return not self._starts_sentence(first - 1) or self.text.words[first - 1].istitle()

    def _loose_behind(self, last: int) -> bool:
        text = self.text
        if last >= len(text.words) or not self.capital[last] or not self._together(last - 1):
            return False
        word = text.lowers[last]
        return not (word in self.words.not_joined or word in self.words.direction or self._is_titled(last))

    def _starts_sentence(self, token: int) -> bool:
        return self.text.sentence_of(token).first == token

    def _is_titled(self, token: int) -> bool:
        """Whether the token is in a headline that capitalises all words, or in ALL CAPS copy."""
        sentence = self.text.sentence_of(token)
        if sentence.index not in self.titled:
            self.titled[sentence.index] = sentence.caps or _is_headline(self.text, sentence)
        return self.titled[sentence.index]

    def _score(self, candidate: Candidate, support: set[str | None]) -> float:
        if candidate.kind == "adjective":
            return ENOUGH
        points = self._name_points(candidate) + self._context_points(candidate)
        if "v" not in candidate.flags and support:
            points += 1.5 if any(entry.country in support for entry in candidate.entries[:6]) else -0.5
        if "v" not in candidate.flags and self.text.sentence_of(candidate.first).caps:
            points -= 1.0 + 1.5 * (not candidate.main)
        return points - 3 * self._is_acronym(candidate)

    def _countries(self, candidates: Iterable[Candidate]) -> set[str | None]:
        """Returns the codes of the countries that the text names, also by adjective, and around them."""
        named = {c.entries[0].country for c in candidates if "v" in c.flags}
        around = [code for country in named for code in self.neighbours.get(country or "", ())]
        return named.union(around) - {None}

    def _is_acronym(self, candidate: Candidate) -> bool:
        """Whether it is one word in capitals that no dateline, place or preposition explains: "RAND"."""
        first, last, text = candidate.name_first, candidate.name_last, self.text
        if (
            last - first > 1
            or not text.words[first].isupper()
            or "v" in candidate.flags
            or candidate.locative
        ):
            return False
        if text.sentence_of(first).caps or candidate.container is not None:
            return False
        begins = text.sentence_of(first).first == first
        return not begins or last >= len(text.words) or text.words[last] not in ",(-–—:/"

    def _name_points(self, candidate: Candidate) -> float:
        """Returns points for how well the name is known as a place and as nothing else."""
        if "o" in candidate.flags:
            return 4.0
        if "v" in candidate.flags:
            return 3.5
        several = " " in candidate.key
        named = candidate.entries[: candidate.main] or candidate.entries
        size = max(_size(entry.population, entry.kind) for entry in named)
        points = _fame(size) + 1.5 * several - (not candidate.main and size < FAMOUS)
        points -= 3 * (candidate.key in self.words.never or (several and self._is_generic(candidate)))
        if not several:
            points -= 2.5 * ("w" in candidate.flags)
            points -= 2 * ("p" in candidate.flags) + 1.5 * (len(candidate.key) < 4)
        return points

    def _is_generic(self, candidate: Candidate) -> bool:
        """Whether no word of it is a name: "Southern District", "Central Market"."""
        words = self.text.lowers[candidate.name_first : candidate.name_last]
        return all(word in self.nouns or word in self.words.direction for word in words)

    def _context_points(self, candidate: Candidate) -> float:
        points = 2.0 * candidate.locative + 3 * (candidate.container is not None)
        points += 2.5 * (candidate.noun not in ("", "site", "street")) + 0.5 * candidate.direction
        if candidate.person:
            points -= 4.0
        elif self._is_surname(candidate) and self.text.lowers[candidate.first - 1] not in self.lists.inside:
            points -= 3.0
        if self._is_body(candidate):
            points -= 1.0
            candidate.kind = "name"
        if self._speaks(candidate):
            points -= 3.0
        return points

    def _is_surname(self, candidate: Candidate) -> bool:
        return self.text.lowers[candidate.name_last - 1] in self.people and "v" not in candidate.flags

    def _is_body(self, candidate: Candidate) -> bool:
        """Whether it begins an organisation's name: a capitalised "Police" or "Times" follows."""
        text, last = self.text, max(candidate.last, candidate.name_last)
        for token in range(last, min(last + 3, len(text.words))):
            if not text.words[token][0].isupper() or not self._together(token - 1):
                return False
            if text.lowers[token] in self.words.body and not self._is_titled(token):
                return True
        return False

    def _speaks(self, candidate: Candidate) -> bool:
        """Whether the name speaks: in "Washington said" it means a government, or a person."""
        text, last = self.text, candidate.last
        if candidate.locative or last >= len(text.words) or "country" in (candidate.precision or ""):
            return False
        return text.lowers[last] in self.words.speech

    def _join(self, candidates: list[Candidate]) -> None:
        """Adds points to names that "and" or a comma joins to a believed place."""
        for a, b in pairwise(candidates):
            between = self.text.lowers[a.last : b.first]
            if (
                a.kind == b.kind == "place"
                and 0 < len(between) < 3
                and self.lists.list_links.issuperset(between)
            ):
                if a.score >= ENOUGH > b.score:
                    b.score += COMPANY
                elif b.score >= ENOUGH > a.score:
                    a.score += COMPANY

    def _agree(self, candidates: list[Candidate]) -> None:
        """Believes a name that is surely a place elsewhere, unless it is a person or speaks here."""
        sure = {candidate.key for candidate in candidates if candidate.score >= ENOUGH + 1}
        for candidate in candidates:
            if candidate.key in sure and candidate.score > -1 and not self._speaks(candidate):
                candidate.score = max(candidate.score, ENOUGH)


def _is_department(lists: PlaceWords, candidate: Candidate, following: list[str]) -> bool:
    """Whether the name is a region's, as in "Antioquia Department"; not in "the Health Department"."""
    return following in lists.department and any(entry.kind == "adm1" for entry in candidate.entries)


def _size(population: int, kind: str) -> int:
    return {"adm1": 200_000, "adm2": 5_000}.get(kind, population)


def _fame(population: int) -> float:
    return min(3.0, max(0.0, math.log10(population + 1) - 3.3))


def _is_headline(text: Text, sentence: Sentence) -> bool:
    if text.words[sentence.last - 1] in ".!?":
        return False
    long = [
        word for word in text.words[sentence.first : sentence.last] if len(word) > 3 and word[0].isalpha()
    ]
    return len(long) > 3 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)
