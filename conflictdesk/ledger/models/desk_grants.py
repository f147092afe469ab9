"""Desk grants: what a group may do at the desk with the articles of one part of the page tree."""

from __future__ import annotations

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _

from .situations import PAGE_MODEL


class DeskGrant(models.Model):
    """Applies to the page and all pages below it. Who may decide on claims may see them, too."""

    class Level(models.TextChoices):
        SEE = "see", _("See claims")
        DECIDE = "decide", _("See and decide claims")

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="conflictdesk_grants")
    page = models.ForeignKey(
        PAGE_MODEL, on_delete=models.CASCADE, related_name="+", verbose_name=_("page and all below it")
    )
    level = models.CharField(_("may"), max_length=6, choices=Level.choices, default=Level.SEE)

    class Meta:
        verbose_name = _("desk permission")
        verbose_name_plural = _("desk permissions")
        constraints = [
            models.UniqueConstraint(fields=["group", "page"], name="conflictdesk_grant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.get_level_display()} · {self.page}"
