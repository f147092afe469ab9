"""A situation with one public figure and event, and one of each hidden for every reason there is.

What must not leak carries words that nothing else has, so that a test of any output can look for them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import PageViewRestriction

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import (
    EditorFactory,
    SituationFactory,
    article,
    at_place,
    edit,
    event,
    figure,
    record,
    said_by,
)

Commit = Callable[[], AbstractContextManager[Any]]
SHOWN = {"figure": 1111, "place": "Openville"}
# reason: number, place
HIDDEN = {
    "waiting": (2222, "Waitingville"),
    "rejected": (3333, "Rejectedville"),
    "reopened": (4444, "Reopenedville"),
    "unpublished": (5555, "Unpublishedville"),
    "restricted": (6666, "Restrictedville"),
    "rewritten": (7777, "Rewrittenville"),
    "scheduled": (9999, "Scheduledville"),
    "another situation": (8888, "Otherville"),
}
# As any output might write them.
NEEDLES = [form for number, place in HIDDEN.values() for form in (f"{number}", f"{number:,}", place)]
NEEDLES.remove("8888")
NEEDLES.remove("8,888")
NEEDLES.remove("Otherville")


def leaks(text: str) -> list[str]:
    """The needles that stand in a text by themselves: four digits of a digest or a decimal are none."""
    return [one for one in NEEDLES if re.search(rf"(?<![\w.]){re.escape(one)}(?!\w)", text)]


def situation(commit: Commit) -> Situation:
    """The situation, its snapshots and boxes up to date. Its slug is "mosul"."""
    told: Situation = SituationFactory(name="Battle of Mosul", slug="mosul")
    _told(commit, told, SHOWN["figure"], str(SHOWN["place"]), _approve)
    for reason, (number, place) in HIDDEN.items():
        where = SituationFactory(slug="other") if reason == "another situation" else told
        _told(commit, where, number, place, RULED.get(reason, _approve), AFTERWARDS.get(reason))
    return told


def _told(
    commit: Commit,
    where: Situation,
    number: Any,
    place: str,
    rule: Callable[[Claim], None],
    afterwards: Callable[[ArticlePage], None] | None = None,
) -> None:
    line = f"The UN said {number} people were killed in {place}, and fighters clashed there."
    with commit():
        page = article(line, title=f"News of {place}", situation=where)
        text = page.conflictdesk_extractions.get().text
        shared = {"place": at_place(text, place), "attribution": said_by(text, "UN", "un", "un")}
        bounds = {"low": number, "best": number, "high": number}
        claims = record(
            page,
            figure(text, f"{number} people", period="cumulative", **bounds, **shared),
            event(text, "clashed", **shared),
        )
    with commit():
        for claim in claims:
            rule(claim)
    if afterwards:
        with commit():
            afterwards(page)


def _approve(claim: Claim) -> None:
    rulings.approve(claim.pk, EditorFactory(), version=claim.version, situation=claim.situation)


def _wait(claim: Claim) -> None:
    assert claim.state == Claim.State.PENDING


def _reject(claim: Claim) -> None:
    rulings.reject(claim.pk, EditorFactory(), "not_a_fact", version=claim.version)


def _reopen(claim: Claim) -> None:
    _approve(claim)
    claim.refresh_from_db()
    rulings.reopen(claim.pk, EditorFactory(), version=claim.version)


def _restrict(page: ArticlePage) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _schedule(page: ArticlePage) -> None:
    """Taken down, to be shown again tomorrow."""
    page.unpublish()
    page.go_live_at = timezone.now() + timedelta(days=1)
    page.save_revision(approved_go_live_at=page.go_live_at).publish()


def _rewrite(page: ArticlePage) -> None:
    edit(page, "Nothing of it was true.")
    record(page)


RULED = {"waiting": _wait, "rejected": _reject, "reopened": _reopen}
AFTERWARDS: dict[str, Callable[[ArticlePage], None]] = {
    "unpublished": lambda page: page.unpublish(),
    "restricted": _restrict,
    "scheduled": _schedule,
    "rewritten": _rewrite,
}
