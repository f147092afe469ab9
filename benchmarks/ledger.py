"""Prints what the ledger costs: queries of an intake, time and queries of a snapshot of 10,000 facts.

Uses a database of its own, which is created and dropped: `DATABASE_URL=postgresql://… python -m
benchmarks.ledger`. Exits with 1 if a promise is broken.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from statistics import median
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.contrib.auth.models import User  # noqa: E402
from django.db import connection  # noqa: E402 - Django must be set up first
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases  # noqa: E402
from django.utils import timezone  # noqa: E402

from conflictdesk.contract.types import Result  # noqa: E402
from conflictdesk.ledger.claims import facts, recording  # noqa: E402
from conflictdesk.ledger.extractions import intake, leases, outbox  # noqa: E402
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Ruling, Situation  # noqa: E402
from conflictdesk.ledger.snapshots import refreshing  # noqa: E402
from conflictdesk.newsroom.models import ArticlePage  # noqa: E402
from conflictdesk.reconcile.proposals import Proposal, proposals  # noqa: E402
from tests.factories import (  # noqa: E402
    EditorFactory,
    SituationFactory,
    article,
    at_place,
    event,
    figure,
    said_by,
)

CANDIDATES, FACTS, ROUNDS = 40, 10_000, 9
MOST_QUERIES, MOST_SECONDS = 12, 0.2
MEASURES = ("killed", "wounded", "displaced", "trapped", "detained", "missing", "freed", "returned")
SOURCES = ("Alpha", "Bravo", "Charlie", "Delta")
PLACES = ("Northtown", "Southtown", "Easttown")
TEXT = "Alpha, Bravo, Charlie, Delta of Northtown, Southtown and Easttown said 12 people."


def main() -> None:
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"database                      {connection.vendor}")
        promises = [*intakes(), *snapshot()]
    finally:
        teardown_databases(kept, verbosity=0)
    sys.exit(0 if all(promises) else 1)


def intakes() -> list[bool]:
    """Measures a first intake, a rerun over the same text, and an edit that changes every number."""
    counts = {number: _intake(number) for number in (CANDIDATES // 4, CANDIDATES, CANDIDATES * 2)}
    for number, (first, again, edited) in counts.items():
        print(f"intake of {number:3} candidates       {first} queries; rerun {again}; all changed {edited}")
    return [
        len(set(counts.values())) == 1,
        max(counts[CANDIDATES]) <= MOST_QUERIES,
    ]


def _intake(candidates: int) -> tuple[int, int, int]:
    situation = SituationFactory()
    lines = [f"On day {number} the UN said {number + 2} people were killed." for number in range(candidates)]
    page = article(*lines, situation=situation)
    first = _apply(page, candidates, 2)
    Extraction.objects.filter(page_key=page.pk).update(extractor="rules/older")
    again = _apply(page, candidates, 2)
    page.body = [("paragraph", f"<p>{line.replace(' people', '0 people')}</p>") for line in lines]
    page.save_revision().publish()
    return first, again, _apply(page, candidates, 2, "0")


def _apply(page: Any, candidates: int, offset: int, zero: str = "") -> int:
    extraction = outbox.request(page)
    assert extraction is not None
    text = extraction.text
    found = [_candidate(text, f"{number + offset}{zero} people") for number in range(candidates * 3 // 4)]
    events = [_event(text, number) for number in range(candidates - len(found))]
    proposed = proposals(Result(tuple(found), tuple(events)), text)
    assert len(proposed) == candidates
    leased = leases.take(extraction.pk)
    assert leased is not None
    return _queries(lambda: intake.apply(leased, proposed))


def _candidate(text: str, quote: str) -> Any:
    number = float(quote.split()[0])
    bounds = {"low": number, "best": number, "high": number}
    return figure(text, f"said {quote}", attribution=said_by(text, "UN", "un", "un"), **bounds)


def _event(text: str, number: int) -> Any:
    start = text.index(f"On day {number} ")
    found = event(text[start:], "killed")
    moved = {name: getattr(found, name) + start for name in ("start", "end")}
    sentence = type(found.sentence)(found.sentence.start + start, found.sentence.end + start)
    return type(found)(quote="killed", sentence=sentence, type="attack", **moved)


def snapshot() -> list[bool]:
    """Measures the snapshot after one more approved figure in a situation that has many."""
    situation = SituationFactory()
    EditorFactory(username="editor")
    article(TEXT, title="Much said", situation=situation)
    counts, done = [], 0
    for goal in (FACTS // 10, FACTS):
        _add(situation, goal - done, done)
        done = goal
        refreshing.refresh(situation.pk, "filled")
        done += 1
        _add(situation, 1, done - 1)
        counts.append(_queries(lambda: refreshing.refresh(situation.pk, "counted")))
    own = time.process_time()
    seconds = [_change(situation) for _ in range(ROUNDS)]
    own = (time.process_time() - own) / ROUNDS
    print(f"snapshot of {FACTS // 10:,} facts       {counts[0]} queries")
    print(f"snapshot of {FACTS:,} facts      {counts[1]} queries, median {median(seconds) * 1000:.0f} ms")
    print(f"  of {ROUNDS} rounds              {min(seconds) * 1000:.0f} to {max(seconds) * 1000:.0f} ms")
    print(f"  processor time of one       at most {own * 1000:.0f} ms, the new fact's own included")
    return [counts[0] == counts[1], median(seconds) < MOST_SECONDS]


def _change(situation: Situation) -> float:
    """Returns the seconds of the snapshot after one more figure has been approved."""
    before = FigureFact.objects.filter(situation=situation).count()
    _add(situation, 1, before)
    begun = time.perf_counter()
    assert refreshing.refresh(situation.pk, "measured") is not None
    return time.perf_counter() - begun


def _add(situation: Situation, count: int, start: int = 0) -> None:
    """Adds facts of four sources, about eight measures in three places, over a year, each with its
    evidence.
    """
    editor, page = User.objects.get(username="editor"), ArticlePage.objects.filter(title="Much said").last()
    extraction = Extraction.objects.filter(page=page).first()
    for part in range(start, start + count, 1000):
        numbers = range(part, min(part + 1000, start + count))
        claims = Claim.objects.bulk_create(_claim(extraction, situation, number) for number in numbers)
        made = [Ruling(claim=one, decision="approve", outcome="approved", user=editor) for one in claims]
        for claim, ruling in zip(claims, Ruling.objects.bulk_create(made), strict=True):
            claim.ruling = ruling
        Claim.objects.bulk_update(claims, ["ruling"])
        _facts(claims, made)
        pairs = [(claim.pk, _proposal(number)) for claim, number in zip(claims, numbers, strict=True)]
        recording.evidence(extraction, pairs)
    if connection.vendor == "postgresql":
        # Autovacuum does this within a minute in a database that lives longer.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _proposal(number: int) -> Proposal:
    source, place = SOURCES[number % 4], PLACES[number % 3]
    bounds = {"low": number, "best": number, "high": number, "measure": MEASURES[number % 8]}
    found = figure(
        TEXT,
        "12 people",
        period="cumulative",
        attribution=said_by(TEXT, source, source.lower(), "ngo"),
        place=at_place(TEXT, place, geonames_id=number % 3 + 1),
        **bounds,
    )
    return proposals(Result((found,)), TEXT)[0]


def _claim(extraction: Extraction, situation: Situation, number: int) -> Claim:
    claim = recording.claim(extraction, _proposal(number), situation.pk)
    claim.fingerprint, claim.state = f"{situation.pk}-{number}", Claim.State.APPROVED
    return claim


def _facts(claims: list[Claim], made: list[Ruling]) -> None:
    """Creates the facts as approvals do, but looks actors and places up once for each kind of claim."""
    today, known, rows = timezone.localdate(), {}, []
    for number, (claim, ruling) in enumerate(zip(claims, made, strict=True)):
        kind = number % (len(SOURCES) * len(PLACES) * len(MEASURES))
        if kind not in known:
            known[kind] = facts.figure_values(claim, ruling)
        own = {name: claim.proposal[name] for name in ("low", "best", "high")}
        dated = {"ruling": ruling, "as_of": today - timedelta(days=number % 365)}
        rows.append(FigureFact(claim=claim, **(known[kind] | own | dated)))
    FigureFact.objects.bulk_create(rows)


def _queries(job: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        job()
    if os.environ.get("SHOW_QUERIES"):
        print("\n".join(one["sql"][:160] for one in captured.captured_queries), "\n")
    return len(captured)


if __name__ == "__main__":
    main()
