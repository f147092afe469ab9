"""Orders the waiting claims: counts them, and finds the neighbours of one.

Claims of the highest priority come first, then those that have waited longest. Every query reads a few
rows from an index, however long the queue is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import cached_property

from conflictdesk.desk.queue.queue_filters import Filters
from conflictdesk.ledger.models import Claim

# Counting stops one above this number.
MOST = 999
# How many claims are listed beside the open one: before it, and from it on.
BEFORE, FROM = 3, 17
AHEAD = 5


@dataclass(frozen=True)
class Count:
    """A number of claims, counted up to `MOST` + 1."""

    number: int

    @property
    def more(self) -> bool:
        return self.number > MOST

    def __str__(self) -> str:
        return f"{MOST}+" if self.more else str(self.number)


def count(claims: QuerySet[Claim]) -> Count:
    """Returns the number of claims in any queryset, counted up to `MOST` + 1."""
    return Count(claims.order_by().values("pk")[: MOST + 1].count())


class Queue:
    """The waiting claims that match some filters, for one user, in order of priority."""

    def __init__(self, filters: Filters, user: Any) -> None:
        self._claims = filters.claims(user).order_by("-owed", "pk")

    @cached_property
    def count(self) -> Count:
        return count(self._claims)

    def keys(self, most: int) -> list[int]:
        """Returns the keys of the first claims, at most `most`."""
        return list(self._claims.values_list("pk", flat=True)[:most])

    def first(self) -> int | None:
        return self._claims.values_list("pk", flat=True).first()

    def following(self, claim: Claim, number: int = AHEAD) -> list[int]:
        """Returns the keys of the next claims, starting over after the last; fewer if fewer wait."""
        found = list(self._ids(_after(claim))[:number])
        if len(found) < number:
            others = self._ids(_before(claim))
            found += [one for one in others[: number - len(found)] if one not in found]
        return found

    def after(self, claim: Claim) -> int | None:
        return next(iter(self.following(claim, 1)), None)

    def before(self, claim: Claim) -> int | None:
        return self._back(claim).first()

    def around(self, claim: Claim | None) -> list[Claim]:
        """Returns the part of the queue around the claim; the first claims if there is no claim."""
        if claim is None:
            return self._rows(list(self._claims.values_list("pk", flat=True)[: BEFORE + FROM]))
        before = list(self._back(claim)[:BEFORE])[::-1]
        return self._rows([*before, *self._ids(_after(claim) | Q(pk=claim.pk))[:FROM]])

    def adjacent_parts(self, claim: Claim) -> tuple[int | None, int | None]:
        """Returns the keys of two claims: one in the part of the queue before the part around this claim,
        and one in the part after it; None where there is no such part.
        """
        earlier = list(self._back(claim)[:FROM])
        later = list(self._ids(_after(claim))[:FROM])
        return (earlier[-1] if len(earlier) > BEFORE else None), (later[-1] if len(later) == FROM else None)

    def _ids(self, where: Q) -> QuerySet[Claim, int]:
        return self._claims.filter(where).values_list("pk", flat=True)

    def _back(self, claim: Claim) -> QuerySet[Claim, int]:
        return self._ids(_before(claim)).order_by("owed", "-pk")

    @staticmethod
    def _rows(keys: list[int]) -> list[Claim]:
        found = Claim.objects.select_related("situation").in_bulk(keys)
        return [found[key] for key in keys if key in found]


# The bare bound on `owed` beside the rest lets the database enter an index at the claim's position.
def _after(claim: Claim) -> Q:
    return Q(owed__lte=claim.owed) & (Q(owed__lt=claim.owed) | Q(pk__gt=claim.pk))


def _before(claim: Claim) -> Q:
    return Q(owed__gte=claim.owed) & (Q(owed__gt=claim.owed) | Q(pk__lt=claim.pk))
