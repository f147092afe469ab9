"""Events in careful words: "16th Division captured al-Mashahda district, Iraqi military said".

A type says less than an article does. Where it leaves open what happened (aid was let in, or blocked),
the line names the matter and quotes the article's own words for it, rather than guess. Who tells of their
own doing is named once: "Syrian army captured Aleppo, by own account".
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from babel import Locale
from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from conflictdesk.wording.sentences import Part, Phrase, capitalised, fill, lowered

TYPES = {
    "clash": pgettext_lazy("event", "Clashes"),
    "attack": pgettext_lazy("event", "Attack"),
    "offensive": pgettext_lazy("event", "Offensive"),
    "territory_captured": pgettext_lazy("event", "Capture of territory"),
    "withdrawal": pgettext_lazy("event", "Withdrawal"),
    "air_strike": pgettext_lazy("event", "Air strike"),
    "shelling": pgettext_lazy("event", "Shelling"),
    "bombing": pgettext_lazy("event", "Bombing"),
    "suicide_attack": pgettext_lazy("event", "Suicide attack"),
    "chemical_attack": pgettext_lazy("event", "Chemical attack"),
    "violence_against_civilians": pgettext_lazy("event", "Violence against civilians"),
    "abduction": pgettext_lazy("event", "Abduction"),
    "detention": pgettext_lazy("event", "Arrests"),
    "siege": pgettext_lazy("event", "Siege"),
    "displacement": pgettext_lazy("event", "Displacement"),
    "evacuation_return": pgettext_lazy("event", "Evacuation or return"),
    "destruction": pgettext_lazy("event", "Destruction"),
    "agreement": pgettext_lazy("event", "Agreement"),
    "surrender_release": pgettext_lazy("event", "Surrender or release"),
    "weapons_seized": pgettext_lazy("event", "Weapons found or seized"),
    "aid_access": pgettext_lazy("event", "Access for aid"),
    "mobilisation": pgettext_lazy("event", "Movement of forces"),
    "protest": pgettext_lazy("event", "Protest"),
    "riot": pgettext_lazy("event", "Riot"),
}

# What happened to the targets is in the noun: "Abduction of aid workers", not "against aid workers".
OF_TARGETS = frozenset(
    {
        "shelling",
        "bombing",
        "abduction",
        "detention",
        "siege",
        "displacement",
        "evacuation_return",
        "destruction",
        "surrender_release",
    }
)
ON_TARGETS = frozenset({"attack", "air_strike", "suicide_attack", "chemical_attack"})
# Of several parties, where nobody can say who did it to whom.
SHARED = frozenset({"agreement", "aid_access"})
# The type leaves open what happened: the article's words must say it.
OPEN_TYPES = frozenset(
    {
        "offensive",
        "violence_against_civilians",
        "siege",
        "displacement",
        "evacuation_return",
        "destruction",
        "agreement",
        "surrender_release",
        "weapons_seized",
        "aid_access",
        "mobilisation",
    }
)
# Words of which the targets are the subject: "are still trapped", "have fled", but not "were burning".
_UNDERGONE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b(?!.*ing$)|\b(?:flee|fled)\b")
_ARTICLE = re.compile(r"(?:The|Its|Their) ")
NOT_ACTUAL = {
    "planned": gettext_lazy("Planned: %(line)s"),
    "hypothetical": gettext_lazy("Possible: %(line)s"),
    "denied": gettext_lazy("Denied: %(line)s"),
    "historical": gettext_lazy("In the past: %(line)s"),
}


def type_label(event_type: str) -> str:
    """The type as a noun. An id of a later version is shown as it is."""
    return str(TYPES.get(event_type, event_type))


def line(event: Mapping[str, Any], locale: Locale) -> Phrase:
    """A snapshot's event as one line, with the source that says so."""
    if event["realis"] != "actual":
        told = _not_actual(event, lowered(_worded(_noun(event, locale), event)))
    else:
        told = _attributed(_actual(event, locale), event)
    return capitalised(told)


def _actual(event: Mapping[str, Any], locale: Locale) -> Phrase:
    if event["targets"] and _is_undergone(event):
        return _undergone(event, locale)
    return _worded(_sentence(event, locale) or _noun(event, locale), event)


def _sentence(event: Mapping[str, Any], locale: Locale) -> Phrase | None:
    """With a verb, where the type has one and the event what it needs."""
    actors, place = _names(event["actors"], locale), event["place"] or ""
    if event["type"] == "territory_captured" and place:
        if actors:
            told = fill(_("%(actors)s captured %(place)s"), actors=actors, place=place)
        else:
            told = fill(_("%(place)s captured"), place=place)
        return _from(_names(event["targets"], locale), told)
    if event["type"] == "withdrawal" and place and actors:
        return fill(_("%(actors)s withdrew from %(place)s"), actors=actors, place=place)
    return None


def _noun(event: Mapping[str, Any], locale: Locale) -> Phrase:
    """The type as a noun, with who, whom and where."""
    kind, place = event["type"], event["place"] or ""
    actors, targets = _names(event["actors"], locale), _names(event["targets"], locale)
    sides = [*event["actors"], *event["targets"]]
    if kind == "clash":
        return _in(place, _clash(sides, locale))
    if kind in SHARED:
        return _in(place, _involving(_names(sides, locale), _label(kind)))
    if kind == "withdrawal":
        told = _against(kind, targets, _of(actors, _label(kind)))
        return fill(pgettext("event", "%(line)s from %(place)s"), line=told, place=place) if place else told
    if kind == "territory_captured":
        taken = fill(pgettext("event", "Capture of %(place)s"), place=place) if place else _label(kind)
        return _from(targets, _by(actors, taken))
    if kind == "violence_against_civilians" and targets:
        told = fill(pgettext("event", "Violence against %(targets)s"), targets=targets)
        return _in(place, _by(actors, told))
    if kind in OF_TARGETS:
        return _in(place, _by(actors, _of(targets, _label(kind))))
    return _in(place, _against(kind, targets, _by(actors, _label(kind))))


def _label(kind: str) -> Phrase:
    return Phrase((Part(type_label(kind)),))


def _names(names: list[str], locale: Locale) -> str:
    return format_list([_midline(one) for one in names], locale=locale) if names else ""


def _midline(name: str) -> str:
    """A name as it stands within a sentence: that of "The charity said" keeps no capital article."""
    return name[0].lower() + name[1:] if _ARTICLE.match(name) else name


def _clash(sides: list[str], locale: Locale) -> Phrase:
    if len(sides) > 1:
        return fill(_("Clashes between %(actors)s"), actors=_names(sides, locale))
    if sides:
        return fill(_("Clashes involving %(actors)s"), actors=_names(sides, locale))
    return _label("clash")


def _involving(actors: str, told: Phrase) -> Phrase:
    pattern = pgettext("event", "%(line)s involving %(actors)s")
    return fill(pattern, line=told, actors=actors) if actors else told


def _by(actors: str, told: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s by %(actors)s"), line=told, actors=actors) if actors else told


def _of(targets: str, told: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s of %(targets)s"), line=told, targets=targets) if targets else told


def _against(kind: str, targets: str, told: Phrase) -> Phrase:
    against = pgettext("event", "%(line)s against %(targets)s")
    pattern = pgettext("event", "%(line)s on %(targets)s") if kind in ON_TARGETS else against
    return fill(pattern, line=told, targets=targets) if targets else told


def _from(targets: str, told: Phrase) -> Phrase:
    return fill(_("%(line)s from %(targets)s"), line=told, targets=targets) if targets else told


def _in(place: str, told: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s in %(place)s"), line=told, place=place) if place else told


def _is_undergone(event: Mapping[str, Any]) -> bool:
    kinds = OF_TARGETS & OPEN_TYPES
    return event["type"] in kinds and bool(_UNDERGONE.search(event["trigger"])) and not event["weapon"]


def _undergone(event: Mapping[str, Any], locale: Locale) -> Phrase:
    """The article's words in their place: "Siege: civilians “are trapped” in Mosul"."""
    holes: dict[str, str | Phrase] = {
        "line": _by(_names(event["actors"], locale), _label(event["type"])),
        "targets": _names(event["targets"], locale),
        "words": event["trigger"],
    }
    if event["place"]:
        pattern = pgettext("event", "%(line)s: %(targets)s “%(words)s” in %(place)s")
        return fill(pattern, **holes, place=event["place"])
    return fill(pgettext("event", "%(line)s: %(targets)s “%(words)s”"), **holes)


def _worded(told: Phrase, event: Mapping[str, Any]) -> Phrase:
    """With the weapon, or the words of the article where the type needs them and they say more than it."""
    if event["weapon"]:
        return fill(_("%(line)s (%(weapon)s)"), line=told, weapon=event["weapon"])
    words = event["trigger"] if event["type"] in OPEN_TYPES else ""
    if not words or words.casefold() == event["type"]:
        return told
    return fill(_("%(line)s (“%(words)s”)"), line=told, words=words)


def _not_actual(event: Mapping[str, Any], told: Phrase) -> Phrase:
    """Who says that something did not happen denies it."""
    pattern = NOT_ACTUAL.get(event["realis"])
    if event["realis"] == "denied" and event["source"]:
        source = _midline(event["source"]["name"])
        told = fill(_("Denied by %(source)s: %(line)s"), source=source, line=told)
        return fill(_("%(line)s (unconfirmed)"), line=told) if event["hedged"] else told
    return _attributed(fill(str(pattern), line=told) if pattern else told, event)


def _attributed(told: Phrase, event: Mapping[str, Any]) -> Phrase:
    hedged, source = event["hedged"], _midline(event["source"]["name"]) if event["source"] else ""
    if source and not hedged and event["actors"] == [event["source"]["name"]]:
        return fill(_("%(line)s, %(source)s"), line=told, source=pgettext("event", "by own account"))
    if source and hedged:
        return fill(_("%(line)s, %(source)s said (unconfirmed)"), line=told, source=source)
    if source:
        return fill(_("%(line)s, %(source)s said"), line=told, source=source)
    return fill(_("%(line)s (unconfirmed)"), line=told) if hedged else told
