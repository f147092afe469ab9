"""The Atom feed of a situation: an entry for each fact that readers see now and each correction, newest
first.

Built from what is public now, never from older snapshots: withdrawn facts are in no entry. Atom: RFC
4287.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from conflictdesk.boxes.elsewhere import structured_data
from conflictdesk.boxes.live import box_events, box_standings, states
from conflictdesk.boxes.live.addresses import Addresses
from conflictdesk.boxes.live.box_standings import Figure, Standing
from conflictdesk.boxes.live.responses import answer
from conflictdesk.boxes.live.states import State
from conflictdesk.boxes.page import pages, public_corrections
from conflictdesk.contract.stored import EntryContent
from conflictdesk.ledger.snapshots import correction_log as ledger_corrections
from conflictdesk.ledger.snapshots.correction_log import Correction
from conflictdesk.wording import dates, languages

ENTRIES = 60
# Characters that XML does not allow; they come with pasted text.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One change: the statement, since when it is shown, and where it was read."""

    key: str
    title: str
    words: str
    url: str
    at: datetime


@require_safe
@pages.redirect_former_addresses
def changes(request: HttpRequest, slug: str, language: str) -> HttpResponse:
    """Returns the feed; 404 for a situation without a public article."""
    situation = pages.present_situation_at(slug, language)
    log = ledger_corrections.public(situation)[:ENTRIES]
    with translation.override(language):
        text = feed(states.present(situation), log, Addresses.of(request, slug, language))
    return answer(request, text, content_type="application/atom+xml; charset=utf-8", language=language)


def feed(state: State, log: Sequence[Correction], addresses: Addresses) -> str:
    """Returns the feed's XML, in the active language."""
    calendar = dates.Calendar(languages.locale(addresses.language), timezone.localdate(state.taken))
    standings = box_standings.describe(state.content["standings"], calendar)
    name = _clean(state.content["situation"]["name"])
    feed = Atom1Feed(
        title=name,
        link=addresses.page,
        description="",
        subtitle=_clean(structured_data.description(state, standings)),
        language=addresses.language,
        feed_url=addresses.feed,
        feed_guid=addresses.page,
    )
    for entry in _newest(
        [*_figures(standings, state), *_events(state, calendar), *_corrections(log, calendar)]
    ):
        feed.add_item(
            title=_clean(entry.title),
            link=addresses.whole(entry.url) or addresses.page,
            description=_clean(entry.words),
            unique_id=f"{addresses.page}#{entry.key}",
            pubdate=entry.at.replace(microsecond=0),
            updateddate=entry.at.replace(microsecond=0),
        )
    text: str = feed.writeString("utf-8")
    return text


def _newest(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: entry.at, reverse=True)[:ENTRIES]


def _figures(standings: Iterable[Standing], state: State) -> list[Entry]:
    return [
        _figure(standing, figure, fact)
        for standing, raw in zip(standings, state.content["standings"], strict=True)
        for figure, fact in zip(standing.figures, (raw["leader"], *raw["rivals"]), strict=True)
    ]


def _figure(standing: Standing, figure: Figure, fact: EntryContent) -> Entry:
    words = f"{figure.as_of.text}. “{fact['quote']}”: {figure.article}"
    title = f"{standing.title}: {figure.said}"
    return Entry(f"f{figure.claim}", title, words, figure.url, _approved(fact))


def _events(state: State, calendar: dates.Calendar) -> list[Entry]:
    events = state.content["events"][:ENTRIES]
    return [
        Entry(
            event.key,
            f"{event.date.text}: {event.text}",
            event.article,
            event.url,
            _approved(fact),
        )
        for event, fact in zip(box_events.describe(events, calendar), events, strict=True)
    ]


def _corrections(log: Sequence[Correction], calendar: dates.Calendar) -> list[Entry]:
    corrections = public_corrections.describe(log, calendar)
    return [
        Entry(one.key, one.said, one.why, one.url, raw.at) for one, raw in zip(corrections, log, strict=True)
    ]


def _approved(fact: EntryContent) -> datetime:
    return datetime.fromisoformat(fact["approved_at"])


def _clean(text: str) -> str:
    return _NOT_XML.sub("", text)
