"""Prints how many bytes a situation's versions take before and after housekeeping, and how long reading
an old one takes.

Uses a database of its own, which is created and dropped: `python -m benchmarks.housekeeping [versions]`;
with `DATABASE_URL` on PostgreSQL. Exits with 1 if a promise is broken.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median

from django.db import connection
from django.db.models import F
from django.test.utils import setup_databases, teardown_databases

from benchmarks import ledger  # Sets Django up.
from conflictdesk.ledger.extractions import housekeeping
from conflictdesk.ledger.models import Situation, Snapshot
from conflictdesk.ledger.snapshots import refreshing, snapshot_versions
from tests.factories import EditorFactory, SituationFactory, article

VERSIONS = 2_000
# The largest share of the bytes that may be left, and the longest time of one portion, in seconds.
MOST_LEFT, MOST_SECONDS = 0.2, 5


def main(wanted: int) -> None:
    kept = setup_databases(verbosity=0, interactive=False)
    try:
        print(f"database                      {connection.vendor}")
        promises = measure(wanted)
    finally:
        teardown_databases(kept, verbosity=0)
    sys.exit(0 if all(promises) else 1)


def measure(wanted: int) -> list[bool]:
    situation = grow(wanted)
    before, texts = weight(), read()
    portions = list(tidy())
    after = weight()
    again = [
        seconds(lambda row=row: snapshot_versions.content_of(row)) for row in Snapshot.objects.all()[:200]
    ]
    print(f"versions                      {situation.snapshots.count():,}")
    print(f"bytes before                  {before:,}, {before // wanted:,} a version")
    print(f"bytes after                   {after:,}, {after // wanted:,} a version: 1/{before / after:.0f}")
    print(f"one portion                   {median(portions):.2f} s, at most {max(portions):.2f} s")
    print(f"an old version is read in     {median(again) * 1000:.1f} ms, at most {max(again) * 1000:.1f} ms")
    print(f"all say what they said        {read() == texts}")
    return [read() == texts, after < before * MOST_LEFT, max(portions) < MOST_SECONDS]


def grow(wanted: int) -> Situation:
    """Returns a situation with so many versions, from figures that were approved one after another long
    ago.
    """
    situation = SituationFactory()
    EditorFactory(username="editor")
    article(ledger.TEXT, title="Much said", situation=situation)
    for number in range(wanted):
        ledger._add(situation, 1, number)
        refreshing.refresh(situation.pk, "approved")
    Snapshot.objects.update(created_at=F("created_at") - timedelta(days=30))
    return situation


def tidy() -> Iterator[float]:
    """Yields the seconds of each portion, until nothing is left."""
    more = True
    while more:
        begun = time.perf_counter()
        more = housekeeping.run().more
        yield time.perf_counter() - begun


def weight() -> int:
    """Returns the bytes of all contents: as stored, that is compressed, on PostgreSQL."""
    length = "pg_column_size(content)" if connection.vendor == "postgresql" else "length(content)"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT sum({length}) FROM {Snapshot._meta.db_table}")
        return int(cursor.fetchone()[0])


def read() -> list[str]:
    return [
        snapshot_versions.digest_of(snapshot_versions.content_of(row))
        for row in Snapshot.objects.order_by("version")
    ]


def seconds(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else VERSIONS)
