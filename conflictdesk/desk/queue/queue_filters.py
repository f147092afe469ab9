"""Reads the queue's filters from an address and applies them to claims."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django_filters.fields import ChoiceField

from conflictdesk.contract import terms
from conflictdesk.desk.queue.filter_form import NONE, FilterForm
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.ledger.rights import article_rights
from conflictdesk.untrusted import number
from conflictdesk.wording import labels

ALL = "all"
MINE, OTHERS = "mine", "others"
# The bands of confidence: each from its first number up to, but not including, its second.
BANDS = {"high": (0.85, 1.01), "middle": (0.6, 0.85), "low": (0.0, 0.6)}


class SituationField(ChoiceField):
    """Accepts any valid slug: the situation of an old address may be gone."""

    def valid_value(self, value: Any) -> bool:
        try:
            Situation._meta.get_field("slug").run_validators(value)
        except ValidationError:
            return False
        return True


class SituationFilter(django_filters.ChoiceFilter):
    field_class = SituationField


def _is_number(text: str) -> None:
    if number(text) is None:
        raise ValidationError(_("Enter a number."))


class NumberFilter(django_filters.CharFilter):
    """Accepts a number that can be a row's key, in the digits 0 to 9 and nothing around it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, strip=False, validators=[_is_number], **kwargs)

    def filter(self, qs: QuerySet[Any], value: str) -> QuerySet[Any]:
        return super().filter(qs, int(value) if value else None)


class ClaimFilterSet(django_filters.FilterSet):
    """Filters claims for one user; ignores values that a filter does not know."""

    situation = SituationFilter(
        method="of_situation", label=_("Situation"), empty_label=_("All situations"), choices=[]
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"),
        empty_label=_("Figures and events"),
        choices=[(Claim.Kind.FIGURE.value, _("Figures")), (Claim.Kind.EVENT.value, _("Events"))],
    )
    topic = django_filters.ChoiceFilter(
        label=_("What"),
        empty_label=_("All"),
        choices=lambda: [*labels.MEASURES.items(), *labels.EVENT_TYPES.items()],
    )
    sure = django_filters.ChoiceFilter(
        method="in_band",
        label=_("Confidence"),
        empty_label=_("However sure"),
        choices=[
            ("high", _("Sure: 0.85 and more")),
            ("middle", _("Fairly sure: 0.60 to 0.85")),
            ("low", _("Unsure: below 0.60")),
        ],
    )
    whose = django_filters.ChoiceFilter(
        method="of_authors",
        label=_("Articles"),
        empty_label=_("All articles"),
        choices=[(OTHERS, _("Not mine: I may decide")), (MINE, _("Mine: others decide"))],
    )
    second = django_filters.ChoiceFilter(
        method="approved_once",
        label=_("Approvals"),
        empty_label=_("All"),
        choices=[("1", _("Waiting for a second person"))],
    )
    realis = django_filters.ChoiceFilter(
        method="unfiltered",
        label=_("Told as"),
        empty_label=_("What happened"),
        choices=[(ALL, _("Also plans, denials, history"))],
    )
    article = NumberFilter("page_key", widget=forms.HiddenInput)
    # All claims of the one article, in the order of its text.
    text = django_filters.ChoiceFilter(method="unfiltered", choices=[("1", "1")], widget=forms.HiddenInput)

    class Meta:
        form = FilterForm

    def __init__(
        self, values: Mapping[str, str], claims: QuerySet[Claim] | None = None, user: Any = None
    ) -> None:
        super().__init__(values, Claim.objects.all() if claims is None else claims)
        self.user = user

    def of_situation(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        return claims.filter(
            Q(situation__isnull=True) if value == NONE else Q(situation__slug=value),
        )

    def in_band(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        least, below = BANDS[value]
        return claims.filter(confidence__gte=least, confidence__lt=below)

    def of_authors(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Returns the claims of articles that the user owns or wrote, or those of all other articles."""
        own = Q(page__owner=self.user) | Q(page__live_revision__user=self.user)
        return claims.filter(own if value == MINE else ~own)

    def approved_once(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Returns the claims that one person has approved and a second person must approve."""
        return claims.filter(ruling__decision__in=("approve", "amend"))

    def unfiltered(self, claims: QuerySet[Claim], name: str, value: str) -> QuerySet[Claim]:
        """Returns the claims unchanged: `realis` is applied before the filters, and `text` changes only
        how they are shown.
        """
        return claims


@dataclass(frozen=True)
class Filters:
    """The filters that an address names, as `ClaimFilterSet` takes them; "" filters nothing."""

    situation: str = ""
    kind: str = ""
    topic: str = ""
    article: str = ""
    sure: str = ""
    whose: str = ""
    second: str = ""
    realis: str = ""
    text: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Filters:
        """Reads the filters; ignores invalid values, and `text` without an article."""
        form = ClaimFilterSet(parameters).form
        form.full_clean()
        known = form.cleaned_data
        return cls(**known | {"text": known.get("text", "") if known.get("article") else ""})

    def __bool__(self) -> bool:
        return self != Filters()

    def query(self, **more: Any) -> str:
        """Returns these filters and more as the query of an address, without empty ones."""
        return urlencode(
            {key: value for key, value in (asdict(self) | more).items() if value not in ("", None)}
        )

    def claims(self, user: Any) -> QuerySet[Claim]:
        """Returns the waiting claims that match and that the user may see, unordered, without those that
        the user approved as the first of two.
        """
        waiting = queries.pending(realis=None if self.realis == ALL else terms.HAPPENED)
        narrowed = ClaimFilterSet(asdict(self), waiting, user).qs
        return narrowed.filter(article_rights.claims(user)).exclude(_passed_by(user)).order_by()

    def form(self, user: Any) -> FilterForm:
        """Returns the form with these filters chosen; its choices are those of waiting claims."""
        form: FilterForm = ClaimFilterSet(asdict(self)).form
        form.offer(user)
        return form


def _passed_by(user: Any) -> Q:
    """Matches claims that the user approved as the first of two: another person must approve them."""
    return Q(ruling__user=user, ruling__decision__in=("approve", "amend"))
