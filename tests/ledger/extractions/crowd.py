"""Runs a crowd of editors and workers, each a process.

`python -m tests.ledger.extractions.crowd EDITORS WORKERS PAGE…`

Prints what each has done, as JSON.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from multiprocessing import get_context

import django

ROUNDS = 5


def main(editors: int, workers: int, *pages: int) -> None:
    """Sets Django up once; each process is a copy."""
    django.setup()
    with get_context("fork").Pool(editors + workers) as crowd:
        asked = [crowd.apply_async(_edit, (number,)) for number in range(editors)]
        asked += [crowd.apply_async(_work, (number, pages)) for number in range(workers)]
        print(json.dumps([one.get() for one in asked]))


def _edit(number: int) -> dict[str, int]:
    """Rules on every claim once, in an order of its own; sometimes undoes its own ruling."""
    from django.contrib.auth.models import User

    from conflictdesk.ledger.claims import rulings
    from conflictdesk.ledger.models import Claim

    editor = User.objects.get(username=f"crowd{number}")
    chance = random.Random(number)
    done: Counter[str] = Counter()
    claims = list(Claim.objects.order_by("pk").values_list("pk", flat=True))
    chance.shuffle(claims)
    for pk in claims:
        claim = Claim.objects.get(pk=pk)
        try:
            if chance.random() < 0.2:
                ruling = rulings.reject(pk, editor, "other", version=claim.version)
            elif chance.random() < 0.2:
                ruling = rulings.amend(pk, editor, {"high": 1_000_000}, version=claim.version)
            else:
                ruling = rulings.approve(pk, editor, version=claim.version)
            done["ruled"] += 1
            if chance.random() < 0.1:
                rulings.undo(ruling.pk, editor)
                done["undone"] += 1
        except rulings.AlreadyDecided:
            done["late"] += 1
        except rulings.NotAllowed:
            done["not_allowed"] += 1
    return done


def _work(number: int, pages: tuple[int, ...]) -> dict[str, int]:
    """Reads each article again and again, whatever the other workers do. Nobody publishes meanwhile: two
    publications at once may deadlock in Wagtail's own search index on PostgreSQL.
    """
    from conflictdesk.ledger.extractions import intake, outbox
    from conflictdesk.ledger.models import Extraction
    from conflictdesk.newsroom.models import ArticlePage

    done: Counter[str] = Counter()
    for key in (*pages[number:], *pages[:number]) * ROUNDS:
        extraction = outbox.request(ArticlePage.objects.get(pk=key))
        assert extraction is not None
        Extraction.objects.filter(pk=extraction.pk, state="done").update(state="queued")
        done["read"] += intake.run(extraction.pk) is not None
    return done


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
