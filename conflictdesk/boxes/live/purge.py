"""Purges front-end caches when a situation has changed, by Wagtail's frontend cache.

Does nothing without WAGTAILFRONTENDCACHE: then caches see a change within `s-maxage`.
"""

from __future__ import annotations

from django.urls import reverse
from wagtail.contrib.frontend_cache.utils import PurgeBatch, get_backends
from wagtail.models import Site

from conflictdesk.boxes.live import situation_articles
from conflictdesk.ledger.models import Situation
from conflictdesk.wording import languages

NAMES = ("box", "embed", "situation", "feed", "picture")


def purge(slug: str) -> None:
    """Purges every address of the situation on every site, and the articles that show its box."""
    if not get_backends():
        return
    batch = PurgeBatch(_addresses(slug))
    situation = Situation.objects.filter(slug=slug).first()
    if situation:
        batch.add_pages(situation_articles.pages(situation).specific())
    batch.purge()


def _addresses(slug: str) -> list[str]:
    paths = [reverse(f"conflictdesk:{name}", args=[slug, one]) for name in NAMES for one in languages.known()]
    return [site.root_url + path for site in Site.objects.all() for path in paths]
