"""Collects all that readers may see of one situation now, as bare values, in few queries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce

from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation, TwinRuling
from conflictdesk.reconcile import claim_matches
from conflictdesk.reconcile.standing import Figure, Preference

# In the order of `Figure`'s fields, so that a row unpacks into one.
_FIGURE = (
    *("claim_id", "measure", "unit", "population", Coalesce("side__name", "side_text"), "period"),
    *(Coalesce("place__name", "place_text"), "low", "best", "high", "qualifier"),
    *(Coalesce("source__name", "source_text"), "as_of", "is_part", F("claim_id")),
)
_FIELDS = len(_FIGURE)
_EVENT = ("claim_id", "ruling_id", "claim__page_key", "source__name", "source_text")


@dataclass(slots=True)
class Public:
    """The public facts of a situation. `events` are claims, newest first, one for each group of twins:
    the first recorded; `rulings`, `pages` (keys) and `sources` (names) are by claim.
    """

    figures: list[Figure] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    rulings: dict[int, int] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    sources: dict[int, str] = field(default_factory=dict)
    twins: dict[int, int] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """The number of articles with a public fact."""
        return len(set(self.pages.values()))

    @property
    def digest(self) -> str:
        """The same for the same claims under the same rulings."""
        return sha256(repr(sorted(self.rulings.items())).encode()).hexdigest()

    def twins_of(self, claim_id: int) -> list[int]:
        """Returns the public claims that report the same fact, itself included."""
        group = self.twins.get(claim_id)
        if group is None:
            return [claim_id]
        return [one for one, number in self.twins.items() if number == group and one in self.rulings]


def public(situation: Situation, measure: str | None = None) -> Public:
    """Returns the public facts of the situation; with `measure` only figures of that measure, and no
    events.
    """
    found = Public(twins=_twins(situation))
    found.figures = list(_figures(situation, measure, found))
    if measure is None:
        found.events = list(_events(situation, found))
    return found


def preference(situation: Situation) -> Preference:
    """Returns which figure leads: the situation's policy with the ranks or picks that it uses."""
    ranks: dict[str, int] = {}
    picks: tuple[int, ...] = ()
    if situation.policy == Situation.Policy.SOURCE_RANK:
        ranked = situation.situation_actors.filter(rank__isnull=False)
        ranks = {name: rank for name, rank in ranked.values_list("actor__name", "rank") if rank is not None}
    if situation.policy == Situation.Policy.EDITORS_PICK:
        picks = tuple(situation.picks.values_list("claim_id", flat=True))
    return Preference(situation.policy, ranks, picks)  # type: ignore[arg-type]  # the choices are the policies


def whole(situation: Situation) -> frozenset[str]:
    """Returns the names of the situation's places: a figure for one of these counts for the whole
    situation.
    """
    return frozenset(situation.places.values_list("name", flat=True))


def _twins(situation: Situation) -> dict[int, int]:
    decided = TwinRuling.objects.filter(first__situation=situation, second__situation=situation)
    rows = decided.order_by("pk").values_list("first_id", "second_id", "verdict")
    return claim_matches.groups(
        ((one, other), verdict == TwinRuling.Verdict.SAME) for one, other, verdict in rows
    )


def _figures(situation: Situation, measure: str | None, found: Public) -> Iterator[Figure]:
    facts = queries.approved_figures(situation).order_by()
    facts = facts.filter(measure=measure) if measure else facts
    rows: Any = facts.values_list(*_FIGURE, "ruling_id", "claim__page_key")
    rulings, pages, sources, numbers = found.rulings, found.pages, found.sources, found.twins
    for row in rows:
        figure = Figure(*row[:_FIELDS])
        claim = figure.id
        rulings[claim], pages[claim] = row[_FIELDS:]
        sources[claim] = figure.source
        yield figure._replace(twins=numbers[claim]) if claim in numbers else figure


def _events(situation: Situation, found: Public) -> Iterator[int]:
    facts = queries.approved_events(situation).order_by(
        Coalesce("date_to", "as_of").desc(), F("as_of").desc(), F("claim_id").desc()
    )
    rows: list[Any] = list(facts.values_list(*_EVENT))
    for claim, ruling, page, source, source_text in rows:
        found.rulings[claim], found.pages[claim] = ruling, page
        found.sources[claim] = source or source_text
    first: dict[int, int] = {}
    for claim, *_ in rows:
        group = found.twins.get(claim, 0)
        first[group] = min(first.get(group, claim), claim)
    for claim, *_ in rows:
        group = found.twins.get(claim, 0)
        if not group or first[group] == claim:
            yield claim
