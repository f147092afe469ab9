"""Registers the newsroom with Wagtail: a notice on the admin's first page and, on Wagtail 8, an article
form with the facts beside it.
"""

from __future__ import annotations

from wagtail import hooks

from conflictdesk.desk.side_panel import FactsSidePanelMixin
from conflictdesk.newsroom.accounts import second_factor
from conflictdesk.newsroom.models import ArticlePage

try:
    from wagtail.admin.views.pages.create import CreateView
    from wagtail.admin.views.pages.edit import EditView
    from wagtail.admin.viewsets.pages import PageViewSet
except ImportError:  # Wagtail 7: the facts are shown in the form.
    PageViewSet = None


hooks.register("construct_homepage_panels", second_factor.add_panel)

if PageViewSet is not None:

    class ArticleAddView(FactsSidePanelMixin, CreateView):
        """A new article's form, with room for its facts beside it."""

    class ArticleEditView(FactsSidePanelMixin, EditView):
        """An article's form with its facts beside it."""

    class ArticleViewSet(PageViewSet):
        model = ArticlePage
        add_view_class = ArticleAddView
        edit_view_class = ArticleEditView

    hooks.register("register_admin_viewset", ArticleViewSet)
