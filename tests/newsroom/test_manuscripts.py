"""The sample's files: how they are parsed, and what each must have."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest

from conflictdesk.contract import terms
from conflictdesk.ledger.models import RejectReason
from conflictdesk.newsroom.sample.decisions import Decisions, decisions
from conflictdesk.newsroom.sample.manuscripts import (
    IMAGES,
    Block,
    Manuscript,
    ManuscriptError,
    block,
    manuscripts,
    parse,
)
from conflictdesk.newsroom.sample.people import PEOPLE

HEAD = """---
title: "Correction: not so"
slug: not-so
section: iraq
situations: [battle-of-mosul]
published: 2016-12-04T11:00:00+00:00
byline: Desk
standfirst: We were wrong.
---
"""


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("One\nline.", Block("paragraph", {"text": "One line."})),
        ("## The cost", Block("heading", {"text": "The cost"})),
        ("> It is over. — A resident", Block("quote", {"text": "It is over.", "speaker": "A resident"})),
        ("@box battle-of-mosul", Block("situation_box", {"situation": "battle-of-mosul"})),
        ("> It is over.", Block("quote", {"text": "It is over.", "speaker": ""})),
        (
            "![A map](mosul) Mosul. | Own sketch",
            Block("image", {"alt": "A map", "image": "mosul", "caption": "Mosul.", "credit": "Own sketch"}),
        ),
    ],
)
def test_blocks(source: str, expected: Block) -> None:
    assert block(source) == expected


def test_an_article_is_head_and_blocks() -> None:
    assert parse(HEAD + "First.\n\n\n## Then\n\nLast.\n", "x.md") == Manuscript(
        title="Correction: not so",
        slug="not-so",
        section="iraq",
        published=datetime(2016, 12, 4, 11, tzinfo=UTC),
        byline="Desk",
        standfirst="We were wrong.",
        place="",
        image="",
        situations=("battle-of-mosul",),
        blocks=(
            Block("paragraph", {"text": "First."}),
            Block("heading", {"text": "Then"}),
            Block("paragraph", {"text": "Last."}),
        ),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no head", "x.md: not enough values to unpack"),
        ("---\ntitle: A\n---\nText.", "x.md: 'slug'"),
        (
            HEAD + "![](mosul) No alternative text. | Own",
            "x.md: not a picture with alt, image, caption and credit",
        ),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(text: str, message: str) -> None:
    with pytest.raises(ManuscriptError, match=re.escape(message)):
        parse(text, "x.md")


def test_the_sample_is_as_large_as_promised() -> None:
    situations = [one.situations for one in manuscripts()]

    assert situations.count(("battle-of-mosul",)) >= 10
    assert situations.count(("battle-of-aleppo",)) >= 4
    assert len({one.slug for one in manuscripts()}) == len(situations)


def test_articles_come_in_date_order_within_the_battles() -> None:
    days = [one.published for one in manuscripts()]
    mosul = [one.published.date() for one in manuscripts() if "battle-of-mosul" in one.situations]

    assert all(before <= after for before, after in pairwise(days))
    assert mosul[0] == date(2016, 10, 17)
    assert date(2017, 7, 10) <= mosul[-1] <= date(2017, 7, 31)


@pytest.mark.parametrize("one", manuscripts(), ids=lambda one: one.slug)
def test_every_article_is_whole(one: Manuscript) -> None:
    words = sum(len(part.split()) for each in one.blocks for part in each.parts.values())
    pictures = {each.parts["image"] for each in one.blocks if each.kind == "image"} | {one.image}

    assert 150 <= words <= 350
    assert all((one.title, one.standfirst, one.byline))
    assert one.section in {"iraq", "syria", "how-we-work"}
    assert all((IMAGES / f"{name}.svg").is_file() for name in pictures - {""})
    assert one.published.tzinfo is not None
    assert {each.parts["situation"] for each in one.blocks if each.kind == "situation_box"} <= {
        "battle-of-mosul"
    }


def test_decisions_are_on_articles_and_by_editors_that_exist() -> None:
    editors = {person.username for person in PEOPLE if person.group == "Fact editors"}

    assert set(decisions()) <= {one.slug for one in manuscripts()}
    assert {one.by for one in decisions().values()} == editors


@pytest.mark.parametrize(("slug", "decided"), decisions().items(), ids=decisions())
def test_every_line_decides_one_thing_on_a_topic_that_exists(slug: str, decided: Decisions) -> None:
    topics = {*terms.MEASURES, *terms.EVENT_TYPES}

    assert decided.rest in {"", *RejectReason.values}
    for line in decided.lines:
        assert [line.approve, line.amend, line.reject].count("") == 2, line
        assert line.topic in topics, line
        assert line.quote or line.sentence, line
        assert bool(line.to) == bool(line.amend), line
        assert (line.reason in RejectReason.values) == bool(line.reject), line
