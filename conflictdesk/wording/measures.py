"""What readers call a number: "Civilians trapped", "Area held". One table a contract's id list."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

# Without a population; and with one, whose place in the words each language chooses for itself.
MEASURES = {
    "killed": (pgettext_lazy("measure", "Killed"), _("%(population)s killed")),
    "wounded": (pgettext_lazy("measure", "Wounded"), _("%(population)s wounded")),
    "missing": (pgettext_lazy("measure", "Missing"), _("%(population)s missing")),
    "detained": (pgettext_lazy("measure", "Detained"), _("%(population)s detained")),
    "abducted": (pgettext_lazy("measure", "Abducted"), _("%(population)s abducted")),
    "freed": (pgettext_lazy("measure", "Freed"), _("%(population)s freed")),
    "surrendered": (pgettext_lazy("measure", "Surrendered"), _("%(population)s surrendered")),
    "displaced": (pgettext_lazy("measure", "Displaced"), _("%(population)s displaced")),
    "evacuated": (pgettext_lazy("measure", "Evacuated"), _("%(population)s evacuated")),
    "returned": (pgettext_lazy("measure", "Returned home"), _("%(population)s returned home")),
    "crossed_border": (
        pgettext_lazy("measure", "Crossed a border"),
        _("%(population)s who crossed a border"),
    ),
    "trapped": (pgettext_lazy("measure", "Trapped"), _("%(population)s trapped")),
    "in_need": (pgettext_lazy("measure", "In need of aid"), _("%(population)s in need of aid")),
    "aided": (pgettext_lazy("measure", "Reached by aid"), _("%(population)s reached by aid")),
    "fighters": (pgettext_lazy("measure", "Fighters"), _("Fighters: %(population)s")),
    "deployed": (pgettext_lazy("measure", "Deployed"), _("%(population)s deployed")),
    "area": (pgettext_lazy("measure", "Area"), _("Area: %(population)s")),
    "territory_share": (
        pgettext_lazy("measure", "Share of territory"),
        _("Share of territory: %(population)s"),
    ),
    "places_captured": (pgettext_lazy("measure", "Places captured"), _("Places captured: %(population)s")),
    "buildings_destroyed": (
        pgettext_lazy("measure", "Buildings destroyed"),
        _("Buildings destroyed: %(population)s"),
    ),
    "buildings_damaged": (
        pgettext_lazy("measure", "Buildings damaged"),
        _("Buildings damaged: %(population)s"),
    ),
    "strikes": (pgettext_lazy("measure", "Strikes"), _("Strikes: %(population)s")),
    "equipment_destroyed": (
        pgettext_lazy("measure", "Equipment destroyed"),
        _("Equipment destroyed: %(population)s"),
    ),
    "equipment_seized": (pgettext_lazy("measure", "Equipment seized"), _("Equipment seized: %(population)s")),
    "aid_amount": (pgettext_lazy("measure", "Aid"), _("Aid: %(population)s")),
    "distance": (pgettext_lazy("measure", "Distance"), _("Distance: %(population)s")),
}

POPULATIONS = {
    "civilians": pgettext_lazy("who is counted", "Civilians"),
    "children": pgettext_lazy("who is counted", "Children"),
    "women": pgettext_lazy("who is counted", "Women"),
    "men": pgettext_lazy("who is counted", "Men"),
    "fighters": pgettext_lazy("who is counted", "Fighters"),
    "soldiers": pgettext_lazy("who is counted", "Soldiers"),
    "police": pgettext_lazy("who is counted", "Police"),
    "officials": pgettext_lazy("who is counted", "Officials"),
    "aid_workers": pgettext_lazy("who is counted", "Aid workers"),
    "medics": pgettext_lazy("who is counted", "Medics"),
    "journalists": pgettext_lazy("who is counted", "Journalists"),
    "prisoners": pgettext_lazy("who is counted", "Prisoners"),
}

# Land of a side is land that the side holds.
HELD = {
    "area": pgettext_lazy("measure", "Area held"),
    "territory_share": pgettext_lazy("measure", "Share of territory held"),
}


def label(measure: str, population: str | None, side: str | None = None) -> str:
    """The heading of a number, in the active language. An id of a later version is shown as it is."""
    if side and measure in HELD:
        return str(HELD[measure])
    if measure not in MEASURES:
        return measure
    alone, with_population = MEASURES[measure]
    if not population or population == measure:
        return str(alone)
    return str(with_population) % {"population": POPULATIONS.get(population, population)}
