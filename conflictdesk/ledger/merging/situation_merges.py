"""Moves rows when one situation is merged into another, and returns them when the merge is undone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import F, Q
from django.utils.dateparse import parse_datetime

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_locks, facts
from conflictdesk.ledger.merging import kept_situations
from conflictdesk.ledger.merging.moved_rows import Added, Shared, SituationsMoved
from conflictdesk.ledger.models import (
    ArticleSituation,
    Claim,
    EventFact,
    FigureFact,
    MembershipChange,
    Merge,
    Pick,
    Place,
    Situation,
    SituationActor,
)
from conflictdesk.ledger.rights import fact_rights
from conflictdesk.ledger.rights.ruling_rights import NotAllowed
from conflictdesk.ledger.situations import membership


def refusal(double: Situation, user: Any) -> str | None:
    """Returns in words why this person may not merge the situation into another one: facts that they do
    not decide on would move. None if they may, and without a user: then the caller is the site's own
    code.
    """
    return fact_rights.refusal(Claim.objects.filter(situation=double.pk), user)


def refusal_back(merge: Merge, user: Any) -> str | None:
    """Returns the same for the facts that go back when the merge is undone."""
    return fact_rights.refusal(_returning(merge), user)


def allow_move(user: Any, double: Situation, into: Situation) -> None:
    """Raises `NotAllowed` with the refusal, if there is one; also if the double's articles would make
    public facts of the other situation.
    """
    public = queries.public_situations()
    shows = public.filter(pk=double.pk).exists() and not public.filter(pk=into.pk).exists()
    if words := refusal(double, user) or (refusal(into, user) if shows else None):
        raise NotAllowed(words)


def allow_back(user: Any, merge: Merge) -> None:
    """Raises `NotAllowed` with the refusal, if there is one."""
    if words := refusal_back(merge, user):
        raise NotAllowed(words)


def carry_over(double: Situation, into: Situation) -> SituationsMoved:
    """Moves all rows of the double to the other situation and returns what was moved. The caller records
    the claims.
    """
    picks = list(Pick.objects.filter(situation=double).values_list("pk", flat=True))
    Claim.objects.filter(situation=double).update(situation=into, version=F("version") + 1)
    for model in (FigureFact, EventFact):
        model.objects.filter(situation=double).update(situation=into)
    Pick.objects.filter(pk__in=picks).update(situation=into)
    there = ArticleSituation.objects.filter(situation=into).values("page")
    moving = double.article_situations.exclude(page__in=there)
    articles = list(moving.values_list("pk", flat=True))
    moving.update(situation=into)
    shared = [_shared(row) for row in double.article_situations.all()]
    _leave(double, [one["page"] for one in shared])
    double.article_situations.all().delete()
    added, parties = _add_actors(double, into)
    places = list(double.places.exclude(pk__in=into.places.values("pk")).values_list("pk", flat=True))
    into.places.add(*places)
    return {
        "state": double.state,
        "articles": articles,
        "shared": shared,
        "picks": picks,
        "actors": added,
        "parties": parties,
        "places": places,
        "keywords": _add_keywords(double, into),
    }


def carry_back(merge: Merge, merged: Situation, kept: Situation) -> None:
    """Returns to the merged situation what is still where the merge put it. Its pages and claims must be
    locked.
    """
    moved: SituationsMoved = merge.moved
    claims = list(_returning(merge).values_list("pk", flat=True))
    Claim.objects.filter(pk__in=claims).update(situation=merged, version=F("version") + 1)
    facts.move(claims, merged.pk)
    picks = Q(pk__in=moved["picks"]) | Q(claim__in=claims)
    Pick.objects.filter(picks, situation=kept).update(situation=merged)
    pages = _return_articles(moved, merged, kept)
    _take_back_words(moved, kept)
    Situation.objects.filter(pk=merged.pk).update(merged_into=None)
    # A situation that an editor has reopened meanwhile stays open.
    closed = Situation.objects.filter(pk=merged.pk, state=Situation.State.CLOSED)
    closed.update(state=moved["state"])
    for page in pages:
        membership.assign_pending_claims(page)


def lock(merge: Merge) -> None:
    """Locks the articles and the claims that go back, in this order. The caller locks the situations
    after them.
    """
    rows = ArticleSituation.objects.filter(pk__in=merge.moved["articles"])
    pages = set(rows.values_list("page_id", flat=True)) | {one["page"] for one in merge.moved["shared"]}
    pages |= set(merge.claims.order_by().values_list("page_key", flat=True).distinct())
    claim_locks.lock_pages(pages)
    claim_locks.lock_claims(_returning(merge))


def count_returning(merge: Merge) -> tuple[int, int]:
    """Returns how many claims and articles would go back now."""
    rows = ArticleSituation.objects.filter(situation=merge.kept_key)
    shared = [one["page"] for one in merge.moved["shared"]]
    articles = rows.filter(Q(pk__in=merge.moved["articles"]) | Q(page__in=shared)).count()
    return _returning(merge).count(), articles


def _returning(merge: Merge) -> Any:
    """Returns the claims that were moved, and those that have replaced one of them since."""
    found = set(merge.claims.order_by().values_list("pk", flat=True))
    fresh = found
    while fresh:
        fresh = set(Claim.objects.filter(replaces__in=fresh).values_list("pk", flat=True)) - found
        found = found | fresh
    return Claim.objects.filter(pk__in=found, situation=merge.kept_key)


def _leave(double: Situation, pages: list[int]) -> None:
    """Drops pending changes by which articles of both situations leave the double: they leave it by the
    merge.
    """
    waiting = MembershipChange.objects.filter(page__in=pages, joins=False)
    meant = kept_situations.kept(waiting.values_list("situation_id", flat=True))
    waiting.filter(situation__in=[key for key, one in meant.items() if one == double]).delete()


def _shared(row: ArticleSituation) -> Shared:
    return {
        "page": row.page_id,
        "added_by": None if row.added_by_id is None else str(row.added_by_id),
        "added_at": row.added_at.isoformat(),
    }


def _add_actors(double: Situation, into: Situation) -> tuple[list[Added], list[int]]:
    """Adds the double's actors; a party in either situation is a party in the kept one. Returns the
    added rows and the keys of rows that became parties.
    """
    known = {one.actor_id: one for one in into.situation_actors.all()}
    added: list[Added] = []
    parties: list[int] = []
    for row in double.situation_actors.all():
        mine = known.get(row.actor_id)
        if mine is None:
            made = SituationActor.objects.create(
                situation=into, actor_id=row.actor_id, is_party=row.is_party, rank=row.rank
            )
            added.append({"row": made.pk, "is_party": made.is_party, "rank": made.rank})
        elif row.is_party and not mine.is_party:
            SituationActor.objects.filter(pk=mine.pk).update(is_party=True)
            parties.append(mine.pk)
    return added, parties


def _add_keywords(double: Situation, into: Situation) -> list[str]:
    """Adds the double's keywords and name; returns those that are new."""
    keywords = list(dict.fromkeys([*into.keywords, *double.keywords, double.name]))
    Situation.objects.filter(pk=into.pk).update(keywords=keywords)
    return [one for one in keywords if one not in into.keywords]


def _return_articles(moved: SituationsMoved, merged: Situation, kept: Situation) -> list[int]:
    """Moves memberships back, and returns the keys of the articles that belong to the merged situation
    again: those that still belonged to the kept one.
    """
    present = ArticleSituation.objects.filter(situation=kept)
    moving = present.filter(pk__in=moved["articles"])
    moving = moving.exclude(page__in=ArticleSituation.objects.filter(situation=merged).values("page"))
    pages = list(moving.values_list("page_id", flat=True))
    moving.update(situation=merged)
    shared = {one["page"]: one for one in moved["shared"]}
    still = list(present.filter(page__in=list(shared)).values_list("page_id", flat=True))
    rows = [_membership(shared[page], merged) for page in still]
    ArticleSituation.objects.bulk_create(rows, ignore_conflicts=True)
    return [*pages, *still]


def _membership(shared: Shared, merged: Situation) -> ArticleSituation:
    added_by, added_at = shared["added_by"], parse_datetime(shared["added_at"])
    assert added_at is not None
    user = get_user_model()._default_manager.filter(pk=added_by).first() if added_by else None
    return ArticleSituation(page_id=shared["page"], situation=merged, added_by=user, added_at=added_at)


def _take_back_words(moved: SituationsMoved, kept: Situation) -> None:
    """Removes from the kept situation the actors, places and keywords that the merge gave it, unless
    changed since.
    """
    rows = SituationActor.objects.filter(situation=kept)
    for one in moved["actors"]:
        rows.filter(pk=one["row"], is_party=one["is_party"], rank=one["rank"]).delete()
    rows.filter(pk__in=moved["parties"]).update(is_party=False)
    kept.places.remove(*Place.objects.filter(pk__in=moved["places"]))
    keywords = [one for one in kept.keywords if one not in moved["keywords"]]
    Situation.objects.filter(pk=kept.pk).update(keywords=keywords)
