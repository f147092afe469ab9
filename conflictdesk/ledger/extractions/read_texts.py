"""Decides how long the texts that were read are stored.

A row and its evidence, with the quoted words, stay for good. The text itself is emptied some days after
a newer text has followed, unless a person ruled on one of its claims. Publishing it again restores it.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, TypedDict

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from conflictdesk import conf
from conflictdesk.ledger.claims import claim_locks
from conflictdesk.ledger.models import Claim, Evidence, Extraction, Ruling, TwinRuling
from conflictdesk.ledger.transactions import writing

State, Presence = Extraction.State, Claim.Presence
ENDED = (State.DONE, State.FAILED, State.UNREAD, State.DRAFT)
SHOWN = (Presence.PRESENT, Presence.WITHHELD, Presence.DRAFT)


class StoredText(TypedDict):
    """A text and its segments, as an extraction's row stores them."""

    text: str
    segments: list[list[Any]]


def restore(extraction: Extraction, read: StoredText) -> None:
    """Stores the text of a row that was emptied and whose text was read again. The page must be locked."""
    if read["text"]:
        emptied = Extraction.objects.filter(pk=extraction.pk, text="")
        emptied.update(text=read["text"], segments=read["segments"])


def give_up(most: int) -> int:
    """Empties texts that are no longer needed, at least `most` of them. Returns how many; fewer than
    `most` when none is left.
    """
    pages = _unneeded().order_by().values_list("page_key", flat=True).distinct()
    given_up = 0
    for page_key in list(pages[:most]):
        given_up += _give_up(page_key)
        if given_up >= most:
            break
    return given_up


def _give_up(page_key: int) -> int:
    """Empties a page's unneeded texts under its lock: meanwhile nobody publishes, reads or records it."""
    with writing():
        claim_locks.lock_page(page_key)
        keys = list(_unneeded().filter(page_key=page_key).values_list("pk", flat=True))
        return Extraction.objects.filter(pk__in=keys).update(text="", segments=[])


def _unneeded() -> QuerySet[Any]:
    """Returns the extractions whose text is old, followed by a newer one, not ruled on and not shown."""
    until = Now() - timedelta(days=conf.get("KEEP_TEXTS_DAYS"))
    ended = Extraction.objects.alias(ended=Coalesce("finished_at", "requested_at"))
    old = ended.filter(state__in=ENDED, ended__lt=until).exclude(text="")
    return old.filter(_is_followed()).exclude(_is_ruled_on()).exclude(_is_shown())


def _is_followed() -> Q:
    """Returns the condition for texts whose article is gone or has a newer text; for a draft, a newer
    draft.
    """
    newer = Extraction.objects.filter(page_key=OuterRef("page_key"), sequence__gt=OuterRef("sequence"))
    draft = Q(state=State.DRAFT)
    return Q(page=None) | draft & Exists(newer.filter(draft)) | ~draft & Exists(newer.exclude(draft))


def _is_ruled_on() -> Exists:
    """Returns the condition for texts with words that a person ruled on or marked."""
    claim = OuterRef("claim")
    paired = TwinRuling.objects.filter(Q(first=claim) | Q(second=claim))
    ruled = Q(Exists(Ruling.objects.filter(claim=claim))) | Q(Exists(paired)) | Q(claim__added_by_name__gt="")
    return Exists(Evidence.objects.filter(ruled, extraction=OuterRef("pk")))


def _is_shown() -> Exists:
    """Returns the condition for texts that are the newest evidence of a claim that may still be ruled
    on: its card shows them.
    """
    newer = Evidence.objects.filter(
        claim=OuterRef("claim"), extraction__sequence__gt=OuterRef("extraction__sequence")
    )
    here = Evidence.objects.filter(extraction=OuterRef("pk"), claim__presence__in=SHOWN)
    return Exists(here.filter(~Exists(newer), claim__page__isnull=False))
