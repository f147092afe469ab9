"""Asides: words between commas, dashes or parentheses that stand between a subject and its verb.

Promise: an aside has no predicate of its own; it is skipped where the grammar looks to the left.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from conflictdesk.extraction.grammar.pos_tags import VERBS, Pos
from conflictdesk.extraction.language.grammar_lists import GrammarWords

# The most words of an aside.
LONGEST = 24
PREDICATES = frozenset({Pos.PRESENT_VERB, Pos.PAST_VERB, Pos.BE, Pos.HAVE, Pos.DO, Pos.MODAL, Pos.BASE_VERB})
DASHES = frozenset({"-", "--", "\u2013", "\u2014"})
OPENING, CLOSING = "(", ")"
BRACKETS = {OPENING: CLOSING, "[": "]"}
COMMA = ","


def find(lists: GrammarWords, tags: Sequence[Pos], lowers: Sequence[str]) -> Mapping[int, int]:
    """For the token behind each aside, its first token, counted from the sentence's first; {} without one.

    `tags` are the parts of speech of the sentence's words, `lowers` the words in lower case.
    """
    found: dict[int, int] = {}
    at = 0
    while at < len(tags):
        mark = lowers[at]
        end = 0
        if mark in BRACKETS:
            end = _closing(lowers, at, frozenset({BRACKETS[mark]}))
        elif mark in DASHES and at:
            end = _without_predicate(tags, at, _closing(lowers, at, DASHES))
        elif mark == COMMA and _opens(lists, lowers, at):
            end = _without_predicate(tags, at, _closing(lowers, at, frozenset({COMMA})))
            end = _listed_on(tags, lowers, at, end)
        elif mark == COMMA and Pos.RELATIVE in tags[at + 1 : at + 4]:
            end = _closing(lowers, at, frozenset({COMMA}))
            end = end if end < len(tags) and tags[end] in VERBS else 0
        elif mark == COMMA and (tags[at + 1 : at + 2] == [Pos.NUMBER] or _describes(lists, lowers, at)):
            end = _without_predicate(tags, at, _closing(lowers, at, frozenset({COMMA})))
            end = end if end and tags[end] in VERBS and Pos.COORDINATOR not in tags[end - 2 : end] else 0
        if end:
            found[end] = at
            at = end
        else:
            at += 1
    return found


def brackets(lowers: Sequence[str]) -> Mapping[int, int]:
    """For the token behind each pair of parentheses, the token that opens it; {} without one."""
    opened = (at for at, word in enumerate(lowers) if word == OPENING)
    found = ((_closing(lowers, at, frozenset({CLOSING})), at) for at in opened)
    return {end: at for end, at in found if end}


def _opens(lists: GrammarWords, lowers: Sequence[str], at: int) -> bool:
    """Whether a comma opens an aside: ", including 12 nurses", ", along with a guard"."""
    following = lowers[at + 1 : at + 4]
    joined = any(" ".join(following[:length]) in lists.together_with for length in (1, 2, 3))
    return joined or (bool(following) and following[0] in lists.aside_openers)


def _describes(lists: GrammarWords, lowers: Sequence[str], at: int) -> bool:
    """Whether a comma opens more on the name before it: "a mosque in Orla, a town south of Vell, was"."""
    return lowers[at + 1 : at + 2] != [] and lowers[at + 1] in lists.indefinite


def _listed_on(tags: Sequence[Pos], lowers: Sequence[str], at: int, end: int) -> int:
    """The end of an aside that is an enumeration: ", including a nurse, two guards and a cook,"."""
    while 0 < end < len(tags) and tags[end - 1] is Pos.COMMA:
        later = _without_predicate(tags, at, _closing(lowers, end - 1, frozenset({COMMA})))
        if not later or Pos.COORDINATOR not in tags[end:later] or Pos.COORDINATOR in tags[at:end]:
            break
        end = later
    return end


def _closing(lowers: Sequence[str], at: int, marks: frozenset[str]) -> int:
    """The token behind the next of some marks, or 0."""
    for token in range(at + 1, min(len(lowers), at + LONGEST)):
        if lowers[token] in marks:
            return token + 1
    return 0


def _without_predicate(tags: Sequence[Pos], at: int, end: int) -> int:
    """The end of an aside that holds no predicate and that something follows, else 0."""
    return end if end and end < len(tags) and PREDICATES.isdisjoint(tags[at:end]) else 0
