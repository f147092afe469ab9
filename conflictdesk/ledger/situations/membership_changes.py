"""Membership changes: the situations of an article that readers see, or that somebody has decided on, change
by those alone who may publish it.

What somebody else chooses in its form waits, tied to the revision that they saved, and counts once, when that
revision is published. Who saves the form again and leaves it as it is shown hands it on to the new revision.
It is forgotten when a later revision without it is published.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import QuerySet
from wagtail.models import Revision

from conflictdesk.ledger.claims.claim_locks import hold_page
from conflictdesk.ledger.merging import kept_situations
from conflictdesk.ledger.models import MembershipChange, Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.rights.decided_articles import is_decided
from conflictdesk.ledger.situations import membership
from conflictdesk.ledger.transactions import writing


def planned(page: Any) -> list[Situation]:
    """The situations that the article has with its newest draft, by name."""
    present = membership.situations_of(page.pk)
    return sorted(_with(present, _open(page)), key=lambda one: one.name)


def waiting(page: Any) -> list[MembershipChange]:
    """The changes that wait for the article's newest draft to be published: what it leaves, then what it
    joins, as merged since, by name. Those that no longer change anything are left out.
    """
    changes = _open(page)
    present = membership.situations_of(page.pk)
    changing = set(_with(present, changes)) ^ set(present)
    by_situation = {one.situation: one for one in changes if one.joins != (one.situation in present)}
    found = [one for situation, one in by_situation.items() if situation in changing]
    return sorted(found, key=lambda one: (one.joins, one.situation.name))


def choose(
    page: Any, situations: Collection[Situation], user: Any, shown: Collection[Situation] | None = None
) -> None:
    """A form that was just saved has chosen these. What differs from what it has shown, by default the
    article's situations, is the person's own change; it counts at once where they may publish the
    article, or nobody has decided on it. All else waits for the new revision. Without a user it is the
    site's own code.
    """
    with writing():
        hold_page(page.pk)
        shown = membership.situations_of(page.pk) if shown is None else shown
        kept = membership.hold(page.pk, [one.pk for one in [*situations, *shown]])
        wanted, before = ({kept[one.pk].pk for one in some if one.pk in kept} for some in (situations, shown))
        own, asked = wanted ^ before, _asked(page.pk)
        at_once = _at_once(page, wanted, own, user)
        MembershipChange.objects.filter(revision=page.latest_revision_id).delete()
        _plan(page, wanted, {key: user if key in own else asked.get(key, user) for key in wanted ^ at_once})
        membership.assign(page.pk, [one for one in kept.values() if one.pk in at_once], user)


def join(page: Any, situation: Situation, user: Any) -> bool:
    """Gives the article one more situation at once. False where somebody has decided on it, perhaps since the
    page was read, and the person may not publish it, or where the situation was deleted: it stays as it is.
    """
    with writing():
        # With its claims: a ruling under way is waited for, and counts.
        kept = membership.hold(page.pk, [situation.pk])
        may = situation.pk in kept and (not is_decided(page) or _may_publish(page, user))
        if may:
            membership.assign(page.pk, [*membership.situations_of(page.pk), situation], user)
    return may


def publish(page: Any, revision: Revision | None) -> None:
    """The revision is live: its changes count, and no change of an earlier one ever will."""
    if revision is None:
        return
    with writing():
        # Held, the article leaves no situation by a merge between the look at its changes and their writing.
        hold_page(page.pk)
        changes = _of(revision.pk)
        if changes:
            chosen = _with(membership.situations_of(page.pk), changes)
            membership.assign(page.pk, chosen, changes[0].user)
        MembershipChange.objects.filter(page=page.pk, revision__lte=revision.pk).delete()


def _at_once(page: Any, wanted: set[int], own: set[int], user: Any) -> set[int]:
    """The situations that the article is to have now; all that are wanted where nobody has decided on it."""
    if not is_decided(page):
        return wanted
    own = own if _may_publish(page, user) else set()
    present = {one.pk for one in membership.situations_of(page.pk)}
    return (present - own) | (wanted & own)


def _may_publish(page: Any, user: Any) -> bool:
    return user is None or article_rights.may_on_page(user, article_rights.Act.PUBLISH, page.pk)


def _asked(page_key: int) -> dict[int, Any]:
    """Who last asked for a change of the article's situations that waits, by situation."""
    rows = MembershipChange.objects.filter(page=page_key).order_by("revision", "pk")
    return {one.situation_id: one.user for one in _as_merged(rows)}


def _plan(page: Any, wanted: set[int], users: dict[int, Any]) -> None:
    """Each of these situations is to be joined or left with the page's new revision, by whom it says."""
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


def _with(present: Iterable[Situation], changes: Collection[MembershipChange]) -> list[Situation]:
    """The situations after the changes. Who was to leave one for another stays where the two are one now."""
    left = {one.situation for one in changes if not one.joins}
    joined = [one.situation for one in changes if one.joins]
    return list(dict.fromkeys([*(one for one in present if one not in left), *joined]))


def _open(page: Any) -> list[MembershipChange]:
    """Those that wait for the newest draft."""
    return _of(page.latest_revision_id) if page.pk is not None else []


def _of(revision_id: int | None) -> list[MembershipChange]:
    return _as_merged(MembershipChange.objects.filter(revision=revision_id).order_by("pk"))


def _as_merged(rows: QuerySet[MembershipChange]) -> list[MembershipChange]:
    """Each with the situation that its own was merged into, if it was. With a situation its changes go."""
    found = list(rows.select_related("user"))
    kept = kept_situations.kept(one.situation_id for one in found)
    changes = [one for one in found if one.situation_id in kept]
    for one in changes:
        one.situation = kept[one.situation_id]
    return changes
