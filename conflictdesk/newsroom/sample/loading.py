"""Loads the sample newsroom, all of it or nothing, by the same steps as people's own work."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.contrib.auth.models import User
from django.db import transaction

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_priority
from conflictdesk.ledger.extractions import intake, outbox
from conflictdesk.ledger.models import Claim
from conflictdesk.newsroom.models import ArticlePage, HomePage
from conflictdesk.newsroom.sample import entities, pages
from conflictdesk.newsroom.sample.decisions import carry_out, decisions
from conflictdesk.newsroom.sample.manuscripts import manuscripts

FILE = Path(__file__).parent / "newsroom.yaml"


@dataclass(frozen=True)
class Loaded:
    """The result of a load; `problems` are rulings that named no claim or could not be made."""

    articles: int
    approved: int
    waiting: int
    problems: tuple[str, ...]


def is_loaded() -> bool:
    """Whether there is a home page: then the site belongs to somebody and is left alone."""
    return HomePage.objects.exists()


@transaction.atomic
def load() -> Loaded:
    """Creates the site and publishes the articles by date; each is read and ruled on before the next."""
    described = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    users = entities.create_accounts()
    published, problems = _publish_all(described, users)
    return Loaded(
        articles=len(published),
        approved=Claim.objects.filter(state=Claim.State.APPROVED).count(),
        waiting=queries.pending().count(),
        problems=tuple(problems),
    )


def _publish_all(described: dict[str, Any], users: dict[str, User]) -> tuple[list[ArticlePage], list[str]]:
    home = pages.create_site(described["home"], users["admin"])
    entities.give_rights(home)
    sections = pages.create_sections(home, described["sections"], users["admin"])
    images = pages.store_images(described["images"], users["journalist"])
    situations = entities.create_situations(described["situations"])
    published, problems = [], []
    for manuscript in manuscripts():
        section = sections[manuscript.section]
        page = pages.publish(manuscript, section, situations, images, users["journalist"])
        read(page)
        if manuscript.slug in decisions():
            problems += carry_out(decisions()[manuscript.slug], page.pk, users)
        published.append(page)
    return published, problems


def read(page: ArticlePage) -> None:
    """Reads the article and ranks its claims, as a worker would."""
    extraction = outbox.request(page)
    if extraction is not None:
        intake.run(extraction.pk)
        claim_priority.rank_page(page.pk)
