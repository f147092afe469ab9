"""The outbox: extraction rows that make sure that every live text is read, whatever fails in between.

A row is written first and its task is sent after commit. The sweep sends rows whose lease ran out again,
and writes rows for live articles that have none. State changes only by conditional update, and whatever
concerns a page's texts happens while the page is locked: two sweeps at once send nothing twice.

New publications go to the queue of live texts. Articles that the sweep finds go to the back-fill queue.
Texts that were tried before go to a third queue: they neither delay live texts twice nor wait behind an
import.

No host's clock decides anything here. The newest text of an article is the one with the highest number,
counted under the lock of the article's row; leases use the database's clock, see `leases`.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from functools import partial
from typing import Any

import swapper
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Max, OuterRef, Q, Subquery
from django.db.models.functions import Now

from conflictdesk import conf
from conflictdesk.contract.stored import ContextJson
from conflictdesk.ledger.claims import anchors, claim_locks
from conflictdesk.ledger.extractions import (
    contexts,
    documents,
    leases,
    read_texts,
    site_vocabulary,
    task_sending,
    text_limit,
)
from conflictdesk.ledger.extractions.read_texts import StoredText
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.models import Extraction
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.transactions import writing
from conflictdesk.vocabulary.loader import VocabularyError

TASK = "conflictdesk.extract"
BACKFILL = "conflictdesk.backfill"
AGAIN = "conflictdesk.read_again"
# For so long after its publication an untried text still goes to the queue of live texts.
NEWS = timedelta(hours=1)
# Messages of the sweep expire after so many leases; the clocks of hosts must differ by less.
KEPT_LEASES = 10
logger = logging.getLogger(__name__)
State = Extraction.State


def request(page: Any) -> Extraction | None:
    """Makes sure that the page's live text is read, and returns its extraction. None for pages that are
    not read: pages that are not live, aliases, pages that are not articles. A vocabulary that cannot be
    loaded does not stop the publication: it is logged, and the sweep requests the page later.
    """
    return _request_page(page.pk, _extractor_version(), TASK) if documents.is_article(page) else None


def request_again(page_key: int, extractor: str) -> Extraction | None:
    """Makes sure that this version of the extractor reads the page's live text, after texts that wait
    for their first reading. Returns the extraction, or None for pages that are not read, as `request`.
    """
    return _request_page(page_key, extractor, AGAIN)


def _request_page(page_key: int, extractor: str | None, task: str) -> Extraction | None:
    with writing():
        # As stored: of two publications at once, the signal of the later one may arrive first.
        stored = claim_locks.lock_page(page_key)
        if stored is None or not stored.live or stored.alias_of_id:
            return None
        document = documents.read(stored.specific)
        anchors.withhold(stored.pk, document.text)
        return _request(stored, document, extractor, task) if extractor else None


def _extractor_version() -> str | None:
    """Returns the version that would read an article now; None, with an entry in the log, if none can."""
    try:
        return site_vocabulary.version()
    except (VocabularyError, OSError):
        logger.exception("No article is read: the vocabulary is wrong, or cannot be opened.")
        return None


def _request(page: Any, document: documents.PageDocument, extractor: str, task: str) -> Extraction:
    extraction, created = _row(page, document, extractor)
    if not created:
        read_texts.restore(extraction, text_of(page, document))
        queued = _queue_if_draft(extraction, document) or _queue_if_reverted(extraction)
        Extraction.objects.filter(pk=extraction.pk).update(publication=page.last_published_at)
    if created or queued:
        _send_on_commit(extraction, task)
    return extraction


def _row(page: Any, document: documents.PageDocument, extractor: str) -> tuple[Extraction, bool]:
    read = document.language.split("-")[0] in conf.get("LANGUAGES")
    columns = text_of(page, document)
    return Extraction.objects.defer("text", "segments").get_or_create(
        page_key=page.pk,
        text_sha256=document.sha256,
        extractor=extractor,
        context_sha256=columns["context_sha256"],
        defaults={
            **columns,
            "state": State.QUEUED if read else State.UNREAD,
            "requested_at": Now(),
            "lease_until": leases.new_lease_end(),
            "sequence": next_sequence(page.pk),
            "publication": page.last_published_at,
        },
    )


class TextRead(StoredText):
    """The columns of an extraction that say what it reads."""

    page_id: int
    title: str
    read_until: int | None
    language: str
    published: datetime | None
    place: str
    context: ContextJson | None
    context_sha256: str


def text_of(page: Any, document: documents.PageDocument) -> TextRead:
    """Returns the field values of an extraction that come from the text it reads, and from what the
    article's situations are about.
    """
    context = contexts.of(page.pk)
    return {
        "page_id": page.pk,
        "title": document.title,
        "text": document.text,
        "read_until": text_limit.read_until(document.text),
        "segments": [[one.start, one.end, one.field, one.block] for one in document.segments],
        "language": document.language,
        "published": document.published,
        "place": document.place[:255],
        "context": context,
        "context_sha256": contexts.sha256_of(context),
    }


def next_sequence(page_key: int) -> int:
    """Returns the number of the page's next text. The page must be locked, so that two texts never share
    a number.
    """
    highest = Extraction.objects.filter(page_key=page_key).aggregate(highest=Max("sequence"))["highest"]
    return (highest or 0) + 1


def _queue_if_draft(extraction: Extraction, document: documents.PageDocument) -> bool:
    """Queues the extraction if its text was read as a draft and is now live; returns whether it did."""
    if extraction.state != State.DRAFT:
        return False
    sequence = next_sequence(extraction.page_key)
    return _queue_again(extraction, State.DRAFT, sequence=sequence, published=document.published)


def _queue_if_reverted(extraction: Extraction) -> bool:
    """Makes an old text that is live again the newest, and queues it unless it waits already, so that
    its claims are restored. The text that is the newest already is queued only if its reading had
    failed. Returns whether it was queued.
    """
    sequence = next_sequence(extraction.page_key)
    if extraction.sequence == sequence - 1:
        return _queue_again(extraction, State.FAILED)
    Extraction.objects.filter(pk=extraction.pk).update(sequence=sequence)
    return _queue_again(extraction, State.DONE, State.FAILED)


def retry(extraction: Extraction) -> bool:
    """Queues a failed extraction again, with no attempts counted. False if it was no longer failed. A
    text of an older publication does not become the live one by this.
    """
    with writing():
        again = _queue_again(extraction, State.FAILED)
        if again:
            _send_on_commit(extraction, AGAIN)
    return again


def _queue_again(extraction: Extraction, *states: str, **values: Any) -> bool:
    changed = Extraction.objects.filter(pk=extraction.pk, state__in=states).update(
        state=State.QUEUED,
        lease_until=leases.new_lease_end(),
        requested_at=Now(),
        attempts=0,
        error="",
        **values,
    )
    return changed == 1


def sweep() -> int:
    """Sends expired rows again and writes missing ones. Returns how many extractions were queued. A text
    or article that raises is logged and skipped.
    """
    batch = conf.get("SWEEP_BATCH")
    queued = sum(try_each("text", _send_again, list(_due()[:batch])))
    unread = list(_unread_articles()[:batch])
    # Computed once: a wrong vocabulary takes seconds to fail.
    ask = partial(_request_page, extractor=_extractor_version() if unread else None, task=BACKFILL)
    return queued + sum(one is not None for one in try_each("article", ask, unread))


def _due() -> models.QuerySet[Extraction]:
    """Returns the queued and running extractions whose lease has run out."""
    waiting = Extraction.objects.filter(state__in=[State.QUEUED, State.RUNNING])
    due = waiting.filter(leases.is_expired()).order_by("lease_until").defer("text", "segments")
    return due.annotate(is_news=Q(publication__gt=Now() - NEWS))


def _task_for(due: Extraction) -> str:
    """Returns the name of the task, and so the queue, to which an extraction is sent again."""
    if due.attempts:
        return AGAIN
    return TASK if due.is_news else BACKFILL  # type: ignore[attr-defined]  # `_due` says so


def _send_again(extraction: Extraction) -> bool:
    """Queues and sends an expired extraction, or fails it if its attempts are used up. True if sent."""
    due = _due().filter(pk=extraction.pk)
    if extraction.attempts >= conf.get("MAX_ATTEMPTS"):
        due.update(state=State.FAILED, error=extraction.error or "No worker finished it.")
        return False
    if not due.update(state=State.QUEUED, lease_until=leases.new_lease_end()):
        return False
    # Without a worker they are sent again with each lease: old messages must not pile up.
    _send(_task_for(extraction), extraction.pk, expires=KEPT_LEASES * conf.get("LEASE_SECONDS"))
    return True


def _unread_articles() -> models.QuerySet[Any]:
    """Returns the keys of live articles whose latest extraction, if any, is not of their last
    publication. The order is random, so that articles that cannot be read do not keep the others
    waiting.
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
    """Returns the installed page types that name text fields."""
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
    """Sends the task; if the broker does not take it, the extraction is due for the next sweep already."""
    if not task_sending.send(task, extraction_id, expires=expires):
        Extraction.objects.filter(pk=extraction_id, state=State.QUEUED).update(lease_until=Now())
