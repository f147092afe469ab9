"""Claims: what the extractor proposed for an article, never changed afterwards; and their evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract import terms
from conflictdesk.contract.stored import ProposalJson

from .extractions import Extraction
from .situations import PAGE_MODEL, Situation

if TYPE_CHECKING:
    from .rulings import Ruling


class Claim(models.Model):
    """A candidate recorded for an article. `proposal` is the contract's object and immutable; `state`
    follows the rulings, `presence` follows the article's live text, `version` counts changes of both.
    """

    class Kind(models.TextChoices):
        FIGURE = "figure", _("figure")
        EVENT = "event", _("event")

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        APPROVED = "approved", _("approved")
        REJECTED = "rejected", _("rejected")

    class Presence(models.TextChoices):
        PRESENT = "present", _("in the text")
        CHANGED = "changed", _("changed in the text")
        VANISHED = "vanished", _("no longer in the text")
        WITHHELD = "withheld", _("withheld until the new text is read")
        DRAFT = "draft", _("in a draft that is not live yet")

    RULED_ON = (Presence.PRESENT, Presence.DRAFT)

    page = models.ForeignKey(
        PAGE_MODEL, null=True, on_delete=models.SET_NULL, related_name="conflictdesk_claims"
    )
    page_key = models.PositiveBigIntegerField(help_text="The page's id, kept when the page is gone.")
    page_title = models.CharField(max_length=255)
    situation = models.ForeignKey(
        Situation, null=True, blank=True, on_delete=models.SET_NULL, related_name="claims"
    )
    extraction = models.ForeignKey(
        Extraction,
        on_delete=models.PROTECT,
        related_name="claims",
        help_text="The run that first proposed it.",
    )
    kind = models.CharField(max_length=10, choices=Kind.choices)
    topic = models.CharField(max_length=40, help_text="The contract's measure id or event type id.")
    realis = models.CharField(
        max_length=12,
        default=terms.HAPPENED,
        help_text="The proposal's; only actual ones wait in the queue unasked.",
    )
    fingerprint = models.CharField(max_length=64)
    proposal: models.JSONField[ProposalJson, ProposalJson] = models.JSONField()
    confidence = models.FloatField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    presence = models.CharField(max_length=10, choices=Presence.choices, default=Presence.PRESENT)
    version = models.PositiveIntegerField(default=1)
    owed = models.PositiveIntegerField(
        default=0, help_text="How much readers are owed it, while it waits: see `reconcile.owed`."
    )
    ruling = models.ForeignKey(
        "conflictdesk.Ruling",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The last ruling not undone. An approval of a waiting claim is the first of two.",
    )
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_by_name = models.CharField(
        max_length=200, blank=True, help_text="Who marked the words by hand; empty where the extractor did."
    )
    replaced_by = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="replaces"
    )
    proposed_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["page_key", "fingerprint"], name="conflictdesk_claim_identity")
        ]
        indexes = [
            models.Index(
                fields=["state", "presence", "realis", "situation"], name="conflictdesk_claim_queue"
            ),
            models.Index(
                fields=["-owed", "id"],
                condition=models.Q(state="pending"),
                name="conflictdesk_claim_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic}: {self.proposal.get('quote', '')}"

    @property
    def first_approval(self) -> Ruling | None:
        """The approval that waits for a second person's; None if there is none."""
        ruling = self.ruling
        approving = ruling is not None and ruling.decision in ("approve", "amend")
        return ruling if approving and self.state == self.State.PENDING else None

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts only: all later changes are conditional updates in the ledger. Raises TypeError
        otherwise.
        """
        if not self._state.adding:
            raise TypeError("A claim is immutable; rule on it instead.")
        super().save(*args, **kwargs)


class Evidence(models.Model):
    """Where a claim's words are in a text: one row for each mention, all offsets into `extraction.text`."""

    claim = models.ForeignKey(Claim, on_delete=models.CASCADE, related_name="evidence")
    extraction = models.ForeignKey(Extraction, on_delete=models.PROTECT, related_name="+")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    sentence_start = models.PositiveIntegerField()
    sentence_end = models.PositiveIntegerField()
    quote = models.TextField()
    sentence = models.TextField()
    field = models.CharField(max_length=100, blank=True)
    block = models.CharField(max_length=100, blank=True)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["claim", "start"]
        constraints = [
            models.UniqueConstraint(
                fields=["claim", "extraction", "start", "end"], name="conflictdesk_evidence_once"
            )
        ]

    def __str__(self) -> str:
        return self.quote
