"""No text crashes the extractor, makes it slow, or makes it lie about offsets."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conflictdesk.contract.types import Document, Result
from conflictdesk.extraction.engine import extract, find_dates, find_numbers, find_places
from tests.extraction.effort import LINEAR, growth

_WORDS = """
    killed wounded 12 350,000 dozens of people soldiers and , . at least between up to said the army Mosul IS
    US-led " ' ( ) - – % $ € million fled their homes including children who were from 2014 June 27 no one
    a half third death toll rose to according UN will not if hundred 1.5m km sq
"""
WORDS = _WORDS.split()
sentences = st.lists(st.sampled_from(WORDS), max_size=60).map(" ".join)
quick = settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


def assert_quotes_and_json(text: str, result: Result) -> None:
    """Asserts that all quotes are the text at their offsets and that the result is valid JSON."""
    for item in (*result.figures, *result.events):
        assert text[item.start : item.end] == item.quote
        assert item.sentence.start <= item.start < item.end <= item.sentence.end
        assert 0 <= item.confidence <= 1
        for part in (item.attribution, item.place, item.when):
            assert part is None or text[part.start : part.end] == part.text
    json.dumps(result.to_json())


@quick
@given(st.text(max_size=400))
def test_any_text(text: str) -> None:
    assert_quotes_and_json(text, extract(Document(text, "2017-06-28")))


@quick
@given(sentences)
def test_any_words_of_war(text: str) -> None:
    assert_quotes_and_json(text, extract(Document(text, "2017-06-28")))
    for find in (find_numbers, find_places, find_dates):
        for item in find(Document(text, "2017-06-28")):
            assert text[item.start : item.end] == getattr(item, "quote", getattr(item, "text", None))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00\x01\x02 \x7f",
        "مقتل 12 شخصا في الموصل",
        "💥 12 people were killed 💥",
        "Ten people were killed, according to police in Kharkiv",
        "<p>12 people &amp; 3 dogs were <b>killed</b></p>",
        '"""""12"""""',
        "((((((12 killed))))))",
        "\ud800 12 people were killed",
        "12 İstanbul ﬁghters were killed",
        "-" * 100,
        "al-" * 50,
        "12" * 50,
        "hundred " * 200,
        "two hundred and " * 200,
        "12 people were killed. " + "12" + " million" * 200 + " people fled.",
        "The gap was one\n\n Kilometers away from the town.",
        "Two\n\nhundred people were killed.",
    ],
)
def test_odd_text(text: str) -> None:
    result = extract(Document(text, "2017-06-28"))
    for item in (*result.figures, *result.events):
        assert text[item.start : item.end] == item.quote
        assert item.sentence.start <= item.start < item.end <= item.sentence.end


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "1",
        ",",
        "1,",
        "12 killed, ",
        '"',
        "a-",
        "\n",
        "x\n",
        "(",
        "of ",
        "12 people ",
        "12 people, who ",
        "and ",
        "al-",
        "the army said ",
        "A. ",
        "killed ",
        "March ",
        "in Mosul ",
    ],
)
def test_time_grows_linearly(piece: str) -> None:
    def read(times: int) -> None:
        extract(Document(piece * times, "2017-06-28"))

    assert growth(read, 2_000 // len(piece)) < LINEAR
