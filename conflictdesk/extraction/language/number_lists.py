"""The words by which numbers are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Names, Numbers, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class NumberWords(WordLists):
    """The lists of `lists/numbers.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "numbers"
    ordinal_ends: Ends
    clock: Ends
    before_year: Words
    weekdays: Words
    qualifying: Words
    before_pronoun: Words
    after_pronoun: Words
    further: Words
    human: Words
    after_age: Words
    streets: Words
    counted_after: Words
    months: Words
    numbering: Words
    the: Words
    before_day: Words
    hours: Words
    before_hour: Words
    range_openers: Words
    year_prepositions: Words
    one: Words
    at: Words
    stages: Words
    indefinite: Words
    age_suffixes: Words
    aged: Words
    being: Words
    of_: Words
    currencies: Names
    glued_multipliers: Numbers
    percent: Words
    before_sign: Words
    leaders: Words
    after_scores: Words
    capital_multipliers: Numbers
    currency_signs: Names
    minus: Words
    sign_prefixes: Ends
    scores: Words
    percent_phrases: Phrases
    dollar_country: Words
    dollar: Phrases
    multiplier_suffixes: Ends
    below: Words
    percentage_points: Phrases
    before_currency_sign: Words
    before_number: Words
    rising: Words
    between: Words
    from_: Words
    score: Words
    unled: Words
    leading: Words
    and_a_half: Phrases
    half: Words
    uncompounded: Words
    and_: Phrases
    before_age: Words
    ages: Ends
    signed: Words
    before_multiplier: Phrases
    between_links: Words
    to_links: Words
    or_links: Words
    ambiguous_multipliers: Words
    decade_ends: Words
    range_words: Words
    after_days: Words
    behind_people: Words
