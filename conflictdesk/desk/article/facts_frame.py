"""Finds the address of the frame with an article's claims, and whether it is beside the form or in it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from conflictdesk.ledger.rights import article_rights


class HasFactsPanel:
    """Marks a view class of a `PageViewSet` that shows the facts beside the form: see `side_panel`."""


def url(page: Any, user: Any) -> str:
    """Returns the address of the article's claims; "" if the user may not see them or the page is not
    stored.
    """
    if not page.pk or user is None or not article_rights.may_on_page(user, article_rights.Act.SEE, page.pk):
        return ""
    query = urlencode({"article": page.pk, "text": 1, "realis": "all"})
    return f"{reverse('conflictdesk_facts:queue')}?{query}"


def edit_view_has_panel(model: Any) -> bool:
    """Whether the edit view of this page type has the side panel."""
    return has_panel(_viewset(model))


def add_view_has_panel(model: Any) -> bool:
    """Whether the add view of this page type has the side panel, too."""
    return has_panel(_viewset(model), "add_view_class")


def _viewset(model: Any) -> Any:
    """Returns the `PageViewSet` of this page type; None on Wagtail 7, which has one editor for all
    types.
    """
    try:
        from wagtail.admin.viewsets.pages import page_viewset_registry  # noqa: PLC0415 - needs loaded models
    except ImportError:
        return None
    return page_viewset_registry.get_by_type(model)


def is_page_viewset(viewset: Any) -> bool:
    """Whether the viewset is a `PageViewSet`."""
    return hasattr(viewset, "parent_models") and hasattr(viewset, "edit_view_class")


def displaced(viewsets: list[Any]) -> list[Any]:
    """Returns the page types that lose their panel to a `PageViewSet` of the same type, registered
    later.
    """
    last = {viewset.model: viewset for viewset in viewsets}
    return [one.model for one in viewsets if has_panel(one) and not has_panel(last[one.model])]


def has_panel(viewset: Any, view: str = "edit_view_class") -> bool:
    return issubclass(getattr(viewset, view, object), HasFactsPanel)
