"""Real rows for tests: users, situations, articles, and claims that went through the real intake."""

from __future__ import annotations

import itertools
from datetime import UTC, date, datetime
from typing import Any

import factory
from django.contrib.auth.models import Group, User
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from conflictdesk.contract.types import Actor, Attribution, Event, Figure, Place, Result, Span, When
from conflictdesk.ledger.extractions import intake, leases, outbox
from conflictdesk.ledger.models import ArticleSituation, Claim, Extraction, Situation
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile.proposals import proposals

PUBLISHED = datetime(2017, 6, 28, 9, tzinfo=UTC)
_numbers = itertools.count(1)


class UserFactory(factory.django.DjangoModelFactory[User]):
    class Meta:
        model = User
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"user{n}")
    password = factory.django.Password("password")


class EditorFactory(UserFactory):
    """A fact editor: may rule on claims."""

    @factory.post_generation
    def groups(self, create: bool, extracted: Any, **_: Any) -> None:
        self.groups.add(Group.objects.get(name="Fact editors"))


class JournalistFactory(UserFactory):
    """A journalist: may see claims, not rule on them."""

    @factory.post_generation
    def groups(self, create: bool, extracted: Any, **_: Any) -> None:
        self.groups.add(Group.objects.get(name="Conflict journalists"))


class SituationFactory(factory.django.DjangoModelFactory[Situation]):
    class Meta:
        model = Situation

    name = factory.Sequence(lambda n: f"Battle {n}")
    slug = factory.Sequence(lambda n: f"battle-{n}")


def article(
    *paragraphs: str,
    title: str = "",
    situation: Situation | None = None,
    owner: User | None = None,
    published: datetime | None = PUBLISHED,
    parent: Page | None = None,
    live: bool = True,
) -> ArticlePage:
    """An article below the site's root page, published (unless `live=False`) through Wagtail's own door."""
    page = ArticlePage(
        title=title or f"Article {next(_numbers)}",
        owner=owner,
        locale=Locale.get_default(),
        live=False,
        body=[("paragraph", RichText(f"<p>{one}</p>")) for one in paragraphs],
    )
    (parent or Site.objects.get(is_default_site=True).root_page).add_child(instance=page)
    if situation is not None:
        ArticleSituation.objects.create(page=page, situation=situation)
    page.first_published_at = published
    revision = page.save_revision(user=owner)
    if live:
        revision.publish()
    return ArticlePage.objects.get(pk=page.pk)


def edit(page: ArticlePage, *paragraphs: str) -> ArticlePage:
    """The article, published with these paragraphs instead of its own."""
    page.body = [("paragraph", RichText(f"<p>{one}</p>")) for one in paragraphs]
    page.save_revision().publish()
    return ArticlePage.objects.get(pk=page.pk)


def figure(text: str, quote: str, **values: Any) -> Figure:
    """A candidate as an extractor gives it: `quote` is looked up in `text`, the sentence is its line."""
    start = text.index(quote)
    values = {"measure": "killed", "low": 12, "best": 12, "high": 12, "qualifier": "exact"} | values
    return Figure(
        start, start + len(quote), quote, _line(text, start), **{"unit": "person", "rule": "test", **values}
    )


def event(text: str, quote: str, **values: Any) -> Event:
    start = text.index(quote)
    return Event(start, start + len(quote), quote, _line(text, start), **{"type": "clash", **values})


def said_by(text: str, name: str, actor_id: str | None = None, role: Any = None) -> Attribution:
    start = text.index(name)
    actor = Actor(name, start, start + len(name), actor_id, name if actor_id else None, role)
    return Attribution(start, start + len(name), name, actor)


def at_place(text: str, name: str, **values: Any) -> Place:
    start = text.index(name)
    return Place(name, start, start + len(name), name, **values)


def on_day(text: str, words: str, day: date) -> When:
    start = text.index(words)
    return When(words, start, start + len(words), day.isoformat(), day.isoformat(), "day")


def _line(text: str, start: int) -> Span:
    begin = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    return Span(begin, len(text) if end < 0 else end)


def record(page: ArticlePage, *candidates: Figure | Event) -> list[Claim]:
    """Records these candidates as if the extractor had found them in the page's live text."""
    extraction = outbox.request(page)
    assert extraction is not None
    leased = leases.take(extraction.pk) or Extraction.objects.get(pk=extraction.pk)
    result = Result(
        tuple(one for one in candidates if isinstance(one, Figure)),
        tuple(one for one in candidates if isinstance(one, Event)),
    )
    intake.apply(leased, proposals(result, extraction.text))
    return list(Claim.objects.filter(page_key=page.pk).order_by("pk"))
