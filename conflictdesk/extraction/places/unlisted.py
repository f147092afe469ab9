"""Places that no list knows by name: "al-Mashahda district", "the village of Wanet Yon", "Massoud Square".

They are found by the noun beside a name, by a preposition before an unknown name, or by their company in a
list of places. They stay unresolved; `parts.py` says what they lie within.
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
    """The unlisted names of one text; `taken` marks the tokens of the places already found."""

    def __init__(self, text: Text, names: Names, capital: bytearray) -> None:
        self.text, self.names, self.lists, self.capital = text, names, names.lists, capital
        self.words, self.lowers = text.words, text.lowers
        self.count = len(text.words)
        self.taken = bytearray(self.count)

    def among(self, kept: list[Candidate]) -> list[Candidate]:
        """The candidates with the unlisted ones among them, in text order and without overlaps."""
        self._take(kept)
        kept = kept + self._take(self.beside_nouns()) + self._take(self.after_prepositions())
        kept += self._take(self.in_company(kept))
        return sorted(kept, key=lambda candidate: candidate.first)

    def _take(self, candidates: Iterable[Candidate]) -> list[Candidate]:
        """Those whose tokens are free; takes these."""
        fresh = []
        for candidate in candidates:
            if not any(self.taken[candidate.first : candidate.last]):
                self.taken[candidate.first : candidate.last] = b"\1" * (candidate.last - candidate.first)
                fresh.append(candidate)
        return fresh

    def beside_nouns(self) -> Iterator[Candidate]:
        """By the noun before or after the name."""
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
        """ "in Wanet", "near Dayr Az Zayr": a name of up to three words that nothing else is known by."""
        for token in [token for token, word in enumerate(self.lowers[:-1]) if word in self.lists.certain]:
            word = self.lowers[token]
            if not (self.words[token].islower() or self._begins(token)):
                continue
            if word in self.lists.of_ and self.lowers[token - 1] not in self.lists.edges:
                continue
            first = token + 1
            article = self.lowers[first] in self.lists.articles and first + 1 < self.count
            if self._is_unknown(first + article):
                last = self._end(first + article)
                if last - first <= 3 and self._ends_name(last):
                    yield self._candidate(first, last, 2.0)

    def _begins(self, token: int) -> bool:
        """Begins a sentence; a headline has no stop at its end."""
        sentence = self.text.sentence_of(token)
        return sentence.first == token and self.words[sentence.last - 1] in ENDERS

    def in_company(self, kept: list[Candidate]) -> Iterator[Candidate]:
        """ "Husaybah and Karabilah", "A, B and C": names in a list that a place begins."""
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
        """ "al-Mashahda district": a name right before a noun in the singular."""
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
        """Not a plain word that begins a sentence, not an institution without a preposition before it."""
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
        """ "the village of X"; "Mount X", "Lake X"."""
        if word in self.names.words.prefix and self.words[noun][0].isupper() and noun + 1 < self.count:
            last = self._end(noun + 1) if self._is_own(noun + 1) else noun
            return self._candidate(noun, last, 3.0) if last > noun + 1 else None
        if kind not in OF_NOUNS or noun + 2 >= self.count or self.words[noun][0].isupper():
            return None
        if self.lowers[noun + 1] not in self.lists.before_own_name or not self._is_own(noun + 2):
            return None
        return self._candidate(noun + 2, self._end(noun + 2), 3.0)

    def _end(self, first: int) -> int:
        """Behind the name that begins there; "South" may end it ("Kapoeta South")."""
        last = first + 1
        while last < self.count and last - first < LONGEST_NAME and self._together(last - 1):
            directed = self.words[last][0].isupper() and self.lowers[last] in self.names.words.direction
            if not directed and not self._is_own(last):
                break
            last += 1
        return last

    def _ends_name(self, last: int) -> bool:
        """What follows is lower case or an end: "in Wanet Yon on Thursday", not "in Wanet Yon Times"."""
        if last >= self.count:
            return True
        word = self.words[last]
        return not (word[0].isupper() and self._together(last - 1)) and word not in self.lists.unended

    def _is_unknown(self, token: int) -> bool:
        """A capitalised word that no list knows, no acronym, and not in ALL CAPS copy."""
        word = self.words[token]
        if self.taken[token] or len(word) < 4 or word[-1].isupper() or not self._is_own(token):
            return False
        lower = self.lowers[token]
        ordinary = self.names.ordinary
        if lower in ordinary or lower.removesuffix("s") in ordinary or lower in self.names.words.speech:
            return False
        return not self.text.sentence_of(token).caps

    def _is_own(self, token: int, titles: bool = False) -> bool:
        """May be part of the own name of a place; "Sheikh Maqsoud" begins with a title."""
        lower, words = self.lowers[token], self.names.words
        if not self.capital[token] or lower in self.names.nouns or lower in words.not_joined:
            return False
        if (
            (lower in words.never and lower not in self.lists.articles)
            or lower in words.direction
            or (lower in words.title and not titles)
        ):
            return False
        known = self.names.table.get(lower)
        return not (known and known.adjective)

    def _together(self, token: int) -> bool:
        return self.text.starts[token + 1] - self.text.ends[token] <= 1

    def _candidate(self, first: int, last: int, score: float) -> Candidate:
        return Candidate(first, last, "", (), 0, name_first=first, name_last=last, score=score)


def _is_local(candidate: Candidate) -> bool:
    """A town or an unlisted place after a preposition: the beginning of a list of such."""
    if not candidate.entries:
        return True
    return candidate.locative and candidate.precision != "country"
