"""Finds places that no list has: "al-Mashahda district", "the village of Wanet Yon", "Massoud Square".

A noun beside a name shows them, a preposition before an unknown name, or a list of places around it.
They have no point; `place_parts.py` finds the places that they lie within.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from conflictdesk.extraction.places.place_mention import Candidate
from conflictdesk.extraction.places.place_names import Names
from conflictdesk.extraction.text.tokens import Text

LONGEST_NAME = 4
OF_NOUNS = frozenset({"settlement", "quarter", "first_order", "second_order"})
ENDERS = frozenset({".", "!", "?", '"'})


class Unlisted:
    """Finds the unlisted names of one text. `taken` is 1 for each token of a place already found."""

    def __init__(self, text: Text, names: Names, capital: bytearray) -> None:
        self.text, self.names, self.lists, self.capital = text, names, names.lists, capital
        self.words, self.lowers = text.words, text.lowers
        self.count = len(text.words)
        self.taken = bytearray(self.count)

    def among(self, kept: list[Candidate]) -> list[Candidate]:
        """Returns the candidates and the unlisted ones together, in text order and without overlaps."""
        self._take(kept)
        kept = kept + self._take(self.beside_nouns()) + self._take(self.after_prepositions())
        kept += self._take(self.in_company(kept))
        return sorted(kept, key=lambda candidate: candidate.first)

    def _take(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Returns the candidates whose tokens are all free, and marks these tokens as taken."""
        fresh = []
        for candidate in candidates:
            if not any(self.taken[candidate.first : candidate.last]):
                self.taken[candidate.first : candidate.last] = b"\1" * (candidate.last - candidate.first)
                fresh.append(candidate)
        return fresh

    def beside_nouns(self) -> Iterator[Candidate]:
        """Yields the names that have a place's noun before or behind them."""
        nouns = self.names.nouns
        for token in [token for token, word in enumerate(self.lowers) if word in nouns]:
            word, noun = self.lowers[token], nouns[self.lowers[token]]
            if self.taken[token]:
                continue
            candidate = self._before(token, noun) or self._behind(token, word, noun)
            if candidate is not None:
                candidate.noun = noun
                yield candidate

    def after_prepositions(self) -> Iterator[Candidate]:
        """Yields unknown names of up to three words after a preposition: "near Dayr Az Zayr"."""
        for token in [token for token, word in enumerate(self.lowers[:-1]) if word in self.lists.certain]:
            word = self.lowers[token]
            if not (self.words[token].islower() or self._begins(token)):
                continue
            if word in self.lists.of_ and not self._is_edge(token - 1):
                continue
            first = token + 1
            article = self.lowers[first] in self.lists.articles and first + 1 < self.count
            if self._is_unknown(first + article):
                last = self._end(first + article)
                if last - first <= 3 and self._ends_name(last):
                    yield self._candidate(first, last, 2.0)

    def _is_edge(self, token: int) -> bool:
        """Whether "of" behind a token leads to a place: "the outskirts of"; not in a name, "the Bank of"."""
        return self.lowers[token] in self.lists.edges and self.words[token].islower()

    def _begins(self, token: int) -> bool:
        """Whether the token begins a sentence that has a stop at its end; a headline has none."""
        sentence = self.text.sentence_of(token)
        return sentence.first == token and self.words[sentence.last - 1] in ENDERS

    def in_company(self, kept: list[Candidate]) -> Iterator[Candidate]:
        """Yields the names that follow a place in a list: "Husaybah and Karabilah", "A, B and C"."""
        for candidate in kept:
            last = candidate.last if candidate.kind == "place" and _is_local(candidate) else 0
            while last:
                found = self._next_in_list(last)
                if found is None:
                    break
                yield found
                last = found.last

    def _next_in_list(self, last: int) -> Candidate | None:
        first = last
        while first < min(last + 2, self.count) and self.lowers[first] in self.lists.list_links:
            first += 1
        if first == last or first >= self.count or not self._is_unknown(first):
            return None
        end = self._end(first)
        if end - first > 2 or end >= self.count or self.lowers[end] not in self.lists.list_ends:
            return None
        if self.lowers[first - 1] == "," and self.lowers[end] not in self.lists.list_links:
            return None
        return self._candidate(first, end, 2.0)

    def _before(self, noun: int, kind: str) -> Candidate | None:
        """Returns the name right before a noun in the singular, "al-Mashahda district"; else None."""
        first = noun
        while first and noun - first < LONGEST_NAME and self._is_own(first - 1, first < noun):
            first -= 1
        plural = self.lowers[noun] in self.names.words.plural
        if first == noun or plural or self.text.sentence_of(first).caps:
            return None
        if all(word.isupper() for word in self.words[first:noun]):
            return None
        if not self._may_begin(first, noun, kind) or not self._ends_name(noun + 1):
            return None
        return self._candidate(first, noun + 1, 3.0)

    def _may_begin(self, first: int, noun: int, kind: str) -> bool:
        """Whether the name may begin here.

        Not as one plain word that begins a sentence, nor for an institution without a preposition before
        it.

        """
        begins = self.text.sentence_of(first).first == first
        if begins and noun - first == 1 and "-" not in self.words[first]:
            return False
        capital = self.words[noun][0].isupper()
        if kind in ("site", "street", "nature"):
            if not capital and not self._is_locative(first):
                return False
            public = self.lowers[noun] in self.names.words.institution
            return kind == "street" or not public or self._is_locative(first)
        return not (capital and kind == "settlement")

    def _is_locative(self, first: int) -> bool:
        before = self.lowers[first - 1] if first else ""
        if before in self.lists.the_or_a and first > 1:
            before = self.lowers[first - 2]
        return before in self.names.words.before or before in self.lists.of_

    def _behind(self, noun: int, word: str, kind: str) -> Candidate | None:
        """Returns the name in "the village of X", or all of "Mount X" and "rue de X"; else None."""
        capital = self.words[noun][0].isupper() or (kind == "street" and self._is_locative(noun))
        if word in self.names.words.prefix and capital and noun + 1 < self.count:
            first = noun + 1
            while self.lowers[first] in self.lists.particles and first + 1 < self.count:
                first += 1
            last = self._end(first) if self._is_own(first) else noun
            return self._candidate(noun, last, 3.0) if last > noun + 1 else None
        if kind not in OF_NOUNS or noun + 2 >= self.count or self.words[noun][0].isupper():
            return None
        if self.lowers[noun + 1] not in self.lists.before_own_name or not self._is_own(noun + 2):
            return None
        return self._candidate(noun + 2, self._end(noun + 2), 3.0)

    def _end(self, first: int) -> int:
        """Returns the end of the name that begins there; "South" may end it ("Kapoeta South")."""
        last = first + 1
        while last < self.count and last - first < LONGEST_NAME and self._together(last - 1):
            directed = self.words[last][0].isupper() and self.lowers[last] in self.names.words.direction
            if not directed and not self._is_own(last):
                break
            last += 1
        return last

    def _ends_name(self, last: int) -> bool:
        """Whether the name ends there: before "on Thursday", but not before "Times"."""
        if last >= self.count:
            return True
        word = self.words[last]
        return not (word[0].isupper() and self._together(last - 1)) and word not in self.lists.unended

    def _is_unknown(self, token: int) -> bool:
        """Whether it is a capitalised word that no list has: no acronym, and not in ALL CAPS copy."""
        word = self.words[token]
        if self.taken[token] or word[-1].isupper() or not self._is_own(token):
            return False
        joined = token + 1 < self.count and self.capital[token + 1] and "-" in self.lowers[token + 1]
        if len(word) < 4 and not joined:  # "Jeb el-Orr"
            return False
        lower = self.lowers[token]
        ordinary = self.names.ordinary
        if lower in ordinary or lower.removesuffix("s") in ordinary or lower in self.names.words.speech:
            return False
        return not self.text.sentence_of(token).caps

    def _is_own(self, token: int, titles: bool = False) -> bool:
        """Whether the word may be part of a place's own name; with `titles` also "Sheikh"."""

        lower, words = self.lowers[token], self.names.words
        if not self.capital[token] or lower in self.names.nouns or lower in words.not_joined:
            return False
        if (
            (lower in words.never and lower not in self.lists.articles)
            or lower in words.direction
            or (lower in words.title and not titles)
        ):
            return False
        if "-" in lower and lower.rpartition("-")[2].endswith(self.lists.compound_ends):
            return False
        known = self.names.table.get(lower)
        return not (known and known.adjective)

    def _together(self, token: int) -> bool:
        return self.text.starts[token + 1] - self.text.ends[token] <= 1

    def _candidate(self, first: int, last: int, score: float) -> Candidate:
        return Candidate(first, last, "", (), 0, name_first=first, name_last=last, score=score)


def _is_local(candidate: Candidate) -> bool:
    """Whether it is an unlisted place, or a place after a preposition that is not a country."""

    if not candidate.entries:
        return True
    return candidate.locative and candidate.precision != "country"
