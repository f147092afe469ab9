"""Rights: what a person may do with what an article says. Every page, list and decision asks here.

A group is granted the desk for parts of the page tree (`DeskGrant`). Beyond that Wagtail's rules hold: a
page that view restrictions close to a person, or that is not live, is open to those who may edit it. Drafts
and pages that were taken down are open to those who decide on their claims, too; so is a sentence that drafts
alone said, also when the draft is given up. Of a deleted page only the key is left: it is open to those who
decide in the whole tree.
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
# Where pages stand in the tree: the path of a page below begins with the path of the page above.
Paths = tuple[str, ...]
_CACHED = "_conflictdesk_scope"
_VERBS = ("view", "add", "change", "delete")
# An empty Q would be left out of an “or”.
NOTHING = Q(pk__in=())
EVERYTHING = ~NOTHING


class Act(StrEnum):
    """What a person wants to do with what an article says."""

    SEE = "see"
    DECIDE = "decide"
    PUBLISH = "publish"


@dataclass(frozen=True)
class Scope:
    """The parts of the page tree in which a person may see, decide, publish and edit. In `adds` they edit
    the pages that they own, by `user_id`; `closed` are those that view restrictions close to them. A
    superuser has `everything`.
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
        """The articles. `at` leads to the page from the rows that are asked for: "page__" from claims."""
        if self.everything:
            return EVERYTHING
        if act == Act.PUBLISH:
            return _below(self.publishes, at)
        granted = _below(self.decides if act == Act.DECIDE else self.sees, at)
        is_open = ~_below(self.closed, at) | self._edits(at)
        return granted & is_open & (Q(**{f"{at}live": True}) | self._drafts(at))

    def claims(self, act: Act, at: str = "") -> Q:
        """The claims. `at` leads to the claim: "claim__" from rulings and facts."""
        pages = self.pages(act, f"{at}page__")
        if self.everything:
            return pages
        return pages & (_was_live(at) | self._drafts(f"{at}page__"))

    def drafts(self, at: str = "") -> Q:
        """The pages of which the person may read what never was live. `at` as in `pages`."""
        return EVERYTHING if self.everything else self._drafts(at)

    def _drafts(self, at: str) -> Q:
        return _below(self.decides, at) | self._edits(at)

    def _edits(self, at: str) -> Q:
        return _below(self.edits, at) | _below(self.adds, at) & Q(**{f"{at}owner": self.user_id})


def scope(user: Any) -> Scope:
    """The person's scope as it was when it was first asked for with this user object, as Wagtail does."""
    if user is None or not user.is_authenticated:
        return Scope()
    found: Scope | None = getattr(user, _CACHED, None)
    if found is None:
        found = _scope(user)
        setattr(user, _CACHED, found)
    return found


def pages(user: Any, act: Act = Act.SEE, at: str = "") -> Q:
    """The condition for the articles with which the person may do so; `at` as in `Scope.pages`."""
    return scope(user).pages(act, at)


def claims(user: Any, act: Act = Act.SEE, at: str = "") -> Q:
    """The condition for the claims with which the person may do so; `at` as in `Scope.claims`."""
    return scope(user).claims(act, at)


def situations(user: Any) -> QuerySet[Situation]:
    """The situations that the person may know of: all with a permission on them, else those that are public,
    and those of articles and claims that they may see. One that is being prepared is nobody else's.
    """
    found = Situation.objects.filter(merged_into=None)
    if user is not None and any(user.has_perm(f"conflictdesk.{verb}_situation") for verb in _VERBS):
        return found
    here = {"situation": OuterRef("pk")}
    articles = ArticleSituation.objects.filter(pages(user, at="page__"), **here)
    told = Claim.objects.filter(claims(user), **here)
    public = queries.public_situations().filter(pk=OuterRef("pk"))
    return found.filter(Exists(public) | Exists(articles) | Exists(told))


def may(user: Any, act: Act, claim: Claim) -> bool:
    """Whether the person may do so with the claim."""
    return claim.pk in allowed(user, act, [claim])


def allowed(user: Any, act: Act, among: Iterable[Claim]) -> set[int]:
    """The keys of those claims with which the person may do so. One query."""
    keys = [claim.pk for claim in among]
    rows = Claim.objects.filter(claims(user, act), pk__in=keys)
    return set(rows.values_list("pk", flat=True))


def may_on_page(user: Any, act: Act, page_key: int) -> bool:
    """Whether the person may do so with what the article says."""
    return _pages().filter(pages(user, act), pk=page_key).exists()


def may_read_drafts(user: Any, page_key: int) -> bool:
    """Whether the person may read what the article's drafts say that never was live."""
    return scope(user).everything or _pages().filter(scope(user).drafts(), pk=page_key).exists()


def may_open(user: Any) -> bool:
    """Whether the desk is open to the person, for some part of the tree."""
    return scope(user).everything or bool(scope(user).sees)


def may_decide(user: Any) -> bool:
    """Whether the person decides on claims, of some part of the tree."""
    return scope(user).everything or bool(scope(user).decides)


def may_decide_everywhere(user: Any) -> bool:
    """Whether the person decides on claims of the whole tree."""
    return scope(user).everything or _below(scope(user).decides, "") == EVERYTHING


def deciders() -> QuerySet[Any]:
    """The active accounts that decide on claims somewhere."""
    granted = DeskGrant.objects.filter(level=Level.DECIDE).values("group")
    users = get_user_model()._default_manager.filter(is_active=True)
    return users.filter(Q(groups__in=granted) | Q(is_superuser=True)).distinct()


def _scope(user: Any) -> Scope:
    if not user.is_active:
        return Scope()
    if user.is_superuser:
        return Scope(everything=True)
    grants = list(DeskGrant.objects.filter(group__user=user).values_list("level", "page__path"))
    held = GroupPagePermission.objects.filter(group__user=user)
    verbs = list(held.values_list("permission__codename", "page__path"))
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
    """The claims whose words stood in a live text, whatever became of them. What is there now was read there:
    most claims are asked no further.
    """
    read = Evidence.objects.filter(claim=OuterRef(f"{at}pk")).exclude(
        extraction__state=Extraction.State.DRAFT
    )
    presence, there = f"{at}presence", Claim.Presence
    return Q(**{presence: there.PRESENT}) | ~Q(**{presence: there.DRAFT}) & Q(Exists(read))


def _having(codename: str, verbs: Iterable[tuple[str, str]]) -> Paths:
    return _highest(path for one, path in verbs if one == codename)


def _closed(user: Any) -> Paths:
    """Many people share one password, and the desk does not know who has entered it on the site."""
    closed = PageViewRestriction.objects.filter(
        Q(restriction_type=PageViewRestriction.PASSWORD)
        | Q(restriction_type=PageViewRestriction.GROUPS) & ~Q(groups__user=user)
    )
    return _highest(closed.values_list("page__path", flat=True))


def _highest(paths: Iterable[str]) -> Paths:
    """Without those that another one covers."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not kept or not path.startswith(kept[-1]):
            kept.append(path)
    return tuple(kept)


def _below(paths: Paths, at: str) -> Q:
    """The pages at these paths and below. The root of the tree is above all, also of what is gone."""
    if any(len(path) == _pages().model.steplen for path in paths):
        return EVERYTHING
    return reduce(or_, (Q(**{f"{at}path__startswith": path}) for path in paths), NOTHING)


def _pages() -> QuerySet[Any]:
    return swapper.load_model("wagtailcore", "Page").objects.all()
