"""Authors: who wrote an article, and so must not decide on its claims.

Recorded when a revision is saved and when an article is published, because revisions may be purged
later. Copies, translations and aliases have the authors of what they were made from. A site adds people
who are only named in the byline by the hook `conflictdesk_article_authors`, which returns accounts for a
page.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

import swapper
from django.db.models import Q
from django.utils import timezone
from wagtail import hooks
from wagtail.models import Revision

from conflictdesk.ledger.models import ArticleAuthor

HOOK = "conflictdesk_article_authors"


def record(page_key: int, users: Iterable[Any], since: datetime) -> None:
    """Records that these accounts wrote on the article at that time. An earlier recorded time is kept."""
    keys = {key for key in users if key is not None}
    rows = [ArticleAuthor(page_key=page_key, user_id=key, since=since) for key in keys]
    ArticleAuthor.objects.bulk_create(rows, ignore_conflicts=True)
    later = ArticleAuthor.objects.filter(page_key=page_key, user__in=keys, since__gt=since)
    later.update(since=since)


def saved(revision: Revision) -> None:
    """Records the author of a draft that was just saved."""
    record(int(revision.object_id), [revision.user_id], revision.created_at)


def published(page: Any, revision: Revision | None) -> None:
    """Records the authors of a revision that just went live: the page's owner and those whom the site
    names.
    """
    since = revision.created_at if revision else page.last_published_at
    named = [user.pk for give in hooks.get_hooks(HOOK) for user in give(page)]
    record(page.pk, [page.owner_id, *named], since or timezone.now())


def inherit(page: Any) -> None:
    """Gives a new alias or translation the authors of the pages it was made from."""
    made_from = Q(pk=page.alias_of_id) | Q(translation_key=page.translation_key) & ~Q(pk=page.pk)
    _copy(swapper.load_model("wagtailcore", "Page").objects.filter(made_from), page.pk)


def copied(source: Any, copy: Any) -> None:
    """Gives a copied page the authors of its source."""
    _copy([source], copy.pk)


def _copy(sources: Iterable[Any], page_key: int) -> None:
    """Copies the authors, and adds the sources' owners: an imported page has an owner but no revision."""
    pages = list(sources)
    for page in pages:
        record(page_key, [page.owner_id], page.first_published_at or timezone.now())
    rows = ArticleAuthor.objects.filter(page_key__in=[page.pk for page in pages]).order_by("since")
    for user, since in rows.values_list("user", "since"):
        record(page_key, [user], since)


def first_wrote(pages: Iterable[int], user: Any) -> dict[int, datetime]:
    """Returns when the person first wrote on these articles, by page key; articles that they did not
    write are missing.
    """
    rows = ArticleAuthor.objects.filter(page_key__in=set(pages), user=user.pk)
    return dict(rows.values_list("page_key", "since"))
