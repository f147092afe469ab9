"""The words by which dates are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Names, Numbers, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class DateWords(WordLists):
    """The lists of `lists/dates.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "dates"
    closers: Words
    openers: Words
    weekend: Words
    from_: Words
    told_before: Words
    starting: Words
    the: Words
    of_: Words
    pointers: Words
    no_other_day: Words
    same_or_that: Words
    a: Words
    first: Words
    ago: Words
    offset_words: Words
    present: Words
    promised: Words
    this: Words
    past: Words
    to: Words
    date: Words
    after_before: Words
    next_last: Words
    in_: Words
    of_comma: Words
    couple: Words
    earlier: Words
    same: Words
    next: Words
    before: Words
    later: Words
    range_links: Words
    until_words: Words
    range_openers: Words
    since: Words
    now_ago: Words
    and_: Words
    between: Words
    spelt_year_cores: Words
    before_old_year: Words
    thousand: Words
    before_decade: Words
    coming: Words
    no_place: Words
    that: Words
    day: Words
    on: Words
    range_words: Words
    before_month_of: Words
    spelt_year_openers: Words
    behind_month: Words
    twenty: Words
    before_year_of: Words
    centuries: Words
    two: Words
    no_spelt_number: Words
    maybe_the: Phrases
    maybe_comma_the: Phrases
    weekday_links: Phrases
    quarters: Numbers
    ordinal_ends: Ends
    reckoned: Names
    decade_ends: Words
    being: Words
    bare_being: Words
    past_auxiliaries: Words
    no_past: Words
    before_attribute: Words
    adverbs: Words
    toward: Words
    commitments: Words
    half: Words
    quarter: Words
    named_days: Names
    bare_parts: Words
    before_part: Words
    after_days: Words
    following: Words
    naming: Words
    year: Words
    overnight: Words
    before_night: Phrases
    pluperfect: Words
    recent: Words
