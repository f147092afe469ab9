"""Snapshots: what readers of a situation could see, by version, and which facts these were."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .claims import Claim
from .rulings import Ruling
from .situations import Situation


class Snapshot(models.Model):
    """The public state of a situation. A new version is stored only if `content` differs from the last."""

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="snapshots")
    version = models.PositiveIntegerField()
    # A whole content, in any format, or a difference: `snapshot_versions.content_of` gives the present one.
    content: models.JSONField[Mapping[str, object], Mapping[str, object]] = models.JSONField()
    format = models.PositiveSmallIntegerField(
        default=2, help_text="The format of the content; see `snapshot_formats`."
    )
    differs_from = models.PositiveIntegerField(
        null=True,
        blank=True,
        help_text="The version that `content` is told as a difference from; null: it is the whole content.",
    )
    digest = models.CharField(max_length=64, help_text="sha256 of the content: the ETag's heart.")
    cause = models.CharField(max_length=200, help_text="What made this version, in words for staff.")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("snapshot")
        verbose_name_plural = _("snapshots")
        ordering = ["situation", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["situation", "version"], name="conflictdesk_snapshot_version")
        ]

    def __str__(self) -> str:
        return f"{self.situation} · {self.version}"


class Showing(models.Model):
    """A fact as readers could see it, from one version of its situation to another.

    The values are those of the claim under the ruling. Together the rows reproduce what was public at
    any version: the rows with `since <= version` and `until` null or later.
    """

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="showings")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="showings")
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="+")
    since = models.PositiveIntegerField()
    shown_at = models.DateTimeField()
    until = models.PositiveIntegerField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("showing")
        verbose_name_plural = _("showings")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["claim", "situation", "since"], name="conflictdesk_showing_once")
        ]
        indexes = [models.Index(fields=["situation", "until"], name="conflictdesk_showing_open")]

    def __str__(self) -> str:
        return f"{self.claim} · {self.since}–{self.until or ''}"
