"""Shows the article's facts beside its form, in a side panel of the page editor, on Wagtail 8 and newer.

A site gives its article's `PageViewSet` an `add_view_class` and an `edit_view_class` with
`FactsSidePanelMixin`. Without the second, and on Wagtail 7, the panel in the form holds the same
component.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel

from conflictdesk.desk.article import facts_frame
from conflictdesk.desk.queue.text_order import ArticleQueue
from conflictdesk.ledger.extractions import documents
from conflictdesk.ledger.rights import article_rights


class FactsSidePanel(BaseSidePanel):
    """The frame with the article's claims, and the number of those that wait."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle facts")
        icon_name = "clipboard-list"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            context: dict[str, Any] = super().get_context_data(parent_context)
            stored = self.panel.object.pk
            return context | {
                "count": ArticleQueue(stored, self.panel.request.user).count.number if stored else 0
            }

    name = "facts"
    title = _("Facts")
    template_name = "conflictdesk/desk/article/side_panel.html"
    order = 150

    class Media:
        css = {"all": ["conflictdesk/desk/desk.css"]}
        js = ["conflictdesk/desk/panel.js"]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | {"frame_url": facts_frame.url(self.object, self.request.user)}


class FactsSidePanelMixin(facts_frame.HasFactsPanel):
    """For the `add_view_class` and the `edit_view_class` of an article's `PageViewSet`."""

    def get_side_panels(self) -> Any:
        view: Any = self
        panels = super().get_side_panels()  # type: ignore[misc]  # mixed into Wagtail's views
        if not _is_shown(view):
            return panels
        return MediaContainer([*panels, FactsSidePanel(view.page, view.request)])


def _is_shown(view: Any) -> bool:
    """Whether the response contains the panel.

    When autosave has just stored a new article, Wagtail updates only the panels that the open page has.
    If the add view had no such panel, Wagtail's script would fail on it.
    """
    if view.expects_json_response or not documents.is_article(view.page):
        return False
    fills = getattr(view, "hydrate_create_view", False)
    if not _may_see(view):
        return False
    return not fills or facts_frame.add_view_has_panel(type(view.page))


def _may_see(view: Any) -> bool:
    """Whether the user may see the page's claims; for a page not yet stored, whether they may open the
    queue.
    """
    user, key = view.request.user, view.page.pk
    return (
        article_rights.may_on_page(user, article_rights.Act.SEE, key)
        if key
        else article_rights.may_open(user)
    )
