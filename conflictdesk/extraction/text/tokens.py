"""A text as sentences and tokens, with every offset into the text as it was given.

One pass, linear time on any input, parallel lists instead of token objects. Punctuation marks are tokens
of their own. "al-Mashahda", "25-year-old" and "U.S." are one token, "10-15" is three; a possessive "'s"
is a token of its own. The full stop of an abbreviation belongs to its token in `ends` but not in
`lowers`: "Gen." is "gen". `words` are as written but with straight quotes and plain hyphens; `lowers`
are lower case without accents: "médecins" is "medecins".
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from conflictdesk.extraction.language.language import Language
from conflictdesk.extraction.language.text_lists import TextWords
from conflictdesk.extraction.text.sentences import boundaries
from conflictdesk.vocabulary.loader import shipped

# All of the same length as what they replace, so offsets hold.
FOLDS = {
    "‘": "'",
    "’": "'",
    "‛": "'",
    "ʼ": "'",
    "ʿ": "'",
    "ʾ": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "„": '"',
    "«": '"',
    "»": '"',
    "‐": "-",
    "‑": "-",
    "\u00a0": " ",
    "\u2009": " ",
    "\u202f": " ",
    "\u2007": " ",
    "\ufeff": " ",
    "\u200b": " ",
    "\u2028": "\n",
    "\u2029": "\n",
    "\x85": "\n",
}

# The commonest shape stands first: most tokens are plain words.
TOKEN = re.compile(
    r"""
    [^\W\d_](?!\.[^\W\d_]\.|[A-Z]{0,2}\d+[.,]\d)     # a word: al-Mashahda  Sana'a  M-16
        [^\W_]*(?:'(?!s\b|S\b)[^\W_]+|-[^\W_]+)*
    | \d{4}-\d\d-\d\d(?!\d)                          # ISO date
    | \d+(?:[.,]\d+)*[^\W\d_]*(?:-[^\W\d_]+)*        # 750,000  1.2  16th  5m  25-year-old
    | (?<=\s)\.\d+\b                                  # .5
    | [A-Z]{1,3}(?=\d+[.,]\d)                         # the currency of RM1.5
    | (?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?               # U.S.  a.m.
    | [^\W_]+(?:'(?!s\b|S\b)[^\W_]+|-[^\W_]+)*
    | '[sS]\b                                         # the possessive
    | --+ | \.\.+                                     # dashes and ellipses
    | \S
    """,
    re.VERBOSE,
)


# No sentence has more words; what seems to is a list without stops, and is cut so that work stays linear.
LONGEST = 400

Checkpoint = Callable[[], None]


def unwatched() -> None:
    """Does nothing: the checkpoint of a reading that nobody ends."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence: its tokens `[first, last)`, its characters `[start, end)`, the paragraph it is in.

    `caps` says that it is ALL CAPS wire copy.
    """

    index: int
    first: int
    last: int
    start: int
    end: int
    caps: bool = False
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Text:
    """A text that has been read.

    `folded` is `raw` with straight quotes and plain spaces, at the same offsets. `language` has the
    words that the rules look for. Whoever walks the text calls `checkpoint` between sentences; what it
    raises ends the reading.
    """

    raw: str
    folded: str
    words: list[str]
    lowers: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[Sentence]
    firsts: list[int]
    language: Language = field(compare=False, repr=False)
    checkpoint: Checkpoint = field(default=unwatched, compare=False, repr=False)

    def walk(self) -> Iterator[Sentence]:
        """The sentences in order, with a checkpoint before each."""
        for sentence in self.sentences:
            self.checkpoint()
            yield sentence

    def sentence_of(self, token: int) -> Sentence:
        """The sentence that a token is in."""
        return self.sentences[max(0, bisect_right(self.firsts, token) - 1)]

    def quote(self, first: int, last: int) -> str:
        """The characters of the tokens `[first, last)`."""
        return self.raw[self.starts[first] : self.ends[last - 1]]


def fold(text: str) -> str:
    """The text with straight quotes, plain hyphens and plain spaces; its length stays the same."""
    if text.isascii() and "`" not in text:
        return text
    for written, plain in FOLDS.items():
        if written in text:
            text = text.replace(written, plain)
    return text


def lower(word: str) -> str:
    """The form in which a word is looked up: lower case, no accents. Never empty or blank."""
    if word.isascii():
        return word.lower()
    parts = unicodedata.normalize("NFKD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part)).strip() or word


def read(text: str, checkpoint: Checkpoint = unwatched, language: Language | None = None) -> Text:
    """The text cut into tokens and sentences, by the words of its language, by default English.

    An empty text has neither. Raises what `checkpoint` raises.
    """
    language = language or Language.of(shipped())
    folded = fold(text)
    spans = [match.span() for match in TOKEN.finditer(folded)]
    checkpoint()
    words = [folded[start:end] for start, end in spans]
    lowers = [word.lower() if word.isascii() else lower(word) for word in words]
    starts = [start for start, _ in spans]
    ends = [end for _, end in spans]
    checkpoint()
    words, lowers, starts, ends = _absorb_stops(language.text, words, lowers, starts, ends)
    sentences = _sentences(language.text, folded, words, starts, ends, checkpoint)
    firsts = [sentence.first for sentence in sentences]
    return Text(text, folded, words, lowers, starts, ends, sentences, firsts, language, checkpoint)


Columns = tuple[list[str], list[str], list[int], list[int]]


def _absorb_stops(
    lists: TextWords, words: list[str], lowers: list[str], starts: list[int], ends: list[int]
) -> Columns:
    """The columns with the full stop of an abbreviation in its token, unless it may end the sentence."""
    gone = [
        index
        for index, word in enumerate(words)
        if word == "." and index and _abbreviated(lists, index, words, lowers, starts, ends)
    ]
    if not gone:
        return words, lowers, starts, ends
    for index in gone:
        ends[index - 1] = ends[index]
        words[index - 1] += "."
    drop = set(gone)
    keep = [index for index in range(len(words)) if index not in drop]
    return (
        [words[i] for i in keep],
        [lowers[i] for i in keep],
        [starts[i] for i in keep],
        [ends[i] for i in keep],
    )


def _abbreviated(
    lists: TextWords, index: int, words: list[str], lowers: list[str], starts: list[int], ends: list[int]
) -> bool:
    """Whether the full stop at an index belongs to the abbreviation before it."""
    word = lowers[index - 1]
    title, numbered = word in lists.titles, word in lists.numbered
    if not (title or numbered or word in lists.abbreviations):
        return False
    if ends[index - 1] != starts[index] or index + 1 >= len(words):
        return False
    following = words[index + 1]
    if title:
        return words[index - 1][0].isupper() and following[0].isalnum()
    if numbered:
        return following[0].isdigit()
    return following[0].islower() or following[0].isdigit() or following in ",;:)-"


def _sentences(
    lists: TextWords,
    folded: str,
    words: list[str],
    starts: list[int],
    ends: list[int],
    checkpoint: Checkpoint,
) -> list[Sentence]:
    """The sentences of the tokens in order; an empty list without tokens. None is longer than LONGEST."""
    if not words:
        return []
    found: list[Sentence] = []
    paragraph, first = 0, 0
    for last, new_paragraph in boundaries(lists, folded, words, starts, ends):
        checkpoint()
        caps = _is_caps(words, first, last)
        for cut in (*range(first + LONGEST, last, LONGEST), last):
            found.append(Sentence(len(found), first, cut, starts[first], ends[cut - 1], caps, paragraph))
            first = cut
        paragraph += new_paragraph
    return found


def _is_caps(words: list[str], first: int, last: int) -> bool:
    """Whether nine tenths of the words of two letters and more are in capitals, of at least three."""
    if last - first > 4 and any(map(str.islower, words[first : first + 3])):
        return False
    long = [word for word in words[first:last] if len(word) > 1 and word[0].isalpha()]
    return len(long) > 2 and sum(map(str.isupper, long)) >= 0.9 * len(long)
