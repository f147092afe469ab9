"""Actors: who acts, who is counted, who speaks as a source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract import terms

# The contract's roles, in its order; the values are public ids.
ROLES = [(str(one), _(entry.label)) for one, entry in terms.ROLES.items()]


class Actor(models.Model):
    """An armed side, government, organisation or outlet: it acts, is counted, and speaks as a source."""

    identifier = models.SlugField(
        _("id"),
        max_length=100,
        unique=True,
        help_text=_("Public and permanent; the vocabulary's id where it knows this actor."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("The neutral name that readers see."))
    role = models.CharField(_("role"), max_length=20, choices=ROLES, default=terms.UNKNOWN_ROLE)
    aliases: models.JSONField[list[str], list[str]] = models.JSONField(
        _("other names"), default=list, blank=True, help_text=_("A list of the names that articles use.")
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="doubles",
        help_text="The actor that this one turned out to be; its id goes on to mean that one.",
    )

    class Meta:
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
