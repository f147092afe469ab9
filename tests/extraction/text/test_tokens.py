"""Sentences and tokens, with offsets into exactly the given string."""

from __future__ import annotations

import pytest

from conflictdesk.extraction.text.tokens import Text, read


def sentences(text: str) -> list[str]:
    """The texts of the sentences."""
    return [text[sentence.start : sentence.end] for sentence in read(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gen. Karim left. Two men stayed.", ["Gen. Karim left.", "Two men stayed."]),
        ("It holds 5 sq. km. of land. The rest fell.", ["It holds 5 sq. km. of land.", "The rest fell."]),
        ("The U.S. said so. Nobody replied.", ["The U.S. said so.", "Nobody replied."]),
        ("They met at 5 p.m. The talks failed.", ["They met at 5 p.m.", "The talks failed."]),
        ("They met at 5 p.m. on Monday.", ["They met at 5 p.m. on Monday."]),
        ("The 16th Div. took the hill.", ["The 16th Div. took the hill."]),
        ("John F. Karim spoke. We left.", ["John F. Karim spoke.", "We left."]),
        ('"We fled." She wept.', ['"We fled."', "She wept."]),
        ("“We fled.” She wept.", ["“We fled.”", "She wept."]),
        ("Troops held the town.Two men died.", ["Troops held the town.", "Two men died."]),
        (
            "A headline\n\nThe first sentence. The second.",
            ["A headline", "The first sentence.", "The second."],
        ),
        ("One line.\r\nAnother line.\r\n", ["One line.", "Another line."]),
        ("• One dead\n• Two wounded", ["• One dead", "• Two wounded"]),
        ("He died.[3][4] The war went on.", ["He died.[3][4]", "The war went on."]),
        ("MOSUL, Iraq (Reuters) — Troops advanced.", ["MOSUL, Iraq (Reuters) — Troops advanced."]),
        ("What now? Nobody knew! The end.", ["What now?", "Nobody knew!", "The end."]),
        ("It rose to 3.5 percent. Prices fell.", ["It rose to 3.5 percent.", "Prices fell."]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


def test_hard_wrapped_copy_is_joined() -> None:
    text = "THE ARMY SAID THAT FIVE SOLDIERS WERE KILLED IN THE\nNORTH OF THE COUNTRY, "
    text += "WHERE REBELS\nHAVE HELD GROUND.\n\nTHE TOLL MAY RISE."
    assert len(sentences(text)) == 2
    assert all(sentence.caps for sentence in read(text).sentences)


@pytest.mark.parametrize(
    ("text", "lowers"),
    [
        ("al-Mashahda's men", ["al-mashahda", "'s", "men"]),
        ("a 25-year-old", ["a", "25-year-old"]),
        ("10-15 men", ["10", "-", "15", "men"]),
        ("$5m and 1,234", ["$", "5m", "and", "1,234"]),
        ("Médecins Sans Frontières’", ["medecins", "sans", "frontieres", "'"]),
        ("the U.S. didn’t", ["the", "u.s.", "didn't"]),
        ("2017-06-28", ["2017-06-28"]),
        ("16th Div. came", ["16th", "div", "came"]),
    ],
)
def test_tokens(text: str, lowers: list[str]) -> None:
    assert read(text).lowers == lowers


def test_offsets_are_into_the_given_string() -> None:
    text = "“Don’t\u00a0go,” said Gen. Ünal…\r\nTwo\u2009000 fled."
    found: Text = read(text)
    words = [text[start:end] for start, end in zip(found.starts, found.ends, strict=True)]
    assert words == ["“", "Don’t", "go", ",", "”", "said", "Gen.", "Ünal", "…", "Two", "000", "fled", "."]
