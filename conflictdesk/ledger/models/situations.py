"""Situations, and which articles, actors and places belong to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import swapper
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# modelcluster has no types; the type checker sees the Django classes that it builds on.
if TYPE_CHECKING:
    from django.db.models import ForeignKey as ParentalKey
    from django.db.models import Model as ClusterableModel
else:
    from modelcluster.fields import ParentalKey
    from modelcluster.models import ClusterableModel

PAGE_MODEL = swapper.get_model_name("wagtailcore", "Page")


class Situation(ClusterableModel):
    """A running story ("Battle of Mosul") that articles belong to and boxes show."""

    class State(models.TextChoices):
        LIVE = "live", _("live")
        SLOWING = "slowing", _("slowing")
        CLOSED = "closed", _("closed")

    class Policy(models.TextChoices):
        NEWEST = "newest", _("the newest figure leads")
        MOST_CAUTIOUS = "most_cautious", _("the most cautious of the newest figures leads")
        SOURCE_RANK = "source_rank", _("the highest-ranking source leads")
        EDITORS_PICK = "editors_pick", _("the figure that editors picked leads")

    name = models.CharField(_("name"), max_length=200)
    slug = models.SlugField(
        _("address"),
        max_length=200,
        unique=True,
        help_text=_("Part of the public address. After a change the old one leads to the new one."),
    )
    summary = models.TextField(
        _("where it stands"),
        blank=True,
        help_text=_("One sentence above the figures. Left empty, the box shows the figures alone."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.LIVE)
    actors = models.ManyToManyField(
        "conflictdesk.Actor", through="conflictdesk.SituationActor", verbose_name=_("actors"), blank=True
    )
    places = models.ManyToManyField("conflictdesk.Place", verbose_name=_("places"), blank=True)
    keywords: models.JSONField[list[str], list[str]] = models.JSONField(
        _("keywords"),
        default=list,
        blank=True,
        help_text=_("Words that tell of this story. Articles that use them are suggested for it."),
    )
    policy = models.CharField(
        _("which figure leads"), max_length=20, choices=Policy.choices, default=Policy.NEWEST
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged",
        help_text="The situation that this one was merged into; its address leads there.",
    )
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("situation")
        verbose_name_plural = _("situations")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class SituationActor(models.Model):
    """An actor of a situation; a party to the conflict is marked as such beside its claims."""

    situation = ParentalKey(Situation, on_delete=models.CASCADE, related_name="situation_actors")
    actor = models.ForeignKey("conflictdesk.Actor", on_delete=models.PROTECT, related_name="+")
    is_party = models.BooleanField(_("party to the conflict"), default=False)
    rank = models.PositiveSmallIntegerField(
        _("rank as a source"),
        null=True,
        blank=True,
        help_text=_("1 is heard first. Counts where the highest-ranking source leads."),
    )

    class Meta:
        verbose_name = _("actor of a situation")
        verbose_name_plural = _("actors of a situation")
        constraints = [
            models.UniqueConstraint(fields=["situation", "actor"], name="conflictdesk_situation_actor_once")
        ]

    def __str__(self) -> str:
        return f"{self.situation} · {self.actor}"


class FormerAddress(models.Model):
    """An address that a situation had; it still leads to the situation."""

    slug = models.SlugField(max_length=200, unique=True)
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="former_addresses")
    left_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")

    def __str__(self) -> str:
        return self.slug


class ArticleSituation(models.Model):
    """An article belongs to a situation. Not revisioned: publishing an old revision undoes nothing."""

    page = models.ForeignKey(PAGE_MODEL, on_delete=models.CASCADE, related_name="conflictdesk_situations")
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="article_situations")
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("article of a situation")
        verbose_name_plural = _("articles of a situation")
        constraints = [
            models.UniqueConstraint(fields=["page", "situation"], name="conflictdesk_article_situation_once")
        ]

    def __str__(self) -> str:
        return f"{self.situation} · {self.page_id}"
