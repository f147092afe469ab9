"""Runs a newsroom on Django's default SQLite settings, in which all parts write at once: `python -m
tests.ledger.stock`.

Prints as one line of JSON how often each part did its work, and the errors of the plugin's own
transactions.
"""

from __future__ import annotations

import json
import threading
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import django
from django.db import OperationalError, connection

ROUNDS = 6
# Nobody writes without a pause: SQLite's queue is not a fair one, and who waits could wait for ever.
PAUSE = 0.3
# So often a journalist clicks “Publish” again when Wagtail was locked out.
CLICKS = 20
# So often a transaction of the plugin waits for 5 s, on a machine that has much else to do.
PATIENCE = 20
Part = Callable[[int], Any]


def main() -> None:
    django.setup()
    from conflictdesk.ledger import transactions
    from conflictdesk.ledger.extractions import site_vocabulary

    transactions.TRIES = PATIENCE
    site_vocabulary.current()  # Loaded once, before the start.
    parts = dict(_parts())
    start, done, raised = threading.Barrier(len(parts)), Counter[str](), list[str]()

    def play(name: str, part: Part) -> None:
        start.wait()
        for number in range(ROUNDS):
            try:
                done[name] += bool(part(number))
            except OperationalError as error:
                if _is_the_plugins(error):
                    raised.append(traceback.format_exc())
            time.sleep(PAUSE)
        connection.close()

    with ThreadPoolExecutor(len(parts)) as pool:
        for future in [pool.submit(play, *part) for part in parts.items()]:
            future.result()
    print(json.dumps({"journal": _journal(), "done": done, "raised": raised}))


def _is_the_plugins(error: OperationalError) -> bool:
    """Whether the plugin is nearest to the statement that failed. Wagtail's own transactions read first
    and write later: those fail here, unless a site uses the settings that the documentation names.
    """
    files = [frame.filename for frame in traceback.extract_tb(error.__traceback__)]
    nearest = next(one for one in reversed(files) if "/django/" not in one and "/contextlib" not in one)
    return "/conflictdesk/" in nearest


def _journal() -> str:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA journal_mode")
        return str(cursor.fetchone()[0])


def _parts() -> Iterator[tuple[str, Part]]:
    from django.contrib.auth.models import User

    yield "publish", _publish
    yield "read", _read
    yield "sweep", _sweep
    yield "desk", _work_at_the_desk
    for user in User.objects.filter(username__startswith="stock"):
        yield f"rule {user}", _Editor(user)


def _publish(number: int) -> bool:
    from conflictdesk.newsroom.models import ArticlePage
    from tests.factories import edit

    pages = ArticlePage.objects.order_by("pk")
    words = f"{number + 20} people were wounded in Mosul."
    for _ in range(CLICKS):
        try:
            edit(pages[number % len(pages)], "12 people were killed.", words)
        except OperationalError as error:
            if _is_the_plugins(error):
                raise
            time.sleep(PAUSE)
        else:
            return True
    return False


def _read(number: int) -> bool:
    """Reads as a worker does, also texts that are read already."""
    from conflictdesk.ledger.claims import claim_priority
    from conflictdesk.ledger.extractions import intake
    from conflictdesk.ledger.models import Extraction

    keys = list(Extraction.objects.values_list("pk", "page_key"))
    key, page = keys[number % len(keys)]
    Extraction.objects.filter(pk=key, state="done").update(state="queued")
    done = intake.run(key)
    claim_priority.rank_page(page)
    return done is not None


def _sweep(number: int) -> bool:
    from django.utils import timezone

    from conflictdesk.ledger.extractions import housekeeping, outbox
    from conflictdesk.ledger.models import Extraction
    from conflictdesk.ledger.snapshots import visibility_changes

    past = timezone.now() - timedelta(hours=1)
    Extraction.objects.filter(state__in=["queued", "running"]).update(lease_until=past)
    Extraction.objects.filter(sequence=1).update(publication=past)
    outbox.sweep()
    visibility_changes.sweep()
    return housekeeping.run(most=1).more


def _work_at_the_desk(number: int) -> bool:
    """Moves articles between situations, and changes situations, by the functions that the desk uses."""
    from django.contrib.auth.models import User

    from conflictdesk.desk.reports import home
    from conflictdesk.ledger.models import Actor, Situation
    from conflictdesk.ledger.situations import lifecycle, membership
    from conflictdesk.newsroom.models import ArticlePage

    user = User.objects.order_by("pk").last()
    both = list(Situation.objects.order_by("pk"))
    page = ArticlePage.objects.order_by("pk").last()
    assert page is not None
    membership.assign(page.pk, [both[number % 2]], user)
    (lifecycle.close if number % 2 else lifecycle.reopen)(both[0], user)
    for actor in Actor.objects.all():
        actor.save()
    home.mark_seen(user)
    return True


class _Editor:
    """Rules on waiting claims, and undoes every other ruling."""

    def __init__(self, user: Any) -> None:
        self.user = user

    def __call__(self, number: int) -> bool:
        from conflictdesk.ledger import queries
        from conflictdesk.ledger.claims import rulings
        from conflictdesk.ledger.models import Claim, Situation

        claim = queries.pending().order_by("?").first() or Claim.objects.order_by("?").first()
        situation = Situation.objects.first()
        assert claim is not None
        try:
            if claim.state != Claim.State.PENDING:
                ruling = rulings.reopen(claim.pk, self.user, version=claim.version)
            else:
                ruling = rulings.approve(claim.pk, self.user, version=claim.version, situation=situation)
            if number % 2:
                rulings.undo(ruling.pk, self.user)
        except rulings.AlreadyDecided:
            return False
        return True


if __name__ == "__main__":
    main()
