"""The newsroom's page types: home, section, article."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from conflictdesk.boxes.live import situation_articles
from conflictdesk.desk.articles import ArticleMixin, SituationsPanel
from conflictdesk.ledger import public_sites
from conflictdesk.ledger.models import ArticleSituation
from conflictdesk.newsroom.blocks import BodyBlock

ARTICLES_ON_FRONT = 5
ARTICLES_PER_SECTION = 3
ARTICLES_PER_PAGE = 8
# So many blocks of an article come before the box where the page is one column.
OPENING_BLOCKS = 2


def newest_articles(within: Page) -> QuerySet[ArticlePage]:
    """Returns the live, public articles below a page, newest first."""
    articles: QuerySet[ArticlePage] = (
        public_sites.open_to_all(ArticlePage.objects.descendant_of(within).live())
        .select_related("lead_image")
        .order_by("-first_published_at", "-pk")
    )
    return articles


def newest_with_situation(articles: list[ArticlePage]) -> ArticlePage | None:
    """Returns the newest of the articles that belongs to a situation, whose box the front page shows;
    None if none does.
    """
    members = ArticleSituation.objects.filter(page__in=[article.pk for article in articles])
    known = set(members.values_list("page_id", flat=True))
    return next((article for article in articles if article.pk in known), None)


def with_sections(articles: Iterable[ArticlePage], sections: list[Page]) -> list[ArticlePage]:
    """Returns the articles with `section` set, so that it needs no query for each; None for another
    parent.
    """
    by_path = {section.path: section for section in sections}
    listed = list(articles)
    for article in listed:
        article.section = by_path.get(article.path[: -Page.steplen])
    return listed


def section_lists(sections: list[Page], shown: set[int]) -> list[tuple[Page, list[ArticlePage]]]:
    """Returns each section with its newest articles that are not shown already, without empty sections."""
    filled = (
        (section, list(newest_articles(section).exclude(pk__in=shown)[:ARTICLES_PER_SECTION]))
        for section in sections
    )
    return [(section, articles) for section, articles in filled if articles]


class PageLanguageMixin:
    """A page type shown in its page's language, not the one that the visitor's browser prefers: dates,
    boxes and text direction belong to the text around them.
    """

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        language: str = self.locale.language_code  # type: ignore[attr-defined]
        with translation.override(language):
            response: HttpResponse = super().serve(request, *args, **kwargs).render()  # type: ignore[misc]
        response.headers["Content-Language"] = language
        return response


class HomePage(PageLanguageMixin, Page):
    """The front page: the newest articles of all sections."""

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("tagline")]
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.SectionPage"]
    max_count_per_parent = 1
    template = "newsroom/home_page.html"

    class Meta:
        verbose_name = _("front page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        sections = list(public_sites.open_to_all(self.get_children().live()))
        shown = with_sections(newest_articles(self)[:ARTICLES_ON_FRONT], sections)
        context["lead"], context["more"] = (shown[0] if shown else None), shown[1:]
        context["with_situation"] = newest_with_situation(shown)
        context["section_lists"] = section_lists(sections, {article.pk for article in shown})
        return context


class SectionPage(PageLanguageMixin, Page):
    """A section: its articles, newest first, in pages of `ARTICLES_PER_PAGE`."""

    intro = models.CharField(_("introduction"), max_length=300, blank=True)

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["newsroom.HomePage"]
    subpage_types = ["newsroom.ArticlePage"]
    template = "newsroom/section_page.html"

    class Meta:
        verbose_name = _("section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["articles"] = self.articles(request.GET.get("page", "1"))
        return context

    def articles(self, number: str) -> PaginatorPage[ArticlePage]:
        """Returns one page of the section's articles; the nearest existing page if that number does not
        exist.
        """
        return Paginator(newest_articles(self), ARTICLES_PER_PAGE).get_page(number)


class ArticlePage(PageLanguageMixin, ArticleMixin, Page):
    """An article; `conflictdesk_text_fields` names the fields that claims are read from."""

    standfirst = models.TextField(_("standfirst"), blank=True, help_text=_("One or two sentences."))
    byline = models.CharField(_("byline"), max_length=200, blank=True, help_text=_("Who wrote it."))
    dateline = models.CharField(
        _("place"), max_length=200, blank=True, help_text=_("Where it was written, as in the dateline.")
    )
    lead_image = models.ForeignKey(
        "wagtailimages.Image", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    body = StreamField(BodyBlock(), blank=True)

    conflictdesk_text_fields = ("title", "standfirst", "body")

    content_panels = [
        *Page.content_panels,
        SituationsPanel(),
        FieldPanel("standfirst"),
        MultiFieldPanel([FieldPanel("byline"), FieldPanel("dateline")], heading=_("By and from")),
        FieldPanel("lead_image"),
        FieldPanel("body"),
    ]
    search_fields = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]
    parent_page_types = ["newsroom.SectionPage"]
    subpage_types: list[str] = []
    template = "newsroom/article_page.html"

    class Meta:
        verbose_name = _("article")

    @property
    def conflictdesk_place(self) -> str:
        """The dateline; the extractor resolves place names by it."""
        return self.dateline

    @cached_property
    def section(self) -> Page | None:
        """The section that contains the article."""
        return self.get_parent()

    @property
    def is_updated(self) -> bool:
        """Whether the article was published again a day or more after its first publication; readers are
        told.
        """
        if not self.first_published_at or not self.last_published_at:
            return False
        return bool(self.last_published_at - self.first_published_at >= timedelta(days=1))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Adds the body in two parts, and whether boxes are shown beside it: not if the body contains
        one.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        blocks = list(self.body)
        context["opening"], context["rest"] = blocks[:OPENING_BLOCKS], blocks[OPENING_BLOCKS:]
        holds_box = any(block.block_type == "situation_box" for block in blocks)
        context["show_situations"] = not holds_box and bool(situation_articles.situations(self))
        return context
