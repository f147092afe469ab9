"""Finds the vocabulary's phrases in a text: one walk over the tokens, one trie, linear time.

Of each kind the longest match wins, and every entry that has it gives a tag; later matches of the kind
that begin inside it are hidden. Matches of different kinds may overlap. Hyphens do not matter
("car-bomb" is "car bomb", "al Qaeda" is "al-Qaeda"), but a match never ends inside a token. Capitals
that a pattern has must stand in the text. In ALL CAPS copy they need not, and an acronym that is also an
everyday word ("IS", "US") is never matched.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Generic, NamedTuple, TypeVar

from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import KINDS, Entry
from conflictdesk.vocabulary.loader import Vocabulary

# Never a token: tokens have no spaces.
END = " "


E = TypeVar("E", bound=Entry)
E_co = TypeVar("E_co", bound=Entry, covariant=True)


class Tag(NamedTuple, Generic[E_co]):
    """A phrase found at the tokens `[first, last)`, with its entry; `form` is that of the phrase."""

    first: int
    last: int
    entry: E_co
    form: str

    @property
    def id(self) -> str:
        """The id of the entry."""
        return self.entry.id


AnyTag = Tag[Entry]


def of_kind(tags: Iterable[AnyTag], kind: type[E]) -> list[Tag[E]]:
    """The tags of a kind among `tags`, in their order."""
    return [tag for tag in tags if type(tag.entry) is kind]  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Tags:
    """All tags in text order, and those that begin at each token."""

    all: list[AnyTag]
    starting: dict[int, list[AnyTag]]
    firsts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "firsts", [tag.first for tag in self.all])

    def at(self, token: int, kind: type[E]) -> Tag[E] | None:
        """The first tag of a kind that begins at a token, None without one."""
        for tag in self.starting.get(token, ()):
            if type(tag.entry) is kind:
                return tag  # type: ignore[return-value]
        return None

    def of_ending(self, token: int, kind: type[E]) -> Tag[E] | None:
        """The tag of a kind that ends right before a token, None without one."""
        for first in range(token - 1, max(-1, token - 4), -1):
            found = self.at(first, kind)
            if found is not None and found.last == token:
                return found
        return None

    def inside(self, first: int, last: int, kind: type[E]) -> Iterator[Tag[E]]:
        """The tags of a kind that lie wholly within the tokens `[first, last)`, in text order."""
        for token in range(first, last):
            for tag in self.starting.get(token, ()):
                if type(tag.entry) is kind and tag.last <= last:
                    yield tag  # type: ignore[misc]

    def of_kind(self, kind: type[E]) -> list[Tag[E]]:
        """All tags of a kind, in text order."""
        return of_kind(self.all, kind)

    def within(self, sentence: Sentence) -> list[AnyTag]:
        """The tags that begin in a sentence, in text order."""
        return self.beginning(sentence.first, sentence.last)

    def beginning(self, first: int, last: int) -> list[AnyTag]:
        """The tags that begin among the tokens `[first, last)`, in text order."""
        begin = bisect_left(self.firsts, first)
        return self.all[begin : bisect_left(self.firsts, last, begin)]


Node = dict[str, Any]
Leaf = tuple[str, Entry, str, str]


class Lexicon:
    """The trie of a vocabulary's phrases. Build it once a vocabulary with `Lexicon.of`."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.root: Node = {}
        for entry in entries:
            for phrase in entry.phrases:
                self._add(entry, phrase.words, phrase.form, phrase.case)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Lexicon:
        """The trie of all entries whose kind is tagged."""
        kinds = [kind for kind in vocabulary.entries if KINDS[kind].tagged]
        return cls(entry for kind in kinds for entry in vocabulary.entries[kind].values())

    def _add(self, entry: Entry, words: tuple[str, ...], form: str, case: str) -> None:
        """Adds one phrase of an entry to the trie."""
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        node.setdefault(END, []).append((entry.kind, entry, form, case))

    def tag(self, text: Text) -> Tags:
        """The tags of a text; empty ones when no phrase is found. Raises what its checkpoint raises."""
        found: list[AnyTag] = []
        starting: dict[int, list[AnyTag]] = {}
        until: dict[str, int] = defaultdict(int)
        for first in self._beginnings(text):
            here: list[AnyTag] = []
            for kind, (last, leaves) in self._longest(text, first).items():
                if until[kind] <= first:
                    until[kind] = last
                    here += [Tag(first, last, leaf[1], leaf[2]) for leaf in leaves]
            if here:
                starting[first] = here
                found += here
        return Tags(found, starting)

    def _beginnings(self, text: Text) -> Iterator[int]:
        """The tokens at which a phrase may begin, with a checkpoint before each sentence."""
        root, lowers = self.root, text.lowers
        padded = [*lowers, END]
        for sentence in text.walk():
            for at in range(sentence.first, sentence.last):
                node = root.get(lowers[at])
                if node is None:
                    if "-" in lowers[at]:
                        yield at
                elif END in node or (following := padded[at + 1]) in node or "-" in following:
                    yield at

    def _longest(self, text: Text, first: int) -> dict[str, tuple[int, list[Leaf]]]:
        """By kind the longest match that begins at a token: where it ends, and the entries that have it."""
        lowers, node, at = text.lowers, self.root, first
        best: dict[str, tuple[int, list[Leaf]]] = {}
        count = len(lowers)
        while at < count:
            word = lowers[at]
            step = node.get(word)
            if step is None and "-" in word and len(word) < 60:
                step = _descend(node, word.split("-"))
            if step is None:
                break
            node, at = step, at + 1
            for leaf in node.get(END, ()):
                if not leaf[3] or _case_fits(text, first, at, leaf):
                    known = best.get(leaf[0])
                    if known is not None and known[0] == at:
                        if all(other[1] is not leaf[1] for other in known[1]):
                            known[1].append(leaf)
                    else:
                        best[leaf[0]] = (at, [leaf])
        return best


def _descend(node: Node, parts: list[str]) -> Node | None:
    """The node behind the parts of a hyphened word, None when the trie has none."""
    for part in parts:
        step = node.get(part) if part else None
        if step is None:
            return None
        node = step
    return node


def _case_fits(text: Text, first: int, last: int, leaf: Leaf) -> bool:
    """Whether the tokens have the capitals that the phrase asks for.

    Amid ALL CAPS copy all words have them but an everyday word that stands alone.
    """
    caps = text.sentence_of(first).caps
    written = [part for word in text.words[first:last] for part in word.split("-")]
    if caps:
        return not (len(written) == 1 and written[0].lower() in text.language.text.everyday)
    for asked, word in zip(leaf[3], written, strict=False):
        if (asked == "A" and not word[:2].isupper()) or (asked == "a" and not word[:1].isupper()):
            return False
    return True
