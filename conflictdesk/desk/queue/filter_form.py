"""The form that filters the queue; its fields are those of the address."""

from __future__ import annotations

from hashlib import sha256
from typing import Any, TypedDict

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext

from conflictdesk.caches import cache
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.wording import labels

Choices = list[tuple[str, Any]]
# The value of `situation` for claims that have none.
NONE = "none"
# For so long the situations and topics of waiting claims are cached: a long queue is not read for each claim.
FRESH_SECONDS = 15
WAITING_KEY = "conflictdesk-desk-waiting"
LEADING = ("situation", "kind", "topic")
# Fields that are used seldom; the form shows them apart.
MORE = ("sure", "whose", "second", "realis")


class FilterForm(forms.Form):
    """The form of `ClaimFilterSet`, with the filters that are chosen as its data."""

    def offer(self, user: Any) -> None:
        """Limits the choices to situations and topics of waiting claims that the user may see."""
        waiting = _waiting(user)
        offered = {
            "situation": _situations(waiting["situations"], self.data["situation"], user),
            "topic": _topics(waiting["topics"], self.data["kind"], self.data["topic"]),
        }
        for name, found in offered.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # both are choice fields

    def leading(self) -> list[forms.BoundField]:
        return [self[name] for name in LEADING]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]

    def more_chosen(self) -> bool:
        return any(self.data[name] for name in MORE)


class Waiting(TypedDict):
    """What the waiting claims are about: (slug, name) of situations, (kind, topic) of claims."""

    situations: list[tuple[str, str]]
    topics: list[tuple[str, str]]


def _waiting(user: Any) -> Waiting:
    """Returns situations and topics of the waiting claims, cached; users of one scope share the cache."""
    key = f"{WAITING_KEY}-{sha256(repr(article_rights.scope(user)).encode()).hexdigest()}"
    found: Waiting | None = cache.get(key)
    if found is None:
        found = _query_waiting(user)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _query_waiting(user: Any) -> Waiting:
    claims = queries.pending(realis=None).filter(article_rights.claims(user)).order_by()
    return {
        "situations": list(
            Situation.objects.filter(pk__in=claims.values("situation_id")).values_list("slug", "name")
        ),
        "topics": sorted(claims.values_list("kind", "topic").distinct()),
    }


def _situations(waiting: list[tuple[str, str]], chosen: str, user: Any) -> Choices:
    """Returns the choices of situation, always with the chosen one, even if none of its claims waits."""
    found: Choices = [*waiting, (NONE, gettext("Without a situation"))]
    if chosen and chosen not in dict(found):
        known = article_rights.situations(user).filter(slug=chosen)
        name = known.values_list("name", flat=True).first()
        found.append((chosen, name or chosen))
    return found


def _topics(waiting: list[tuple[str, str]], kind: str, chosen: str) -> Choices:
    """Returns the measures and event types of waiting claims of that kind, in two groups."""
    found = sorted({one for one in map(tuple, waiting) if not kind or one[0] == kind} | _chosen(chosen))
    groups = ((Claim.Kind.FIGURE, labels.MEASURES), (Claim.Kind.EVENT, labels.EVENT_TYPES))
    named: Choices = [
        (
            capfirst(str(group.label)),
            [(topic, labels.label(names, topic)) for of, topic in found if of == group],
        )
        for group, names in groups
    ]
    return [one for one in named if one[1]]


def _chosen(topic: str) -> set[tuple[str, str]]:
    """Returns the chosen topic with its kind, so that it stays a choice; empty if none was chosen."""
    if not topic:
        return set()
    kind = Claim.Kind.EVENT if topic in labels.EVENT_TYPES else Claim.Kind.FIGURE
    return {(kind.value, topic)}
