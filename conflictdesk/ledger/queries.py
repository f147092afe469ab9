"""Queries: what the ledger answers to desk, boxes and API."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

import swapper
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from conflictdesk.contract import terms
from conflictdesk.ledger import public_sites
from conflictdesk.ledger.extractions import text_limit
from conflictdesk.ledger.models import (
    ArticleSituation,
    Claim,
    EventFact,
    Extraction,
    FigureFact,
    FormerAddress,
    Ruling,
    Situation,
    Snapshot,
)
from conflictdesk.ledger.models.facts import Fact
from conflictdesk.ledger.situations import situation_addresses

FactType = TypeVar("FactType", bound=Fact)


def pending(
    *,
    situation: Situation | int | None = None,
    kind: str | None = None,
    topic: str | None = None,
    page_key: int | None = None,
    realis: str | None = terms.HAPPENED,
) -> QuerySet[Claim]:
    """Claims of live pages, and of drafts that are to be cleared, that wait for a ruling, oldest first.
    Without a word to the contrary only what is said to have happened; `realis=None` gives plans, hypotheses,
    denials and history too.
    """
    told = Q(presence=Claim.Presence.PRESENT, page__live=True) | Q(presence=Claim.Presence.DRAFT)
    claims = Claim.objects.filter(told, state=Claim.State.PENDING)
    wanted = {"situation": situation, "kind": kind, "topic": topic, "page_key": page_key, "realis": realis}
    return claims.filter(**{name: value for name, value in wanted.items() if value is not None}).order_by(
        "pk"
    )


def public_pages() -> QuerySet[Any]:
    """Live pages of a site that every visitor may see."""
    return public_sites.within(
        public_sites.open_to_all(swapper.load_model("wagtailcore", "Page").objects.live())
    )


def public_situations() -> QuerySet[Situation]:
    """Situations that at least one public article belongs to: one that is being prepared is nobody's news."""
    return Situation.objects.filter(
        Exists(
            ArticleSituation.objects.filter(situation=OuterRef("pk"), page__in=public_pages().values("pk"))
        )
    )


def shown_versions(slugs: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Key and newest version of those of these situations that are public, by slug; 0 before the first
    version. One query.
    """
    newest = Snapshot.objects.filter(situation=OuterRef("pk")).order_by("-version").values("version")[:1]
    found = public_situations().filter(slug__in=slugs).annotate(shown=Coalesce(Subquery(newest), 0))
    return {slug: (key, shown) for slug, key, shown in found.values_list("slug", "pk", "shown")}


def every_slug() -> list[str]:
    """The slugs of all situations, present and former."""
    present = Situation.objects.values_list("slug", flat=True).order_by("pk")
    return [*present, *FormerAddress.objects.values_list("slug", flat=True).order_by("pk")]


def public_situation_at(slug: str) -> Situation | None:
    """The public situation of that address, present or former. Its own `slug` differs where readers have to
    be sent on: the present address of one that is being prepared is nobody's news either.
    """
    found = situation_addresses.situation_at(slug)
    return found if found and public_situations().filter(pk=found.pk).exists() else None


def public_figures(situation: Situation | int | None = None) -> QuerySet[FigureFact]:
    """What readers see: the approved figures of public situations, newest first."""
    return _of_public_situations(approved_figures(situation))


def public_events(situation: Situation | int | None = None) -> QuerySet[EventFact]:
    """What readers see: the approved events of public situations, newest first."""
    return _of_public_situations(approved_events(situation))


def approved_figures(situation: Situation | int | None = None) -> QuerySet[FigureFact]:
    """Approved figures that stand in the live text of a public page, newest first. Readers see them once
    their situation is public, too: only who asks that on the way here may show them.
    """
    return _approved(FigureFact.objects.select_related("side"), situation)


def approved_events(situation: Situation | int | None = None) -> QuerySet[EventFact]:
    """The same of events."""
    return _approved(EventFact.objects.all(), situation)


def _of_public_situations(facts: QuerySet[FactType]) -> QuerySet[FactType]:
    return facts.filter(situation__in=public_situations().order_by().values("pk"))


def _approved(facts: QuerySet[FactType], situation: Situation | int | None) -> QuerySet[FactType]:
    found = facts.filter(
        claim__state=Claim.State.APPROVED,
        claim__presence=Claim.Presence.PRESENT,
        realis=terms.HAPPENED,
        claim__page__in=public_pages().values("pk"),
    ).select_related("claim__page", "source", "place", "situation")
    return found if situation is None else found.filter(situation=situation)


def shown_of(pages: Sequence[int], *, below: bool) -> list[str]:
    """The situation of each fact of these pages, or also of all pages below them, that is public now."""
    chosen = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=pages)
    if below:
        path = ExpressionWrapper(OuterRef("path"), CharField())
        above = chosen.annotate(reached=path).filter(reached__startswith=F("path"))
        chosen = public_pages().filter(Exists(above))
    here = {"claim__page__in": chosen.values("pk")}
    facts = public_figures().filter(**here), public_events().filter(**here)
    return [name for found in facts for name in found.order_by().values_list("situation__name", flat=True)]


def situations_shown_on(page: Any) -> QuerySet[Situation]:
    """The situations whose boxes a page shows; an alias shows those of its original."""
    return Situation.objects.filter(article_situations__page=page.alias_of_id or page.pk)


def latest_extraction(page_key: int) -> Extraction | None:
    """The newest run over a page's live text, in any state. The text is fetched when it is asked for."""
    return _live_texts(page_key).defer("text", "segments").first()


def latest_words(page_key: int) -> str | None:
    """What is read of a page's newest live text."""
    return _live_texts(page_key).values_list(text_limit.read_part(), flat=True).first()


def _live_texts(page_key: int) -> QuerySet[Extraction]:
    return Extraction.objects.exclude(state=Extraction.State.DRAFT).filter(page_key=page_key)


def claim(claim_id: int) -> Claim:
    """The claim as it is stored now, with all that a ruling on it looks at."""
    found = Claim.objects.select_related("page__live_revision", "extraction", "ruling")
    return found.defer("extraction__text", "extraction__segments").get(pk=claim_id)


def last_ruling(claim: Claim) -> Ruling | None:
    """The newest ruling, undone or not; None for a claim that nobody has ruled on. `claim.ruling` stands."""
    return claim.rulings.order_by("-pk").first()
