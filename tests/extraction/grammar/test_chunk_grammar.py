"""The grammar of groups: which words, known by their parts of speech alone, are one group."""

from __future__ import annotations

import pytest

from conflictdesk.extraction.grammar.chunk_grammar import GRAMMAR, SETS, chunks
from conflictdesk.extraction.grammar.pos_tags import UNDECIDED, Pos

# Words with their parts of speech, and the groups: their kinds with their words.
TABLE = [
    (
        "the/DETERMINER army/NOUN shelled/PAST_VERB it/PRONOUN",
        ["noun the army", "verb shelled", "pronoun it"],
    ),
    ("the/DETERMINER badly/ADVERB wounded/ADJECTIVE soldiers/NOUN", ["noun the badly wounded soldiers"]),
    # An adverb ends the group before it and may begin one.
    (
        "three/NUMBER badly/ADVERB wounded/ADJECTIVE soldiers/NOUN",
        ["noun three", "noun badly wounded soldiers"],
    ),
    ("the/DETERMINER army/NOUN 's/POSSESSIVE commander/NOUN", ["noun the army 's commander"]),
    (
        "last/ADJECTIVE week/TIME 's/POSSESSIVE three/NUMBER raids/NOUN",
        ["noun last week 's three raids"],
    ),
    # A time alone is no noun that could act.
    ("these/DETERMINER weeks/TIME", ["time these weeks"]),
    ("the/DETERMINER past/ADJECTIVE two/NUMBER weeks/TIME", ["time the past two weeks"]),
    ("March/TIME 26/NUMBER", ["time March 26"]),
    # A possessive belongs to a group only between its owner and what is owned.
    ("'s/POSSESSIVE army/NOUN", ["noun army"]),
    ("army/NOUN 's/POSSESSIVE fled/PAST_VERB", ["noun army", "verb fled"]),
    # An adjective alone is a noun: "the wounded".
    ("the/DETERMINER wounded/ADJECTIVE", ["noun the wounded"]),
    ("this/DETERMINER ended/PAST_VERB", ["pronoun this", "verb ended"]),
    # An auxiliary takes what stands between it and its verb, and is a group without one, too.
    ("did/DO not/NEGATION attack/BASE_VERB", ["verb did not attack"]),
    ("did/DO they/PRONOUN attack/BASE_VERB", ["verb did they attack"]),
    ("were/BE later/ADVERB killed/PAST_OR_PARTICIPLE", ["verb were later killed"]),
    ("has/HAVE not/NEGATION", ["verb has not"]),
    # "To" belongs to an infinitive, and is a preposition before a noun.
    (
        "to/TO have/HAVE been/BE killed/PAST_OR_PARTICIPLE",
        ["verb to have been killed"],
    ),
    ("to/TO Gao/PROPER_NAME", ["noun Gao"]),
    # What joins groups is in none.
    (
        "rebels/NOUN and/COORDINATOR soldiers/NOUN ,/COMMA in/PREPOSITION Gao/PROPER_NAME",
        ["noun rebels", "noun soldiers", "noun Gao"],
    ),
    ("", []),
]


@pytest.mark.parametrize(("text", "groups"), TABLE)
def test_words_that_are_one_group(text: str, groups: list[str]) -> None:
    words = [word.rpartition("/") for word in text.split()]
    found = chunks([Pos[name] for _, _, name in words])
    assert [
        " ".join([kind, *(word for word, _, _ in words[first:last])]) for kind, first, last in found
    ] == groups


def test_each_kind_of_group_stands_in_the_table() -> None:
    assert {group.partition(" ")[0] for _, groups in TABLE for group in groups} == set(GRAMMAR)


def test_the_grammar_asks_for_no_word_that_its_neighbours_must_decide() -> None:
    assert not UNDECIDED & {pos for parts in SETS.values() for pos in parts}
    assert [pos.name for pos in UNDECIDED if any(pos.name in rule.split() for rule in GRAMMAR.values())] == []
