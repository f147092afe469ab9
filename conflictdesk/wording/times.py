"""Times in words, with the machine's form for <time datetime>."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from babel import Locale
from babel.dates import format_date, format_datetime
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from conflictdesk.wording.sentences import Phrase, capitalised, fill


@dataclass(frozen=True, slots=True)
class Moment:
    """A time in words, in parts, with the machine's form for <time datetime>."""

    text: Phrase
    iso: str


def minute(at: datetime, locale: Locale) -> str:
    """Returns "28 June 2017, 14:05 UTC": with its zone, because readers are in many."""
    local = timezone.localtime(at)
    date, time = format_date(local, "long", locale=locale), format_datetime(local, "HH:mm z", locale=locale)
    return pgettext("a moment", "%(date)s, %(time)s") % {"date": date, "time": time}


def updated(at: datetime, locale: Locale) -> Moment:
    """Returns "updated" and the time."""
    return _moment(_("updated %(time)s"), at, locale)


def approved(iso: str, locale: Locale, *, amended: bool = False) -> Moment:
    """Returns that an editor approved, and when. `amended` means that the number is the editor's, and
    the quoted words may have another.
    """
    plain = _("approved by an editor on %(time)s")
    pattern = _("amended and approved by an editor on %(time)s") if amended else plain
    return _moment(pattern, datetime.fromisoformat(iso), locale)


def stood(at: datetime, locale: Locale) -> Moment:
    """Returns "As it stood on" and the time."""
    moment = _moment(_("as it stood on %(time)s"), at, locale)
    return replace(moment, text=capitalised(moment.text))


def plain(at: datetime, locale: Locale) -> Moment:
    """Returns the time alone."""
    return _moment("%(time)s", at, locale)


def _moment(pattern: str, at: datetime, locale: Locale) -> Moment:
    text = fill(pattern, time=minute(at, locale))
    return Moment(text, timezone.localtime(at).isoformat(timespec="seconds"))
