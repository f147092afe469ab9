"""Choices: people's decisions besides rulings. Append-only; of two about the same thing the later
counts.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .claims import Claim
from .situations import Situation


class Choice(models.Model):
    """Who chose, and when."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    user_name = models.CharField(max_length=200, help_text="Kept when the account is gone.")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        abstract = True


class TwinRuling(Choice):
    """A person's decision whether two claims report the same event or figure."""

    class Verdict(models.TextChoices):
        SAME = "same", _("tell the same")
        SPLIT = "split", _("tell different things")

    first = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    second = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")
    verdict = models.CharField(max_length=5, choices=Verdict.choices)

    class Meta:
        verbose_name = _("ruling on two claims")
        verbose_name_plural = _("rulings on two claims")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(first__lt=models.F("second")), name="conflictdesk_twins_in_order"
            )
        ]

    def __str__(self) -> str:
        return f"{self.first_id} {self.verdict} {self.second_id}"


class Pick(Choice):
    """An editor's pick: the figure that leads its standing under the policy EDITORS_PICK."""

    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="picks")
    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("editor's pick")
        verbose_name_plural = _("editors' picks")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.situation} · {self.claim}"
