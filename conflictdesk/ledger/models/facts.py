"""Facts: the approved, perhaps amended values of one claim, typed. Derived: rulings can rebuild them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract import terms

from .actors import Actor
from .claims import Claim
from .places import Place
from .rulings import Ruling
from .situations import Situation


class Fact(models.Model):
    """The fields of both kinds of facts. Dates are inclusive; null means that the text does not say."""

    claim = models.OneToOneField(Claim, on_delete=models.CASCADE, related_name="%(class)s")
    ruling = models.ForeignKey(Ruling, on_delete=models.PROTECT, related_name="+")
    situation = models.ForeignKey(Situation, on_delete=models.CASCADE, related_name="%(class)ss")
    source = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+")
    source_text = models.CharField(_("source as written"), max_length=300, blank=True)
    hedged = models.BooleanField(default=False)
    place = models.ForeignKey(Place, null=True, on_delete=models.PROTECT, related_name="+")
    place_text = models.CharField(_("place as written"), max_length=300, blank=True)
    date_from = models.DateField(null=True)
    date_to = models.DateField(null=True)
    date_precision = models.CharField(max_length=5, blank=True)
    as_of = models.DateField(_("as of"), help_text="The day of the article that reports it.")
    realis = models.CharField(max_length=12)
    approved_at = models.DateTimeField()

    class Meta:
        abstract = True


class FigureFact(Fact):
    """A number of a measure. `low`, `best`, `high` and `qualifier` are the contract's."""

    measure = models.CharField(max_length=40)
    unit = models.CharField(max_length=20)
    population = models.CharField(max_length=20, blank=True)
    side = models.ForeignKey(Actor, null=True, on_delete=models.PROTECT, related_name="+")
    side_text = models.CharField(max_length=300, blank=True)
    low = models.FloatField(null=True)
    best = models.FloatField(null=True)
    high = models.FloatField(null=True)
    qualifier = models.CharField(max_length=12)
    period = models.CharField(max_length=12)
    since_text = models.CharField(_("since, as written"), max_length=300, blank=True)
    since_date = models.DateField(null=True, help_text="The day that these words fix; null: none.")
    cause = models.CharField(max_length=12, default=terms.ASSUMED_CAUSE)
    is_part = models.BooleanField(default=False, help_text="Included in another figure; adds to no total.")

    class Meta:
        verbose_name = _("figure")
        verbose_name_plural = _("figures")
        ordering = ["-as_of", "-pk"]
        indexes = [models.Index(fields=["situation", "measure"], name="conflictdesk_figure_measure")]

    def __str__(self) -> str:
        return f"{self.measure} {self.best if self.best is not None else self.low or self.high}"


class EventFact(Fact):
    """Something that happened. `actors` and `targets` are the names that readers see, in text order."""

    type = models.CharField(max_length=40)
    trigger = models.CharField(max_length=200)
    actors: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    targets: models.JSONField[list[str], list[str]] = models.JSONField(default=list)
    named = models.ManyToManyField(
        Actor, related_name="events", help_text="Those of actors and targets that the newsroom knows."
    )
    weapon = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        ordering = ["-as_of", "-pk"]
        indexes = [models.Index(fields=["situation", "type"], name="conflictdesk_event_type")]

    def __str__(self) -> str:
        return f"{self.type}: {self.trigger}"
