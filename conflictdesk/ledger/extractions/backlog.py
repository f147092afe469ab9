"""Measures the backlog: how many texts wait to be read, and how long the oldest has waited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F, QuerySet
from django.db.models.functions import Now

from conflictdesk.ledger.models import Extraction

State = Extraction.State


@dataclass(frozen=True)
class Waiting:
    """A text in the backlog: its page and title, since when it has waited, and for how many seconds."""

    page_key: int
    title: str
    since: datetime
    seconds: float


def size() -> int:
    """Returns how many texts are queued or being read."""
    return _waiting().count()


def oldest() -> Waiting | None:
    """Returns the text that has waited longest; None if the backlog is empty."""
    rows = _waiting().annotate(age=_age()).order_by("requested_at", "pk")
    first = rows.values_list("page_key", "title", "requested_at", "age").first()
    return Waiting(*first[:3], seconds=first[3].total_seconds()) if first else None


def first_text_age() -> float | None:
    """Returns how many seconds ago the oldest stored text was requested; None if there is none."""
    age = Extraction.objects.order_by("requested_at").values_list(_age(), flat=True).first()
    return age.total_seconds() if age else None


def waited(extraction: Extraction) -> float:
    """Returns for how many seconds a text has waited, by the database's clock; 0 if it does not wait."""
    age = _waiting().filter(pk=extraction.pk).values_list(_age(), flat=True).first()
    return age.total_seconds() if age else 0.0


def _waiting() -> QuerySet[Extraction]:
    return Extraction.objects.filter(state__in=[State.QUEUED, State.RUNNING])


def _age() -> ExpressionWrapper[Any]:
    return ExpressionWrapper(Now() - F("requested_at"), output_field=DurationField())
