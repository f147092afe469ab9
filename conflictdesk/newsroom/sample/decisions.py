"""Carries out the sample editors' decisions on the claims of the sample's articles.

`rulings.yaml` lists the decisions by article. Each names its claim by topic, by words of its quote and,
where that is not enough, by words of its sentence; it must name exactly one. Claims that none of them
names are rejected with the reason `rest`, or wait if there is no `rest`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import User

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Ruling
from conflictdesk.newsroom.sample.people import EDITORS, PEOPLE

FILE = Path(__file__).parent / "rulings.yaml"


@dataclass(frozen=True)
class Decision:
    """A decision on one claim: exactly one of `approve`, `amend` and `reject` is set, to the claim's
    topic.
    """

    approve: str = ""
    amend: str = ""
    reject: str = ""
    quote: str = ""
    sentence: str = ""
    to: Mapping[str, object] = field(default_factory=dict)
    reason: str = ""
    note: str = ""

    @property
    def topic(self) -> str:
        return self.approve or self.amend or self.reject

    def names(self, claim: Claim) -> bool:
        """Whether this decision is about that claim: one of its mentions has these words."""
        return claim.topic == self.topic and any(
            self.quote in mention.quote and self.sentence in mention.sentence
            for mention in claim.evidence.all()
        )

    def __str__(self) -> str:
        words = " … ".join(filter(None, (self.quote, self.sentence)))
        return f"{self.topic} “{words}”"


@dataclass(frozen=True)
class Decisions:
    """The decisions of one editor, `by` user name, on one article."""

    by: str
    lines: tuple[Decision, ...] = ()
    rest: str = ""


@cache
def decisions() -> dict[str, Decisions]:
    """Returns the decisions on each article, by its slug."""
    listed = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {slug: _decisions(**described) for slug, described in listed.items()}


def _decisions(*, lines: list[dict[str, Any]], **fields: str) -> Decisions:
    return Decisions(lines=tuple(Decision(**one) for one in lines), **fields)


def carry_out(decided: Decisions, page_key: int, editors: Mapping[str, User]) -> list[str]:
    """Makes the rulings through the ledger. Returns the problems: one sentence for each decision that
    could not be carried out, which changes nothing.
    """
    editor = editors[decided.by]
    claims = list(Claim.objects.filter(page_key=page_key).prefetch_related("evidence"))
    problems = list(_problems(decided.lines, claims, editor))
    problems += filter(None, (_confirm(claim, decided.by, editors) for claim in claims))
    if decided.rest:
        for claim in queries.pending(page_key=page_key):
            rulings.reject(claim.pk, editor, decided.rest, version=claim.version)
    return problems


def _confirm(claim: Claim, first: str, editors: Mapping[str, User]) -> str:
    """Gives the second of two approvals, by the other fact editor, if the claim waits for it. Returns
    the problem, "" if there is none.
    """
    now = queries.claim(claim.pk)
    if now.first_approval is None:
        return ""
    second = next(editors[one.username] for one in PEOPLE if one.group == EDITORS and one.username != first)
    return _refusal(lambda: rulings.approve(now.pk, second, version=now.version))


def _problems(lines: tuple[Decision, ...], claims: list[Claim], editor: User) -> Iterator[str]:
    for decision in lines:
        named = [claim for claim in claims if decision.names(claim)]
        problem = (
            _rule(decision, named[0], editor) if len(named) == 1 else f"names {len(named) or 'no'} claims"
        )
        if problem:
            yield f"{decision}: {problem}"


def _rule(decision: Decision, claim: Claim, editor: User) -> str:
    if decision.reject:
        reason, note = decision.reason, decision.note
        return _refusal(lambda: rulings.reject(claim.pk, editor, reason, version=claim.version, note=note))
    if decision.amend:
        return _refusal(lambda: rulings.amend(claim.pk, editor, decision.to, version=claim.version))
    return _refusal(lambda: rulings.approve(claim.pk, editor, version=claim.version))


def _refusal(rule: Callable[[], Ruling]) -> str:
    """Makes a ruling and returns the ledger's refusal; "" if it was made."""
    try:
        rule()
    except ConflictdeskError as error:
        return str(error)
    return ""
