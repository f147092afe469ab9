"""Vocabulary files are validated as a whole; the first wrong entry is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from conflictdesk.vocabulary.entries import ActorEntry, NumeralEntry
from conflictdesk.vocabulary.loader import VocabularyError, languages, load, shipped, shipped_folder

ACTOR = {
    "kind": "actors",
    "id": "green_line",
    "label": "Green Line",
    "role": "militia",
    "patterns": ["Green Line"],
}


def folder_with(folder: Path, text: str) -> Path:
    """The folder, with a file of this text."""
    (folder / "words.yaml").write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("kind: actors\nentries: [", "words.yaml: -: not readable as YAML"),
        ("- 1", "words.yaml: -: a vocabulary file has 'kind' and a list 'entries'"),
        ("kind: ghosts\nentries: [{id: a}]", "words.yaml: ghosts/a: kind 'ghosts' is not one of"),
        ("kind: actors\nentries: [{id: A b}]", "words.yaml: actors/A b: id 'A b' is not"),
        ("kind: actors\nentries: [{id: a, role: un}]", "words.yaml: actors/a: no patterns"),
        ("kind: actors\nentries: [{id: a, patterns: [a]}]", "words.yaml: actors/a: no role"),
        (
            "kind: actors\nentries: [{id: a, role: king, patterns: [a]}]",
            "words.yaml: actors/a: role: 'king' is not one of",
        ),
        (
            "kind: actors\nentries: [{id: a, role: [un], patterns: [a]}]",
            r"words.yaml: actors/a: role: \['un'\] is not one of",
        ),
        (
            "kind: actors\nentries: [{id: a, role: un, patterns: [a], hue: red}]",
            "words.yaml: actors/a: unknown field hue",
        ),
        (
            "kind: actors\nentries: [{id: a, role: un, patterns: ['(a']}]",
            "words.yaml: actors/a: pattern '\\(a': a parenthesis is not closed",
        ),
        (
            "kind: masks\nentries:\n"
            "- {id: a, frame: after, patterns: [a], examples: [a], counterexamples: [b]}\n"
            "- {id: a, frame: after, patterns: [b], examples: [b], counterexamples: [a]}",
            "words.yaml: masks/a: this id stands twice in the file",
        ),
        (
            "kind: measures\nentries: [{id: a, frame: object, counts: {person: eaten}, patterns: [a]}]",
            "words.yaml: measures/a: counts: person: eaten is not a class and a measure",
        ),
        (
            "kind: measures\nentries: [{id: a, frame: object, counts: {person: [killed]}, patterns: [a]}]",
            r"words.yaml: measures/a: counts: person: \['killed'\] is not a class and a measure",
        ),
        (
            "kind: words\nentries: [{id: a, class: by, form: base, patterns: [a]}]",
            "words.yaml: words/a: unknown field form",
        ),
        (
            "kind: realis\nentries: [{id: a, realis: likely, scope: noun, patterns: [a]}]",
            "words.yaml: realis/a: realis: 'likely' is not one of",
        ),
        (
            "kind: weapons\nentries: [{id: a, type: shelling, carrier: often, patterns: [a]}]",
            "words.yaml: weapons/a: carrier: 'often' is not true or false",
        ),
        (
            "kind: events\nentries: [{id: a, type: none, shape: noun, patterns: [a]}]",
            "words.yaml: events/a: type none is of shape mask alone",
        ),
        (
            "kind: measures\nentries: [{id: a, frame: of, counts: {self: killed}, standing: [of]}]",
            "words.yaml: measures/a: standing: 'of' is not one of state, head",
        ),
        ("kind: dates\nentries: [{id: a, values: {b: c}}]", "words.yaml: dates/a: values: b: 'c' is not a"),
        (
            "kind: places\nentries: [{id: a, what: region, point: [1], patterns: [a]}]",
            "words.yaml: places/a: point: \\[1\\] is not a list of 2",
        ),
        ("kind: places\nentries: [{id: a, what: region, patterns: [a]}]", "words.yaml: places/a: no point"),
        (
            "kind: places\nentries: [{id: a, what: alias, code: SY, patterns: [a]}]",
            "words.yaml: places/a: an alias has 'of' and 'code'",
        ),
        (
            "kind: actors\nentries: [{id: a, role: un, patterns: [a], counterexamples: [b]}]",
            "words.yaml: actors/a: no examples: write a sentence in which its words must be found",
        ),
        (
            "kind: lists\nentries: [{id: a.b, words: [a]}]",
            "words.yaml: lists/a.b: no examples: write a sentence",
        ),
        (
            "kind: actors\nentries: [{id: a, role: un, patterns: [a], examples: [a], counterexamples: []}]",
            "words.yaml: actors/a: no counterexamples: write a sentence that looks like one",
        ),
        ("kind: actors\nentries: [5]", "words.yaml: actors/5: an entry is a mapping"),
    ],
)
def test_a_wrong_file_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        load(folder_with(tmp_path, text))


def test_a_wrong_row_is_refused_like_a_wrong_file() -> None:
    with pytest.raises(VocabularyError, match="database: actors/green_line: role: 'king' is not one of"):
        load(rows=[{**ACTOR, "role": "king"}])


def test_a_row_needs_no_example() -> None:
    assert load(rows=[ACTOR]).of(ActorEntry)["green_line"].examples == ()


def test_words_that_yaml_takes_for_truth_values_stay_words(tmp_path: Path) -> None:
    small = "{id: small, patterns: [no, on, off, yes, y], examples: [no], counterexamples: [maybe]}"
    text = f"kind: words\nentries: [{small}]"
    assert load(folder_with(tmp_path, text)).words("small") == {"no", "on", "off", "yes", "y"}


def test_the_digest_follows_what_words_mean() -> None:
    one, same, other = load(rows=[ACTOR]), load(rows=[dict(ACTOR)]), load(rows=[{**ACTOR, "role": "police"}])
    assert one.digest == same.digest
    assert one.digest != other.digest


def test_a_row_replaces_the_shipped_entry_of_its_id() -> None:
    found = load(shipped_folder(), rows=[{**ACTOR, "id": "un", "role": "other"}])
    assert found.of(ActorEntry)["un"].label == "Green Line"


def test_every_shipped_entry_loads() -> None:
    assert len(shipped().of(ActorEntry)) > 200
    assert all(
        entry.phrases or not entry.patterns
        for entries in shipped().entries.values()
        for entry in entries.values()
    )


def test_each_language_is_a_folder() -> None:
    assert languages() == {"en"}
    assert load(shipped_folder("en")).digest == shipped("en").digest


HURT = """kind: actors
entries: [{id: a, role: un, patterns: ["herido:n"], examples: [b], counterexamples: [c]}]"""
SPANISH = """{whole: {}, verbs: {}, nouns: {}, s_words: {}, s: {"": s, z: ces}, ed: {"": ""}, ing: {"": ""},
doubling: {vowels: "", never: "", longest: 0, verbs: []}}"""


def test_a_folder_inflects_words_by_its_own_rules(tmp_path: Path) -> None:
    english = load(folder_with(tmp_path, HURT.replace("herido", "voz")))
    (tmp_path / "forms.yaml").write_text(SPANISH, encoding="utf-8")
    spanish = load(tmp_path)
    words = [
        [phrase.words for phrase in one.of(ActorEntry)["a"].phrases]
        for one in (english, spanish, load(shipped_folder(), tmp_path))
    ]
    assert words == [[("voz",), ("vozes",)], [("voz",), ("voces",)], [("voz",), ("voces",)]]
    assert english.digest != spanish.digest


@pytest.mark.parametrize("text", ["[", "- 1", "whole: {}", SPANISH.replace("longest: 0, ", ""), "{hue: red}"])
def test_rules_of_inflection_that_are_none_are_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "forms.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(VocabularyError, match=r"^forms\.yaml: -: does not say how words are inflected"):
        load(folder_with(tmp_path, HURT))


def test_a_folder_replaces_an_entry_from_a_file_of_the_same_name(tmp_path: Path) -> None:
    name = "numerals.yaml"
    text = (shipped_folder() / name).read_text(encoding="utf-8").replace("value: 12\n", "value: 13\n")
    (tmp_path / name).write_text(text, encoding="utf-8")
    both = load(shipped_folder(), tmp_path)
    assert [one.of(NumeralEntry)["twelve"].value for one in (shipped(), both)] == [12, 13]
