"""The pattern notation, and inflection."""

from __future__ import annotations

import pytest

from conflictdesk.vocabulary import forms
from conflictdesk.vocabulary.patterns import PatternError, expand

ENGLISH = forms.read()


@pytest.mark.parametrize(
    ("pattern", "phrases"),
    [
        ("flee:v", ["flee base", "flees s", "fled past participle", "fleeing ing"]),
        ("kill:v", ["kill base", "kills s", "killed past participle", "killing ing"]),
        ("trap:v", ["trap base", "traps s", "trapped past participle", "trapping ing"]),
        ("kidnap:v", ["kidnap base", "kidnaps s", "kidnapped past participle", "kidnapping ing"]),
        ("die:v", ["die base", "dies s", "died past participle", "dying ing"]),
        ("hit:v", ["hit base past participle", "hits s", "hitting ing"]),
        (
            "carry:v out",
            ["carry out base", "carries out s", "carried out past participle", "carrying out ing"],
        ),
        ("take:v", ["take base", "takes s", "took past", "taken participle", "taking ing"]),
        ("agree:v", ["agree base", "agrees s", "agreed past participle", "agreeing ing"]),
        ("deploy:v", ["deploy base", "deploys s", "deployed past participle", "deploying ing"]),
        ("raze:v", ["raze base", "razes s", "razed past participle", "razing ing"]),
        ("repel:v", ["repel base", "repels s", "repelled past participle", "repelling ing"]),
        ("show:v", ["show base", "shows s", "showed past", "shown participle", "showing ing"]),
        ("ambush:n", ["ambush singular", "ambushes plural"]),
        ("convoy:n", ["convoy singular", "convoys plural"]),
        ("safe corridor:n", ["safe corridor singular", "safe corridors plural"]),
        ("child:n", ["child singular", "children plural"]),
        ("city:n", ["city singular", "cities plural"]),
        ("(air|aerial) strike", ["air strike", "aerial strike"]),
        ("car? bomb", ["car bomb", "bomb"]),
        ("(at (least|most)|over)", ["at least", "at most", "over"]),
        ("booby-trapped", ["booby trapped"]),
        ("Iraq's army", ["iraq 's army"]),
        ("Médecins", ["medecins"]),
    ],
)
def test_expansion(pattern: str, phrases: list[str]) -> None:
    assert [" ".join([*phrase.words, phrase.form]).strip() for phrase in expand(pattern, ENGLISH)] == phrases


@pytest.mark.parametrize(
    ("pattern", "case"), [("IS", "A"), ("Islamic State", "aa"), ("the UN", "-A"), ("army", "")]
)
def test_capitals_are_asked_for(pattern: str, case: str) -> None:
    assert [phrase.case for phrase in expand(pattern, ENGLISH)] == [case]


@pytest.mark.parametrize("pattern", ["", "(a|b", "a)", "a:x", "|", "?", "(", "a(b"])
def test_what_is_not_understood_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        expand(pattern, ENGLISH)


def test_a_pattern_does_not_explode() -> None:
    with pytest.raises(PatternError, match="more than"):
        expand("(a|b|c|d|e|f|g|h|i|j) " * 6, ENGLISH)
