"""The words by which figures are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Numbers, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class FigureWords(WordLists):
    """The lists of `lists/figures.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "figures"
    the: Words
    articles: Words
    nobody: Words
    describing_ends: Ends
    amid: Words
    without_subject: Words
    corrected: Words
    on_day: Phrases
    bullets: Words
    put_at: Words
    putting: Words
    numbers: Words
    multiples: Numbers
    of_none: Words
    those_before: Words
    leads: Words
    more_or_others: Phrases
    of_them: Phrases
    one_: Phrases
    halved: Phrases
    owning: Words
    of_: Words
    no: Words
    not_single: Phrases
    another: Words
    out_of: Phrases
    not_: Words
    harming: Words
    present: Words
    campaigns: Words
    perfect: Words
    turns: Words
    denying: Words
    preventing: Words
    rumours: Words
    false: Words
    being: Words
    daily: Words
    no_rate: Words
    ongoing: Words
    daily_phrases: Phrases
    causing: Words
    of_side: Phrases
    when_: Phrases
    from_averted: Phrases
    the_: Phrases
    before_newspaper: Words
    families: Words
    including_words: Words
    every: Words
    whole_days: Words
    exceeding: Words
    aside_prepositions: Words
    since: Words
    outcome_links: Words
    whole_behind: Words
    pointing: Words
    placed: Words
    whole: Words
    border_phrases: Phrases
    the_or_this: Words
    from_: Words
    right_behind: Words
    parted_before: Phrases
    parted_after: Phrases
    including_: Phrases
    in_whole: Phrases
    in_: Words
    grades: Words
    opening: Words
    fatally: Words
    elsewhere: Phrases
    of_those: Phrases
    elsewhere_links: Words
    small_numbers: Numbers
    so: Words
    far: Words
    total: Words
    recent: Words
    past: Words
    this: Words
    number: Words
