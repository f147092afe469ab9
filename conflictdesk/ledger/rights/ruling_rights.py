"""Decides who may rule on which claims, and why not."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name

from conflictdesk import conf, untrusted
from conflictdesk.contract import terms
from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.models import Claim
from conflictdesk.ledger.rights import article_rights, authors


class NotAllowed(ConflictdeskError):
    """You may not rule on this claim."""


def name_of(user: Any) -> str:
    """Returns the name that is stored with a person's decisions: the full name, else the user name."""
    return untrusted.name(str(get_user_display_name(user)))[:200]


def refusal(claim: Claim, user: AbstractBaseUser) -> str | None:
    """Returns in words why this user may not rule on the claim; None if they may."""
    return refusals([claim], user)[claim.pk]


def refusals(claims: Collection[Claim], user: AbstractBaseUser) -> dict[int, str | None]:
    """Returns the same for many claims, by claim key. Looks up the authors of all articles in one query."""
    if not article_rights.may_decide(user):
        return dict.fromkeys((claim.pk for claim in claims), _("Only fact editors rule on claims."))
    allowed = article_rights.allowed(user, article_rights.Act.DECIDE, claims)
    pages = (claim.page.pk for claim in claims if claim.page is not None)
    wrote = authors.first_wrote(pages, user) if conf.get("FOUR_EYES") else None
    return {claim.pk: _of_article(claim, user, wrote, claim.pk in allowed) for claim in claims}


def _of_article(
    claim: Claim, user: AbstractBaseUser, wrote: Mapping[int, datetime] | None, is_allowed: bool
) -> str | None:
    """Returns why somebody who may rule in general may not rule on this claim; None if they may. With
    `wrote` None, they may rule on their own articles.
    """
    if claim.page is None:
        return _("The article is gone; its claims can no longer be decided.")
    if not is_allowed:
        return _("You decide on claims in other parts of the site, but not in this one.")
    if wrote is not None and _is_author(claim, user, wrote.get(claim.page.pk)):
        return _("This is your own article: another fact editor has to decide.")
    return None


def allow(claim: Claim, user: Any) -> None:
    """Raises `NotAllowed` with the refusal, if there is one."""
    if reason := refusal(claim, user):
        raise NotAllowed(reason)


def _is_author(claim: Claim, user: AbstractBaseUser, since: datetime | None) -> bool:
    """Whether the user owns the article, or wrote on it before the text with the claim was published;
    for a claim of a draft, whether they wrote on it at all.
    """
    page: Any = claim.page
    if page.owner_id == user.pk:
        return True
    if since is None or claim.presence == Claim.Presence.DRAFT:
        return since is not None
    until = page.live_revision.created_at if page.live_revision else page.last_published_at
    return until is None or since <= until


def kinds_for_two() -> frozenset[str]:
    """Returns the kinds of claims that two people approve: the site's, else those that the contract marks."""
    given = conf.get("SECOND_APPROVAL")
    return terms.for_two_people() if given is None else frozenset(given)


def too_few_rulers() -> int | None:
    """Returns how many people may rule if that is fewer than the settings need; None if it is enough."""
    needed = 2 if kinds_for_two() or conf.get("SECOND_APPROVAL_BY_HAND") else 1
    found = article_rights.deciders().count()
    return found if found < needed else None
