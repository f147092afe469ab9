"""Puts the state of an article's latest extraction into words for its journalist."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import get_language_info, gettext, ngettext

from conflictdesk.ledger import queries
from conflictdesk.ledger.extractions import backlog, heartbeats, text_limit
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.ledger.rights import article_rights
from conflictdesk.reconcile import alerts
from conflictdesk.wording import elapsed


@dataclass(frozen=True)
class Progress:
    """The message: `tone` is a help block's class suffix; `queue_url` is "" when there is nothing to
    open.
    """

    words: str
    tone: str = "info"
    detail: str = ""
    queue_url: str = ""
    waits: bool = False
    failed: int | None = None
    cut: str = ""


def of(page: Any, user: Any = None) -> Progress:
    """Returns the state of the page's extraction; a page without an extraction has one, too. Makes at
    most three queries, and one more for a text that is too long to be read whole.
    """
    extraction = queries.latest_extraction(page.pk) if page.pk else None
    if extraction is None:
        return Progress(_unread_yet(page), waits=_is_live(page))
    return replace(_of_text(page, extraction, user), cut=cut_words(extraction))


def cut_words(extraction: Extraction) -> str:
    """Says up to where an overlong text was read; "" for a text that was read whole, or not at all."""
    unread = (Extraction.State.FAILED, Extraction.State.UNREAD)
    cut = text_limit.cut_of(extraction) if extraction.state not in unread else None
    if cut is None:
        return ""
    return gettext(
        "This text is read up to character %(read)s of %(length)s (“… %(words)s”): what lies beyond is not "
        "proposed, but can be marked by hand."
    ) % {"read": _grouped(cut.read), "length": _grouped(cut.length), "words": cut.words}


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)


def _of_text(page: Any, extraction: Extraction, user: Any) -> Progress:
    match extraction.state:
        case Extraction.State.DONE:
            return _done(page.pk, user)
        case Extraction.State.FAILED:
            return Progress(
                gettext("This article could not be read. Publishing it again tries once more."),
                "critical",
                extraction.error,
                failed=extraction.pk,
            )
        case Extraction.State.UNREAD:
            return Progress(unread_words(extraction.language), "warning")
    return _waiting(extraction)


def _waiting(extraction: Extraction) -> Progress:
    seen = heartbeats.last_seen()
    if alerts.reader(heartbeats.sightings(seen), backlog.waited(extraction)) != alerts.Condition.LATE:
        words = gettext("Waiting to be read. Its claims will be in the review queue in a moment.")
        return Progress(words, waits=True)
    worker = seen.get(heartbeats.WORKER)
    return Progress(_without_worker(worker), "warning", waits=True)


def _without_worker(worker: heartbeats.Seen | None) -> str:
    if worker is None:
        return gettext(
            "Published and stored. No worker that reads articles has been seen yet; nothing is lost, the "
            "article is read when there is one. Tell whoever runs the site."
        )
    return gettext(
        "Published and stored. The worker that reads articles has not been seen since %(since)s; nothing is "
        "lost, the article is read when it is back. Tell whoever runs the site."
    ) % {"since": elapsed.since(worker.at)}


def _unread_yet(page: Any) -> str:
    if not _is_live(page):
        return gettext("Claims are proposed from this article's text when it is published.")
    seen = heartbeats.last_seen()
    if heartbeats.SWEEP not in seen:
        return gettext(
            "Not read yet. The sweep that finds such articles has not run yet; the article is read when it "
            "does. If this stays so, tell whoever runs the site."
        )
    if alerts.sweep(heartbeats.sightings(seen), backlog.first_text_age()) == alerts.Condition.LATE:
        return gettext(
            "Not read yet. The sweep that finds such articles has not run since %(since)s; the article is "
            "read when it runs again. Tell whoever runs the site."
        ) % {"since": elapsed.since(seen[heartbeats.SWEEP].at)}
    return gettext("Not read yet. It will be read within the next minute.")


def _is_live(page: Any) -> bool:
    return bool(getattr(page, "live", False) and page.pk)


def _done(page_key: int, user: Any) -> Progress:
    counts = Claim.objects.filter(page_key=page_key, presence=Claim.Presence.PRESENT).aggregate(
        all=Count("pk"), waiting=Count("pk", filter=Q(state=Claim.State.PENDING))
    )
    if not counts["all"]:
        return Progress(gettext("Read. No figures or events were found in it."), "info")
    proposed = ngettext("Read. %(n)d claim proposed,", "Read. %(n)d claims proposed,", counts["all"])
    waiting = ngettext("%(n)d of them waits.", "%(n)d of them wait.", counts["waiting"])
    if not counts["waiting"]:
        waiting = gettext("none of them waits.")
    words = f"{proposed % {'n': counts['all']}} {waiting % {'n': counts['waiting']}}"
    return Progress(words, "success", queue_url=_queue_url(page_key, user))


def _queue_url(page_key: int, user: Any) -> str:
    """Returns the address of the queue with all claims of this article; "" if the user may not see them."""
    if user is None or not article_rights.may_on_page(user, article_rights.Act.SEE, page_key):
        return ""
    return f"{reverse('conflictdesk_facts:queue')}?article={page_key}&realis=all"


def unread_words(language: str) -> str:
    """Says that articles in this language are not read; names the language in the reader's own language."""
    return gettext("Not read: the extractor does not read %(language)s.") % {
        "language": language_name(language)
    }


def language_name(code: str) -> str:
    try:
        return str(get_language_info(code)["name_translated"])
    except KeyError:
        return code
