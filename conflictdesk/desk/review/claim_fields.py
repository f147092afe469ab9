"""Puts a reading's fields into words for the card; leaves out what the text does not say."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from conflictdesk.contract import terms
from conflictdesk.contract.stored import (
    ActorReading,
    ClaimReading,
    EventReading,
    FigureReading,
    Number,
    PlaceReading,
    Reading,
    SinceReading,
)
from conflictdesk.ledger.models import Claim
from conflictdesk.wording import labels, reading_lines
from conflictdesk.wording.labels import label


@dataclass(frozen=True)
class Field:
    """One line of the card; `note` says how sure or how exact the value is, or is ""."""

    name: str
    value: str
    note: str = ""


def of(claim: Claim, reading: Reading) -> list[Field]:
    """Returns the fields of one of the claim's readings, without empty ones."""
    own = _figure_fields(reading) if "measure" in reading else _event_fields(reading)
    found = [*own, *_shared_fields(reading), *_dates(claim, reading)]
    return [field for field in found if field.value]


def _figure_fields(reading: FigureReading) -> list[Field]:
    side, since = reading["side"], reading["since"]
    cause = "" if reading["cause"] == terms.ASSUMED_CAUSE else label(labels.CAUSES, reading["cause"])
    part = _("part of another figure") if reading["is_part"] else ""
    return [
        Field(_("measure"), label(labels.MEASURES, reading["measure"]), part),
        Field(_("number"), reading_lines.counted(reading), _bounds(reading)),
        Field(_("side"), side["name"] if side else "", _known(side)),
        Field(_("counted"), label(labels.PERIODS, reading["period"]), quoted(since)),
        Field(_("cause"), cause),
    ]


def quoted(since: SinceReading | None) -> str:
    """Returns the article's words for the start of a count, in quotation marks; "" without them."""
    return _("“%(words)s”") % {"words": since["text"]} if since else ""


def _bounds(reading: Number) -> str:
    """Returns the low, best and high number in words; "" if all three are equal."""
    low, best, high = reading["low"], reading["best"], reading["high"]
    if low == best == high:
        return ""
    named = ((_("low"), low), (_("best"), best), (_("high"), high))
    return " · ".join(f"{name} {value:,}" for name, value in named if value is not None)


def _event_fields(reading: EventReading) -> list[Field]:
    return [
        Field(_("type"), label(labels.EVENT_TYPES, reading["type"])),
        Field(_("who did it"), reading_lines.names(reading["actors"])),
        Field(_("to whom"), reading_lines.names(reading["targets"])),
        Field(_("weapon"), reading["weapon"] or ""),
    ]


def _shared_fields(reading: ClaimReading) -> list[Field]:
    source, place = reading["source"], reading["place"]
    careful = _("“claimed”, “reportedly” …") if reading["hedged"] else _known(source)
    status = "" if terms.happened(reading["realis"]) else label(labels.REALIS, reading["realis"])
    return [
        Field(_("source"), source["name"] if source else _("nobody is named"), careful),
        Field(_("place"), reading_lines.place_name(place), _exactness(place)),
        Field(_("status"), status),
    ]


def _known(actor: ActorReading | None) -> str:
    return _("not in the list of actors") if actor and not actor["id"] else ""


def _exactness(place: PlaceReading | None) -> str:
    if place is None:
        return ""
    if place["precision"] == terms.UNRESOLVED:
        nowhere = _("no point on the map")
        within = place.get("within")
        return f"{nowhere}; {_('in %(place)s') % {'place': within}}" if within else nowhere
    return place["country"] or ""


def _dates(claim: Claim, reading: ClaimReading) -> list[Field]:
    return [Field(_("when"), reading_lines.span(reading)), Field(_("as of"), publication_day(claim))]


def publication_day(claim: Claim) -> str:
    """Returns the day of the article's publication, else of the proposal, in words."""
    published = claim.extraction.published or claim.proposed_at
    return reading_lines.day(timezone.localdate(published).isoformat())
