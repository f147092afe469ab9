"""Where sentences end, in linear time.

Stops do not end one in "sq. km.", "Gen." and "U.S."; quotations, datelines, bullet lists, hard-wrapped
wire copy and sentences that a converter has glued together ("the town.Two soldiers") are read as they
are meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from conflictdesk.extraction.language.text_lists import TextWords

CLOSERS = frozenset("\"')]”’")
OPENERS = frozenset("\"'([“‘")
ENDERS = frozenset({".", "!", "?", "..", "...", "…"})
BULLETS = frozenset("•·●▪◦*‣∙")
STOPS = ENDERS | BULLETS
LAST_LETTERS = frozenset("".join(STOPS))

# What is longer is no sentence but a list or a fault; cutting it keeps every later stage linear.
LONGEST = 250

NEWLINE = re.compile(r"[\r\n]+")
WRAP = re.compile(r"[ \t]*\r?\n[ \t]*")


def boundaries(
    lists: TextWords, folded: str, words: list[str], starts: list[int], ends: list[int]
) -> Iterator[tuple[int, bool]]:
    """For each sentence in order the token index behind it, and whether a new paragraph begins there."""
    lined = "\n" in folded or "\r" in folded
    wrapped = lined and _hard_wrapped(folded)
    begun = 0
    for index in [*_candidates(folded, starts, words, lined), len(words)]:
        while index > begun + LONGEST + 1 < len(words) - 1:
            begun += LONGEST + 2
            yield begun, False
        if begun <= index < len(words) - 1:
            cut, paragraph = _cut(lists, folded, words, starts, ends, index, begun, lined, wrapped)
            if 0 < cut < len(words):
                yield cut, paragraph
                begun = cut
    if words:
        yield len(words), False


def _candidates(folded: str, starts: list[int], words: list[str], lined: bool) -> list[int]:
    """The tokens behind which a sentence may end: stops, abbreviations, the last ones of lines."""
    found = [index for index, word in enumerate(words) if word[-1] in LAST_LETTERS]
    if not lined:
        return found
    lines = (bisect_left(starts, match.start()) - 1 for match in NEWLINE.finditer(folded))
    return sorted({*found, *(index for index in lines if index >= 0)})


def _cut(
    lists: TextWords,
    folded: str,
    words: list[str],
    starts: list[int],
    ends: list[int],
    index: int,
    begun: int,
    lined: bool,
    wrapped: bool,
) -> tuple[int, bool]:
    """The token index behind the sentence that ends at a candidate, and whether a paragraph ends there.

    The index is 0 when no sentence ends.
    """
    if lined and _line_ends(folded, words, starts, ends, index, wrapped):
        return index + 1, True
    cut = _after_ender(lists, words, starts, ends, index, begun) if words[index] in STOPS else 0
    if cut:
        return cut, lined and cut < len(words) and _line_ends(folded, words, starts, ends, cut - 1, wrapped)
    if index - begun > LONGEST or _abbreviation_ends(lists, words, starts, ends, index):
        return index + 1, False
    return 0, False


def _abbreviation_ends(
    lists: TextWords, words: list[str], starts: list[int], ends: list[int], index: int
) -> bool:
    """Whether the stop of an abbreviation ends the sentence, too: "at 5 p.m. The talks"."""
    word = words[index]
    if word[-1] != "." or len(word) < 3 or words[index + 1] not in lists.starters:
        return False
    return starts[index + 1] > ends[index]


def _hard_wrapped(folded: str) -> bool:
    """Whether lines are cut at a width: none is long, and most single newlines stand in mid-sentence."""
    sample = folded[:20000]
    breaks = [match for match in WRAP.finditer(sample) if _inside(sample, match)]
    if len(breaks) < 2:
        return False
    inner = sum(sample[m.end()].islower() for m in breaks)
    open_ended = sum(sample[m.start() - 1].isalnum() or sample[m.start() - 1] == "," for m in breaks)
    longest = max(map(len, sample.splitlines()))
    return longest < 100 and (inner >= 0.25 * len(breaks) or open_ended >= 0.5 * len(breaks))


def _inside(sample: str, match: re.Match[str]) -> bool:
    """Whether a newline stands alone between two lines of text."""
    start, end = match.start(), match.end()
    if not 0 < start < end < len(sample):
        return False
    return sample[start - 1] not in "\r\n" and sample[end] not in "\r\n"


def _line_ends(
    folded: str, words: list[str], starts: list[int], ends: list[int], index: int, wrapped: bool
) -> bool:
    """Whether the gap behind a token ends a paragraph."""
    between = folded[ends[index] : starts[index + 1]]
    newlines = between.count("\n") or between.count("\r")
    if newlines != 1:
        return newlines > 1
    if wrapped:
        return len(between) > 3 and words[index] in ENDERS
    return words[index] in ENDERS or not words[index + 1][0].islower()


def _after_ender(
    lists: TextWords, words: list[str], starts: list[int], ends: list[int], index: int, begun: int
) -> int:
    """The token index behind the sentence that a stop ends, 0 when the stop ends none."""
    if words[index] in BULLETS:
        return index if index > begun and starts[index] > ends[index - 1] and words[index] != "*" else 0
    cut = index + 1
    count = len(words)
    while cut < count and words[cut] in CLOSERS and starts[cut] == ends[cut - 1]:
        cut += 1
    cut = _over_notes(words, starts, ends, cut)
    if cut >= count:
        return 0
    spaced = starts[cut] > ends[cut - 1]
    head = words[cut]
    if not spaced:
        return cut if _glued(words, index, cut) else 0
    if words[index] in ("..", "...", "…"):
        return cut if head[0].isupper() else 0
    if head[0].islower():
        return 0 if words[index] == "." or cut > index + 1 else cut
    if _initial(lists, words, starts, ends, index):
        return 0
    return cut


def _over_notes(words: list[str], starts: list[int], ends: list[int], cut: int) -> int:
    """The token index behind the notes of an encyclopedia: "[3][4]" belongs to the sentence before.

    Without notes it is the index itself.
    """
    while cut + 2 < len(words) and words[cut] == "[" and words[cut + 2] == "]" and words[cut + 1].isdigit():
        if starts[cut] != ends[cut - 1]:
            break
        cut += 3
    return cut


def _glued(words: list[str], index: int, cut: int) -> bool:
    """Whether a stop without a space behind it ends a sentence: "the town.Two soldiers".

    A lower-case word of two or more letters stands before it, a capitalised one behind.
    """
    head, before = words[cut], words[index - 1] if index else ""
    if head in ("=", "•", "*"):
        return True
    if len(before) < 2 or not (before[-1].islower() or before[-1].isdigit() or before in CLOSERS):
        return False
    return cut == index + 1 and head[0].isupper() and (len(head) == 1 or not head[1:].isupper())


def _initial(lists: TextWords, words: list[str], starts: list[int], ends: list[int], index: int) -> bool:
    """Whether a stop belongs to a single capital: "George W. Bush"."""
    if words[index] != "." or not index:
        return False
    before = words[index - 1]
    return (
        len(before) == 1
        and before.isupper()
        and before not in lists.pronoun_i
        and starts[index] == ends[index - 1]
    )
