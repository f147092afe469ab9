"""Versions: the whole content of every version of a situation, and how old versions are stored.

A new version is stored whole. An old one that is not the newest is stored as its difference from the
version before it, except the first of every `EVERY`. Nothing is lost, and reading any version takes few
steps.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import timedelta
from functools import reduce
from hashlib import sha256
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Now

from conflictdesk import conf
from conflictdesk.contract.stored import SnapshotContent
from conflictdesk.ledger.models import Snapshot
from conflictdesk.ledger.snapshots import snapshot_formats
from conflictdesk.ledger.snapshots.snapshot_formats import StoredContent
from conflictdesk.ledger.transactions import writing
from conflictdesk.reconcile.json_differences import Difference, apply, difference, text

EVERY = 20


def digest_of(content: Mapping[str, object]) -> str:
    """Returns the sha256 of a version's whole content, in hexadecimal digits."""
    return sha256(text(content).encode()).hexdigest()


def content_of(snapshot: Snapshot) -> SnapshotContent:
    """Returns the whole content of a version in the present format, however it is stored. Makes one more
    query for a version stored as a difference.
    """
    return snapshot_formats.upgraded(_as_written(snapshot), snapshot.format)


def _as_written(snapshot: Snapshot) -> StoredContent:
    """Returns the whole content in the format in which it was written: its digest is the stored one."""
    steps: list[Difference] = []
    row, before = snapshot, dict[int, Snapshot]()
    while row.differs_from is not None:
        steps.append(row.content)
        if row.differs_from not in before:
            before = _rows_before(row, row.differs_from)
        row = before[row.differs_from]
    return reduce(apply, reversed(steps), row.content)


def whole(snapshot: Snapshot) -> Snapshot:
    """Returns the version with its whole content in the present format. Do not save it."""
    snapshot.content, snapshot.differs_from = content_of(snapshot), None
    snapshot.format = snapshot_formats.PRESENT
    return snapshot


def fold(most: int) -> int:
    """Stores old versions as differences, at least `most` at a time. Returns how many; fewer than `most`
    when none is left. Needs no lock: versions are never changed otherwise.
    """
    folded = 0
    for situation_id in list(_foldable().order_by().values_list("situation", flat=True).distinct()):
        for start, versions in _groups(situation_id).items():
            folded += _fold(situation_id, start, versions)
            if folded >= most:
                return folded
    return folded


def _rows_before(row: Snapshot, differs_from: int) -> dict[int, Snapshot]:
    """Returns the versions that lead to this one, from the last whole one on."""
    first = min(_start(row.version), differs_from)
    rows = Snapshot.objects.filter(situation=row.situation_id, version__range=(first, row.version - 1))
    return {one.version: one for one in rows}


def _start(version: int) -> int:
    """Returns the version that stays whole in this one's group."""
    return version - (version - 1) % EVERY


def _foldable() -> QuerySet[Any]:
    newer = Snapshot.objects.filter(situation=OuterRef("situation"), version__gt=OuterRef("version"))
    until = Now() - timedelta(days=conf.get("KEEP_SNAPSHOTS_DAYS"))
    whole = Snapshot.objects.filter(differs_from=None, created_at__lt=until)
    return whole.annotate(place=(F("version") - 1) % EVERY).exclude(place=0).filter(Exists(newer))


def _groups(situation_id: int) -> Mapping[int, set[int]]:
    """Returns the versions of a situation that can be folded, by the whole one before them, oldest
    first.
    """
    groups: dict[int, set[int]] = defaultdict(set)
    versions = _foldable().filter(situation=situation_id).order_by("version")
    for version in versions.values_list("version", flat=True):
        groups[_start(version)].add(version)
    return groups


def _fold(situation_id: int, start: int, versions: Collection[int]) -> int:
    """Folds these versions of one group. Returns how many, including those that another process folded
    meanwhile.
    """
    group = Snapshot.objects.filter(situation=situation_id, version__range=(start, start + EVERY - 1))
    contents: dict[int | None, StoredContent] = {}
    found: dict[int, Difference] = {}
    for row in group.order_by("version"):
        before = contents.get(row.differs_from)
        contents[row.version] = _as_written(row) if before is None else apply(before, row.content)
        earlier = contents.get(row.version - 1)
        if row.version in versions and earlier is not None and (folded := _folded(row, earlier)):
            found[row.pk] = folded
    with writing():
        for pk, folded in found.items():
            rows = Snapshot.objects.filter(pk=pk, differs_from=None)
            rows.update(content=folded, differs_from=F("version") - 1)
    return len(found)


def _folded(row: Snapshot, before: StoredContent) -> Difference | None:
    """Returns the difference to store instead of the content. None if it does not reproduce the content
    exactly, or is no shorter: then the version stays whole.
    """
    found: Difference = json.loads(text(difference(before, row.content)))
    exact = digest_of(apply(before, found)) == row.digest
    return found if exact and len(text(found)) < len(text(row.content)) else None
