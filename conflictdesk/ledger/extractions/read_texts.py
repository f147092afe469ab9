"""Texts: what was read of an article is kept as long as somebody may ask for it.

Of a text that a newer one has followed the row stays, and so does the evidence, with its words. The text
itself is given up after some days, unless a person ruled on what it tells; published again, it is back again.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce, Now

from conflictdesk import conf
from conflictdesk.ledger.claims import claim_locks
from conflictdesk.ledger.models import Claim, Evidence, Extraction, Ruling, TwinRuling
from conflictdesk.ledger.transactions import writing

State, Presence = Extraction.State, Claim.Presence
ENDED = (State.DONE, State.FAILED, State.UNREAD, State.DRAFT)
SHOWN = (Presence.PRESENT, Presence.WITHHELD, Presence.DRAFT)


def restore(extraction: Extraction, read: Mapping[str, Any]) -> None:
    """Gives a row, whose text was read once more, that text back. Only while its page is held."""
    if read["text"]:
        emptied = Extraction.objects.filter(pk=extraction.pk, text="")
        emptied.update(text=read["text"], segments=read["segments"])


def give_up(most: int) -> int:
    """Empties the texts that nobody asks for any more, some more than `most` at a time. How many there were:
    fewer than `most` when none is left.
    """
    pages = _unasked().order_by().values_list("page_key", flat=True).distinct()
    given_up = 0
    for page_key in list(pages[:most]):
        given_up += _give_up(page_key)
        if given_up >= most:
            break
    return given_up


def _give_up(page_key: int) -> int:
    """Nobody publishes, reads or records the article meanwhile."""
    with writing():
        claim_locks.hold_page(page_key)
        keys = list(_unasked().filter(page_key=page_key).values_list("pk", flat=True))
        return Extraction.objects.filter(pk__in=keys).update(text="", segments=[])


def _unasked() -> QuerySet[Any]:
    until = Now() - timedelta(days=conf.get("KEEP_TEXTS_DAYS"))
    ended = Extraction.objects.alias(ended=Coalesce("finished_at", "requested_at"))
    old = ended.filter(state__in=ENDED, ended__lt=until).exclude(text="")
    return old.filter(_is_followed()).exclude(_is_ruled_on()).exclude(_is_shown())


def _is_followed() -> Q:
    """Whether the article is gone, or has a newer text; for a draft, a newer draft."""
    newer = Extraction.objects.filter(page_key=OuterRef("page_key"), sequence__gt=OuterRef("sequence"))
    draft = Q(state=State.DRAFT)
    return Q(page=None) | draft & Exists(newer.filter(draft)) | ~draft & Exists(newer.exclude(draft))


def _is_ruled_on() -> Exists:
    """Whether it has words on which a person ruled, or that a person marked."""
    claim = OuterRef("claim")
    paired = TwinRuling.objects.filter(Q(first=claim) | Q(second=claim))
    ruled = Q(Exists(Ruling.objects.filter(claim=claim))) | Q(Exists(paired)) | Q(claim__added_by_name__gt="")
    return Exists(Evidence.objects.filter(ruled, extraction=OuterRef("pk")))


def _is_shown() -> Exists:
    """Whether it is the newest text that has a claim which may still be ruled on: its card shows it."""
    newer = Evidence.objects.filter(
        claim=OuterRef("claim"), extraction__sequence__gt=OuterRef("extraction__sequence")
    )
    here = Evidence.objects.filter(extraction=OuterRef("pk"), claim__presence__in=SHOWN)
    return Exists(here.filter(~Exists(newer), claim__page__isnull=False))
