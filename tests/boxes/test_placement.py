"""Automatic placement: on pages of situations, once, and nowhere else."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.test import RequestFactory

from conflictdesk.boxes.placement import PlaceBoxes
from conflictdesk.ledger.models import Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article

pytestmark = pytest.mark.django_db
HTML = "<html><head></head><body><main>Text.{}</main></body></html>"


def _placed(html: str, page: ArticlePage | None, kind: str = "text/html", status: int = 200) -> str:
    """The HTML that the middleware makes of an answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = TemplateResponse(request, "", {"page": page}, content_type=kind, status=status)
        response.content = html
        return response

    return PlaceBoxes(answer)(RequestFactory().get("/")).content.decode()


@pytest.mark.parametrize("end", ["</article>", "</main>", "</body>"])
def test_boxes_stand_at_the_end_of_the_text(situation: Situation, end: str) -> None:
    page = article("Text.", situation=situation)
    html = {"</article>": "<article>x</article>", "</main>": "<main>x</main>", "</body>": "x"}[end]
    found = _placed(f"<html><head></head><body>{html}</body></html>", page)
    before, after = found.split("<conflictdesk-box")[0], found.split("</conflictdesk-box>")[1]
    assert (before.endswith("x"), after.strip().startswith(end)) == (True, True)
    assert "conflictdesk/boxes/box.css" in found.partition("</head>")[0]


def test_a_page_of_none_or_with_its_own_box_or_of_another_kind_is_left_alone(situation: Situation) -> None:
    of_one, of_none = article("Text.", situation=situation), article("Text.")
    own = HTML.format("<conflictdesk-box></conflictdesk-box>")
    plain = HTML.format("")
    assert _placed(plain, of_none) == plain
    assert _placed(plain, None) == plain
    assert _placed(own, of_one) == own
    assert _placed(plain, of_one, kind="text/plain") == plain
    assert _placed(plain, of_one, status=404) == plain
    assert _placed("no end", of_one) == "no end"
