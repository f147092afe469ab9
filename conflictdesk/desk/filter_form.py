"""The form that narrows the queue; its fields are the address's."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from conflictdesk.caches import cache
from conflictdesk.desk import filters, labels
from conflictdesk.ledger import queries, rights
from conflictdesk.ledger.models import Claim, Situation

Choices = list[tuple[str, Any]]
# What waits is looked through at most so often: a long queue is not read for each claim of it.
FRESH_SECONDS = 15
WAITING_KEY = "conflictdesk-desk-waiting"
# These are asked seldom, and have a place of their own.
MORE = ("sure", "whose", "second", "realis")


class FilterForm(forms.Form):
    """Offers only what waits."""

    situation = forms.ChoiceField(label=_("Situation"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    topic = forms.ChoiceField(label=_("What"), required=False)
    sure = forms.ChoiceField(label=_("Confidence"), required=False)
    whose = forms.ChoiceField(label=_("Articles"), required=False)
    second = forms.ChoiceField(label=_("Approvals"), required=False)
    realis = forms.ChoiceField(label=_("Told as"), required=False)

    def __init__(self, chosen: filters.Filters, user: Any) -> None:
        super().__init__(initial={name: getattr(chosen, name) for name in self.base_fields})
        waiting = _waiting(user)
        choices = {
            "situation": _situations(waiting["situations"], chosen, user),
            "kind": [("", _("Figures and events")), ("figure", _("Figures")), ("event", _("Events"))],
            "topic": [("", _("All")), *_topics(waiting["topics"], chosen)],
            "sure": [
                ("", _("However sure")),
                ("high", _("Sure: 0.85 and more")),
                ("middle", _("Fairly sure: 0.60 to 0.85")),
                ("low", _("Unsure: below 0.60")),
            ],
            "whose": [
                ("", _("All articles")),
                (filters.OTHERS, _("Not mine: I may decide")),
                (filters.MINE, _("Mine: others decide")),
            ],
            "second": [("", _("All")), ("1", _("Waiting for a second person"))],
            "realis": [("", _("What happened")), (filters.ALL, _("Also plans, denials, history"))],
        }
        for name, found in choices.items():
            self.fields[name].choices = found  # type: ignore[attr-defined]  # all are choice fields
        self.more_chosen = any(getattr(chosen, name) for name in MORE)

    def leading(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in MORE]

    def more(self) -> list[forms.BoundField]:
        return [self[name] for name in MORE]


def _waiting(user: Any) -> dict[str, Any]:
    """The situations, and the measures and types of events, of what waits. People of one scope share it."""
    key = f"{WAITING_KEY}-{sha256(repr(rights.scope(user)).encode()).hexdigest()}"
    found: dict[str, Any] | None = cache.get(key)
    if found is None:
        found = _look_through(user)
        cache.set(key, found, FRESH_SECONDS)
    return found


def _look_through(user: Any) -> dict[str, Any]:
    claims = queries.pending(realis=None).filter(rights.claims(user)).order_by()
    return {
        "situations": list(
            Situation.objects.filter(pk__in=claims.values("situation_id")).values_list("slug", "name")
        ),
        "topics": sorted(claims.values_list("kind", "topic").distinct()),
    }


def _situations(waiting: list[tuple[str, str]], chosen: filters.Filters, user: Any) -> Choices:
    """The situation in the address stays on offer when nothing of it waits."""
    found: Choices = [
        ("", gettext("All situations")),
        *waiting,
        (filters.NONE, gettext("Without a situation")),
    ]
    if chosen.situation not in dict(found):
        known = rights.situations(user).filter(slug=chosen.situation)
        name = known.values_list("name", flat=True).first()
        found.append((chosen.situation, name or chosen.situation))
    return found


def _topics(waiting: list[tuple[str, str]], chosen: filters.Filters) -> Choices:
    """The measures and types of events that wait, in two groups."""
    found = sorted(
        {one for one in map(tuple, waiting) if not chosen.kind or one[0] == chosen.kind} | _chosen(chosen)
    )
    groups = ((Claim.Kind.FIGURE, labels.MEASURES), (Claim.Kind.EVENT, labels.EVENT_TYPES))
    named: Choices = [
        (
            capfirst(str(kind.label)),
            [(topic, labels.label(names, topic)) for of, topic in found if of == kind],
        )
        for kind, names in groups
    ]
    return [group for group in named if group[1]]


def _chosen(chosen: filters.Filters) -> set[tuple[str, str]]:
    """The topic in the address stays on offer when nothing of it waits any more."""
    if not chosen.topic:
        return set()
    kind = Claim.Kind.EVENT if chosen.topic in labels.EVENT_TYPES else Claim.Kind.FIGURE
    return {(kind.value, chosen.topic)}
