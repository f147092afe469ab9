"""Membership changes: what readers see of a live article changes by those alone who may publish it.

What somebody else chooses in its form waits, tied to the revision that they saved, and counts once, when that
revision is published. It is forgotten when a later one is published instead.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from wagtail.models import Revision

from conflictdesk.ledger import membership, rights
from conflictdesk.ledger.models import MembershipChange, Situation
from conflictdesk.ledger.transactions import writing


def planned(page: Any) -> list[Situation]:
    """The situations that the article has with its newest draft, by name."""
    chosen = {one.pk: one for one in membership.situations_of(page.pk)}
    if page.pk is not None and page.live:
        for change in _of(page.latest_revision_id):
            if change.joins:
                chosen[change.situation_id] = change.situation
            else:
                chosen.pop(change.situation_id, None)
    return sorted(chosen.values(), key=lambda one: one.name)


def waiting(page: Any) -> list[MembershipChange]:
    """The changes that wait for the article's newest draft to be published."""
    return _of(page.latest_revision_id) if page.pk is not None and page.live else []


def choose(page: Any, situations: Collection[Situation], user: Any) -> None:
    """A form that was just saved has chosen these. Without a user it is the site's own code."""
    may_publish = user is None or rights.may_on_page(user, rights.Act.PUBLISH, page.pk)
    with writing():
        MembershipChange.objects.filter(revision=page.latest_revision_id).delete()
        if may_publish or not page.live:
            membership.assign(page.pk, situations, user)
        else:
            _plan(page, {one.pk for one in situations}, user)


def publish(page: Any, revision: Revision | None) -> None:
    """The revision is live: its changes count, and no change of an earlier one ever will."""
    if revision is None:
        return
    with writing():
        changes = _of(revision.pk)
        if changes:
            chosen = {one.pk: one for one in membership.situations_of(page.pk)}
            for change in changes:
                _carry_out(change, chosen)
            membership.assign(page.pk, chosen.values(), changes[0].user)
        MembershipChange.objects.filter(page=page.pk, revision__lte=revision.pk).delete()


def _plan(page: Any, wanted: set[int], user: Any) -> None:
    before = {one.pk for one in membership.situations_of(page.pk)}
    MembershipChange.objects.bulk_create(
        MembershipChange(
            page_id=page.pk,
            revision_id=page.latest_revision_id,
            situation_id=key,
            joins=key in wanted,
            user=user,
        )
        for key in sorted(wanted ^ before)
    )


def _carry_out(change: MembershipChange, chosen: dict[int, Situation]) -> None:
    """A situation that was merged into another one meanwhile is that other one."""
    situation = change.situation.merged_into or change.situation
    if change.joins:
        chosen[situation.pk] = situation
    else:
        chosen.pop(situation.pk, None)


def _of(revision_id: int | None) -> list[MembershipChange]:
    rows = MembershipChange.objects.filter(revision=revision_id).order_by("pk")
    return list(rows.select_related("situation__merged_into", "user"))
