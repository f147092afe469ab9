"""The article page: head, body block by block, and the box beside it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image as Drawing
from wagtail.images.models import Image
from wagtail.models import Locale

from conflictdesk.newsroom.models import ArticlePage
from tests.factories import SituationFactory, article
from tests.newsroom.conftest import Newsroom

PUBLISHED = datetime(2017, 6, 28, 9, 30, tzinfo=UTC)


def shown(page: ArticlePage) -> str:
    return Client().get(page.url).content.decode()


def changed(page: ArticlePage, **fields: Any) -> ArticlePage:
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def picture() -> Image:
    file = BytesIO()
    Drawing.new("RGB", (1500, 900), "gray").save(file, "PNG")
    return Image.objects.create(title="A street", file=ImageFile(file, name="street.png"))


def test_head_has_title_standfirst_byline_place_and_date(newsroom: Newsroom) -> None:
    page = changed(
        article(title="Troops <fight> on", parent=newsroom.iraq, published=PUBLISHED),
        standfirst="In the Old City.",
        byline="Middle East desk",
        dateline="Erbil",
    )
    text = shown(page)

    assert "<h1>Troops &lt;fight&gt; on</h1>" in text
    assert '<p class="standfirst">In the Old City.</p>' in text
    assert "By <b>Middle East desk</b>" in text
    assert "<span>Erbil</span>" in text
    assert '<time datetime="2017-06-28T09:30:00+00:00">28 June 2017</time>' in text
    assert '<meta name="description" content="In the Old City.">' in text
    assert '<a href="/iraq/">Iraq</a></p>' in text


def test_an_article_published_again_on_another_day_says_updated(newsroom: Newsroom) -> None:
    page = article(parent=newsroom.iraq, published=PUBLISHED)
    ArticlePage.objects.filter(pk=page.pk).update(last_published_at=PUBLISHED + timedelta(hours=3))
    assert "updated" not in shown(page).split("</header>")[1]

    ArticlePage.objects.filter(pk=page.pk).update(last_published_at=PUBLISHED + timedelta(days=2))
    assert '<time datetime="2017-06-30T09:30:00+00:00">30 June 2017</time>' in shown(page)


def test_every_block_can_be_linked_to(newsroom: Newsroom) -> None:
    page = article("One.", "Two.", "Three.", parent=newsroom.iraq)

    ids = [str(block.id) for block in page.body]
    assert re.findall(r'id="block-([^"]+)"', shown(page)) == ids
    assert len(set(ids)) == 3


# Wagtail leaves the buffer in which it scales a picture to the garbage collector.
@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")
def test_each_kind_of_block_is_marked_up_as_what_it_is(newsroom: Newsroom) -> None:
    image = picture()
    image_value = {"image": image, "alt_text": "A street in ruins", "decorative": False}
    page = changed(
        article(parent=newsroom.iraq),
        body=[
            ("paragraph", "<p>Some <b>bold</b> words.</p>"),
            ("heading", "A & B"),
            ("quote", {"text": "We <leave>.", "speaker": "A resident"}),
            ("image", {"image": image_value, "caption": "The street", "credit": "Newsroom"}),
        ],
    )
    text = shown(page)

    assert "<p>Some <b>bold</b> words.</p>" in text
    assert "<h2>A &amp; B</h2>" in text
    assert "<blockquote><p>We &lt;leave&gt;.</p></blockquote><figcaption>A resident</figcaption>" in text
    assert re.findall(r'<img alt="([^"]*)"', text) == ["A street in ruins"]
    assert re.findall(r"\.width-(\d+)\.png (\d+)w", text) == [("640", "640"), ("1280", "1280")]
    assert '<figcaption>The street <span class="picture__credit">Newsroom</span></figcaption>' in text


def test_the_box_of_its_situation_stands_beside_the_article(newsroom: Newsroom) -> None:
    situation = SituationFactory(name="Battle of Mosul", slug="battle-of-mosul")
    page = article("One.", "Two.", "Three.", parent=newsroom.iraq, situation=situation)
    text = shown(page)

    assert text.count('class="article__situation"') == 1
    assert "Battle of Mosul" in text.split('class="article__situation"')[1].split("Three.")[0]


def test_an_alias_shows_the_boxes_of_its_original(newsroom: Newsroom) -> None:
    situation = SituationFactory(name="Battle of Mosul", slug="battle-of-mosul")
    page = article("One.", parent=newsroom.iraq, situation=situation)
    alias = page.create_alias(parent=newsroom.syria, update_slug="one-again")
    assert shown(alias).count('class="article__situation"') == 1


def test_an_article_of_no_situation_has_no_box(newsroom: Newsroom) -> None:
    SituationFactory(name="Battle of Mosul", slug="battle-of-mosul")
    page = article("One.", "Two.", parent=newsroom.iraq)

    assert "Battle of Mosul" not in shown(page)


def test_a_box_in_the_text_takes_the_place_of_the_one_beside_it(newsroom: Newsroom) -> None:
    situation = SituationFactory(name="Battle of Mosul", slug="battle-of-mosul")
    page = article("One.", parent=newsroom.iraq, situation=situation)
    page = changed(page, body=[("paragraph", "<p>One.</p>"), ("situation_box", {"situation": situation})])
    text = shown(page)

    assert 'class="article__situation"' not in text
    assert "Battle of Mosul" in text.split("block--situation_box")[1]


@pytest.mark.parametrize(
    ("language", "direction", "date"),
    [("en", "ltr", "28 June 2017"), ("fr", "ltr", "28 juin 2017"), ("ar", "rtl", "28 يونيو 2017")],
)
def test_an_article_is_shown_in_its_own_language_not_the_browser_s(
    newsroom: Newsroom, language: str, direction: str, date: str
) -> None:
    page = article(parent=newsroom.iraq, published=PUBLISHED)
    locale, _ = Locale.objects.get_or_create(language_code=language)
    ArticlePage.objects.filter(pk=page.pk).update(locale=locale)

    response = Client().get(page.url, headers={"accept-language": "es,ru;q=0.5"})
    assert f'<html lang="{language}" dir="{direction}">' in response.content.decode()
    assert f">{date}</time>" in response.content.decode()
    assert response.headers["Content-Language"] == language
