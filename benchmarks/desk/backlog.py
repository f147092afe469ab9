"""Creates a backlog: waiting claims in many articles and situations, recorded as the intake records
them.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from django.contrib.auth.models import Group, User
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail.rich_text import RichText

from conflictdesk.contract.types import Figure, Result, Span
from conflictdesk.ledger.claims import recording
from conflictdesk.ledger.extractions import documents, outbox
from conflictdesk.ledger.models import ArticleSituation, Claim, Extraction, Situation
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile import priority
from conflictdesk.reconcile.proposals import proposals

CLAIMS_AN_ARTICLE = 40
SITUATIONS = 50
MEASURES = ("displaced", "trapped", "wounded", "missing", "in_need", "evacuated", "detained", "returned")
PASSWORD = "benchmark"


def editor() -> User:
    """Creates and returns the editor who decides."""
    user = User.objects.create_user("benchmark-editor", password=PASSWORD, first_name="Bench")
    user.groups.add(Group.objects.get(name="Fact editors"))
    return user


def fill(claims: int) -> None:
    """Records so many waiting claims, each with its evidence."""
    rng = random.Random(1)
    author = User.objects.create_user("benchmark-author")
    situations = [
        Situation.objects.create(name=f"Situation {number}", slug=f"situation-{number}")
        for number in range(SITUATIONS)
    ]
    root = Site.objects.get(is_default_site=True).root_page
    for number in range(claims // CLAIMS_AN_ARTICLE):
        _record(_article(root, number, author, rng), situations[number % SITUATIONS], rng)


def _article(root: Page, number: int, author: User, rng: random.Random) -> ArticlePage:
    lines = [
        f"In district {index} authorities counted {rng.randrange(2, 900_000):,} people in report {number}."
        for index in range(CLAIMS_AN_ARTICLE)
    ]
    page = ArticlePage(
        title=f"Article {number}",
        owner=author,
        locale=Locale.get_default(),
        body=[("paragraph", RichText("".join(f"<p>{line}</p>" for line in lines)))],
        first_published_at=timezone.now() - timedelta(minutes=number),
    )
    root.add_child(instance=page)
    return page


def _record(page: ArticlePage, situation: Situation, rng: random.Random) -> None:
    ArticleSituation.objects.bulk_create([ArticleSituation(page=page, situation=situation)])
    extraction = outbox.request(page)
    assert extraction is not None
    Extraction.objects.filter(pk=extraction.pk).update(state=Extraction.State.DONE)
    text = documents.read(page).text
    found = proposals(Result(tuple(_figures(text, rng)), ()), text)
    rows = [recording.claim(extraction, one, situation.pk) for one in found]
    for row in rows:
        row.owed = priority.score(priority.ADDS, CLAIMS_AN_ARTICLE, rng.randrange(priority.LARGEST))
    written = Claim.objects.bulk_create(rows)
    pairs = [(claim.pk, one) for claim, one in zip(written, found, strict=True)]
    recording.evidence(extraction, pairs)


def _figures(text: str, rng: random.Random) -> Iterator[Figure]:
    start = 0
    for line in text.split("\n"):
        if " counted " in line:
            quote = line.split(" counted ")[1].split(" in report")[0]
            at = start + line.index(quote)
            value = int(quote.split()[0].replace(",", ""))
            yield Figure(
                at, at + len(quote), quote, Span(start, start + len(line)), measure=rng.choice(MEASURES),
                low=value, best=value, high=value, qualifier="exact", unit="person", rule="benchmark",
                confidence=rng.random(),
            )  # fmt: skip
        start += len(line) + 1
