"""Extractions: one run of one extractor version over one text, and the outbox row that makes it happen."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract.stored import ContextJson

from .situations import PAGE_MODEL


class Extraction(models.Model):
    """Identified by page, sha256 of the text, extractor version, and sha256 of the context. Stores the text
    that was read.
    """

    class State(models.TextChoices):
        QUEUED = "queued", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")
        UNREAD = "unread", _("language not read")
        DRAFT = "draft", _("read as a draft")

    page = models.ForeignKey(
        PAGE_MODEL, null=True, on_delete=models.SET_NULL, related_name="conflictdesk_extractions"
    )
    page_key = models.PositiveBigIntegerField(help_text="The page's id, kept when the page is gone.")
    text_sha256 = models.CharField(max_length=64)
    extractor = models.CharField(max_length=100)

    title = models.CharField(max_length=255)
    text = models.TextField()
    read_until = models.PositiveIntegerField(
        null=True, blank=True, help_text="How many characters are read of a text that is too long; null: all."
    )
    segments = models.JSONField(
        default=list,
        help_text="[[start, end, field, block id or empty], …]: where each stretch of text stands.",
    )
    language = models.CharField(max_length=20)
    published = models.DateTimeField(null=True, help_text="What relative dates resolve against.")
    place = models.CharField(max_length=255, blank=True)
    context: models.JSONField[ContextJson | None, ContextJson | None] = models.JSONField(
        null=True,
        help_text="What the article's situations are about; null: it is in none, or they name nothing.",
    )
    context_sha256 = models.CharField(
        max_length=64, blank=True, help_text="The digest of the context; empty without one."
    )

    state = models.CharField(max_length=10, choices=State.choices, default=State.QUEUED)
    sequence = models.PositiveBigIntegerField(
        help_text="Counted under the page's row: the page's text with the highest number is the newest."
    )
    publication = models.DateTimeField(
        null=True,
        blank=True,
        help_text="When the page said that it was last published, as this text was asked for.",
    )
    requested_at = models.DateTimeField(default=timezone.now)
    lease_until = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("extraction")
        verbose_name_plural = _("extractions")
        ordering = ["-sequence", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["page_key", "text_sha256", "extractor", "context_sha256"],
                name="conflictdesk_extraction_identity",
            ),
            models.UniqueConstraint(fields=["page_key", "sequence"], name="conflictdesk_extraction_order"),
        ]
        indexes = [
            models.Index(fields=["state", "lease_until"], name="conflictdesk_extraction_due"),
            models.Index(
                fields=["page_key"],
                condition=models.Q(read_until__isnull=False),
                name="conflictdesk_extraction_cut",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} · {self.extractor} · {self.get_state_display()}"
