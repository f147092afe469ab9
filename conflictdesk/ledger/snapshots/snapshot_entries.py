"""Builds the entries of a snapshot: facts with their quote, article, place on the map, and who reports
them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from wagtail.models import Site

from conflictdesk.contract.stored import (
    BOUNDS,
    EntryContent,
    EventContent,
    FigureContent,
    PointContent,
    SourceContent,
    StartContent,
    TellersContent,
)
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import EventFact, Evidence, FigureFact, Situation
from conflictdesk.ledger.models.facts import Fact
from conflictdesk.ledger.snapshots.public_content import Public
from conflictdesk.reconcile.proposals import folded


class EntryBuilder:
    """Builds the entries of these public claims of one situation, in a constant number of queries."""

    def __init__(self, situation: Situation, public: Public, claims: Collection[int]) -> None:
        self.public = public
        self.parties = frozenset(
            situation.situation_actors.filter(is_party=True).values_list("actor_id", flat=True)
        )
        self.root_paths = Site.get_site_root_paths()
        self.evidence = _first_words(twin for claim in claims for twin in public.twins_of(claim))
        figures, events = queries.approved_figures(situation), queries.approved_events(situation)
        self.figures = {one.claim_id: one for one in figures.filter(claim__in=claims)}
        self.events = {one.claim_id: one for one in events.filter(claim__in=claims)}

    def figure(self, claim_id: int) -> FigureContent:
        """Returns the entry of a figure."""
        fact = self.figures[claim_id]
        return {
            "measure": fact.measure,
            "unit": fact.unit,
            "population": fact.population,
            "period": fact.period,
            "low": fact.low,
            "best": fact.best,
            "high": fact.high,
            "qualifier": fact.qualifier,
            "side": _side(fact),
            "amended": _is_amended(fact),
            **_start(fact),
            **self._shared(fact),
        }

    def event(self, claim_id: int) -> EventContent:
        """Returns the entry of an event."""
        fact = self.events[claim_id]
        return {
            "type": fact.type,
            "trigger": fact.trigger,
            "actors": fact.actors,
            "targets": fact.targets,
            "weapon": fact.weapon,
            "realis": fact.realis,
            **self._shared(fact),
        }

    def _shared(self, fact: Fact) -> EntryContent:
        evidence = self.evidence.get(fact.claim_id)
        page = fact.claim.page
        return {
            "claim": fact.claim_id,
            "ruling": fact.ruling_id,
            "source": self._source(fact),
            "hedged": fact.hedged,
            "place": fact.place.name if fact.place else fact.place_text or None,
            "point": _point(fact),
            "from": _iso(fact.date_from),
            "to": _iso(fact.date_to),
            "precision": fact.date_precision or None,
            "as_of": fact.as_of.isoformat(),
            "quote": evidence.quote if evidence else "",
            "sentence": evidence.sentence if evidence else "",
            "article": {
                "title": page.title if page else "",
                "url": self._url(page) if page else "",
                "block": evidence.block if evidence else "",
            },
            "told_by": self._report_counts(fact.claim_id),
            "approved_at": fact.approved_at.isoformat(timespec="seconds"),
        }

    def _report_counts(self, claim_id: int) -> TellersContent:
        """Returns how many articles and sources report the fact. Copies of one sentence count once."""
        first: dict[str, int] = {}
        for twin in sorted(self.public.twins_of(claim_id)):
            words = self.evidence.get(twin)
            first.setdefault(folded(words.sentence) if words else str(twin), twin)
        reports = first.values()
        return {
            "articles": len({self.public.pages[twin] for twin in reports}),
            "sources": len({self.public.sources[twin] for twin in reports} - {""}),
        }

    def _url(self, page: Any) -> str:
        # Set where `Page.get_url_parts` caches them; otherwise each page would ask the cache again.
        page._wagtail_cached_site_root_paths = self.root_paths
        return page.url or ""

    def _source(self, fact: Fact) -> SourceContent | None:
        if fact.source:
            party = fact.source_id in self.parties
            return {"name": fact.source.name, "role": fact.source.role, "party": party}
        return {"name": fact.source_text, "role": None, "party": False} if fact.source_text else None


def _start(fact: FigureFact) -> StartContent:
    """Returns the article's words for the start from which a figure counts; {} without them."""
    if not fact.since_text:
        return {}
    return {"since": {"text": fact.since_text, "date": _iso(fact.since_date)}}


def _is_amended(fact: FigureFact) -> bool:
    """Whether an editor changed the number, so that the quoted words need not contain it."""
    proposal = fact.claim.proposal
    return "measure" in proposal and any(getattr(fact, name) != proposal[name] for name in BOUNDS)


def _first_words(claims: Iterable[int]) -> dict[int, Evidence]:
    """Returns for each claim its first mention in the newest text that has it."""
    found: dict[int, Evidence] = {}
    rows = Evidence.objects.filter(claim__in=list(claims)).order_by("-extraction__sequence", "start")
    for row in rows:
        found.setdefault(row.claim_id, row)
    return found


def _side(fact: FigureFact | EventFact) -> str:
    side = getattr(fact, "side", None)
    return side.name if side else getattr(fact, "side_text", "")


def _point(fact: Fact) -> PointContent | None:
    """Returns the place's point, in WGS 84 degrees; None without a point."""
    place = fact.place
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return {"latitude": place.latitude, "longitude": place.longitude, "precision": place.precision}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
