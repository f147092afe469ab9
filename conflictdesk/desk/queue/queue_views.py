"""Views of the review queue: one claim at a time, and the list of those that wait."""

from __future__ import annotations

from typing import Any

import swapper
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from conflictdesk.desk import menu
from conflictdesk.desk.article import progress
from conflictdesk.desk.models import SavedFilter
from conflictdesk.desk.queue import queue_filters, shortcuts, unread_articles
from conflictdesk.desk.queue.queue_order import AHEAD, Queue
from conflictdesk.desk.queue.text_order import ArticleQueue
from conflictdesk.desk.reports import home
from conflictdesk.desk.reports.newsroom_state import NewsroomState
from conflictdesk.desk.review import card, decided_claims, presence
from conflictdesk.desk.review.amendment import AmendmentForm, form_for
from conflictdesk.desk.review.card import Card
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.models import Claim, RejectReason
from conflictdesk.ledger.rights import article_rights
from conflictdesk.untrusted import number
from conflictdesk.wording import reading_lines

# A request with this header gets only the part that changes; the response names the part in the same header.
PART = "X-Conflictdesk-Part"


class DeskView(WagtailAdminTemplateMixin, View):
    """Base of the queue's views: access, the claims that match the address's filters, the page."""

    page_title = _("Facts to review")
    header_icon = "clipboard-list"
    # The whole page, and the part of it that changes.
    queue_templates = ("conflictdesk/desk/queue/queue.html", "conflictdesk/desk/queue/queue_part.html")
    article_templates = ("conflictdesk/desk/queue/article.html", "conflictdesk/desk/queue/article_part.html")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not article_rights.may_open(request.user):
            return self.closed()
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def filters(self) -> queue_filters.Filters:
        return queue_filters.Filters.read(self.request.GET.dict())

    @cached_property
    def queue(self) -> Queue | ArticleQueue:
        if self.filters.text:
            return ArticleQueue(int(self.filters.article), self.request.user)
        return Queue(self.filters, self.request.user)

    def card(self, claim_id: str | int | None) -> Card | None:
        """Returns the claim of that id as this user's card; None if there is no such claim or the user
        may not see it.
        """
        key = number(str(claim_id))
        found = (
            card.claims().filter(article_rights.claims(self.request.user), pk=key)
            if key is not None
            else None
        )
        claim = found.first() if found is not None else None
        return Card(claim, self.request.user) if claim else None

    def show(
        self,
        shown: Card | None,
        form: AmendmentForm | None = None,
        *,
        problem: str = "",
        status: int = 200,
    ) -> HttpResponse:
        context = self.get_context_data(card=shown, form=form, problem=problem)
        part = PART in self.request.headers
        kind = self.article_templates if self.filters.text else self.queue_templates
        template = kind[part]
        return self.as_part(template, context, "1" if part else "", status)

    def as_part(self, template: str, context: dict[str, Any], part: str, status: int = 200) -> HttpResponse:
        """Returns the response, with a header that names the part; `part` is "" for a whole page."""
        response = TemplateResponse(self.request, template, context, status=status)
        patch_vary_headers(response, [PART])
        if self.filters.text:
            response["X-Frame-Options"] = "SAMEORIGIN"
        if part:
            response[PART] = part
        return response

    def closed(self) -> HttpResponse:
        """Returns a page with status 403 that says the user may not open the desk; it does not redirect."""
        context = super().get_context_data()
        return TemplateResponse(self.request, "conflictdesk/desk/review/closed.html", context, status=403)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    def address(self, **more: Any) -> str:
        """Returns the queue's address with the present filters."""
        query = self.filters.query(**more)
        return reverse("conflictdesk_facts:queue") + (f"?{query}" if query else "")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        shown: Card | None = kwargs["card"]
        return (
            context
            | self.messages_context(self.request.GET.get("done", ""))
            | self.card_context(shown)
            | {
                "items": [self.item(claim) for claim in self.queue.around(shown.claim if shown else None)],
                "adjacent_parts": self._adjacent_links(shown),
                "others": presence.enter(shown.claim.pk, self.request.user) if shown else [],
                **(self._article_context() if self.filters.text else self._queue_context(shown)),
            }
        )

    def _queue_context(self, shown: Card | None) -> dict[str, Any]:
        return {
            "filter_form": self.filters.form(self.request.user),
            "saved": SavedFilter.objects.filter(user=self.request.user.pk),
            "unread": unread_articles.articles(self.request.user),
            "cut": unread_articles.cut(self.request.user),
            "state": NewsroomState(self.request.user),
            "latest": [] if shown else decided_claims.latest(self.request.user),
        }

    def _article_context(self) -> dict[str, Any]:
        """Returns the article and the state of its extraction; both None if the user may not see it."""
        pages = swapper.load_model("wagtailcore", "Page").objects.filter(
            article_rights.pages(self.request.user)
        )
        page = pages.filter(pk=self.filters.article).first()
        return {"article": page, "progress": progress.of(page, self.request.user) if page else None}

    def messages_context(self, done: str) -> dict[str, Any]:
        """Returns the context of the messages above the card: how many claims wait, the user's ruling
        `done`, what can be undone.
        """
        user = self.request.user
        return {
            "queue": self.queue,
            "filters": self.filters,
            "query": self.filters.query(),
            "may_rule": article_rights.may_decide(user),
            "keys_on": shortcuts.are_on(user),
            "just_decided": decided_claims.by_id(done, user),
            "undoable": decided_claims.undoable(user),
            "merge": decided_claims.last_merge(user),
            "menu_label": menu.label(user),
        }

    def card_context(self, shown: Card | None) -> dict[str, Any]:
        """Returns the context of a card's template."""
        return {
            "card": shown,
            "links": self._links(shown),
            "query": self.filters.query(),
            "reasons": RejectReason.choices,
            "may_rule": article_rights.may_decide(self.request.user),
            "keys_on": shortcuts.are_on(self.request.user),
        }

    def _links(self, shown: Card | None) -> dict[str, Any]:
        if shown is None:
            return {"all": reverse("conflictdesk_facts:queue")}
        after, before = self.queue.after(shown.claim), self.queue.before(shown.claim)
        return {
            "all": reverse("conflictdesk_facts:queue"),
            "this": self.address(claim=shown.claim.pk),
            "amend": self.address(claim=shown.claim.pk, amend=1, **{"as": shown.claim.situation_id}),
            "next": self.address(claim=after) if after else "",
            "previous": self.address(claim=before) if before else "",
        }

    def _adjacent_links(self, shown: Card | None) -> dict[str, str]:
        earlier, later = self.queue.adjacent_parts(shown.claim) if shown else (None, None)
        return {
            "earlier": self.address(claim=earlier) if earlier else "",
            "later": self.address(claim=later) if later else "",
        }

    def item(self, claim: Claim) -> dict[str, Any]:
        """Returns the context of one claim in the list beside the card."""
        ruling = claim.ruling if self.filters.text else None
        words = reading_lines.headline(readings.reading(claim, ruling), claim.proposal["quote"])
        where = {name: getattr(claim, name, "") for name in ("field", "block")}
        return {"claim": claim, "headline": words, "url": self.address(claim=claim.pk), **where}


class QueueView(DeskView):
    """Shows the claim that the address names, else the first that waits. Works without scripts."""

    def get(self, request: HttpRequest) -> HttpResponse:
        home.mark_seen(request.user)
        shown = self.card(request.GET.get("claim", "")) or self.card(self.queue.first())
        if shown is not None:
            self.preview_situation(shown.claim)
        amending = shown is not None and "amend" in request.GET and shown.refusal is None and shown.waits
        return self.show(shown, form_for(shown.reading) if shown and amending else None)

    def preview_situation(self, claim: Claim) -> None:
        """Shows the claim as if it belonged to the situation that the address asks about; stores
        nothing.
        """
        asked = number(self.request.GET.get("as", ""))
        if claim.state == Claim.State.PENDING and asked is not None:
            known = article_rights.situations(self.request.user)
            claim.situation = known.filter(pk=asked).first() or claim.situation


class AheadView(DeskView):
    """Returns the next cards for a desk that loads them ahead: those after `after`, without those in
    `skip`.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        last = self.card(request.GET.get("after"))
        known = set(request.GET.get("skip", "").split(","))
        if last is None:
            return JsonResponse({"cards": []})
        following = self.queue.following(last.claim, AHEAD + len(known))
        fresh = [key for key in following if str(key) not in known][: self._wanted()]
        return JsonResponse({"cards": [self._ready(key) for key in fresh]})

    def _wanted(self) -> int:
        wanted = number(self.request.GET.get("number", ""))
        return AHEAD if wanted is None else min(wanted, AHEAD)

    def _ready(self, key: int) -> dict[str, Any]:
        shown = self.card(key)
        assert shown is not None
        context = self.card_context(shown)
        context["ahead"] = True
        item = {"item": self.item(shown.claim), "in_article": bool(self.filters.text)}
        return {
            "id": key,
            "url": context["links"]["this"],
            "card": render_to_string("conflictdesk/desk/review/card.html", context, self.request),
            "item": render_to_string("conflictdesk/desk/queue/line_item.html", item, self.request),
        }


class OpenView(DeskView):
    """Records that the user has a claim open; returns who else has, and the claim's present version."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        if not article_rights.may(request.user, article_rights.Act.SEE, Claim(pk=claim_id)):
            raise Http404
        left = number(request.POST.get("left", ""))
        if left is not None:
            presence.leave(left, request.user)
        version = Claim.objects.filter(pk=claim_id).values_list("version", flat=True).first()
        others = presence.enter(claim_id, request.user)
        context = {"others": others}
        words = render_to_string("conflictdesk/desk/review/others.html", context, request) if others else ""
        return JsonResponse({"others": words, "version": version})


class TwinsView(DeskView):
    """Shows claims of other articles that report the same, for a card loaded ahead: finding them is slow."""

    def get(self, request: HttpRequest, claim_id: int) -> HttpResponse:
        shown = self.card(claim_id)
        if shown is None:
            raise Http404
        return self.as_part("conflictdesk/desk/review/card_side.html", self.card_context(shown), "twins")
