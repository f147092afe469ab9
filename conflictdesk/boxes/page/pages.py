"""The situation page at its public address: what a reader may see now, or at the end of a past day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.views.decorators.http import require_safe

from conflictdesk import conf
from conflictdesk.boxes.elsewhere import structured_data
from conflictdesk.boxes.live import incident_figures, situation_articles, states
from conflictdesk.boxes.live.addresses import Addresses
from conflictdesk.boxes.live.box import STATES
from conflictdesk.boxes.live.responses import redirect_permanently
from conflictdesk.boxes.live.states import State
from conflictdesk.boxes.page import public_corrections, situation_view, timeline
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.snapshots import correction_log as ledger_corrections
from conflictdesk.ledger.snapshots import public_content
from conflictdesk.ledger.snapshots.public_content import Public
from conflictdesk.ledger.snapshots.snapshot_entries import EntryBuilder
from conflictdesk.untrusted import number
from conflictdesk.wording import dates, languages, times

TEMPLATE = "conflictdesk/boxes/situation.html"
Context = dict[str, Any]


class MovedSituation(Exception):
    """The situation has another address now: `slug`."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True)
class PageQuery:
    """What the query of a situation page requests; unreadable parts request nothing."""

    filters: timeline.Filters
    number: int
    on: date | None

    @classmethod
    def of(cls, request: HttpRequest) -> PageQuery:
        """Returns what the request's query asks for."""
        fields = {name: request.GET.get(name, "")[:300] for name in timeline.FIELDS}
        page = number(request.GET.get("page", ""))
        return cls(timeline.Filters(**fields), page or 1, _day(request.GET.get("on", "")))


def _day(iso: str) -> date | None:
    """Returns a day up to today in the newsroom's time zone; None for anything else."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return day if date(1900, 1, 1) < day <= timezone.localdate() else None


def situation_at(slug: str, language: str) -> Situation:
    """Returns the situation at a public address, present or former. Raises Http404 if there is none with
    a public article.
    """
    found = queries.public_situation_at(slug) if language in languages.known() else None
    if found is None:
        raise Http404("There is no such situation.")
    return found


def present_situation_at(slug: str, language: str) -> Situation:
    """Returns the situation at its present address. Raises Http404 if there is none, MovedSituation at a
    former address.
    """
    found = situation_at(slug, language)
    if found.slug != slug:
        raise MovedSituation(found.slug)
    return found


def redirect_former_addresses(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Returns the view of a situation's address, wrapped: it redirects readers who come by a former
    address.
    """

    def redirected(request: HttpRequest, slug: str, language: str) -> HttpResponse:
        try:
            return view(request, slug, language)
        except MovedSituation as moved:
            match = request.resolver_match
            assert match is not None
            return redirect_permanently(match.view_name, moved.slug, language)

    return redirected


@require_safe
def in_any_language(request: HttpRequest, slug: str) -> HttpResponse:
    """Redirects a reader to the page in a language that they read."""
    response = redirect("conflictdesk:situation", slug, languages.active())
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@redirect_former_addresses
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Returns the situation page; 404 for a situation without a public article."""
    found = present_situation_at(slug, language)
    with translation.override(language):
        response = render(request, TEMPLATE, _context(request, found, language))
    response.headers["Content-Language"] = language
    if not getattr(getattr(request, "user", None), "is_authenticated", False):
        patch_cache_control(response, public=True, max_age=0, s_maxage=conf.get("SHARED_MAX_AGE"))
    return response


def _context(request: HttpRequest, found: Situation, language: str) -> Context:
    query = PageQuery.of(request)
    until = _end_of(query.on) if query.on else None
    state = states.past(found, until) if until else states.present(found)
    calendar = dates.Calendar(languages.locale(language), timezone.localdate(state.taken))
    context = {
        "base_template": conf.get("BASE_TEMPLATE"),
        "situation": found,
        "language": language,
        "right_to_left": translation.get_language_bidi(),
        "page_url": Addresses.of(request, found.slug, language).path("situation"),
        "first_day": timezone.localdate(found.created_at).isoformat(),
        "today": timezone.localdate().isoformat(),
    }
    facts = None if until else public_content.public(found)
    context |= _state(state, calendar, until) | _timeline(found, state, query, calendar, facts)
    context["incidents"] = incident_figures.describe(found, facts, calendar) if facts else ()
    context |= _log(found, calendar, until)
    return context | _head(request, state, language, context)


def _end_of(day: date) -> datetime:
    """Returns the end of the day, or now if the day is not over."""
    return min(timezone.make_aware(datetime.combine(day, time.max)), timezone.now())


def _state(state: State, calendar: dates.Calendar, until: datetime | None) -> Context:
    stories = situation_view.stories(state.content, calendar)
    past = until and {
        "day": timezone.localdate(until).isoformat(),
        "stood": times.stood(until, calendar.locale),
    }
    return {
        "summary": state.content["situation"]["summary"],
        "state_label": STATES.get(state.content["situation"]["state"], ""),
        "updated": times.updated(state.taken, calendar.locale) if state.version else None,
        "past": past,
        "withdrawn": state.withdrawn,
        "stories": stories,
        "has_charts": any(story.drawing for story in stories),
        "names_party": any(story.standing.names_party for story in stories),
    }


def _timeline(
    found: Situation, state: State, query: PageQuery, calendar: dates.Calendar, facts: Public | None
) -> Context:
    """Returns all public events as they are now; for a past state, without facts, those that its
    snapshot kept.
    """
    if facts is None:
        stored = {event["claim"]: event for event in state.content["events"]}
        lines = [timeline.line_of(event) for event in stored.values()]
        shown = timeline.timeline(lines, query.filters, query.number)
        events = [stored[claim] for claim in shown.claims]
    else:
        lines = timeline.lines(found, facts.events)
        shown = timeline.timeline(lines, query.filters, query.number)
        builder = EntryBuilder(found, facts, shown.claims)
        events = [builder.event(claim) for claim in shown.claims]
    return {
        "timeline": shown,
        "months": timeline.months(events, calendar),
        "atlas": situation_view.atlas(lines),
    }


def _log(found: Situation, calendar: dates.Calendar, until: datetime | None) -> Context:
    log = ledger_corrections.public(found)
    return {
        "articles": situation_articles.articles(found, calendar, until),
        "corrections": public_corrections.describe(log[: public_corrections.SHOWN], calendar),
    }


def _head(request: HttpRequest, state: State, language: str, context: Context) -> Context:
    """Returns what the page's <head> says to machines. Filtered and past views name the page itself
    there.
    """
    addresses = Addresses.of(request, context["situation"].slug, language)
    standings = [story.standing for story in context["stories"]]
    return {
        "addresses": addresses,
        "alternates": [(code, addresses.in_language(code).page) for code in languages.known()],
        "picture": addresses.picture(state.version),
        "description": structured_data.description(state, standings),
        "is_view": bool(request.GET),
        "json_ld": ""
        if context["past"]
        else structured_data.script(state, standings, context["corrections"], addresses),
    }
