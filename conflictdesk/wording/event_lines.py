"""Events in careful words: "16th Division captured al-Mashahda district, Iraqi military said".

A type says less than an article. Where it leaves open what happened (aid was let in, or blocked), the
line names the matter and quotes the article's words rather than guess. A source that reports its own
action is named once: "Syrian army captured Aleppo, by own account".
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
    """Returns the type as a noun. An id of a later version is returned unchanged."""
    entry = EVENT_TYPES.get(event_type)
    return text(entry, "label") if entry else event_type


def line(event: Happening, locale: Locale) -> Phrase:
    """Returns a snapshot's event as one line, with its source."""
    if not happened(event["realis"]):
        phrase = _not_actual(event, lowered(_with_words(_noun(event, locale), event)))
    else:
        phrase = _attributed(_actual(event, locale), event)
    return capitalised(phrase)


def _actual(event: Happening, locale: Locale) -> Phrase:
    if _targets(event, locale) and _is_undergone(event):
        return _undergone(event, locale)
    return _with_words(_sentence(event, locale) or _noun(event, locale), event)


def _sentence(event: Happening, locale: Locale) -> Phrase | None:
    """Returns the event with a verb; None if the type has no verb, or the event lacks what it needs."""
    kind, actors, place = _kind(event), _names(event["actors"], locale), event["place"] or ""
    if not place:
        return None
    if kind.done_at and actors:
        phrase = fill(text(kind, "done_at"), actors=actors, place=place)
    elif kind.undergone_at and not actors:
        phrase = fill(text(kind, "undergone_at"), place=place)
    else:
        return None
    return _from(_targets(event, locale), phrase) if kind.line == "taking" else phrase


def _kind(event: Happening) -> EventType:
    """Returns the event's type; for an id of a later version, a type with that id as its label."""
    name = event["type"]
    return EVENT_TYPES.get(name) or EventType(name, name, "")


def _noun(event: Happening, locale: Locale) -> Phrase:
    """Returns the type as a noun, with actors, targets and place."""
    kind, place = _kind(event), event["place"] or ""
    actors, targets = _names(event["actors"], locale), _targets(event, locale)
    sides = [*event["actors"], *event["targets"]]
    if kind.line == "sides":
        return _in(place, _between(kind, sides, locale))
    if kind.line == "shared":
        return _in(place, _involving(_names(sides, locale), _label(kind)))
    if kind.line == "leaving":
        phrase = _against(kind, targets, _of(actors, _label(kind)))
        return (
            fill(pgettext("event", "%(line)s from %(place)s"), line=phrase, place=place) if place else phrase
        )
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


def _targets(event: Happening, locale: Locale) -> str:
    """Returns the targets; one that the line names as its place already is left out."""
    place = event["place"] or ""
    return _names([one for one in event["targets"] if not (place and one in place)], locale)


def _midline(name: str) -> str:
    """Returns a name as it is written within a sentence: "The charity" without its capital article."""
    return name[0].lower() + name[1:] if _ARTICLE.match(name) else name


def _between(kind: EventType, sides: list[str], locale: Locale) -> Phrase:
    if len(sides) > 1:
        return fill(text(kind, "between_sides"), actors=_names(sides, locale))
    if sides:
        return fill(text(kind, "with_side"), actors=_names(sides, locale))
    return _label(kind)


def _involving(actors: str, phrase: Phrase) -> Phrase:
    pattern = pgettext("event", "%(line)s involving %(actors)s")
    return fill(pattern, line=phrase, actors=actors) if actors else phrase


def _by(actors: str, phrase: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s by %(actors)s"), line=phrase, actors=actors) if actors else phrase


def _of(targets: str, phrase: Phrase) -> Phrase:
    return (
        fill(pgettext("event", "%(line)s of %(targets)s"), line=phrase, targets=targets)
        if targets
        else phrase
    )


def _against(kind: EventType, targets: str, phrase: Phrase) -> Phrase:
    against = pgettext("event", "%(line)s against %(targets)s")
    pattern = pgettext("event", "%(line)s on %(targets)s") if kind.line == "on" else against
    return fill(pattern, line=phrase, targets=targets) if targets else phrase


def _from(targets: str, phrase: Phrase) -> Phrase:
    return fill(_("%(line)s from %(targets)s"), line=phrase, targets=targets) if targets else phrase


def _in(place: str, phrase: Phrase) -> Phrase:
    return fill(pgettext("event", "%(line)s in %(place)s"), line=phrase, place=place) if place else phrase


def _is_undergone(event: Happening) -> bool:
    """Whether the article's words have the targets as their subject and the type leaves open what
    happened.
    """
    kind = _kind(event)
    of_targets = kind.line == "of" and kind.open_line
    return of_targets and bool(_UNDERGONE.search(event["trigger"])) and not event["weapon"]


def _undergone(event: Happening, locale: Locale) -> Phrase:
    """Returns the line with the article's words: "Siege: civilians “are trapped” in Mosul"."""
    holes: dict[str, str | Phrase] = {
        "line": _by(_names(event["actors"], locale), _label(_kind(event))),
        "targets": _targets(event, locale),
        "words": event["trigger"],
    }
    if event["place"]:
        pattern = pgettext("event", "%(line)s: %(targets)s “%(words)s” in %(place)s")
        return fill(pattern, **holes, place=event["place"])
    return fill(pgettext("event", "%(line)s: %(targets)s “%(words)s”"), **holes)


def _with_words(phrase: Phrase, event: Happening) -> Phrase:
    """Adds the weapon; else the article's words, if the type is open and they say more than its name."""
    if event["weapon"]:
        return fill(_("%(line)s (%(weapon)s)"), line=phrase, weapon=event["weapon"])
    words = event["trigger"] if _kind(event).open_line else ""
    if not words or words.casefold() == event["type"]:
        return phrase
    return fill(_("%(line)s (“%(words)s”)"), line=phrase, words=words)


def _not_actual(event: Happening, phrase: Phrase) -> Phrase:
    """Returns the line of what did not happen, or not yet. A source that says it did not happen denies
    it.
    """
    realis = REALIS.get(event["realis"])
    if realis and realis.line_of_source and event["source"]:
        source = _midline(event["source"]["name"])
        phrase = fill(text(realis, "line_of_source"), source=source, line=phrase)
        return fill(_("%(line)s (unconfirmed)"), line=phrase) if event["hedged"] else phrase
    return _attributed(fill(text(realis, "line"), line=phrase) if realis and realis.line else phrase, event)


def _attributed(phrase: Phrase, event: Happening) -> Phrase:
    """Adds the source, and "unconfirmed" if the article hedges."""
    hedged, name = event["hedged"], event["source"]["name"] if event["source"] else ""
    source = _midline(name)
    if source and not hedged and event["actors"] == [name]:
        return fill(_("%(line)s, %(source)s"), line=phrase, source=pgettext("event", "by own account"))
    if source and hedged:
        return fill(_("%(line)s, %(source)s said (unconfirmed)"), line=phrase, source=source)
    if source:
        return fill(_("%(line)s, %(source)s said"), line=phrase, source=source)
    return fill(_("%(line)s (unconfirmed)"), line=phrase) if hedged else phrase
