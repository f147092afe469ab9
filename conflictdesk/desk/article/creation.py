"""An article is created once, even where the newsroom's answer to its first save is lost on the way.

Wagtail's autosave stores a new page, and the form learns from the answer that it now edits that page. Without
the answer it would create the page again and be refused, because its slug is taken. So each new form bears a
mark; the page that it creates is known by that mark, and gives way to the next save of the same form: first
its slug, and once the other is stored, itself.
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
    """The mark that the form was sent with; a new one for a new form."""
    return data[FIELD] if key(data) else Signer(salt=_SALT).sign(str(uuid4()))


def key(data: Mapping[str, Any]) -> UUID | None:
    """What the mark stands for: the translation key of the page to be; None without a mark of ours."""
    try:
        return UUID(Signer(salt=_SALT).unsign(data.get(FIELD, "")))
    except BadSignature:
        return None


def bear_mark(page: Any, data: Mapping[str, Any]) -> None:
    """Makes a page that is not stored yet known by its form's mark; a mark in use is not used again."""
    known = key(data)
    if page.pk is None and known and not _pages().filter(translation_key=known).exists():
        page.translation_key = known


def give_way(request: Any, parent: Any, model: Any) -> None:
    """Frees the slug of the draft that this very form stored before and nobody has touched since.

    For Wagtail's `before_create_page`: what the form holds now is that draft and what was typed after it, but
    whether it can be stored is not known yet.
    """
    for draft in _stored_before(request, parent, model):
        _pages().filter(pk=draft.pk).update(slug=f"{draft.slug[:200]}-{uuid4().hex[:8]}")


def take_over(request: Any, page: Any) -> None:
    """Takes that draft away and its mark over. For Wagtail's `after_create_page`."""
    for draft in _stored_before(request, page.get_parent(), type(page)).exclude(pk=page.pk):
        draft.delete()
        _pages().filter(pk=page.pk).update(translation_key=draft.translation_key)


def _stored_before(request: Any, parent: Any, model: Any) -> Any:
    known = key(request.POST) if request.method == "POST" else None
    drafts = _untouched(model, request.user).child_of(parent)
    return drafts.filter(translation_key=known) if known else drafts.none()


def _pages() -> Any:
    return swapper.load_model("wagtailcore", "Page").objects


def _untouched(model: Any, user: Any) -> Any:
    """The person's pages that were saved once and never since, nor published, nor sent on in a workflow."""
    drafts = model.objects.filter(owner=user, live=False, first_published_at=None, locked=False)
    return drafts.annotate(saves=Count("_revisions")).filter(saves__lte=1, _specific_workflow_states=None)
