"""The paragraph in pieces: every part is marked in its place, and no text is lost between them."""

from __future__ import annotations

import pytest

from conflictdesk.contract.types import to_json
from conflictdesk.desk.review import typed_numbers
from conflictdesk.desk.review.evidence import Mark, Piece, marks, moved, paragraph, paragraph_number, pieces
from tests.factories import at_place, event, figure, said_by

TEXT = "Title\n\nIt rained. The UN said at least 12 people died in Mosul. More came.\n\nThe end."
SENTENCE = (18, 63)


def _words(text: str, found: tuple[Mark, ...]) -> list[tuple[str, str]]:
    return [(text[mark.start : mark.end], mark.kind) for mark in found]


def test_a_figures_marks() -> None:
    proposal = to_json(
        figure(TEXT, "at least 12 people", attribution=said_by(TEXT, "UN"), place=at_place(TEXT, "Mosul"))
    )
    assert _words(TEXT, marks(proposal)) == [
        ("UN", "source"),
        ("at least", "qualifier"),
        ("at least 12 people", "quote"),
        ("12", "number"),
        ("Mosul", "place"),
    ]


def test_an_events_marks() -> None:
    assert _words(TEXT, marks(to_json(event(TEXT, "died")))) == [("died", "trigger")]


def test_a_number_that_the_grammar_does_not_know_is_the_whole_quote() -> None:
    assert ("More", "number") in _words(TEXT, marks(to_json(figure(TEXT, "More"))))


def test_pieces_join_to_the_text_and_tell_the_sentence() -> None:
    found = (Mark(22, 24, "source"), Mark(30, 48, "quote"), Mark(39, 41, "number"))
    cut = pieces(TEXT, paragraph(TEXT, *SENTENCE), SENTENCE, found)
    assert "".join(piece.text for piece in cut) == (
        "It rained. The UN said at least 12 people died in Mosul. More came."
    )
    assert [piece for piece in cut if piece.kind] == [
        Piece("UN", "source", in_sentence=True),
        Piece("at least ", "quote", in_sentence=True),
        Piece("12", "number", in_sentence=True),
        Piece(" people", "quote", in_sentence=True),
    ]
    assert [piece.text for piece in cut if not piece.in_sentence] == ["It rained. ", " More came."]


def test_the_most_exact_mark_wins() -> None:
    text = "Rebels in Aleppo said"
    cut = pieces(text, (0, 21), (0, 21), (Mark(0, 16, "source"), Mark(10, 16, "place")))
    assert [(piece.text, piece.kind) for piece in cut] == [
        ("Rebels in ", "source"),
        ("Aleppo", "place"),
        (" said", ""),
    ]


@pytest.mark.parametrize(
    ("start", "number"), [(7, 1), (TEXT.index("The end"), 2), (0, 1)]
)  # fmt: skip
def test_paragraphs_are_counted_within_their_field(start: int, number: int) -> None:
    segments = [[0, 5, "title", ""], [7, 75, "body", "a"], [TEXT.index("The end"), len(TEXT), "body", "b"]]
    assert paragraph_number(TEXT, segments, start) == number


def test_marks_follow_their_words_and_those_that_read_otherwise_are_dropped() -> None:
    # Of "12 died in Mosul".
    found = (Mark(0, 2, "number", "12"), Mark(11, 16, "place", "Mosul"))
    text = "Now 12 died in Erbil"
    assert moved(found, 4, text) == (Mark(4, 6, "number", "12"),)
    assert moved(found, -3, text) == ()


@pytest.mark.parametrize(
    ("words", "number", "qualifiers", "low", "best", "high"),
    [
        ("at least 750,000 people", "750,000", ["at least"], 750_000, 750_000, None),
        ("350 or more fighters", "350", ["or more"], 350, 350, None),
        ("1.2 million", "1.2 million", [], 1_200_000, 1_200_000, 1_200_000),
        ("between 40 and 50", "between 40 and 50", [], 40, None, 50),
        ("no more than three dozen", "three dozen", ["no more than"], None, None, 36),
    ],
)
def test_numerals(
    words: str,
    number: str,
    qualifiers: list[str],
    low: float | None,
    best: float | None,
    high: float | None,
) -> None:
    found = typed_numbers.first_in(words)
    assert found is not None
    assert words[slice(*found.number)] == number
    assert [words[slice(*span)] for span in found.qualifier_spans] == qualifiers
    assert (found.low, found.best, found.high) == (low, best, high)


def test_no_numeral() -> None:
    assert typed_numbers.first_in("nobody knows") is None
