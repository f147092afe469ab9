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
from conflictdesk.boxes.live.responses import sent_on
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


class Elsewhere(Exception):
    """The situation has another address now."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


@dataclass(frozen=True, slots=True)
class Asked:
    """What the query of a situation page asks for; what cannot be read asks for nothing."""

    filters: timeline.Filters
    number: int
    on: date | None

    @classmethod
    def of(cls, request: HttpRequest) -> Asked:
        fields = {name: request.GET.get(name, "")[:300] for name in timeline.FIELDS}
        page = number(request.GET.get("page", ""))
        return cls(timeline.Filters(**fields), page or 1, _day(request.GET.get("on", "")))


def _day(iso: str) -> date | None:
    """A day that is over or is today, as the newsroom counts days."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return None
    return day if date(1900, 1, 1) < day <= timezone.localdate() else None


def reached(slug: str, language: str) -> Situation:
    """The situation of a public address, present or former. Http404 if there is none that a public article
    belongs to.
    """
    found = queries.public_situation_at(slug) if language in languages.known() else None
    if found is None:
        raise Http404("There is no such situation.")
    return found


def public(slug: str, language: str) -> Situation:
    """The situation of a public address. Http404 if there is none, Elsewhere if it has moved."""
    found = reached(slug, language)
    if found.slug != slug:
        raise Elsewhere(found.slug)
    return found


def follows(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Makes a view of a situation's address send readers on who come by a former one."""

    def followed(request: HttpRequest, slug: str, language: str) -> HttpResponse:
        try:
            return view(request, slug, language)
        except Elsewhere as elsewhere:
            match = request.resolver_match
            assert match is not None
            return sent_on(match.view_name, elsewhere.slug, language)

    return followed


@require_safe
def in_any_language(request: HttpRequest, slug: str) -> HttpResponse:
    """Sends a reader on to the page in a language that they read."""
    response = redirect("conflictdesk:situation", slug, languages.active())
    patch_vary_headers(response, ["Accept-Language"])
    return response


@require_safe
@follows
def page(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """The situation page, 404 for a situation that no public article belongs to."""
    found = public(slug, language)
    with translation.override(language):
        response = render(request, TEMPLATE, _context(request, found, language))
    response.headers["Content-Language"] = language
    if not getattr(getattr(request, "user", None), "is_authenticated", False):
        patch_cache_control(response, public=True, max_age=0, s_maxage=conf.get("SHARED_MAX_AGE"))
    return response


def _context(request: HttpRequest, found: Situation, language: str) -> Context:
    asked = Asked.of(request)
    until = _end_of(asked.on) if asked.on else None
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
    context |= _state(state, calendar, until) | _timeline(found, state, asked, calendar, facts)
    context["incidents"] = incident_figures.told(found, facts, calendar) if facts else ()
    context |= _log(found, calendar, until)
    return context | _head(request, state, language, context)


def _end_of(day: date) -> datetime:
    """The end of the day, or now while it lasts."""
    return min(timezone.make_aware(datetime.combine(day, time.max)), timezone.now())


def _state(state: State, calendar: dates.Calendar, until: datetime | None) -> Context:
    told = situation_view.stories(state.content, calendar)
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
        "stories": told,
        "has_charts": any(story.drawing for story in told),
        "names_party": any(story.standing.names_party for story in told),
    }


def _timeline(
    found: Situation, state: State, asked: Asked, calendar: dates.Calendar, facts: Public | None
) -> Context:
    """All public events as they are now; of a past state, without facts, those that its snapshot kept."""
    if facts is None:
        told = {event["claim"]: event for event in state.content["events"]}
        lines = [timeline.line_of(event) for event in told.values()]
        shown = timeline.timeline(lines, asked.filters, asked.number)
        events = [told[claim] for claim in shown.claims]
    else:
        lines = timeline.lines(found, facts.events)
        shown = timeline.timeline(lines, asked.filters, asked.number)
        teller = EntryBuilder(found, facts, shown.claims)
        events = [teller.event(claim) for claim in shown.claims]
    return {
        "timeline": shown,
        "months": timeline.months(events, calendar),
        "atlas": situation_view.atlas(lines),
    }


def _log(found: Situation, calendar: dates.Calendar, until: datetime | None) -> Context:
    log = ledger_corrections.public(found)
    return {
        "articles": situation_articles.articles(found, calendar, until),
        "corrections": public_corrections.told(log[: public_corrections.SHOWN], calendar),
    }


def _head(request: HttpRequest, state: State, language: str, context: Context) -> Context:
    """What the page's <head> tells machines. Filtered and past views tell them of the page itself."""
    addresses = Addresses.of(request, context["situation"].slug, language)
    told = [story.standing for story in context["stories"]]
    return {
        "addresses": addresses,
        "alternates": [(code, addresses.in_language(code).page) for code in languages.known()],
        "picture": addresses.picture(state.version),
        "description": structured_data.description(state, told),
        "is_view": bool(request.GET),
        "json_ld": ""
        if context["past"]
        else structured_data.script(state, told, context["corrections"], addresses),
    }
