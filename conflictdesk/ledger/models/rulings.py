"""Rulings: what people decided on claims. Append-only."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract.stored import Amendment

from .claims import Claim
from .situations import Situation


class RejectReason(models.TextChoices):
    """Why a claim was rejected; the order is that of the queue's digit keys."""

    WRONG_NUMBER = "wrong_number", _("wrong number")
    WRONG_SOURCE = "wrong_source", _("wrong source")
    NOT_A_FACT = "not_a_fact", _("not a fact")
    WRONG_PLACE_OR_TIME = "wrong_place_or_time", _("wrong place or time")
    NOT_THIS_SITUATION = "not_this_situation", _("not this situation")
    DUPLICATE = "duplicate", _("told already")
    NOT_RELIABLE = "not_reliable", _("source not reliable")
    OTHER = "other", _("other")


class Ruling(models.Model):
    """A person's decision on a claim, with who, when and why. Rows are never changed or deleted."""

    class Decision(models.TextChoices):
        APPROVE = "approve", _("approved")
        AMEND = "amend", _("amended")
        REJECT = "reject", _("rejected")
        REOPEN = "reopen", _("reopened")
        UNDO = "undo", _("undone")

    claim = models.ForeignKey(Claim, on_delete=models.PROTECT, related_name="rulings")
    decision = models.CharField(max_length=10, choices=Decision.choices)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="conflictdesk_rulings"
    )
    user_name = models.CharField(max_length=200, help_text="Kept when the account is gone.")
    at = models.DateTimeField(default=timezone.now)
    reason = models.CharField(max_length=30, choices=RejectReason.choices, blank=True)
    note = models.TextField(blank=True)
    amendment: models.JSONField[Amendment, Amendment] = models.JSONField(
        default=dict,
        blank=True,
        help_text="The fields of the contract's object that the person set, or confirmed.",
    )
    outcome = models.CharField(
        max_length=10, choices=Claim.State.choices, help_text="The claim's state under this ruling."
    )
    seconds = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="The first approval, by another person, that this one confirms.",
    )
    situation = models.ForeignKey(
        Situation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Where an approval says that the claim belongs.",
    )
    first_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Who gave that first approval: never the same person.",
    )
    undoes = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("ruling")
        verbose_name_plural = _("rulings")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["claim", "at"], name="conflictdesk_ruling_claim")]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(user=models.F("first_user")), name="conflictdesk_ruling_two_people"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_decision_display()} · {self.user_name}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts only. Raises TypeError for a stored ruling."""
        if not self._state.adding:
            raise TypeError("A ruling is never changed; add another.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Raises TypeError: rulings are never deleted."""
        raise TypeError("A ruling is never deleted; add another.")
