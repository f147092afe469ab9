"""Actors: who acts, who is counted, who speaks."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class ActorRole(models.TextChoices):
    """The contract's roles, in its order; the values are public ids."""

    STATE_FORCES = "state_forces", _("state forces")
    ARMED_GROUP = "armed_group", _("armed group")
    MILITIA = "militia", _("militia")
    FOREIGN_FORCES = "foreign_forces", _("foreign forces")
    POLICE = "police", _("police")
    GOVERNMENT = "government", _("government")
    UN = "un", _("United Nations body")
    NGO = "ngo", _("non-governmental organisation")
    MEDIA = "media", _("media")
    HEALTH_AUTHORITY = "health_authority", _("health authority")
    CIVIL_DEFENCE = "civil_defence", _("civil defence")
    MONITOR = "monitor", _("monitor")
    PARTY = "party", _("political party")
    OFFICIAL = "official", _("official")
    WITNESS = "witness", _("witness")
    CIVILIANS = "civilians", _("civilians")
    OTHER = "other", _("other")


class Actor(models.Model):
    """An armed side, government, organisation or outlet: it acts, is counted, and speaks as a source."""

    identifier = models.SlugField(
        _("id"),
        max_length=100,
        unique=True,
        help_text=_("Public and permanent; the vocabulary's id where it knows this actor."),
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("The neutral name that readers see."))
    role = models.CharField(_("role"), max_length=20, choices=ActorRole.choices, default=ActorRole.OTHER)
    aliases = models.JSONField(
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
