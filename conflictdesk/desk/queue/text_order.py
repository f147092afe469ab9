"""Orders one article's claims, waiting and decided, by where they are in its text."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.functional import cached_property

from conflictdesk.desk.queue.queue_order import AHEAD, Count
from conflictdesk.ledger.models import Claim, Evidence
from conflictdesk.ledger.rights import article_rights


class ArticleQueue:
    """One article's claims that one user may see, with the methods of `Queue`. Reads all of them at once:
    they are few.
    """

    def __init__(self, page_key: int, user: Any) -> None:
        self.page_key, self.user = page_key, user

    @cached_property
    def claims(self) -> list[Claim]:
        mentions = Evidence.objects.filter(claim=OuterRef("pk")).order_by("-extraction__sequence", "start")
        recorded = Claim.objects.filter(page_key=self.page_key, presence__in=Claim.RULED_ON)
        seen = recorded.filter(article_rights.claims(self.user))
        first: dict[str, Any] = {
            name: Subquery(mentions.values(of)[:1])
            for name, of in (("at", "start"), ("field", "field"), ("block", "block"))
        }
        found: QuerySet[Any] = seen.select_related("situation", "ruling").annotate(**first)
        return list(found.order_by("at", "pk"))

    @cached_property
    def waiting(self) -> list[int]:
        return [claim.pk for claim in self.claims if claim.state == Claim.State.PENDING]

    @property
    def count(self) -> Count:
        return Count(len(self.waiting))

    def keys(self, most: int) -> list[int]:
        return self.waiting[:most]

    def first(self) -> int | None:
        """Returns the first claim that waits, else the first; None if the article has no claims."""
        return next(iter([*self.waiting, *(claim.pk for claim in self.claims)]), None)

    def following(self, claim: Claim, number: int = AHEAD) -> list[int]:
        """Returns the keys of the next waiting claims, starting over after the last."""
        keys = [one.pk for one in self.claims]
        at = keys.index(claim.pk) if claim.pk in keys else -1
        waiting = set(self.waiting)
        return [key for key in (*keys[at + 1 :], *keys[: max(at, 0)]) if key in waiting][:number]

    def after(self, claim: Claim) -> int | None:
        return next(iter(self.following(claim, 1)), None)

    def before(self, claim: Claim) -> int | None:
        keys = [one.pk for one in self.claims]
        at = keys.index(claim.pk) if claim.pk in keys else 0
        return keys[at - 1] if at else None

    def around(self, claim: Claim | None) -> list[Claim]:
        return self.claims

    def adjacent_parts(self, claim: Claim) -> tuple[int | None, int | None]:
        return None, None
