"""Draws the map on which an editor sets a place's point, from the shipped outlines and gazetteer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import cos, radians, sqrt
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.generic import View as BaseView
from wagtail.admin.panels import Panel

from conflictdesk.contract import terms
from conflictdesk.drawing import maps
from conflictdesk.extraction.gazetteer import Entry, shipped
from conflictdesk.extraction.gazetteer.around import largest
from conflictdesk.ledger.models import Place
from conflictdesk.ledger.rights import article_rights

NARROWEST_KM, WIDEST_KM = 5.0, 8000.0
# The width of the map around a point, and where the place has no point yet.
POINT_KM = 100
NEW_KM = 400
# Latitude and longitude of the middle where no place is known yet: shows Africa, Europe and west Asia.
WORLD_CENTRE = (25.0, 30.0)
FARTHEST_NORTH = 85.0
SMALLEST, LARGEST = 200, 2000
# The area of the drawing, in square pixels, for each town that is named.
PIXELS_A_TOWN = 5500
BAR_HEIGHT = 40
# Up to this width the land is drawn beyond the edge, so that dragging the map shows it.
DRAGGED_KM = 2000
PERMISSIONS = ("conflictdesk.add_place", "conflictdesk.change_place")


@dataclass(frozen=True)
class Drawing:
    """The template's values: the view in numbers for the script, land, towns and scale bar."""

    view: maps.View
    land: str
    left: float
    top: float
    dots: tuple[maps.Dot, ...]
    bar_km: int
    bar: str


class ViewForm(forms.Form):
    """The middle of a map in degrees, its width on the ground, and its size in pixels."""

    latitude = forms.FloatField()
    longitude = forms.FloatField()
    km = forms.FloatField()
    width = forms.FloatField()
    height = forms.FloatField()

    def view(self) -> maps.View:
        """Returns the view, with each value limited to what can be drawn: nothing near the poles,
        nothing twice.
        """
        asked = self.cleaned_data
        latitude = _clamped(asked["latitude"], -FARTHEST_NORTH, FARTHEST_NORTH)
        round_the_world = 360 * maps.KM_A_DEGREE * cos(radians(latitude))
        return maps.View(
            longitude=_wrapped(asked["longitude"]),
            latitude=latitude,
            km=_clamped(asked["km"], NARROWEST_KM, min(WIDEST_KM, round_the_world)),
            width=round(_clamped(asked["width"], SMALLEST, LARGEST)),
            height=round(_clamped(asked["height"], SMALLEST, LARGEST)),
        )


class AroundView(BaseView):
    """Returns the map around a point as an SVG with the view in its attributes; 403 without the right to
    open the desk or edit places, 400 for an invalid view.
    """

    def get(self, request: HttpRequest) -> HttpResponse:
        if not (article_rights.may_open(request.user) or any(map(request.user.has_perm, PERMISSIONS))):
            return HttpResponse(status=403)
        form = ViewForm(request.GET)
        if not form.is_valid():
            return HttpResponse(status=400)
        return render(
            request, "conflictdesk/desk/registry/map_drawing.html", {"drawing": drawing(form.view())}
        )


def drawing(view: maps.View) -> Drawing:
    km, bar = maps.bar(view)
    corner = (0, view.height - BAR_HEIGHT, float(bar) + 24, view.height)
    factor = 2 if view.km <= DRAGGED_KM else 1
    ground = replace(view, km=view.km * factor, width=view.width * factor, height=view.height * factor)
    return Drawing(
        view,
        maps.land(ground),
        (view.width - ground.width) / 2,
        (view.height - ground.height) / 2,
        maps.labelled([(_spot(town), _radius(town)) for town in _towns(view)], view, [corner]),
        km,
        bar,
    )


def _towns(view: maps.View) -> list[Entry]:
    """Returns the largest towns of the view, largest first."""
    east, north = view.steps
    across, down = view.width / 2 * east, view.height / 2 * north
    around = across >= 180
    return largest(
        shipped(),
        south=view.latitude - down,
        west=-180 if around else _wrapped(view.longitude - across),
        north=view.latitude + down,
        east=180 if around else _wrapped(view.longitude + across),
        count=round(view.width * view.height / PIXELS_A_TOWN),
    )


def _spot(town: Entry) -> maps.Spot:
    return maps.Spot(town.name, town.latitude or 0, town.longitude or 0, 0)


def _radius(town: Entry) -> float:
    """Returns the radius of a town's dot: from 2 for a village to 5 for a million people."""
    return min(2 + sqrt(town.population) / 333, 5)


def _clamped(value: float, least: float, most: float) -> float:
    return max(least, min(most, value))


def _wrapped(longitude: float) -> float:
    """Returns the same meridian between -180 and 180."""
    return (longitude + 180) % 360 - 180


class MapPanel(Panel):
    """The map that sets the fields `latitude` and `longitude` of the same form, and follows them."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs["heading"] = kwargs.get("heading") or _("Map")
        kwargs["icon"] = kwargs.get("icon") or "crosshairs"
        super().__init__(**kwargs)

    class BoundPanel(Panel.BoundPanel):
        template_name = "conflictdesk/desk/registry/point_map.html"

        class Media:
            js = ("conflictdesk/desk/map.js",)
            css = {"all": ("conflictdesk/desk/map.css",)}

        def is_shown(self) -> bool:
            return {"latitude", "longitude"} <= set(self.form.fields)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            latitude, longitude, km = start(self.instance)
            fields = {"latitude_field": self.form["latitude"], "longitude_field": self.form["longitude"]}
            return context | fields | {"latitude": latitude, "longitude": longitude, "km": km}


def start(place: Place) -> tuple[float, float, float]:
    """Returns latitude, longitude and width in kilometres of the first map: around the place's point;
    else around the editors' newest place; else around the place with the median longitude; else a view
    of the world.
    """
    if place.latitude is not None and place.longitude is not None:
        return place.latitude, place.longitude, _km(place)
    known = Place.objects.filter(merged_into=None, latitude__isnull=False, longitude__isnull=False)
    points = known.values_list("latitude", "longitude")
    own = points.filter(is_own=True).order_by("-pk").first()
    if near := own or points.order_by("longitude")[known.count() // 2 :].first():
        return near[0] or 0, near[1] or 0, NEW_KM
    return *WORLD_CENTRE, WIDEST_KM


def _km(place: Place) -> int:
    precision = terms.PLACE_PRECISIONS.get(place.precision)
    return (precision.map_km if precision else 0) or POINT_KM
