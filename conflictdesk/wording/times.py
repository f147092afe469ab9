"""Times in words, in parts, with the machine's form for <time datetime>."""

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
    """ "28 June 2017, 14:05 UTC": with its zone, since readers of a war are in many."""
    local = timezone.localtime(at)
    date, time = format_date(local, "long", locale=locale), format_datetime(local, "HH:mm z", locale=locale)
    return pgettext("a moment", "%(date)s, %(time)s") % {"date": date, "time": time}


def updated(at: datetime, locale: Locale) -> Moment:
    return _told(_("updated %(time)s"), at, locale)


def approved(iso: str, locale: Locale, *, amended: bool = False) -> Moment:
    """`amended`: the number is the editor's, and its words may say another."""
    plain = _("approved by an editor on %(time)s")
    pattern = _("amended and approved by an editor on %(time)s") if amended else plain
    return _told(pattern, datetime.fromisoformat(iso), locale)


def stood(at: datetime, locale: Locale) -> Moment:
    told = _told(_("as it stood on %(time)s"), at, locale)
    return replace(told, text=capitalised(told.text))


def plain(at: datetime, locale: Locale) -> Moment:
    return _told("%(time)s", at, locale)


def _told(pattern: str, at: datetime, locale: Locale) -> Moment:
    text = fill(pattern, time=minute(at, locale))
    return Moment(text, timezone.localtime(at).isoformat(timespec="seconds"))
