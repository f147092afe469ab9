"""The box as readers see it: a small frozen view of one snapshot in one language. Pure, but for gettext."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import get_language_info, pgettext_lazy

from conflictdesk.boxes.live import box_events, box_standings
from conflictdesk.boxes.live.box_events import Event
from conflictdesk.boxes.live.box_standings import Standing
from conflictdesk.contract.stored import BoxContent
from conflictdesk.wording import dates, languages, times
from conflictdesk.wording.times import Moment

STATES = {
    "live": pgettext_lazy("situation", "Live"),
    "slowing": pgettext_lazy("situation", "Slowing"),
    "closed": pgettext_lazy("situation", "Closed"),
}


@dataclass(frozen=True, slots=True)
class Box:
    """One box in one language, as the template shows it."""

    slug: str
    name: str
    state: str
    summary: str
    version: int
    updated: Moment
    language: str
    right_to_left: bool
    leading: tuple[Standing, ...]
    further: tuple[Standing, ...]
    events: tuple[Event, ...]
    corrections: int

    @property
    def state_label(self) -> str:
        return str(STATES.get(self.state, self.state))

    @property
    def is_closed(self) -> bool:
        return self.state == "closed"

    @property
    def names_party(self) -> bool:
        """Whether an asterisk for a party to the conflict is visible before anything is unfolded."""
        return any(event.party for event in self.events) or any(one.names_party for one in self.leading)

    @property
    def further_names_party(self) -> bool:
        """Whether there is such an asterisk in the folded part."""
        return any(one.names_party for one in self.further)

    @property
    def is_empty(self) -> bool:
        return not (self.leading or self.events)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many figures a box shows at once, how many more it folds away, and how many events it shows."""

    figures: int
    further: int
    events: int


def box(content: BoxContent, version: int, taken: datetime, language: str, limits: Limits) -> Box:
    """Returns the view of a snapshot's content, in the active language, which must be `language`."""
    locale = languages.locale(language)
    calendar = dates.Calendar(locale, timezone.localdate(taken))
    shown = limits.figures + limits.further
    standings = box_standings.describe(content["standings"][:shown], calendar)
    situation = content["situation"]
    return Box(
        slug=situation["slug"],
        name=situation["name"],
        state=situation["state"],
        summary=situation["summary"],
        version=version,
        updated=times.updated(taken, locale),
        language=language,
        right_to_left=get_language_info(language)["bidi"],
        leading=standings[: limits.figures],
        further=standings[limits.figures :],
        events=box_events.describe(content["events"][: limits.events], calendar),
        corrections=content.get("corrections", 0),
    )
