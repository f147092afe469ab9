"""Membership changes: only those who may publish a decided article change its situations.

A change that somebody else makes in the article's form is stored with the revision they saved, and takes
effect when that revision is published. Saving the form again unchanged moves it to the new revision.
Publishing a later revision without it deletes it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Revision

from conflictdesk.ledger.claims.claim_locks import lock_page
from conflictdesk.ledger.merging import kept_situations
from conflictdesk.ledger.models import MembershipChange, Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.rights.decided_articles import is_decided
from conflictdesk.ledger.situations import membership
from conflictdesk.ledger.transactions import writing


def planned(page: Any) -> list[Situation]:
    """Returns the situations that the article will have with its newest draft, by name."""
    present = membership.situations_of(page.pk)
    return sorted(_after(present, _of_newest_draft(page)), key=lambda one: one.name)


def waiting(page: Any) -> list[MembershipChange]:
    """Returns the changes that wait for the newest draft's publication: first what the article leaves,
    then what it joins, each by name after merges. Changes that no longer have an effect are left out.
    """
    changes = _of_newest_draft(page)
    present = membership.situations_of(page.pk)
    changing = set(_after(present, changes)) ^ set(present)
    by_situation = {one.situation: one for one in changes if one.joins != (one.situation in present)}
    found = [one for situation, one in by_situation.items() if situation in changing]
    return sorted(found, key=lambda one: (one.joins, one.situation.name))


def choose(
    page: Any, situations: Collection[Situation], user: Any, shown: Collection[Situation] | None = None
) -> None:
    """Stores the situations chosen in a form that was just saved. The difference to `shown`, by default
    the article's situations, is this person's change; it takes effect at once if they may publish the
    article, or if nobody has decided on it. All else waits for the new revision. Without a user the
    caller is the site's own code.
    """
    with writing():
        lock_page(page.pk)
        shown = membership.situations_of(page.pk) if shown is None else shown
        kept = membership.lock(page.pk, [one.pk for one in [*situations, *shown]])
        wanted, before = ({kept[one.pk].pk for one in some if one.pk in kept} for some in (situations, shown))
        own, requesters = wanted ^ before, _requesters(page.pk)
        effective_now = _effective_now(page, wanted, own, user)
        MembershipChange.objects.filter(revision=page.latest_revision_id).delete()
        _plan(
            page,
            wanted,
            {key: user if key in own else requesters.get(key, user) for key in wanted ^ effective_now},
        )
        membership.assign(page.pk, [one for one in kept.values() if one.pk in effective_now], user)


def join(page: Any, situation: Situation, user: Any) -> bool:
    """Adds one situation to the article at once. False, without a change, if the situation was deleted,
    or if somebody has decided on the article and the person may not publish it.
    """
    with writing():
        # Locks the claims too, so that a ruling under way is waited for and counts.
        kept = membership.lock(page.pk, [situation.pk])
        may = situation.pk in kept and (not is_decided(page) or _may_publish(page, user))
        if may:
            membership.assign(page.pk, [*membership.situations_of(page.pk), situation], user)
    return may


def publish(page: Any, revision: Revision | None) -> None:
    """Applies the changes of a revision that just went live, and deletes those of earlier revisions."""
    if revision is None:
        return
    with writing():
        # Locked, so that no merge changes the article's situations between reading and writing them.
        lock_page(page.pk)
        changes = _of_revision(revision.pk)
        if changes:
            chosen = _after(membership.situations_of(page.pk), changes)
            membership.assign(page.pk, chosen, changes[0].user)
        MembershipChange.objects.filter(page=page.pk, revision__lte=revision.pk).delete()


def _effective_now(page: Any, wanted: set[int], own: set[int], user: Any) -> set[int]:
    """Returns the situations that the article gets now; all that are wanted if nobody has decided on it."""
    if not is_decided(page):
        return wanted
    own = own if _may_publish(page, user) else set()
    present = {one.pk for one in membership.situations_of(page.pk)}
    return (present - own) | (wanted & own)


def _may_publish(page: Any, user: Any) -> bool:
    return user is None or article_rights.may_on_page(user, article_rights.Act.PUBLISH, page.pk)


def _requesters(page_key: int) -> dict[int, Any]:
    """Returns who last requested each pending change of the article's situations, by situation."""
    rows = MembershipChange.objects.filter(page=page_key).order_by("revision", "pk")
    return {one.situation_id: one.user for one in _as_merged(rows)}


def _plan(page: Any, wanted: set[int], users: dict[int, Any]) -> None:
    """Stores that each of these situations is joined or left with the page's new revision, and by whose
    wish.
    """
    MembershipChange.objects.bulk_create(
        MembershipChange(
            page_id=page.pk,
            revision_id=page.latest_revision_id,
            situation_id=key,
            joins=key in wanted,
            user=user,
        )
        for key, user in sorted(users.items())
    )


def _after(present: Iterable[Situation], changes: Collection[MembershipChange]) -> list[Situation]:
    """Returns the situations after the changes. If an article was to leave one situation for another and
    both have been merged since, it stays.
    """
    left = {one.situation for one in changes if not one.joins}
    joined = [one.situation for one in changes if one.joins]
    return list(dict.fromkeys([*(one for one in present if one not in left), *joined]))


def _of_newest_draft(page: Any) -> list[MembershipChange]:
    """Returns the changes that wait for the newest draft."""
    return _of_revision(page.latest_revision_id) if page.pk is not None else []


def _of_revision(revision_id: int | None) -> list[MembershipChange]:
    return _as_merged(MembershipChange.objects.filter(revision=revision_id).order_by("pk"))


def _as_merged(rows: QuerySet[MembershipChange]) -> list[MembershipChange]:
    """Returns the changes with their situations resolved after merges. Changes of deleted situations are
    left out.
    """
    found = list(rows.select_related("user"))
    kept = kept_situations.kept(one.situation_id for one in found)
    changes = [one for one in found if one.situation_id in kept]
    for one in changes:
        one.situation = kept[one.situation_id]
    return changes
