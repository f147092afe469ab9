"""Authors: who wrote an article, and so does not decide on what it says.

Recorded when a revision is saved and when an article is published: revisions may be purged later. Copies,
translations and aliases have the authors of what they were made from. A site adds those who only stand in the
byline by the hook `conflictdesk_article_authors`, which gives accounts for a page.
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
    """These accounts wrote on the article at that time; who did before keeps the earlier time."""
    keys = {key for key in users if key is not None}
    rows = [ArticleAuthor(page_key=page_key, user_id=key, since=since) for key in keys]
    ArticleAuthor.objects.bulk_create(rows, ignore_conflicts=True)
    later = ArticleAuthor.objects.filter(page_key=page_key, user__in=keys, since__gt=since)
    later.update(since=since)


def saved(revision: Revision) -> None:
    """Somebody saved a draft of a page."""
    record(int(revision.object_id), [revision.user_id], revision.created_at)


def published(page: Any, revision: Revision | None) -> None:
    """The revision is live: with the page's owner, and with those whom the site names."""
    since = revision.created_at if revision else page.last_published_at
    named = [user.pk for give in hooks.get_hooks(HOOK) for user in give(page)]
    record(page.pk, [page.owner_id, *named], since or timezone.now())


def inherit(page: Any) -> None:
    """A page was made as an alias or a translation: its words are those of others."""
    made_from = Q(pk=page.alias_of_id) | Q(translation_key=page.translation_key) & ~Q(pk=page.pk)
    _copy(swapper.load_model("wagtailcore", "Page").objects.filter(made_from), page.pk)


def copied(source: Any, copy: Any) -> None:
    """A page was copied."""
    _copy([source], copy.pk)


def _copy(sources: Iterable[Any], page_key: int) -> None:
    """With their owners: an imported page has no revision, and has one who answers for it."""
    pages = list(sources)
    for page in pages:
        record(page_key, [page.owner_id], page.first_published_at or timezone.now())
    rows = ArticleAuthor.objects.filter(page_key__in=[page.pk for page in pages]).order_by("since")
    for user, since in rows.values_list("user", "since"):
        record(page_key, [user], since)


def first_wrote(pages: Iterable[int], user: Any) -> dict[int, datetime]:
    """When the person first wrote on those of these articles on which they did, by the article's key."""
    rows = ArticleAuthor.objects.filter(page_key__in=set(pages), user=user.pk)
    return dict(rows.values_list("page_key", "since"))
