"""Computes statistics of the rulings, on editors and on the extractor, as rows for reports."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When, Window
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Lag

from conflictdesk.desk.queue.queue_filters import BANDS
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.models import Claim, Ruling
from conflictdesk.wording import labels, reading_lines

Decision = Ruling.Decision
FINAL = (Decision.APPROVE, Decision.AMEND, Decision.REJECT)
# A longer pause between two decisions means that the editor was away.
PAUSE_SECONDS = 600


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else ""


@dataclass(frozen=True)
class ByEditor:
    """One person's decisions on one rule's proposals of one measure or event type."""

    editor: str
    topic: str
    rule: str
    approved: int
    amended: int
    rejected: int
    taken_back: int
    seconds: int | None

    @property
    def approval(self) -> str:
        return percent(self.approved, self.approved + self.amended + self.rejected)


def by_editor(rulings: QuerySet[Ruling]) -> list[ByEditor]:
    """Returns rows by editor, topic and rule. `seconds` is the editor's median time between two
    decisions, over all topics and rules; None if unknown.
    """
    groups = rulings.order_by().values(
        "user_name", "claim__topic", rule=KeyTextTransform("rule", "claim__proposal")
    )
    counted: Iterable[Any] = groups.annotate(**_counts()).order_by("user_name", "claim__topic", "rule")
    pace = _pace(rulings)
    return [
        ByEditor(
            row["user_name"], _topic(row["claim__topic"]), row["rule"] or "",
            row["approved"], row["amended"], row["rejected"], row["taken_back"], pace.get(row["user_name"]),
        )
        for row in counted
    ]  # fmt: skip


def _counts() -> dict[str, Count]:
    back = Q(decision__in=(Decision.REOPEN, Decision.UNDO))
    return {
        "approved": Count("claim", filter=Q(decision=Decision.APPROVE), distinct=True),
        "amended": Count("claim", filter=Q(decision=Decision.AMEND), distinct=True),
        "rejected": Count("claim", filter=Q(decision=Decision.REJECT), distinct=True),
        "taken_back": Count("claim", filter=back, distinct=True),
    }


def _pace(rulings: QuerySet[Ruling]) -> dict[str, int]:
    before = Window(Lag("at"), partition_by=F("user_name"), order_by=F("at").asc())
    rows = rulings.filter(decision__in=FINAL).order_by().annotate(before=before)
    waits: dict[str, list[float]] = defaultdict(list)
    for name, at, earlier in rows.values_list("user_name", "at", "before"):
        if earlier and (seconds := (at - earlier).total_seconds()) < PAUSE_SECONDS:
            waits[name].append(seconds)
    return {name: round(median(found)) for name, found in waits.items()}


@dataclass(frozen=True)
class ByRule:
    """The decisions on proposals of one rule of one extractor in one band of confidence."""

    rule: str
    extractor: str
    band: str
    decided: int
    approved: int
    amended: int
    rejected: int
    taken_back: int

    @property
    def approval(self) -> str:
        return percent(self.approved, self.decided)

    @property
    def reversal(self) -> str:
        return percent(self.taken_back, self.decided)


def by_rule(rulings: QuerySet[Ruling]) -> list[ByRule]:
    """Returns rows by rule, extractor and band. A reversal is a decision that was undone or reopened
    later.
    """
    groups = rulings.order_by().values(
        "claim__extraction__extractor", rule=KeyTextTransform("rule", "claim__proposal"), band=_band()
    )
    decided = Count("claim", filter=Q(decision__in=FINAL), distinct=True)
    counted: QuerySet[Any, Any] = groups.annotate(decided=decided, **_counts())
    return [
        ByRule(
            row["rule"] or "", row["claim__extraction__extractor"], row["band"], row["decided"],
            row["approved"], row["amended"], row["rejected"], row["taken_back"],
        )
        for row in counted.order_by("rule", "claim__extraction__extractor", "-band")
    ]  # fmt: skip


def _band() -> Case:
    named = {name: f"{least:.2f}–{min(below, 1):.2f}" for name, (least, below) in BANDS.items()}
    whens = [
        When(claim__confidence__gte=least, claim__confidence__lt=below, then=Value(named[name]))
        for name, (least, below) in BANDS.items()
    ]
    return Case(*whens, default=Value(""), output_field=CharField())


@dataclass(frozen=True)
class Speed:
    """The minutes from an article's publication to a decision: median, and what the slowest tenth
    exceeded.
    """

    situation: str
    kind: str
    decided: int
    median: int
    slowest_tenth: int


def speeds(rulings: QuerySet[Ruling]) -> list[Speed]:
    """Returns rows by situation and kind; each claim counts with its first decision."""
    rows = rulings.filter(decision__in=FINAL, claim__extraction__published__isnull=False).order_by("at", "pk")
    names = ("claim_id", "claim__situation__name", "claim__kind", "at", "claim__extraction__published")
    first: dict[int, tuple[str, str, float]] = {}
    for claim, situation, kind, at, published in rows.values_list(*names):
        first.setdefault(claim, (situation or "", kind, (at - published).total_seconds() / 60))
    groups: dict[tuple[str, str], list[float]] = defaultdict(list)
    for situation, kind, minutes in first.values():
        groups[situation, kind].append(max(minutes, 0))
    return [_speed(*key, sorted(found)) for key, found in sorted(groups.items())]


def _speed(situation: str, kind: str, minutes: list[float]) -> Speed:
    tenth = minutes[min(int(len(minutes) * 0.9), len(minutes) - 1)]
    return Speed(situation, str(Claim.Kind(kind).label), len(minutes), round(median(minutes)), round(tenth))


@dataclass(frozen=True)
class OpenCorrection:
    """Readers saw `before`; the article now says `now`, and nobody has ruled on that yet."""

    claim: int
    article: str
    situation: str
    before: str
    now: str
    since: datetime


def open_corrections(claims: Iterable[Claim]) -> list[OpenCorrection]:
    return [_open(claim, claim.replaced_by) for claim in claims if claim.replaced_by]


def corrected() -> QuerySet[Claim]:
    """Returns approved claims whose article now gives another value, while the new claim waits."""
    changed = Claim.objects.filter(state=Claim.State.APPROVED, presence=Claim.Presence.CHANGED)
    waiting = changed.filter(replaced_by__state=Claim.State.PENDING)
    return waiting.select_related("ruling", "situation", "replaced_by").order_by("replaced_by__proposed_at")


def _open(claim: Claim, now: Claim) -> OpenCorrection:
    return OpenCorrection(
        claim=now.pk,
        article=claim.page_title,
        situation=str(claim.situation or ""),
        before=_words(claim, claim.ruling),
        now=_words(now, None),
        since=now.proposed_at,
    )


def _words(claim: Claim, ruling: Ruling | None) -> str:
    return reading_lines.headline(readings.reading(claim, ruling), claim.proposal["quote"])


def _topic(topic: str) -> str:
    return labels.label({**labels.MEASURES, **labels.EVENT_TYPES}, topic)
