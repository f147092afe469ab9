"""The corrections log as readers see it: former and present values in words, and why they changed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conflictdesk.contract.stored import CorrectedEvent, CorrectedFigure, EventWords
from conflictdesk.ledger.snapshots.correction_log import Correction
from conflictdesk.wording import dates, event_lines, measures, quantities, times
from conflictdesk.wording.times import Moment

SHOWN = 100
WHY = {
    "text": gettext_lazy("The article was changed and no longer says so."),
    "editors": gettext_lazy("The editors took it back."),
    "article": gettext_lazy("A fact was withdrawn together with its article."),
}
WAITING = gettext_lazy("The article was corrected. An editor has yet to approve what it says now.")
AMENDED = {
    "text": gettext_lazy("The article was corrected."),
    "editors": gettext_lazy("The editors corrected it."),
}


@dataclass(frozen=True, slots=True)
class ShownCorrection:
    """One correction: `before` and `after` in words; "" where there is nothing, or nothing public."""

    key: str
    at: Moment
    before: str
    after: str
    why: str
    article: str
    url: str

    @property
    def said(self) -> str:
        """The correction in one line, for feeds."""
        words = {"before": self.before, "after": self.after}
        if self.before and self.after:
            return _("Corrected: %(after)s (before: %(before)s)") % words
        return _("Withdrawn: %(before)s") % words if self.before else self.why


def describe(found: Iterable[Correction], calendar: dates.Calendar) -> tuple[ShownCorrection, ...]:
    """Returns the corrections in words, in order."""
    return tuple(_describe(number, one, calendar) for number, one in enumerate(found))


def _describe(number: int, one: Correction, calendar: dates.Calendar) -> ShownCorrection:
    article = one.article or {"title": "", "url": ""}
    return ShownCorrection(
        key=f"c{one.version}-{one.before['claim'] if one.before else number}",
        at=times.plain(one.at, calendar.locale),
        before=_words(one.before, calendar),
        after=_words(one.after, calendar),
        why=_why(one),
        article=article["title"],
        url=article["url"],
    )


def _why(one: Correction) -> str:
    if one.after:
        return str(AMENDED.get(one.cause, ""))
    return str(WAITING if one.kind == "corrected" else WHY[one.cause])


def _words(fact: CorrectedFigure | CorrectedEvent | None, calendar: dates.Calendar) -> str:
    if fact is None:
        return ""
    return _figure(fact, calendar) if fact["kind"] == "figure" else _event(fact, calendar)


def _figure(fact: CorrectedFigure, calendar: dates.Calendar) -> str:
    label = measures.label(fact["measure"], fact["population"], fact["side"])
    scope = ", ".join(filter(None, (fact["side"], fact["place"])))
    value = str(quantities.quantity(fact, calendar.locale))
    said = f"{value}, {fact['source']}" if fact["source"] else value
    return f"{label} ({scope}): {said}" if scope else f"{label}: {said}"


def _event(fact: CorrectedEvent, calendar: dates.Calendar) -> str:
    words: EventWords = {
        "type": fact["type"],
        "trigger": "",
        "actors": fact["actors"],
        "targets": fact["targets"],
        "weapon": fact["weapon"],
        "realis": fact["realis"],
        "hedged": fact["hedged"],
        "source": {"name": fact["source"]} if fact["source"] else None,
        "place": fact["place"],
    }
    return str(event_lines.line(words, calendar.locale))
