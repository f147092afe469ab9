"""Changes of an article's situations that wait for a draft to be published."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .situations import PAGE_MODEL, Situation


class MembershipChange(models.Model):
    """With this revision the article joins or leaves the situation. Deleted once it has taken effect."""

    page = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="+")
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="+")
    joins = models.BooleanField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        verbose_name = _("change of an article's situations")
        verbose_name_plural = _("changes of articles' situations")
        constraints = [
            models.UniqueConstraint(fields=["revision", "situation"], name="conflictdesk_membership_change")
        ]

    def __str__(self) -> str:
        return f"{'+' if self.joins else '-'} {self.situation}"
