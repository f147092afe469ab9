"""Creates an article once, even if the response to its first save is lost.

Wagtail's autosave stores a new page, and the form learns from the response that it now edits that page.
Without the response it would create the page again and be refused, because the slug is taken. So each
new form has a mark, stored with the page that it creates. The next save of the same form frees that
page's slug, and deletes that page once the new one is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

import swapper
from django.core.signing import BadSignature, Signer
from django.db.models import Count

FIELD = "conflictdesk-creation"
_SALT = "conflictdesk.creation"


def mark(data: Mapping[str, Any]) -> str:
    """Returns the mark that the form was sent with, or a new one if it has no valid mark."""
    return data[FIELD] if key(data) else Signer(salt=_SALT).sign(str(uuid4()))


def key(data: Mapping[str, Any]) -> UUID | None:
    """Returns the translation key that the mark contains, or None without a mark that we signed."""
    try:
        return UUID(Signer(salt=_SALT).unsign(data.get(FIELD, "")))
    except BadSignature:
        return None


def set_mark(page: Any, data: Mapping[str, Any]) -> None:
    """Stores the form's mark on a page that is not stored yet, unless another page has that mark."""
    known = key(data)
    if page.pk is None and known and not _pages().filter(translation_key=known).exists():
        page.translation_key = known


def free_slug(request: Any, parent: Any, model: Any) -> None:
    """Renames the slug of the draft that the same form stored before, if nobody has changed it since.

    For Wagtail's `before_create_page`: the form contains that draft and later changes, but may still
    turn out invalid, so the draft is not deleted yet.
    """
    for draft in _earlier_drafts(request, parent, model):
        _pages().filter(pk=draft.pk).update(slug=f"{draft.slug[:200]}-{uuid4().hex[:8]}")


def replace_draft(request: Any, page: Any) -> None:
    """Deletes the draft that the same form stored before and gives its mark to the new page. For
    Wagtail's `after_create_page`.
    """
    for draft in _earlier_drafts(request, page.get_parent(), type(page)).exclude(pk=page.pk):
        draft.delete()
        _pages().filter(pk=page.pk).update(translation_key=draft.translation_key)


def _earlier_drafts(request: Any, parent: Any, model: Any) -> Any:
    known = key(request.POST) if request.method == "POST" else None
    drafts = _untouched(model, request.user).child_of(parent)
    return drafts.filter(translation_key=known) if known else drafts.none()


def _pages() -> Any:
    return swapper.load_model("wagtailcore", "Page").objects


def _untouched(model: Any, user: Any) -> Any:
    """Returns the person's drafts that were saved at most once, never published, not locked and in no
    workflow.
    """
    drafts = model.objects.filter(owner=user, live=False, first_published_at=None, locked=False)
    return drafts.annotate(saves=Count("_revisions")).filter(saves__lte=1, _specific_workflow_states=None)
