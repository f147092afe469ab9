"""Warns which facts readers lose with a page: before it is deleted, and after it is unpublished."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import swapper
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from conflictdesk.ledger import queries

DELETE, UNPUBLISH = "delete", "unpublish"


@dataclass(frozen=True)
class VisibleFacts:
    """The number of facts of some pages that readers saw when they were counted, by situation."""

    pages: tuple[int, ...]
    below: bool
    facts: Counter[str]

    @classmethod
    def count(cls, pages: Iterable[int], *, below: bool) -> VisibleFacts:
        """Counts them now; with `below`, also those of all pages below."""
        chosen = tuple(pages)
        return cls(chosen, below, Counter(queries.situations_of_public_facts(chosen, below=below)))

    def lost(self) -> Counter[str]:
        """Counts the facts that readers no longer see, by situation."""
        return self.facts - VisibleFacts.count(self.pages, below=self.below).facts


def warn_before_deletion(request: HttpRequest, page: Any) -> None:
    """Adds the warning to Wagtail's confirmation page, which deletes the page with all below it."""
    if request.method != "GET":
        return
    message = _(
        "Readers see %(facts)s of this page and of the pages below it in the boxes of %(situations)s. "
        "They leave the boxes with it; what was decided is kept."
    )
    _warn(request, message, VisibleFacts.count([page.pk], below=True).facts)


def before_unpublishing(request: HttpRequest, page: Any) -> None:
    """Counts the facts and shows no warning yet: Wagtail has no hook before its question, and unpublishing
    can be undone.
    """
    _store_count(request, VisibleFacts.count([page.pk], below=_with_descendants(request)))


def after_unpublishing(request: HttpRequest, _page: Any) -> None:
    """Warns which facts readers no longer see."""
    _warn(request, _message(UNPUBLISH), _stored_count(request).lost())


def before_bulk(request: HttpRequest, action: str, objects: Iterable[Any], _action: Any) -> None:
    """Counts the facts of the pages chosen in a list and shows no warning yet."""
    if action in (DELETE, UNPUBLISH):
        below = action == DELETE or _with_descendants(request)
        _store_count(request, VisibleFacts.count([one.pk for one in objects if _is_page(one)], below=below))


def after_bulk(request: HttpRequest, action: str, _objects: Iterable[Any], _action: Any) -> None:
    """Warns which facts readers no longer see."""
    if action in (DELETE, UNPUBLISH):
        _warn(request, _message(action), _stored_count(request).lost())


def _is_page(one: Any) -> bool:
    """Whether the object is a page: lists of images and snippets have actions of the same names."""
    return isinstance(one, swapper.load_model("wagtailcore", "Page"))


def _with_descendants(request: HttpRequest) -> bool:
    return "include_descendants" in request.POST


def _store_count(request: Any, visible: VisibleFacts) -> None:
    """Stores the count on the request, for the hook that Wagtail calls afterwards."""
    request.conflictdesk_visible_facts = visible


def _stored_count(request: Any) -> VisibleFacts:
    visible: VisibleFacts = request.conflictdesk_visible_facts
    return visible


def _message(action: str) -> str:
    if action == DELETE:
        return _("%(facts)s left the boxes of %(situations)s.")
    return _("%(facts)s left the boxes of %(situations)s and can come back when it is published again.")


def _warn(request: HttpRequest, message: str, lost: Counter[str]) -> None:
    """Shows a warning that names the facts and situations; none if readers lose nothing."""
    if not lost:
        return
    names = sorted(lost)
    facts = ngettext("%(n)d fact", "%(n)d facts", lost.total()) % {"n": lost.total()}
    situations = ngettext("%(n)d situation", "%(n)d situations", len(names)) % {"n": len(names)}
    messages.warning(request, message % {"facts": facts, "situations": f"{situations} ({', '.join(names)})"})
