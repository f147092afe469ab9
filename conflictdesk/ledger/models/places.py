"""Places that the newsroom knows, its own and the gazetteer's."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract import terms

# How precisely a point locates a place: the contract's values.
PRECISIONS = [(str(one), _(entry.label)) for one, entry in terms.PLACE_PRECISIONS.items()]


class Place(models.Model):
    """A named place. Coordinates are WGS 84 degrees; both are null until somebody sets a point."""

    name = models.CharField(_("name"), max_length=200)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166-1 alpha-2."))
    latitude = models.FloatField(_("latitude"), null=True, blank=True)
    longitude = models.FloatField(_("longitude"), null=True, blank=True)
    precision = models.CharField(_("precision"), max_length=10, choices=PRECISIONS, default=terms.OWN_POINT)
    geonames_id = models.PositiveBigIntegerField(_("GeoNames id"), null=True, blank=True, unique=True)
    within = models.ForeignKey(
        "self",
        verbose_name=_("within"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="parts",
    )
    aliases: models.JSONField[list[str], list[str]] = models.JSONField(
        _("other names"), default=list, blank=True
    )
    is_own = models.BooleanField(
        _("kept by the editors"),
        default=False,
        editable=False,
        help_text="The extractor finds it before any other place of the same name.",
    )
    merged_into = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="doubles",
        help_text="The place that this one turned out to be; its GeoNames id now means that one.",
    )

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__range=(-90, 90), longitude__range=(-180, 180)),
                name="conflictdesk_place_point",
            )
        ]

    def __str__(self) -> str:
        return self.name
