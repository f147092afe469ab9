"""Reads from the verbs of its clause whether a date is over or still to come."""

from __future__ import annotations

from typing import Literal

from conflictdesk.extraction.dates.line_dates import Lines

Direction = Literal["past", "ahead", ""]

# In tokens: how far a verb before or behind a date is looked for; and how much may stand between the
# beginning of a clause and a date that opens it.
BEFORE_REACH, BEHIND_REACH, OPENING = 24, 14, 2
BORDERS = frozenset({'"', ";", ":", "(", ")", "—"})
SHORTEST = 4


def direction(lines: Lines, first: int, last: int) -> Direction:
    """Returns what the nearest verb before the date `[first, last)` says; without one, the first behind it.

    A verb that looks ahead speaks for a date before it only if the date opens the clause: "The attack on
    Friday will be remembered" names a day that is over. Returns "" when no verb says anything, and for a
    past verb before "until".
    """
    sentence = lines.text.sentence_of(first)
    until = lines.lists.until_words & lines.lists.range_links
    if lines.at(first - 1) in lines.lists.since:
        return "past"
    at, low, lasting = first - 1, max(sentence.first, first - BEFORE_REACH), False
    while at >= low and not _is_border(lines, at):
        found = _word(lines, at, lines.words.ahead)
        if found == "past" and _committed(lines, at, first):
            return "ahead"
        if found is not None:
            return "" if found == "past" and lasting else found
        lasting = lasting or lines.at(at) in until
        at -= 1
    opens = first - 1 - at <= OPENING
    for at in range(last, min(last + BEHIND_REACH, sentence.last)):
        if _is_border(lines, at):
            break
        found = _word(lines, at, frozenset())
        if found is not None:
            return found if opens or found == "past" else ""
    return "ahead" if lines.at(first - 1) in lines.lists.until_words else ""


def _is_border(lines: Lines, at: int) -> bool:
    """Whether a mark ends the clause; the colon of a time of day does not."""
    return lines.lowers[at] in BORDERS and not (lines.lowers[at] == ":" and lines.at(at + 1).isdecimal())


def _word(lines: Lines, at: int, signs: frozenset[str]) -> Direction | None:
    """Returns what one word says: "past", "ahead", or "" for a verb in the present; else None.

    `signs` are words besides modal verbs that look ahead.
    """
    lists, word, following = lines.lists, lines.lowers[at], lines.at(at + 1)
    if word in lines.words.modals:
        named = lines.is_capital(at) and word in lines.words.months
        return None if named else "ahead"
    if word in signs:
        return None if lines.at(at - 1) in lists.before_attribute else "ahead"
    if word in lists.being and following in lists.to:
        return "ahead"
    if word in lists.past_auxiliaries:
        return "ahead" if following in lists.until_words else "past"
    return _past(lines, at) if _is_past_form(lines, at, word) else None


def _is_past_form(lines: Lines, at: int, word: str) -> bool:
    """Whether the word can be a past tense or a participle."""
    if word in lines.words.past_forms:
        return True
    ends = word.endswith("ed") and len(word) > SHORTEST and word not in lines.lists.no_past
    return ends and not lines.is_capital(at)


def _past(lines: Lines, at: int) -> Direction | None:
    """Returns "past" for a past form; "" for a passive in the present; None for one that says nothing.

    "To be held" and "the captured town" say nothing.
    """
    lists, before = lines.lists, lines.at(at - 1)
    if before in lists.adverbs:
        before = lines.at(at - 2)
    if before in lists.past_auxiliaries:
        return "past"
    if before in lists.being:
        return None if before in lists.bare_being else ""
    if before in lists.before_attribute or before in lists.to or before in lines.words.modals:
        return None
    return "past"


def _committed(lines: Lines, at: int, first: int) -> bool:
    """Whether a past verb sets a coming date: "postponed until Friday", "promised an answer by Friday"."""
    lists = lines.lists
    toward = lines.at(first - 1) in lists.toward or lines.at(first - 2) in lists.until_words
    return toward and lines.lowers[at] in lines.lists.commitments
