"""Scans a text for names that may be places: the longest known name at every capitalised word.

Promises: time grows in proportion to the text's length; a finder looks each name up once.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.extraction.gazetteer import gazetteer_names as fold
from conflictdesk.extraction.places.place_mention import Candidate
from conflictdesk.extraction.places.place_names import Named, Names
from conflictdesk.extraction.text.tokens import Text

LONGEST = 6
LONGEST_NAME = 80
REMEMBERED = 100_000


def capitals(text: Text, plain: frozenset[str] = frozenset()) -> bytearray:
    """Returns 1 for each token that begins with a capital, or is an Arabic article before one, else 0.

    "al-Mashahda" and "al Mawsil" have such articles. In ALL CAPS copy the `plain` words ("THE",
    "SOLDIERS") get 0.
    """
    lists = text.language.places
    found = bytearray([word[0].isupper() for word in text.words])
    for token, word in [(token, word) for token, word in enumerate(text.words) if word[0] in "ae"]:
        if "-" in word or word in lists.apart:
            prefix, dash, rest = word.partition("-")
            following = rest if dash else text.words[token + 1] if token + 1 < len(text.words) else ""
            found[token] = prefix in lists.prefixes and following[:1].isupper()
    for sentence in text.walk():
        if sentence.caps:
            for token in range(sentence.first, sentence.last):
                if text.lowers[token] in plain:
                    found[token] = 0
    return found


class Scanner:
    """Finds candidates. Remembers up to `REMEMBERED` names; threads may share it."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.memory: dict[str, tuple[str, Named] | None] = {}

    def scan(self, text: Text, capital: bytearray, own: dict[str, Named]) -> Iterator[Candidate]:
        """Yields a candidate for each known name, in text order, without overlaps; `own` names win."""
        count, skipped = len(capital), self.names.words.not_joined
        token, behind, caps = capital.find(1), 0, False
        while token >= 0:
            text.checkpoint()
            if behind <= token:
                behind, caps = _run_end(text, capital, token), text.sentence_of(token).caps
            word = text.lowers[token]
            last = min(behind, token + LONGEST)
            shortest = token + 1 + (word in skipped or (caps and not own and word in self.names.ordinary))
            candidate = self._longest(text, token, last, shortest, own) if shortest <= last else None
            if candidate is not None:
                yield candidate
                token = candidate.last - 1
            token = capital.find(1, token + 1) if token + 1 < count else -1

    def _longest(
        self, text: Text, first: int, last: int, shortest: int, own: dict[str, Named]
    ) -> Candidate | None:
        """Returns the longest known name from `first` that ends from `shortest` to `last`, else None."""
        if last - first > 1 and not own and not self.names.may_begin(*text.lowers[first : first + 2]):
            last = first + 1
        while last >= shortest:
            written = text.lowers[first] if last - first == 1 else " ".join(text.lowers[first:last])
            found = (
                self.memory[written] if not own and written in self.memory else self._look_up(written, own)
            )
            if found is not None and _fits(text, first, last, found[1]):
                return _candidate(first, last, *found)
            last -= 1
        return None

    def _look_up(self, written: str, own: dict[str, Named]) -> tuple[str, Named] | None:
        if len(written) > LONGEST_NAME:
            return None
        key = fold.key(written)
        if key in own:
            return key, own[key]
        if written in self.memory:
            return self.memory[written]
        if len(self.memory) > REMEMBERED:
            self.memory.clear()
        named = self.names.find(key) if key else None
        found = self.memory[written] = (key, named) if named else None
        return found


def _run_end(text: Text, capital: bytearray, first: int) -> int:
    """Returns the end of a run of capitalised words, with small words inside ("Ceamurlia de Jos") and a noun
    behind that makes one of them a name ("Iraqi capital")."""
    token = last = first + 1
    while token < len(capital):
        if capital[token]:
            last = token + 1
        elif text.lowers[token] not in text.language.places.joiners or token > last:
            break
        token += 1
    return last + (text.lowers[last : last + 1] in text.language.places.capital)


def _candidate(first: int, last: int, key: str, named: Named) -> Candidate:
    found = Candidate(first, last, key, named.entries, named.main, named.flags, first, last)
    if named.adjective:
        found.kind = "adjective"
    else:
        found.precision = named.precision
    return found


def _fits(text: Text, first: int, last: int, named: Named) -> bool:
    """Whether the name is written as a place's is: "US" but not "us" or "Us"; "US$" is money."""
    word = text.words[first]
    around = (text.words[first - 1] if first else "", text.words[last] if last < len(text.words) else "")
    if "$" in around:
        return False
    if last - first == 1 and (text.lowers[first] in text.language.places.acronyms or len(word) < 3):
        return word.isupper() and "v" in named.flags and not text.sentence_of(first).caps
    return True
