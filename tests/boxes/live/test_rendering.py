"""The box's HTML: complete without a script, strict, and safe with hostile text."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.utils import translation

from conflictdesk.boxes.live.rendering import render
from tests.boxes.contents import ARTICLE, TAKEN, content, event, figure, point, standing

SENTENCE = "The UN says 750,000 people have fled."
APPROVED = "The last streets, approved by an editor on 28 June 2017, 12:00 UTC"
HOSTILE = "<script>alert(1)</script>\"'&{{ x }}\u202e" + "w" * 200


class Tags(HTMLParser):
    """Every tag with its attributes, and the text between."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def _render(shown: dict[str, Any], language: str = "en", version: int = 7) -> str:
    """The HTML of a snapshot's content."""
    return render(shown, version, TAKEN, language)


def _text(html: str) -> str:
    """The text of HTML, without tags."""
    return " ".join(Tags(html).text.split())


def test_a_box_reads_as_one_text() -> None:
    trapped = {"measure": "trapped", "population": "civilians"}
    army = {"name": "Iraqi military", "role": "state_forces", "party": True}
    html = _render(
        content(
            standing(
                figure(**trapped, best=50_000, source=army), figure(**trapped, best=100_000, hedged=True)
            ),
            events=[event(place="Old City", source=army)],
            summary="Most of the city is retaken.",
        )
    )
    assert _text(html) == (
        "Battle of Mosul Live updated 28 June 2017, 14:05 UTC Most of the city is retaken. Civilians trapped "
        "50,000 Iraqi military* (a party to the conflict) · as of 28 June in “The last streets” "
        "100,000 UN · unconfirmed · as of 28 June in “The last streets” "
        f"Why these numbers? Civilians trapped {SENTENCE} Iraqi military, {APPROVED} "
        f"{SENTENCE} UN, {APPROVED} "
        "Latest 27 Jun Clashes in Old City, Iraqi military* (a party to the conflict) said "
        "in “The last streets” * a party to the conflict All figures, timeline and map "
        "Reload the page for newer figures."
    )


def test_a_number_that_an_editor_amended_says_so_beside_its_words() -> None:
    html = _render(content(standing(figure(best=800_000, amended=True))))
    assert "amended and approved by an editor on 28 June 2017, 12:00 UTC" in _text(html)


def test_a_situation_without_facts_says_so() -> None:
    assert _text(_render(content(), version=0)) == (
        "Battle of Mosul Live No confirmed figures yet All figures, timeline and map "
        "Reload the page for newer figures."
    )


def test_a_closed_situation_promises_nothing_newer() -> None:
    html = _render(content(standing(figure(best=5)), state="closed"))
    assert _text(html).endswith("This situation is closed. Its figures are kept as they stood.")


def test_the_element_says_where_and_how_often_to_ask() -> None:
    name, attributes = Tags(_render(content())).tags[0]
    assert name == "conflictdesk-box"
    wanted = ("src", "state", "interval", "version", "name", "lang", "dir")
    assert {name: attributes[name] for name in wanted} == {
        "src": "/conflictdesk/boxes/mosul/en/",
        "state": "live",
        "interval": "8",
        "version": "7",
        "name": "Battle of Mosul",
        "lang": "en",
        "dir": "ltr",
    }


def test_figures_beyond_the_leading_ones_are_folded_away() -> None:
    measures = ("killed", "wounded", "missing", "detained", "abducted", "freed", "displaced")
    html = _render(content(*(standing(figure(measure=one, best=1)) for one in measures)))
    folded = _text(html.split('<details class="cd-further"')[1])
    assert folded.startswith("> 2 more figures Freed 1")
    assert "Displaced 1" in folded
    assert "Abducted" not in folded


def test_nothing_inline_so_that_a_strict_policy_holds() -> None:
    history = [point("2017-06-01", 5), point("2017-06-28", 6)]
    html = _render(content(standing(figure(best=6), history=history), events=[event()]))
    tags = Tags(html).tags
    assert "svg" in [tag for tag, _ in tags]
    assert not {"script", "style", "iframe", "img", "link"} & {tag for tag, _ in tags}
    assert not [
        name for _, attributes in tags for name in attributes if name == "style" or name.startswith("on")
    ]


def test_nothing_has_an_id_since_a_page_may_show_a_box_twice() -> None:
    html = _render(content(standing(figure(best=6)), events=[event()]))
    assert not [attributes["id"] for _, attributes in Tags(html).tags if "id" in attributes]


def test_hostile_text_stays_text_wherever_it_stands() -> None:
    hostile = {"name": HOSTILE, "role": "other", "party": True}
    article = {"title": HOSTILE, "url": "/a/", "block": HOSTILE}
    words = {"sentence": HOSTILE, "quote": HOSTILE, "article": article, "source": hostile}
    html = _render(
        content(
            standing(
                figure(best=1, population=HOSTILE, side=HOSTILE, unit=HOSTILE, measure=HOSTILE, **words),
                figure(best=2, period=HOSTILE, qualifier=HOSTILE, **words),
                place=HOSTILE,
            ),
            events=[
                event(
                    type=HOSTILE, actors=[HOSTILE], targets=[HOSTILE], place=HOSTILE, weapon=HOSTILE, **words
                )
            ],
            name=HOSTILE,
            summary=HOSTILE,
            state=HOSTILE,
        )
    )
    plain = {**words, "source": {"name": "x", "role": "other", "party": True}}
    harmless = _render(
        content(
            standing(figure(best=1, side="x"), figure(best=2, **plain), place="x"),
            events=[event()],
            name="x",
            summary="x",
        )
    )
    assert HOSTILE.split("\u202e")[0] in Tags(html).text
    assert {tag for tag, _ in Tags(html).tags} == {tag for tag, _ in Tags(harmless).tags}
    known = {name for _, attributes in Tags(harmless).tags for name in attributes}
    assert {name for _, attributes in Tags(html).tags for name in attributes} == known
    links = [attributes["href"] for tag, attributes in Tags(html).tags if tag == "a"]
    assert {str(link).partition("#")[0] for link in links} == {"/a/", "/situations/mosul/en/"}


def test_a_reader_is_never_sent_to_a_script() -> None:
    article = {**ARTICLE, "url": "javascript:alert(1)"}
    html = _render(content(standing(figure(best=1, article=article)), events=[event(article=article)]))
    links = {attributes["href"] for tag, attributes in Tags(html).tags if tag == "a"}
    assert links == {"/situations/mosul/en/"}


@pytest.mark.parametrize("language", ["en", "fr", "ar", "uk"])
def test_numbers_for_machines_are_the_same_in_every_language(language: str) -> None:
    history = [point("2017-06-01", 7), point("2017-06-11", 5), point("2017-06-28", 6)]
    html = _render(content(standing(figure(best=6), history=history)), language, version=1234)
    (drawn,) = re.findall(r"<svg.*?</svg>", html)
    assert (drawn, 'version="1234"' in html) == (
        re.findall(r"<svg.*?</svg>", _render(content(standing(figure(best=6), history=history))))[0],
        True,
    )


def test_what_is_rendered_does_not_depend_on_the_language_around() -> None:
    told = content(standing(figure(best=750_000)))
    with translation.override("ar"):
        assert _render(told) == _render(told)
        from_arabic = _render(told)
    assert from_arabic == _render(told)
