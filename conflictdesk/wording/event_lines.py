"""Events in careful words: "16th Division captured al-Mashahda district, Iraqi military said".

A type says less than an article does. Where it leaves open what happened (aid was let in, or blocked),
the line names the matter and quotes the article's own words for it, rather than guess. Who tells of their
own doing is named once: "Syrian army captured Aleppo, by own account".
"""

from __future__ import annotations

import re

from babel import Locale
from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conflictdesk.contract.entries import EventType
from conflictdesk.contract.stored import EventContent, EventWords
from conflictdesk.contract.terms import EVENT_TYPES, REALIS, happened
from conflictdesk.wording.contract_texts import text
from conflictdesk.wording.sentences import Part, Phrase, capitalised, fill, lowered

Happening = EventContent | EventWords
# Words of which the targets are the subject: "are still trapped", "have fled", but not "were burning".
_UNDERGONE = re.compile(r"\b(?:is|are|was|were|be|been|being)\b(?!.*ing$)|\b(?:flee|fled)\b")
_ARTICLE = re.compile(r"(?:The|Its|Their) ")


def type_label(event_type: str) -> str:
    """The type as a noun. An id of a later version is shown as it is."""
    entry = EVENT_TYPES.get(event_type)
    return text(entry, "label") if entry else event_type


def line(event: Happening, locale: Locale) -> Phrase:
    """A snapshot's event as one line, with the source that says so."""
    if not happened(event["realis"]):
        told = _not_actual(event, lowered(_worded(_noun(event, locale), event)))
    else:
        told = _attributed(_actual(event, locale), event)
    return capitalised(told)


def _actual(event: Happening, locale: Locale) -> Phrase:
    if event["targets"] and _is_undergone(event):
        return _undergone(event, locale)
    return _worded(_sentence(event, locale) or _noun(event, locale), event)


def _sentence(event: Happening, locale: Locale) -> Phrase | None:
    """With a verb, where the type has one and the event what it needs."""
    kind, actors, place = _kind(event), _names(event["actors"], locale), event["place"] or ""
    if not place:
        return None
    if kind.done_at and actors:
        told = fill(text(kind, "done_at"), actors=actors, place=place)
    elif kind.undergone_at and not actors:
        told = fill(text(kind, "undergone_at"), place=place)
    else:
        return None
    return _from(_names(event["targets"], locale), told) if kind.line == "taking" else told


def _kind(event: Happening) -> EventType:
    """The event's type; one of a later version has its id for a label, and nothing else."""
    name = event["type"]
    return EVENT_TYPES.get(name) or EventType(name, name, "")


def _noun(event: Happening, locale: Locale) -> Phrase:
    """The type as a noun, with who, whom and where."""
    kind, place = _kind(event), event["place"] or ""
    actors, targets = _names(event["actors"], locale), _names(event["targets"], locale)
    sides = [*event["actors"], *event["targets"]]
    if kind.line == "sides":
        return _in(place, _between(kind, sides, locale))
    if kind.line == "shared":
        return _in(place, _involving(_names(sides, locale), _label(kind)))
    if kind.line == "leaving":
        told = _against(kind, targets, _of(actors, _label(kind)))
        return fill(pgettext("event", "%(line)s from %(place)s"), line=told, place=place) if place else told
    if kind.line == "taking":
        taken = fill(text(kind, "noun_at"), place=place) if place else _label(kind)
        return _from(targets, _by(actors, taken))
    if kind.noun_against and targets:
        return _in(place, _by(actors, fill(text(kind, "noun_against"), targets=targets)))
    if kind.line == "of":
        return _in(place, _by(actors, _of(targets, _label(kind))))
    return _in(place, _against(kind, targets, _by(actors, _label(kind))))


def _label(kind: EventType) -> Phrase:
    return Phrase((Part(type_label(kind)),))


def _names(names: list[str], locale: Locale) -> str:
    return format_list([_midline(one) for one in names], locale=locale) if names else ""


def _midline(name: str) -> str:
    """A name as it stands within a sentence: that of "The charity said" keeps no capital article."""
    return name[0].lower() + name[1:] if _ARTICLE.match(name) else name


def _between(kind: EventType, sides: list[str], locale: Locale) -> Phrase:
    if len(sides) > 1:
        return fill(text(kind, "between_sides"), actors=_names(sides, locale))
    if sides:
        return fill(text(kind, "with_side"), actors=_names(sides, locale))
    return _label(kind)


def _involving(actors: str, told: Phrase) -> Phrase:
    pattern = pgettext("event", "%(line)s involving %(actors)s")
    return fill(pattern, line=told, actors=actors) if actors else told


def _by(actors: str, told: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s by %(actors)s"), line=told, actors=actors) if actors else told


def _of(targets: str, told: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s of %(targets)s"), line=told, targets=targets) if targets else told


def _against(kind: EventType, targets: str, told: Phrase) -> Phrase:
    against = pgettext("event", "%(line)s against %(targets)s")
    pattern = pgettext("event", "%(line)s on %(targets)s") if kind.line == "on" else against
    return fill(pattern, line=told, targets=targets) if targets else told


def _from(targets: str, told: Phrase) -> Phrase:
    return fill(_("%(line)s from %(targets)s"), line=told, targets=targets) if targets else told


def _in(place: str, told: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s in %(place)s"), line=told, place=place) if place else told


def _is_undergone(event: Happening) -> bool:
    kind = _kind(event)
    of_targets = kind.line == "of" and kind.open_line
    return of_targets and bool(_UNDERGONE.search(event["trigger"])) and not event["weapon"]


def _undergone(event: Happening, locale: Locale) -> Phrase:
    """The article's words in their place: "Siege: civilians “are trapped” in Mosul"."""
    holes: dict[str, str | Phrase] = {
        "line": _by(_names(event["actors"], locale), _label(_kind(event))),
        "targets": _names(event["targets"], locale),
        "words": event["trigger"],
    }
    if event["place"]:
        pattern = pgettext("event", "%(line)s: %(targets)s “%(words)s” in %(place)s")
        return fill(pattern, **holes, place=event["place"])
    return fill(pgettext("event", "%(line)s: %(targets)s “%(words)s”"), **holes)


def _worded(told: Phrase, event: Happening) -> Phrase:
    """With the weapon, or the words of the article where the type needs them and they say more than it."""
    if event["weapon"]:
        return fill(_("%(line)s (%(weapon)s)"), line=told, weapon=event["weapon"])
    words = event["trigger"] if _kind(event).open_line else ""
    if not words or words.casefold() == event["type"]:
        return told
    return fill(_("%(line)s (“%(words)s”)"), line=told, words=words)


def _not_actual(event: Happening, told: Phrase) -> Phrase:
    """Who says that something did not happen denies it."""
    realis = REALIS.get(event["realis"])
    if realis and realis.line_of_source and event["source"]:
        source = _midline(event["source"]["name"])
        told = fill(text(realis, "line_of_source"), source=source, line=told)
        return fill(_("%(line)s (unconfirmed)"), line=told) if event["hedged"] else told
    return _attributed(fill(text(realis, "line"), line=told) if realis and realis.line else told, event)


def _attributed(told: Phrase, event: Happening) -> Phrase:
    hedged, name = event["hedged"], event["source"]["name"] if event["source"] else ""
    source = _midline(name)
    if source and not hedged and event["actors"] == [name]:
        return fill(_("%(line)s, %(source)s"), line=told, source=pgettext("event", "by own account"))
    if source and hedged:
        return fill(_("%(line)s, %(source)s said (unconfirmed)"), line=told, source=source)
    if source:
        return fill(_("%(line)s, %(source)s said"), line=told, source=source)
    return fill(_("%(line)s (unconfirmed)"), line=told) if hedged else told
