"""Fills the newsroom: for each fault a situation of two articles, with a figure each.

    python -m benchmarks.outage.sample SLUG…

Runs in a process of its own, with the environment of the newsroom; prints the keys of its pages and
situations as JSON.
"""

from __future__ import annotations

import json
import sys
from typing import Any

import django


def main() -> None:
    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 - there are settings only now

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    print(json.dumps(_fill(sys.argv[1:])))


def _fill(slugs: list[str]) -> dict[str, Any]:
    import yaml  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from conflictdesk.newsroom.sample import entities, loading, pages  # noqa: PLC0415

    described = yaml.safe_load(loading.FILE.read_text(encoding="utf-8"))
    with transaction.atomic():
        users = entities.create_accounts()
        home = pages.create_site(described["home"], users["admin"])
        entities.give_rights(home)
        section = pages.create_sections(home, described["sections"], users["admin"])["iraq"]
        found = {slug: _situation(slug, number, section, users) for number, slug in enumerate(slugs)}
    return {"section": section.pk, "situations": found}


def _situation(slug: str, number: int, section: Any, users: Any) -> dict[str, Any]:
    from conflictdesk.ledger.models import Situation  # noqa: PLC0415

    situation = Situation.objects.create(name=f"Battle {number}", slug=slug)
    leaving, staying = 401_001 + 1000 * number, 301_001 + 1000 * number
    _article(f"{slug}-staying", staying, situation, section, users)
    # The newer figure leads; when its article is withdrawn, the older one leads again.
    article = _article(f"{slug}-leaving", leaving, situation, section, users)
    return {
        "page": article.pk,
        "situation": situation.pk,
        "leaving": f"{leaving:,}",
        "staying": f"{staying:,}",
    }


def _article(slug: str, fled: int, situation: Any, section: Any, users: Any) -> Any:
    from conflictdesk.ledger.claims import rulings  # noqa: PLC0415
    from conflictdesk.ledger.models import Claim  # noqa: PLC0415
    from conflictdesk.ledger.situations import membership  # noqa: PLC0415
    from conflictdesk.newsroom.models import ArticlePage  # noqa: PLC0415
    from conflictdesk.newsroom.sample import loading  # noqa: PLC0415

    page = ArticlePage(
        title=slug, slug=slug, standfirst=f"At least {fled:,} people have fled Mosul, the UN said."
    )
    section.add_child(instance=page)
    membership.assign(page.pk, [situation])
    page.save_revision(user=users["journalist"]).publish(user=users["journalist"])
    loading.read(page)
    claim = Claim.objects.get(page_key=page.pk, topic="displaced")
    rulings.approve(claim.pk, users["editor"], version=claim.version)
    return page


if __name__ == "__main__":
    main()
