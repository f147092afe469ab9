"""Dates of texts, by table."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conflictdesk.contract.types import Document
from conflictdesk.extraction.dates import DateFinder, nearest
from conflictdesk.extraction.engine import extract
from conflictdesk.extraction.text.tokens import read
from conflictdesk.vocabulary.loader import shipped
from tests.cases import cases
from tests.extraction.effort import LINEAR, growth

FINDER = DateFinder.of(shipped())


@pytest.mark.parametrize("case", cases("dates"))
def test_dates(case: dict[str, Any]) -> None:
    found = []
    for mention in FINDER.find(read(case["text"]), case.get("published")):
        when = mention.when
        assert case["text"][when.start : when.end] == when.text
        row = [when.text, when.begin, when.until, when.precision]
        found.append([*row, mention.relation] if mention.relation else row)
    assert found == case["dates"]


@pytest.mark.parametrize("published", ["2017-06-28", "2017-06-28T23:59:00+03:00", "2017-06-28 08:00"])
def test_published_may_have_a_time(published: str) -> None:
    (mention,) = FINDER.find(read("It fell yesterday."), published)
    assert mention.when.begin == "2017-06-27"


@pytest.mark.parametrize("published", [None, "", "soon", "2017-13-01"])
def test_without_publication_nothing_is_guessed(published: str | None) -> None:
    (mention,) = FINDER.find(read("It fell yesterday."), published)
    assert (mention.when.begin, mention.when.until, mention.when.precision) == (None, None, None)


@pytest.mark.parametrize(
    ("text", "word", "date"),
    [
        ("On Monday shells fell and on Tuesday troops attacked.", "attacked", "Tuesday"),
        ("Troops attacked on Sunday. Nobody was hurt.", "hurt", None),
        ("Troops attacked on Sunday.", "attacked", "Sunday"),
    ],
)
def test_nearest(text: str, word: str, date: str | None) -> None:
    parsed = read(text)
    chosen = nearest(FINDER.find(parsed, "2017-06-28"), parsed, parsed.lowers.index(word))
    assert (chosen and chosen.when.text) == date


@pytest.mark.parametrize(
    ("text", "begin"),
    [
        ("Twelve people died in Homs on June 30, 2017.", None),
        ("Twelve people died in Homs on June 27, 2017.", "2017-06-27"),
        ("Gunmen attacked a village near Homs on June 30, 2017.", None),
        ("Gunmen attacked a village near Homs on June 27, 2017.", "2017-06-27"),
        ("Gunmen will attack a village near Homs on June 30, 2017.", "2017-06-30"),
        ("Some 300 prisoners will be freed in Homs on June 30, 2017.", "2017-06-30"),
    ],
)
def test_what_happened_has_no_date_after_publication(text: str, begin: str | None) -> None:
    result = extract(Document(text, "2017-06-28"))
    whens = [*(figure.when for figure in result.figures), *(event.when for event in result.events)]
    assert {when and when.begin for when in whens} == {begin}


HARD = [
    "",
    "\x00",
    "12/" * 2000,
    "June " * 2000,
    "1-2-3-" * 1000,
    "²/³/¹",
    "9999-12-31 last week",
    "to " * 3000,
    "June ٢٧, 2017",
    "May 1, 2, 3 and " * 1000,
    "3/4/2017 " * 1000,
    "overnight " * 2000,
    "was to be held until " * 500 + "Friday",
    "24 February-01 March " * 500,
    "2013-15-" * 1000,
    "that September last year " * 500,
]


@pytest.mark.parametrize("text", HARD, ids=range(len(HARD)))
@pytest.mark.parametrize("published", [None, "0001-01-01", "9999-12-31", "2017-06-28"])
def test_hard_texts(text: str, published: str | None) -> None:
    for mention in FINDER.find(read(text), published):
        assert text[mention.when.start : mention.when.end] == mention.when.text


_PIECES = (
    "June 27 2017 , - / of the last next two weeks ago before after from to between Tuesday week year end "
    "since in first early later earlier past 24 hours days Christmas may . weekend summer 100000 thousand "
    "that half following night overnight will was killed 5/6/2017 February-01 March"
)
PIECES = st.sampled_from(_PIECES.split())


@settings(max_examples=300, deadline=None)
@given(
    st.lists(PIECES, max_size=12).map(" ".join),
    st.sampled_from([None, "2017-06-28", "0001-01-01", "9999-12-31", "2016-02-29"]),
)
def test_mentions_are_in_order_apart_and_quoted(text: str, published: str | None) -> None:
    mentions = FINDER.find(read(text), published)
    for a, b in pairwise(mentions):
        assert a.last <= b.first
    for mention in mentions:
        when = mention.when
        assert text[when.start : when.end] == when.text
        assert (when.begin is None) == (when.until is None) == (when.precision is None)
        assert when.begin is None or (when.until is not None and when.begin <= when.until)


def test_time_grows_with_the_text_alone() -> None:
    paragraph = (
        "On June 27, 2017 and two weeks ago, from 3 to 7 March, 12 people died. Last week it was quiet.\n\n"
    )

    assert growth(lambda times: FINDER.find(read(paragraph * times), "2017-06-28"), 200) < LINEAR
