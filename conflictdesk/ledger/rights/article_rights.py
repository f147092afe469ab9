"""Rights: what a person may do with what an article says. Every page, list and decision asks here.

A group is granted the desk for parts of the page tree (`DeskGrant`). Within them Wagtail's rules apply:
a page that is not live, or closed to a person by view restrictions, is open only to those who may edit
it. Drafts and unpublished pages are also open to those who decide on their claims, and so are sentences
that only drafts ever contained. Of a deleted page only the key is left: it is open to those who decide
in the whole tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import reduce
from operator import or_
from typing import Any

import swapper
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q, QuerySet
from wagtail.models import GroupPagePermission, PageViewRestriction

from conflictdesk.ledger import queries
from conflictdesk.ledger.models import (
    ArticleSituation,
    Claim,
    DeskGrant,
    Evidence,
    Extraction,
    Situation,
)

Level = DeskGrant.Level
# Paths in the page tree: a page's path begins with the path of its parent.
Paths = tuple[str, ...]
_CACHED = "_conflictdesk_scope"
_VERBS = ("view", "add", "change", "delete")
# A condition that matches nothing: an empty Q would be dropped from an “or”.
NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING


class Act(StrEnum):
    """What a person wants to do with what an article says."""

    SEE = "see"
    DECIDE = "decide"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Scope:
    """The parts of the page tree in which a person may see, decide, publish and edit. In `adds` they
    edit the pages that they own, by `user_id`; `closed` are those that view restrictions close to them.
    `everything` is set for superusers.
    """

    user_id: Any = None
    everything: bool = False
    sees: Paths = ()
    decides: Paths = ()
    publishes: Paths = ()
    edits: Paths = ()
    adds: Paths = ()
    closed: Paths = ()

    def pages(self, act: Act, at: str = "") -> Q:
        """Returns the condition for the articles. `at` leads to the page from the rows that are queried:
        "page__" from claims.
        """
        if self.everything:
            return EVERYTHING
        if act == Act.PUBLISH:
            return _below(self.publishes, at)
        granted = _below(self.decides if act == Act.DECIDE else self.sees, at)
        is_open = ~_below(self.closed, at) | self._edits(at)
        return granted & is_open & (Q(**{f"{at}live": True}) | self._drafts(at))

    def claims(self, act: Act, at: str = "") -> Q:
        """Returns the condition for the claims. `at` leads to the claim: "claim__" from rulings and
        facts.
        """
        pages = self.pages(act, f"{at}page__")
        if self.everything:
            return pages
        return pages & (_was_live(at) | self._drafts(f"{at}page__"))

    def drafts(self, at: str = "") -> Q:
        """Returns the condition for pages whose never published words the person may read. `at` as in
        `pages`.
        """
        return EVERYTHING if self.everything else self._drafts(at)

    def _drafts(self, at: str) -> Q:
        return _below(self.decides, at) | self._edits(at)

    def _edits(self, at: str) -> Q:
        return _below(self.edits, at) | _below(self.adds, at) & Q(**{f"{at}owner": self.user_id})


def scope(user: Any) -> Scope:
    """Returns the person's scope. It is cached on the user object, as Wagtail does with permissions."""
    if user is None or not user.is_authenticated:
        return Scope()
    found: Scope | None = getattr(user, _CACHED, None)
    if found is None:
        found = _scope(user)
        setattr(user, _CACHED, found)
    return found


def pages(user: Any, act: Act = Act.SEE, at: str = "") -> Q:
    """Returns the condition for the articles with which the person may do so; `at` as in `Scope.pages`."""
    return scope(user).pages(act, at)


def claims(user: Any, act: Act = Act.SEE, at: str = "") -> Q:
    """Returns the condition for the claims with which the person may do so; `at` as in `Scope.claims`."""
    return scope(user).claims(act, at)


def situations(user: Any) -> QuerySet[Situation]:
    """Returns the situations that the person may know of: all with a permission on situations; else the
    public ones, and those of articles and claims that they may see.
    """
    found = Situation.objects.filter(merged_into=None)
    if user is not None and any(user.has_perm(f"conflictdesk.{verb}_situation") for verb in _VERBS):
        return found
    here = {"situation": OuterRef("pk")}
    articles = ArticleSituation.objects.filter(pages(user, at="page__"), **here)
    has_claims = Claim.objects.filter(claims(user), **here)
    public = queries.public_situations().filter(pk=OuterRef("pk"))
    return found.filter(Exists(public) | Exists(articles) | Exists(has_claims))


def may(user: Any, act: Act, claim: Claim) -> bool:
    """Whether the person may do so with the claim."""
    return claim.pk in allowed(user, act, [claim])


def allowed(user: Any, act: Act, among: Iterable[Claim]) -> set[int]:
    """Returns the keys of those claims with which the person may do so. Makes one query."""
    keys = [claim.pk for claim in among]
    rows = Claim.objects.filter(claims(user, act), pk__in=keys)
    return set(rows.values_list("pk", flat=True))


def may_on_page(user: Any, act: Act, page_key: int) -> bool:
    """Whether the person may do so with what the article says."""
    return _pages().filter(pages(user, act), pk=page_key).exists()


def may_read_drafts(user: Any, page_key: int) -> bool:
    """Whether the person may read words of the article's drafts that were never published."""
    return scope(user).everything or _pages().filter(scope(user).drafts(), pk=page_key).exists()


def may_open(user: Any) -> bool:
    """Whether the person may open the desk for some part of the tree."""
    return scope(user).everything or bool(scope(user).sees)


def may_decide(user: Any) -> bool:
    """Whether the person decides on claims in some part of the tree."""
    return scope(user).everything or bool(scope(user).decides)


def may_decide_everywhere(user: Any) -> bool:
    """Whether the person decides on claims in the whole tree."""
    return scope(user).everything or _below(scope(user).decides, "") == EVERYTHING


def deciders() -> QuerySet[Any]:
    """Returns the active accounts that decide on claims somewhere."""
    granted = DeskGrant.objects.filter(level=Level.DECIDE).values("group")
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(Q(groups__in=granted) | Q(is_superuser=True)).distinct()


def _scope(user: Any) -> Scope:
    if not user.is_active:
        return Scope()
    if user.is_superuser:
        return Scope(everything=True)
    grants = list(DeskGrant.objects.filter(group__user=user).values_list("level", "page__path"))
    permissions = GroupPagePermission.objects.filter(group__user=user)
    verbs = list(permissions.values_list("permission__codename", "page__path"))
    adds = _having("add_page", verbs)
    return Scope(
        user_id=user.pk if adds else None,
        sees=_highest(path for _, path in grants),
        decides=_highest(path for level, path in grants if level == Level.DECIDE),
        publishes=_having("publish_page", verbs),
        edits=_having("change_page", verbs),
        adds=adds,
        closed=_closed(user),
    )


def _was_live(at: str) -> Q:
    """Returns the condition for claims whose words were once in a live text. Present claims were read
    there, so only the others need the subquery.
    """
    read = Evidence.objects.filter(claim=OuterRef(f"{at}pk")).exclude(
        extraction__state=Extraction.State.DRAFT
    )
    presence, there = f"{at}presence", Claim.Presence
    return Q(**{presence: there.PRESENT}) | ~Q(**{presence: there.DRAFT}) & Q(Exists(read))


def _having(codename: str, verbs: Iterable[tuple[str, str]]) -> Paths:
    return _highest(path for one, path in verbs if one == codename)


def _closed(user: Any) -> Paths:
    """Returns the paths that view restrictions close to the person. Pages with a password count as
    closed: it is shared, and the desk does not know who has entered it on the site.
    """
    closed = PageViewRestriction.objects.filter(
        Q(restriction_type=PageViewRestriction.PASSWORD)
        | Q(restriction_type=PageViewRestriction.GROUPS) & ~Q(groups__user=user)
    )
    return _highest(closed.values_list("page__path", flat=True))


def _highest(paths: Iterable[str]) -> Paths:
    """Returns the paths without those that another one covers."""
    highest: list[str] = []
    for path in sorted(set(paths)):
        if not highest or not path.startswith(highest[-1]):
            highest.append(path)
    return tuple(highest)


def _below(paths: Paths, at: str) -> Q:
    """Returns the condition for the pages at these paths and below. A path to the tree's root matches
    everything, deleted pages included.
    """
    if any(len(path) == _pages().model.steplen for path in paths):
        return EVERYTHING
    return reduce(or_, (Q(**{f"{at}path__startswith": path}) for path in paths), NOTHING)


def _pages() -> QuerySet[Any]:
    return swapper.load_model("wagtailcore", "Page").objects.all()
