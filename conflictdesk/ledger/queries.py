"""Queries of the ledger for desk, boxes and API."""

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
    """Returns the pending claims of live pages, and of drafts that are to be cleared, oldest first. By
    default only claims about what happened; `realis=None` adds plans, hypotheses, denials and history.
    """
    present = Q(presence=Claim.Presence.PRESENT, page__live=True) | Q(presence=Claim.Presence.DRAFT)
    claims = Claim.objects.filter(present, state=Claim.State.PENDING)
    wanted = {"situation": situation, "kind": kind, "topic": topic, "page_key": page_key, "realis": realis}
    return claims.filter(**{name: value for name, value in wanted.items() if value is not None}).order_by(
        "pk"
    )


def public_pages() -> QuerySet[Any]:
    """Returns the live pages of a site that every visitor may see."""
    return public_sites.within(
        public_sites.open_to_all(swapper.load_model("wagtailcore", "Page").objects.live())
    )


def public_situations() -> QuerySet[Situation]:
    """Returns the situations that have at least one public article. Others are still being prepared."""
    return Situation.objects.filter(
        Exists(
            ArticleSituation.objects.filter(situation=OuterRef("pk"), page__in=public_pages().values("pk"))
        )
    )


def shown_versions(slugs: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Returns key and newest version of the public ones of these situations, by slug. The version is 0
    before the first one. Makes one query.
    """
    newest = Snapshot.objects.filter(situation=OuterRef("pk")).order_by("-version").values("version")[:1]
    found = public_situations().filter(slug__in=slugs).annotate(shown=Coalesce(Subquery(newest), 0))
    return {slug: (key, shown) for slug, key, shown in found.values_list("slug", "pk", "shown")}


def every_slug() -> list[str]:
    """Returns the slugs of all situations, present and former."""
    present = Situation.objects.values_list("slug", flat=True).order_by("pk")
    return [*present, *FormerAddress.objects.values_list("slug", flat=True).order_by("pk")]


def public_situation_at(slug: str) -> Situation | None:
    """Returns the public situation at that address, present or former; None if there is none. Compare
    its `slug` to see whether readers have to be redirected.
    """
    found = situation_addresses.situation_at(slug)
    return found if found and public_situations().filter(pk=found.pk).exists() else None


def public_figures(situation: Situation | int | None = None) -> QuerySet[FigureFact]:
    """Returns the figures that readers see: approved ones of public situations, newest first."""
    return _of_public_situations(approved_figures(situation))


def public_events(situation: Situation | int | None = None) -> QuerySet[EventFact]:
    """Returns the events that readers see: approved ones of public situations, newest first."""
    return _of_public_situations(approved_events(situation))


def approved_figures(situation: Situation | int | None = None) -> QuerySet[FigureFact]:
    """Returns the approved figures in the live text of public pages, newest first. The caller must make
    sure that their situation is public before readers see them.
    """
    return _approved(FigureFact.objects.select_related("side"), situation)


def approved_events(situation: Situation | int | None = None) -> QuerySet[EventFact]:
    """Returns the approved events in the live text of public pages, newest first; see
    `approved_figures`.
    """
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


def situations_of_public_facts(pages: Sequence[int], *, below: bool) -> list[str]:
    """Returns the name of the situation of each public fact of these pages; with `below` also of all
    pages below them.
    """
    chosen = swapper.load_model("wagtailcore", "Page").objects.filter(pk__in=pages)
    if below:
        path = ExpressionWrapper(OuterRef("path"), CharField())
        above = chosen.annotate(reached=path).filter(reached__startswith=F("path"))
        chosen = public_pages().filter(Exists(above))
    here = {"claim__page__in": chosen.values("pk")}
    facts = public_figures().filter(**here), public_events().filter(**here)
    return [name for found in facts for name in found.order_by().values_list("situation__name", flat=True)]


def situations_shown_on(page: Any) -> QuerySet[Situation]:
    """Returns the situations whose boxes a page shows; an alias shows those of its original."""
    return Situation.objects.filter(article_situations__page=page.alias_of_id or page.pk)


def latest_extraction(page_key: int) -> Extraction | None:
    """Returns the newest extraction of the page's live texts, in any state; None if there is none. Its
    text is loaded on access.
    """
    return _live_texts(page_key).defer("text", "segments").first()


def latest_words(page_key: int) -> str | None:
    """Returns the part of the page's newest live text that is read; None if there is no text."""
    return _live_texts(page_key).values_list(text_limit.read_part(), flat=True).first()


def _live_texts(page_key: int) -> QuerySet[Extraction]:
    """Returns the page's extractions except those of drafts."""
    return Extraction.objects.exclude(state=Extraction.State.DRAFT).filter(page_key=page_key)


def claim(claim_id: int) -> Claim:
    """Returns the claim as it is stored now, with all that a ruling needs of it."""
    found = Claim.objects.select_related("page__live_revision", "extraction", "ruling")
    return found.defer("extraction__text", "extraction__segments").get(pk=claim_id)


def last_ruling(claim: Claim) -> Ruling | None:
    """Returns the claim's newest ruling, even if it was undone; None if nobody has ruled. The current
    ruling is `claim.ruling`.
    """
    return claim.rulings.order_by("-pk").first()
