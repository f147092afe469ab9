"""Registers the desk's parts with Wagtail, and does nothing else."""

from __future__ import annotations

from functools import partial

from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.utils.urlpatterns import decorate_urlpatterns

from conflictdesk import bad_requests
from conflictdesk.desk import menu, urls
from conflictdesk.desk.article import bulk_membership, copying, creation, unpublish_warnings
from conflictdesk.desk.registry import bulk_actions, buttons, deletion_refusals, group_panel, viewsets
from conflictdesk.desk.reports import audit, digest, home, ruling_reports, state_report

register_snippet(viewsets.SituationGroup)


def admin_urls() -> list[URLPattern | URLResolver]:
    ours = [path("facts/", include(urls)), *ruling_reports.urls(), *state_report.urls()]
    return decorate_urlpatterns(ours, bad_requests.refuse)


hooks.register("register_group_permission_panel", group_panel.register)
hooks.register("register_snippet_listing_buttons", buttons.merge)
hooks.register("register_admin_urls", admin_urls)
hooks.register("register_admin_menu_item", menu.QueueMenuItem)
hooks.register("register_log_actions", audit.register)
for action in (bulk_membership.AddToSituation, *bulk_actions.ACTIONS):
    # After Wagtail's own, which one of them replaces.
    hooks.register("register_bulk_action", action, order=1)
hooks.register("before_delete_snippet", deletion_refusals.refuse)
hooks.register("before_create_page", creation.free_slug)
hooks.register("after_create_page", creation.replace_draft)
hooks.register("before_delete_page", unpublish_warnings.warn_before_deletion)
hooks.register("before_unpublish_page", unpublish_warnings.before_unpublishing)
hooks.register("after_unpublish_page", unpublish_warnings.after_unpublishing)
hooks.register("before_bulk_action", unpublish_warnings.before_bulk)
hooks.register("after_bulk_action", unpublish_warnings.after_bulk)
hooks.register("after_copy_page", copying.copy_authors_and_situations)
hooks.register("construct_homepage_panels", home.add_panel)
hooks.register("register_account_settings_panel", digest.DigestSettingsPanel)
hooks.register("register_reports_menu_item", state_report.StateMenuItem)
for item in ruling_reports.REPORTS:
    hooks.register("register_reports_menu_item", partial(ruling_reports.menu_item, *item))
