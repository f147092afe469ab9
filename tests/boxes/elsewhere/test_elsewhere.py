"""Boxes elsewhere: in frames of other sites, in feeds, in pictures, in caches in front of the site."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import translation
from PIL import Image
from pytest_django.fixtures import Settings
from wagtail.contrib.frontend_cache.backends import BaseBackend

from conflictdesk.boxes.elsewhere import feeds, pictures, structured_data
from conflictdesk.boxes.live import box_standings, purge
from conflictdesk.boxes.live.addresses import Addresses
from conflictdesk.boxes.live.states import State
from conflictdesk.drawing import lettering
from conflictdesk.ledger.models import FormerAddress, Situation
from conflictdesk.wording.dates import Calendar
from conflictdesk.wording.languages import locale
from tests.boxes.contents import TAKEN, content, event, figure, standing
from tests.boxes.live.test_box_cache import show
from tests.boxes.live.test_rendering import HOSTILE, Tags
from tests.factories import article

ATOM = "{http://www.w3.org/2005/Atom}"
HERE = Addresses("https://news.example", "mosul", "en")


# In frames


def test_a_box_may_stand_in_frames_and_holds_under_a_strict_policy(situation: Situation) -> None:
    answer = Client().get("/conflictdesk/embed/mosul/en/")
    policy = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    static = "localhost:8000/static/ testserver/static/"
    assert (policy["frame-ancestors"], policy["script-src"], policy["style-src"]) == ("*", static, static)
    assert (policy["default-src"], policy["base-uri"], policy["form-action"]) == ("'none'",) * 3
    assert "X-Frame-Options" not in answer.headers
    assert "Vary" not in answer.headers
    tags = Tags(answer.content.decode()).tags
    assert [one["src"] for tag, one in tags if tag == "script"] == [
        "/static/conflictdesk/boxes/box.js",
        "/static/conflictdesk/boxes/embed.js",
    ]
    assert "conflictdesk-box" in [tag for tag, _ in tags]


@pytest.mark.parametrize(
    ("ancestors", "rule"),
    [((), "'none'"), (["https://a.example", "https://b.example"], "https://a.example https://b.example")],
)
def test_a_setting_names_who_may_frame_it(
    situation: Situation, settings: Settings, ancestors: Any, rule: str
) -> None:
    settings.CONFLICTDESK_FRAME_ANCESTORS = ancestors
    policy = Client().get("/conflictdesk/embed/mosul/en/").headers["Content-Security-Policy"]
    assert policy.endswith(f"frame-ancestors {rule}")


def _oembed(url: str, **more: str) -> Any:
    """The answer about an address."""
    return Client().get("/conflictdesk/oembed/", {"url": url, **more})


def test_oembed_gives_a_frame_no_larger_than_asked_for(situation: Situation) -> None:
    told = json.loads(
        _oembed("http://localhost/situations/mosul/fr/", maxwidth="300", maxheight="99999").content
    )
    assert (told["version"], told["type"], told["width"], told["height"]) == ("1.0", "rich", 300, 640)
    assert told["title"] == "État de la situation : Battle of Mosul"
    ((tag, frame),) = Tags(told["html"]).tags
    assert (tag, frame["src"]) == ("iframe", "http://localhost/conflictdesk/embed/mosul/fr/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "http://elsewhere.example/situations/mosul/en/",
        "http://localhost/",
        "http://localhost/situations/x/en/",
        "http://[",
        "javascript:alert(1)",
    ],
)
def test_oembed_knows_no_other_address(situation: Situation, url: str) -> None:
    assert _oembed(url).status_code == 404


def test_oembed_frames_the_present_address_of_a_former_one(situation: Situation) -> None:
    FormerAddress.objects.create(situation=situation, slug="battle")
    former, present = (
        _oembed(f"http://localhost/situations/{slug}/en/").content for slug in ("battle", "mosul")
    )
    assert former == present


def test_oembed_speaks_json_alone(situation: Situation) -> None:
    assert _oembed("http://localhost/situations/mosul/en/", format="xml").status_code == 501


# In feeds


def _entries(text: str) -> list[tuple[str, str]]:
    """The titles and links of a feed."""
    root = ElementTree.fromstring(text)
    return [
        (str(one.findtext(f"{ATOM}title")), str(one.find(f"{ATOM}link").get("href")))  # type: ignore[union-attr]
        for one in root.iter(f"{ATOM}entry")
    ]


def _feed(told: dict[str, Any]) -> str:
    """The feed of a snapshot's content."""
    with translation.override("en"):
        return feeds.feed(State(told, 3, TAKEN), [], HERE)


def test_the_feed_tells_each_figure_and_event_the_newest_first() -> None:
    early = "2017-06-01T00:00:00+00:00"
    told = content(standing(figure(best=750_000)), events=[event(place="Zanjili", approved_at=early)])
    assert _entries(_feed(told)) == [
        (
            "Displaced: 750,000, UN",
            "https://news.example/mosul/last-streets/#block-b1:~:text=The%20UN%20says%20750%2C000%20people%20have%20fled.",
        ),
        (
            "27 Jun: Clashes in Zanjili",
            "https://news.example/mosul/last-streets/#block-b1:~:text=There%20were%20clashes%20in%20the%20Old%20City.",
        ),
    ]


def test_hostile_text_and_characters_that_xml_has_not_stay_text_in_the_feed() -> None:
    told = content(standing(figure(best=1, quote=HOSTILE + "\x00\x0b\ufffe")), name=HOSTILE)
    root = ElementTree.fromstring(_feed(told))
    assert root.findtext(f"{ATOM}title") == HOSTILE
    assert {one.tag.removeprefix(ATOM) for one in root.iter()} == {
        "feed", "title", "link", "id", "updated", "subtitle", "entry", "published", "summary",
    }  # fmt: skip


def test_the_feed_is_answered_with_a_tag(situation: Situation) -> None:
    answer = Client().get("/situations/mosul/en/changes.atom")
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    again = Client().get(
        "/situations/mosul/en/changes.atom", headers={"if-none-match": answer.headers["ETag"]}
    )
    assert (again.status_code, again.content) == (304, b"")


# In search engines


def _graph(told: dict[str, Any]) -> list[dict[str, Any]]:
    """The structured data of a snapshot's content."""
    with translation.override("en"):
        seen = box_standings.describe(told["standings"], Calendar(locale("en"), TAKEN.date()))
        text = structured_data.script(State(told, 3, TAKEN), seen, [], HERE)
    assert "<" not in text
    graph: list[dict[str, Any]] = json.loads(text)["@graph"]
    return graph


@pytest.mark.parametrize(
    ("state", "kind"), [("live", "LiveBlogPosting"), ("slowing", "LiveBlogPosting"), ("closed", "WebPage")]
)
def test_only_what_goes_on_is_a_live_blog(state: str, kind: str) -> None:
    page, *_ = _graph(content(standing(figure(best=1)), events=[event()], state=state))
    assert page["@type"] == kind
    assert ("liveBlogUpdate" in page) == (kind == "LiveBlogPosting")
    assert page["citation"] == ["https://news.example/mosul/last-streets/"]


def test_figures_are_a_data_set_with_their_bounds_and_sources() -> None:
    _, dataset = _graph(content(standing(figure(low=700, high=None, best=None, qualifier="at_least"))))
    (variable,) = dataset["variableMeasured"]
    assert (variable["name"], variable["minValue"], "value" in variable, "maxValue" in variable) == (
        "Displaced",
        700,
        False,
        False,
    )
    assert variable["description"] == "Displaced: at least 700, UN"
    assert variable["citation"] == ["https://news.example/mosul/last-streets/"]


def test_nothing_in_the_data_ends_its_element() -> None:
    page, *_ = _graph(content(events=[event(place="</script><script>alert(1)</script>")], name="</script>"))
    assert page["name"] == "</script>"


# In pictures


def _drawn(told: dict[str, Any], language: str = "en") -> Image.Image:
    """The picture of a snapshot's content."""
    with translation.override(language):
        return Image.open(BytesIO(pictures.draw(State(told, 3, TAKEN), language)))


def test_a_picture_has_the_size_that_networks_want_and_shows_the_number() -> None:
    one, other = (_drawn(content(standing(figure(best=number)))) for number in (750_000, 800_000))
    assert (one.size, one.format) == ((1200, 630), "PNG")
    assert one.tobytes() != other.tobytes()


def test_what_qualifies_a_number_is_in_the_picture() -> None:
    plain, hedged, party = (
        _drawn(content(standing(figure(best=5, **more))))
        for more in ({}, {"hedged": True}, {"source": {"name": "UN", "role": "un", "party": True}})
    )
    assert len({plain.tobytes(), hedged.tobytes(), party.tobytes()}) == 3


def test_a_picture_of_hostile_text_is_a_picture() -> None:
    told = content(
        standing(figure(best=1e15, source={"name": HOSTILE, "role": "x", "party": True})), name=HOSTILE
    )
    assert _drawn(told, "ar").size == (1200, 630)


def test_arabic_letters_are_joined_and_numbers_keep_their_order() -> None:
    assert lettering.shaped("نحو 920,000", right_to_left=True) == "920,000 ﻮﺤﻧ"
    assert lettering.shaped("(نازح)", right_to_left=True) == "(ﺡﺯﺎﻧ)"
    assert lettering.shaped("about 920,000", right_to_left=False) == "about 920,000"


def test_lines_fit_or_say_that_they_were_cut() -> None:
    face = lettering.font(lettering.REGULAR, 20)
    found = lettering.lines("many words that go on and on and on", face, 120, 2)
    assert len(found) == 2
    assert found[-1].endswith("…")
    assert all(lettering.width(line, face) <= 120 for line in found)
    assert lettering.lines("few", face, 120, 2) == ["few"]


def test_the_picture_is_drawn_once_a_version(situation: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    draw, made = pictures.draw, []
    monkeypatch.setattr(pictures, "draw", lambda *told: made.append(told) or draw(*told))
    first, second = (Client().get("/situations/mosul/en/picture.png") for _ in range(2))
    show(situation, 800_000)
    third = Client().get("/situations/mosul/en/picture.png")
    assert (first.content == second.content, first.content == third.content, len(made)) == (True, False, 2)
    assert first.headers["Content-Type"] == "image/png"


# In caches


class Backend(BaseBackend):
    """A cache in front that remembers which addresses were purged."""

    purged: list[str] = []

    def __init__(self, settings: dict[str, Any]) -> None:
        super().__init__(settings)

    def purge_batch(self, urls: list[str]) -> None:
        self.purged.extend(urls)


def test_caches_in_front_are_told_of_every_address_and_article(
    situation: Situation, settings: Settings
) -> None:
    settings.WAGTAILFRONTENDCACHE = {"one": {"BACKEND": "tests.boxes.elsewhere.test_elsewhere.Backend"}}
    Backend.purged = []
    page = article("More.", situation=situation)
    purge.purge("mosul")
    purged = {url.removeprefix("http://localhost") for url in Backend.purged}
    paths = {
        form.format(quote(language))
        for language in ("en", "fr", "es", "ar", "uk", "ru")
        for form in (
            "/conflictdesk/boxes/mosul/{}/",
            "/conflictdesk/embed/mosul/{}/",
            "/situations/mosul/{}/",
            "/situations/mosul/{}/changes.atom",
            "/situations/mosul/{}/picture.png",
        )
    }
    assert paths <= purged
    assert page.url in purged
    assert len(purged) == len(paths) + 2


def test_without_a_cache_in_front_nothing_is_asked(
    situation: Situation, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        purge.purge("mosul")
