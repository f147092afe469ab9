"""Outdated texts: live texts that another version of the extractor read, or in another context, and how
they are read again.

A new version reads nothing again by itself, nor does a situation that is now about other places or
parties. On request the texts are queued in portions: each message queues some on the queue for repeated
readings, and sends the next message behind them. Rulings stay, as after every second reading of the same
text. A second request changes nothing.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from conflictdesk import conf
from conflictdesk.extraction.extractor_version import digest_of
from conflictdesk.ledger.extractions import contexts, outbox, site_vocabulary, task_sending
from conflictdesk.ledger.extractions.sweeping import try_each
from conflictdesk.ledger.models import ArticleSituation, Extraction

TASK = "conflictdesk.read_outdated"
# No row has this key. It means all situations, or before the first page.
NONE = 0
State = Extraction.State


class Count(NamedTuple):
    """How many live texts there are in languages that are read, how many of them another version read, or
    the present one in another context, and how many more of those wait to be read again.
    """

    live: int
    outdated: int
    waiting: int


class Portion(NamedTuple):
    """How many texts were queued, and the key of the last page considered; None when none is left."""

    queued: int
    last: int | None


def count(situation_id: int = NONE) -> Count:
    """Counts all live texts, or one situation's. Raises VocabularyError if no text can be read now."""
    live, digits = _live(situation_id), digest_of(site_vocabulary.version())
    same_text = Extraction.objects.filter(
        page_key=OuterRef("page_key"), text_sha256=OuterRef("text_sha256"), state=State.DONE
    )
    waiting = live.filter(_is_of(digits), Exists(same_text), state__in=(State.QUEUED, State.RUNNING))
    outdated = _outdated(live, digits).count() + len(_in_other_context(live, digits))
    return Count(live.count(), outdated, waiting.count())


def ask(situation_id: int = NONE) -> bool:
    """Sends the message for the first portion of all outdated texts, or of one situation's. Returns
    whether the broker took it.
    """
    return task_sending.send(TASK, situation_id, NONE)


def queue_portion(situation_id: int, after: int) -> Portion:
    """Queues some of the outdated texts of pages with a key above `after`. A page that raises is logged
    and skipped. Raises VocabularyError if no text can be read now.
    """
    version = site_vocabulary.version()
    live, digits = _live(situation_id).filter(page_key__gt=after), digest_of(version)
    size = conf.get("SWEEP_BATCH")
    rows = _outdated(live, digits).order_by("page_key").values_list("page_key", flat=True)
    keys = sorted([*rows[:size], *_in_other_context(live, digits)])[:size]
    found = try_each("article", partial(outbox.request_again, extractor=version), keys)
    queued = sum(one is not None for one in found)
    return Portion(queued, keys[-1] if len(keys) == size else None)


def _live(situation_id: int) -> QuerySet[Extraction]:
    """Returns the newest extraction of each live article."""
    types = ContentType.objects.get_for_models(*outbox.article_models()).values()
    rows = Extraction.objects.exclude(state=State.DRAFT)
    newest = rows.filter(page_key=OuterRef("page_key")).order_by("-sequence").values("pk")[:1]
    live = rows.exclude(state=State.UNREAD).filter(
        pk=Subquery(newest), page__live=True, page__alias_of=None, page__content_type__in=types
    )
    if situation_id == NONE:
        return live.order_by()
    there = ArticleSituation.objects.filter(page=OuterRef("page"), situation=situation_id)
    return live.filter(Exists(there)).order_by()


def _outdated(live: QuerySet[Extraction], digits: str) -> QuerySet[Extraction]:
    return live.filter(~_is_of(digits), state=State.DONE)


def _in_other_context(live: QuerySet[Extraction], digits: str) -> list[int]:
    """Returns the keys of the pages that this version read in another context than the present one."""
    situations = ArticleSituation.objects.filter(page=OuterRef("page"))
    read = live.filter(_is_of(digits), state=State.DONE)
    concerned = read.filter(Q(Exists(situations)) | Q(context_sha256__gt=""))
    contexts_read = dict(concerned.values_list("page_key", "context_sha256"))
    if not contexts_read:
        return []
    present = contexts.by_page(concerned.values("page"))
    return [key for key, read in contexts_read.items() if read != contexts.sha256_of(present.get(key))]


def _is_of(digits: str) -> Q:
    return Q(extractor__endswith=f"+{digits}")
