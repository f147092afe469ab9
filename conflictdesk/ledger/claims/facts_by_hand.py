"""Adds claims by hand, from words that an editor marks in the article's text."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.log_actions import log

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_locks, recording
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.rights.ruling_rights import NotAllowed, name_of
from conflictdesk.ledger.situations import situation_suggestions
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile.marked_words import marked
from conflictdesk.reconcile.proposals import Kind


class NotThisText(ConflictdeskError):
    """The article has changed since you opened it, or is not public. Mark the words once more."""


class AlreadyThere(ConflictdeskError):
    """Raised when the article has such a claim already: `claim`."""

    def __init__(self, claim: Claim) -> None:
        self.claim = claim
        super().__init__(_("There is such a claim already."))


def text_of(page_key: int) -> Extraction | None:
    """Returns the article's newest extraction, whose text words can be marked in; None while it is being
    read, or if the page is not live.
    """
    newest = queries.latest_extraction(page_key)
    waiting = (Extraction.State.QUEUED, Extraction.State.RUNNING)
    if newest is None or newest.state in waiting or newest.page is None or not newest.page.live:
        return None
    return newest


def add(extraction: Extraction, user: Any, start: int, end: int, kind: Kind, topic: str) -> Claim:
    """Creates a claim from the characters `[start, end)` of the text; it waits for a ruling like any
    other. Raises NotAllowed, NotThisText if the article has changed, AlreadyThere if the claim exists.
    """
    if not article_rights.may_on_page(user, article_rights.Act.DECIDE, extraction.page_key):
        raise NotAllowed(_("Only fact editors add facts."))
    proposal = marked(extraction.text, start, end, kind, topic)
    with writing():
        claim_locks.lock_page(extraction.page_key)
        if text_of(extraction.page_key) != extraction:
            raise NotThisText
        there = Claim.objects.filter(page_key=extraction.page_key, fingerprint=proposal.fingerprint).first()
        if there is not None:
            raise AlreadyThere(there)
        (home,) = situation_suggestions.situations_for(extraction.page_key, [proposal.content])
        claim = recording.claim(extraction, proposal, home)
        claim.added_by, claim.added_by_name = user, name_of(user)
        claim.save()
        recording.evidence(extraction, [(claim.pk, proposal)])
        data = {"claim": claim.pk, "kind": claim.kind}
        log(instance=claim.page, action="conflictdesk.add", user=user, data=data)
    return claim


def find(extraction: Extraction, words: str) -> tuple[int, int] | None:
    """Returns the span of the words' first occurrence in the text, for those who type them instead of
    marking them; None if they do not occur.
    """
    at = extraction.text.find(words) if words else -1
    return (at, at + len(words)) if at >= 0 else None
