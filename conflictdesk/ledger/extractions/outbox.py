"""The outbox: extraction rows that make sure that every live text is read, whatever breaks in between.

A row is written first and its task sent after commit. Rows whose lease ran out are sent again by the sweep,
which also writes rows for live articles that have none. State changes only by conditional update, and what
concerns a page's texts happens while the page is held: two sweeps at once send nothing twice.

What somebody has just published goes to the live readers. Articles that the sweep finds go to those of the
back-fill, and so does what was tried before, past those that wait there: no text holds up the live readers
twice, and none that raises waits behind an import to be failed.

No host's clock decides anything here. The newest text of an article is the one with the highest number,
counted under the article's row; leases are set and compared by the database's clock, see `leases`.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from functools import partial
from typing import Any

import swapper
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Now

from conflictdesk import conf
from conflictdesk.ledger.claims import anchors, claim_locks
from conflictdesk.ledger.extractions import (
    documents,
    leases,
    read_texts,
    site_vocabulary,
    task_sending,
    text_limit,
)
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.models import Extraction
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.transactions import writing
from conflictdesk.vocabulary.loader import VocabularyError

TASK = "conflictdesk.extract"
BACKFILL = "conflictdesk.backfill"
AGAIN = "conflictdesk.read_again"
# So long after its publication a text that nobody has tried to read yet is still one for the live readers.
NEWS = timedelta(hours=1)
# What the sweep sends is of use for so many leases; clocks of hosts may differ by less than that.
KEPT_LEASES = 10
logger = logging.getLogger(__name__)
State = Extraction.State


def request(page: Any) -> Extraction | None:
    """Makes sure that the page's live text is read. None for what is not read: pages that are not live,
    aliases, pages that are no articles. A vocabulary that cannot be loaded stops no publication: it is
    logged, and the sweep comes back to the page.
    """
    return _request_page(page.pk, _extractor(), TASK) if documents.is_article(page) else None


def request_again(page_key: int, extractor: str) -> Extraction | None:
    """Makes sure that the page's live text is read by this version of the extractor, behind what is read for
    the first time. None for what is not read, as `request`.
    """
    return _request_page(page_key, extractor, AGAIN)


def _request_page(page_key: int, extractor: str | None, task: str) -> Extraction | None:
    with writing():
        # As stored: of two publications at once, the one that tells of itself last need not be the last.
        stored = claim_locks.hold_page(page_key)
        if stored is None or not stored.live or stored.alias_of_id:
            return None
        document = documents.read(stored.specific)
        anchors.withhold(stored.pk, document.text)
        return _request(stored, document, extractor, task) if extractor else None


def _extractor() -> str | None:
    """The version that would read an article now; None, and a word in the log, where none can."""
    try:
        return site_vocabulary.version()
    except (VocabularyError, OSError):
        logger.exception("No article is read: the vocabulary is wrong, or cannot be opened.")
        return None


def _request(page: Any, document: documents.PageDocument, extractor: str, task: str) -> Extraction:
    extraction, created = _row(page, document, extractor)
    if not created:
        read_texts.restore(extraction, text_of(page, document))
        queued = _was_draft(extraction, document) or _reverted(extraction)
        Extraction.objects.filter(pk=extraction.pk).update(publication=page.last_published_at)
    if created or queued:
        _send_on_commit(extraction, task)
    return extraction


def _row(page: Any, document: documents.PageDocument, extractor: str) -> tuple[Extraction, bool]:
    read = document.language.split("-")[0] in conf.get("LANGUAGES")
    return Extraction.objects.defer("text", "segments").get_or_create(
        page_key=page.pk,
        text_sha256=document.sha256,
        extractor=extractor,
        defaults={
            **text_of(page, document),
            "state": State.QUEUED if read else State.UNREAD,
            "requested_at": Now(),
            "lease_until": leases.end_of_new(),
            "sequence": next_sequence(page.pk),
            "publication": page.last_published_at,
        },
    )


def text_of(page: Any, document: documents.PageDocument) -> dict[str, Any]:
    """What an extraction keeps of the text that it reads."""
    return {
        "page_id": page.pk,
        "title": document.title,
        "text": document.text,
        "read_until": text_limit.read_until(document.text),
        "segments": [[one.start, one.end, one.field, one.block] for one in document.segments],
        "language": document.language,
        "published": document.published,
        "place": document.place[:255],
    }


def next_sequence(page_key: int) -> int:
    """The number of the page's next text. Only while the page is held: two texts never share a number."""
    highest = Extraction.objects.filter(page_key=page_key).aggregate(highest=Max("sequence"))["highest"]
    return (highest or 0) + 1


def _was_draft(extraction: Extraction, document: documents.PageDocument) -> bool:
    """The very text that was read as a draft is live: now its claims are recorded as any other's."""
    if extraction.state != State.DRAFT:
        return False
    sequence = next_sequence(extraction.page_key)
    return _queue_again(extraction, State.DRAFT, sequence=sequence, published=document.published)


def _reverted(extraction: Extraction) -> bool:
    """An old text is live again: it is the newest once more, and its claims have to be brought back, so the
    row is queued again unless it waits already. The newest is so only where it could not be read.
    """
    sequence = next_sequence(extraction.page_key)
    if extraction.sequence == sequence - 1:
        return _queue_again(extraction, State.FAILED)
    Extraction.objects.filter(pk=extraction.pk).update(sequence=sequence)
    return _queue_again(extraction, State.DONE, State.FAILED)


def retry(extraction: Extraction) -> bool:
    """Queues a failed extraction again, from zero. False when it was not failed any more. The text of an
    older publication does not become the live one by this.
    """
    with writing():
        again = _queue_again(extraction, State.FAILED)
        if again:
            _send_on_commit(extraction, AGAIN)
    return again


def _queue_again(extraction: Extraction, *states: str, **values: Any) -> bool:
    changed = Extraction.objects.filter(pk=extraction.pk, state__in=states).update(
        state=State.QUEUED,
        lease_until=leases.end_of_new(),
        requested_at=Now(),
        attempts=0,
        error="",
        **values,
    )
    return changed == 1


def sweep() -> int:
    """Sends what was left, writes what is missing. How many extractions were queued. A text or an article
    that raises is logged and stops nothing.
    """
    batch = conf.get("SWEEP_BATCH")
    queued = sum(try_each("text", _send_again, list(_due()[:batch])))
    unread = list(_unread_articles()[:batch])
    # Asked once: a vocabulary that is wrong takes seconds to say so.
    ask = partial(_request_page, extractor=_extractor() if unread else None, task=BACKFILL)
    return queued + sum(one is not None for one in try_each("article", ask, unread))


def _due() -> models.QuerySet[Extraction]:
    waiting = Extraction.objects.filter(state__in=[State.QUEUED, State.RUNNING])
    due = waiting.filter(leases.run_out()).order_by("lease_until").defer("text", "segments")
    return due.annotate(is_news=Q(publication__gt=Now() - NEWS))


def _task_for(due: Extraction) -> str:
    if due.attempts:
        return AGAIN
    return TASK if due.is_news else BACKFILL  # type: ignore[attr-defined]  # `_due` says so


def _send_again(extraction: Extraction) -> bool:
    due = _due().filter(pk=extraction.pk)
    if extraction.attempts >= conf.get("MAX_ATTEMPTS"):
        due.update(state=State.FAILED, error=extraction.error or "No worker finished it.")
        return False
    if not due.update(state=State.QUEUED, lease_until=leases.end_of_new()):
        return False
    # While no worker takes them, they come again with each lease: old ones must not pile up.
    _send(_task_for(extraction), extraction.pk, expires=KEPT_LEASES * conf.get("LEASE_SECONDS"))
    return True


def _unread_articles() -> models.QuerySet[Any]:
    """The keys of live articles whose latest extraction, if any, is of another publication than their last
    one. In no order: those that cannot be read do not keep the others waiting.
    """
    page_model = swapper.load_model("wagtailcore", "Page")
    types = ContentType.objects.get_for_models(*article_models()).values()
    live = Extraction.objects.exclude(state=State.DRAFT)
    latest = live.filter(page_key=OuterRef("pk")).order_by("-sequence")
    never = Q(newest=None)
    since = Q(last_published_at__isnull=False) & (Q(read=None) | ~Q(read=F("last_published_at")))
    articles: models.QuerySet[Any] = (
        page_model.objects.live()
        .filter(content_type__in=types, alias_of__isnull=True)
        .annotate(newest=Subquery(latest.values("pk")[:1]), read=Subquery(latest.values("publication")[:1]))
        .filter(never | since)
    )
    return articles.order_by("?").values_list("pk", flat=True)


def article_models() -> list[type[models.Model]]:
    """Every installed page type that names text fields."""
    page_model = swapper.load_model("wagtailcore", "Page")
    return [
        model
        for model in apps.get_models()
        if issubclass(model, page_model) and getattr(model, "conflictdesk_text_fields", None)
    ]


def _send_on_commit(extraction: Extraction, task: str) -> None:
    if extraction.state != State.UNREAD:
        after_commit(_send, task, extraction.pk)


def _send(task: str, extraction_id: int, expires: int | None = None) -> None:
    """What cannot be sent now is due for the next sweep, not only when its lease runs out."""
    if not task_sending.send(task, extraction_id, expires=expires):
        Extraction.objects.filter(pk=extraction_id, state=State.QUEUED).update(lease_until=Now())
