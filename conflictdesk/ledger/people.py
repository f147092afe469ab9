"""People: who may rule on what, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Min, QuerySet
from django.utils.translation import gettext as _
from wagtail.models import Revision

from conflictdesk import conf
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.models import Claim

RULE = "conflictdesk.rule_claim"


class NotAllowed(ConflictdeskError):
    """You may not rule on this claim."""


def name_of(user: Any) -> str:
    """As it is kept beside what they decided."""
    return str(user.get_full_name() or user.get_username())[:200]


def refusal(claim: Claim, user: AbstractBaseUser) -> str | None:
    """Why this user may not rule on that claim, in words; None when they may."""
    return refusals([claim], user)[claim.pk]


def refusals(claims: Collection[Claim], user: AbstractBaseUser) -> dict[int, str | None]:
    """The same for many claims. Who wrote their articles is one query for all."""
    if not user.has_perm(RULE):  # type: ignore[attr-defined]
        return dict.fromkeys((claim.pk for claim in claims), _("Only fact editors rule on claims."))
    saved = _first_saved(claims, user) if conf.get("FOUR_EYES") else None
    return {claim.pk: _of_article(claim, user, saved) for claim in claims}


def _of_article(claim: Claim, user: AbstractBaseUser, saved: Mapping[str, datetime] | None) -> str | None:
    """What stands against a ruling by one who may rule at all; without `saved` they may on their own."""
    if claim.page is None:
        return _("The article is gone; its claims can no longer be decided.")
    if saved is not None and _wrote(claim, user, saved.get(str(claim.page.pk))):
        return _("This is your own article: another fact editor has to decide.")
    return None


def allow(claim: Claim, user: Any) -> None:
    """Raises `NotAllowed` where there is a refusal."""
    if reason := refusal(claim, user):
        raise NotAllowed(reason)


def _first_saved(claims: Iterable[Claim], user: AbstractBaseUser) -> dict[str, datetime]:
    """When the user first saved a revision of the claims' articles, by the key of the page as a string."""
    pages = {str(claim.page.pk) for claim in claims if claim.page is not None}
    mine = Revision.page_revisions.filter(object_id__in=pages, user=user).order_by()
    return dict(mine.values_list("object_id").annotate(Min("created_at")))


def _wrote(claim: Claim, user: AbstractBaseUser, first_saved: datetime | None) -> bool:
    """Whether they own the article, or saved a revision on the way to the text that tells the claim: up to
    the live one, or any of a draft.
    """
    page: Any = claim.page
    if page.owner_id == user.pk:
        return True
    if first_saved is None or claim.presence == Claim.Presence.DRAFT:
        return first_saved is not None
    return page.live_revision is not None and first_saved <= page.live_revision.created_at


def rulers() -> QuerySet[Any]:
    """The active accounts that may rule."""
    users: Any = get_user_model()._default_manager
    backend = "django.contrib.auth.backends.ModelBackend"
    return users.with_perm(RULE, backend=backend).distinct()


def too_few_rulers() -> int | None:
    """How many there are, where the settings ask for more people than that; None where they suffice."""
    needed = 2 if conf.get("SECOND_APPROVAL") else 1
    found = rulers().count()
    return found if found < needed else None
