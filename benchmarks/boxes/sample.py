"""Creates what is measured: situations of few and of many facts, and articles with two boxes and with
none.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from benchmarks.boxes.urls import BARE_KEY
from conflictdesk.boxes.live import box_cache
from conflictdesk.ledger.models import ArticleSituation, Situation, Snapshot
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile.standing import Figure, Standing, standings

FIRST_DAY = date(2017, 1, 1)
EVENTS_KEPT, HISTORY_KEPT = 50, 200
SOURCES = ("UN", "UNHCR", "Iraqi military", "aid agencies")
MEASURES = ("killed", "wounded", "displaced", "trapped", "detained")
ARTICLE = {"title": "An article", "url": "/an-article/", "block": "b"}


def prepare() -> dict[str, str]:
    """Fills the database and the cache; returns the address of each measured thing by its name."""
    root = Site.objects.get(is_default_site=True).root_page
    few, many = _situation("few"), _situation("many")
    addresses = {
        "bare": "/bare/",
        "poll": "/conflictdesk/boxes/few/en/",
        "poll, 10,000 facts": "/conflictdesk/boxes/many/en/",
        "article, two boxes": _article(root, "boxes", few, many),
        "article, no box": _article(root, "plain"),
    }
    # Last, because adding an article makes the ledger write an empty snapshot.
    _show(few, 1)
    _show(many, 10_000)
    found = box_cache.find("few", "en")
    assert found is not None
    cache.set(BARE_KEY, found.html, None)
    return addresses


def _situation(slug: str) -> Situation:
    Situation.objects.filter(slug=slug).delete()
    return Situation.objects.create(name=f"Situation of {slug}", slug=slug)


def _show(situation: Situation, facts: int) -> None:
    Snapshot.objects.filter(situation=situation).delete()
    Snapshot.objects.create(situation=situation, version=1, content=_content(situation, facts), digest="")
    box_cache.forget(situation.slug)


def _article(root: Page, slug: str, *situations: Situation) -> str:
    for page in ArticlePage.objects.filter(slug=slug):
        page.delete()
    words = RichText("<p>" + "Some words of an article. " * 40 + "</p>")
    page = ArticlePage(title=slug, slug=slug, locale=Locale.get_default(), body=[("paragraph", words)] * 8)
    root.add_child(instance=page)
    for situation in situations:
        ArticleSituation.objects.create(page=page, situation=situation)
    return str(page.url)


def _content(situation: Situation, facts: int) -> dict[str, Any]:
    """Returns content as the ledger writes it: half of the facts are figures; only the newest events are
    kept.
    """
    figures = [_figure(number) for number in range(max(facts // 2, 1))]
    events = facts - len(figures)
    return {
        "situation": {"slug": situation.slug, "name": situation.name, "state": "live", "summary": ""},
        "standings": [_standing(one) for one in standings(figures)],
        "events": [_event(number) for number in range(min(events, EVENTS_KEPT))],
        "articles": 1,
        "corrections": 0,
    }


def _figure(number: int) -> Figure:
    value = float(1000 + number)
    return Figure(
        id=number + 1,
        measure=MEASURES[number % len(MEASURES)],
        unit="person",
        population="",
        side="",
        period="cumulative",
        place=f"Place {number % 40}",
        low=value,
        best=value,
        high=value,
        qualifier="exact",
        source=SOURCES[number % 7 % len(SOURCES)],
        as_of=FIRST_DAY + timedelta(days=number // 20),
        order=number,
    )


def _standing(one: Standing) -> dict[str, Any]:
    key = {name: getattr(one.key, name) for name in ("measure", "unit", "population", "side", "period")}
    history = [_point(point) for point in one.history[-HISTORY_KEPT:]]
    rivals = [_shown(rival) for rival in one.rivals]
    return {
        **key,
        "place": one.key.place,
        "leader": _shown(one.leader),
        "rivals": rivals,
        "history": history,
    }


def _point(figure: Figure) -> dict[str, Any]:
    bounds = {name: getattr(figure, name) for name in ("low", "best", "high", "qualifier", "source")}
    return {"claim": figure.id, "as_of": figure.as_of.isoformat(), **bounds}


def _shown(figure: Figure) -> dict[str, Any]:
    names = ("measure", "unit", "population", "side", "period", "low", "best", "high", "qualifier")
    return {**{name: getattr(figure, name) for name in names}, **_shared(figure.id, figure.source)}


def _event(number: int) -> dict[str, Any]:
    event = {"type": "clash", "trigger": "clashes", "actors": ["Police"], "targets": [], "weapon": ""}
    return {**event, "realis": "actual", **_shared(100_000 + number, "UN")}


def _shared(claim: int, source: str) -> dict[str, Any]:
    return {
        "claim": claim,
        "source": {"name": source, "role": "un", "party": False},
        "hedged": False,
        "place": "Old City",
        "from": "2017-06-27",
        "to": "2017-06-27",
        "precision": "day",
        "as_of": "2017-06-28",
        "quote": "1,000 people",
        "sentence": "The UN says 1,000 people have fled.",
        "article": ARTICLE,
        "approved_at": "2017-06-28T12:00:00+00:00",
    }
