"""The words by which places are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from conflictdesk.vocabulary.word_lists import Ends, Phrases, WordLists, Words


@dataclass(frozen=True, slots=True)
class PlaceWords(WordLists):
    """The lists of `lists/places.yaml` and `lists/common.yaml`; examples there show their use."""

    room: ClassVar[str] = "places"
    list_links: Words
    inside: Words
    before_name: Words
    of_: Words
    the: Words
    part_nouns: Words
    district: Words
    part_prepositions: Words
    possessive: Words
    joiners: Words
    prefixes: Words
    acronyms: Words
    apart: Words
    certain: Words
    edges: Words
    articles: Words
    list_ends: Words
    the_or_a: Words
    before_own_name: Words
    unended: Words
    no_articles: Words
    department: Phrases
    capital: Phrases
    joining: Words
    particles: Words
    caps_name_openers: Words
    scene: Words
    region_prefixes: Words
    origin: Words
    compass: Words
    parties: Words
    settlements: Words
    witnessing: Words
    site_kinds: Words
    compound_ends: Ends
