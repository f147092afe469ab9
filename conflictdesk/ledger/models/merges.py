"""Merges: two rows that a person found to be one, and which rows were moved from one to the other."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .choices import Choice
from .claims import Claim


class Merge(Choice):
    """Who merged what into what, and who undid it. `moved` and `claims` exist while it can be undone;
    `ledger.merging.moved_rows` describes what `moved` holds.
    """

    class Kind(models.TextChoices):
        SITUATION = "situation", _("situation")
        ACTOR = "actor", _("actor")
        PLACE = "place", _("place")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    kept_key = models.PositiveBigIntegerField()
    kept_name = models.CharField(max_length=200, help_text="As it was called then.")
    merged_key = models.PositiveBigIntegerField()
    merged_name = models.CharField(max_length=200, help_text="As it was called then.")
    moved = models.JSONField(default=dict)
    claims = models.ManyToManyField(
        Claim,
        related_name="merges",
        help_text="Those that went over, without those that a person has moved since.",
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    undone_by_name = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("merge")
        verbose_name_plural = _("merges")
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["kind", "kept_key"], name="conflictdesk_merge_kept"),
            models.Index(fields=["kind", "merged_key"], name="conflictdesk_merge_merged"),
        ]

    def __str__(self) -> str:
        return f"{self.merged_name} → {self.kept_name}"
