"""What an address narrows the line to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet

from conflictdesk.desk import labels
from conflictdesk.given import number
from conflictdesk.ledger import queries, rights
from conflictdesk.ledger.models import Claim, Situation

ALL = "all"
NONE = "none"
MINE, OTHERS = "mine", "others"
# The bands of confidence: at least, below.
BANDS = {"high": (0.85, 1.01), "middle": (0.6, 0.85), "low": (0.0, 0.6)}


def _one_of(*known: str) -> Callable[[str], str]:
    return lambda given: given if given in known else ""


def _number(given: str) -> str:
    return "" if number(given) is None else given


def _slug(given: str) -> str:
    try:
        Situation._meta.get_field("slug").run_validators(given)
    except ValidationError:
        return ""
    return given


def _if(legal: Callable[[str], str]) -> Any:
    """A field that keeps what the rule gives for a value of the address: "" for one that narrows nothing."""
    return field(default="", metadata={"legal": legal})


@dataclass(frozen=True)
class Filters:
    """The line's part that an address names. Nonsense in an address narrows nothing."""

    situation: str = _if(_slug)
    kind: str = _if(_one_of(*Claim.Kind.values))
    topic: str = _if(_one_of(*labels.MEASURES, *labels.EVENT_TYPES))
    article: str = _if(_number)
    sure: str = _if(_one_of(*BANDS))
    whose: str = _if(_one_of(MINE, OTHERS))
    second: str = _if(_one_of("1"))
    realis: str = _if(_one_of(ALL))
    # All claims of the one article, in the order of its text.
    text: str = _if(_one_of("1"))

    @classmethod
    def read(cls, parameters: Mapping[str, str]) -> Filters:
        legal = {name: rule(parameters.get(name, "")) for name, rule in _LEGAL.items()}
        return cls(**legal | {"text": legal["text"] if legal["article"] else ""})

    def __bool__(self) -> bool:
        return self != Filters()

    def query(self, **more: Any) -> str:
        """These filters and more as the query of an address; what is empty is left out."""
        named = {name: getattr(self, name) for name in _LEGAL}
        return urlencode({key: value for key, value in (named | more).items() if value not in ("", None)})

    def claims(self, user: Any) -> QuerySet[Claim]:
        """The claims that wait and that the person may see, as narrowed, in no order."""
        waiting = queries.pending(
            kind=self.kind or None,
            topic=self.topic or None,
            page_key=int(self.article) if self.article else None,
            realis=None if self.realis == ALL else "actual",
        )
        narrowed = waiting.filter(self._situated(), self._sure(), self._whose(user), self._second())
        return narrowed.filter(rights.claims(user)).exclude(_passed_by(user)).order_by()

    def _situated(self) -> Q:
        if self.situation == NONE:
            return Q(situation__isnull=True)
        return Q(situation__slug=self.situation) if self.situation else Q()

    def _sure(self) -> Q:
        if not self.sure:
            return Q()
        least, below = BANDS[self.sure]
        return Q(confidence__gte=least, confidence__lt=below)

    def _whose(self, user: Any) -> Q:
        """Of articles that the user owns or wrote, or of all others."""
        if not self.whose:
            return Q()
        own = Q(page__owner=user) | Q(page__live_revision__user=user)
        return own if self.whose == MINE else ~own

    def _second(self) -> Q:
        """One person has approved it, and another has to."""
        return Q(ruling__decision__in=("approve", "amend")) if self.second else Q()


# Read once, so that a field without a rule is an error at the start and not in every request.
_LEGAL: dict[str, Callable[[str], str]] = {one.name: one.metadata["legal"] for one in fields(Filters)}


def _passed_by(user: Any) -> Q:
    """What the user has approved as the first of two: it is for somebody else to go on with."""
    return Q(ruling__user=user, ruling__decision__in=("approve", "amend"))
