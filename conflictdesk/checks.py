"""System checks: report a wrong setting, or a page type that cannot work, when the site starts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.apps.config import AppConfig
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Warned
from wagtail import hooks

from conflictdesk import conf
from conflictdesk.contract import terms
from conflictdesk.desk.article import facts_frame
from conflictdesk.ledger import pending_migrations
from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.rights import ruling_rights
from conflictdesk.vocabulary.loader import VocabularyError, load


@register()
def settings_are_valid(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """conflictdesk.E001: a setting has a value of the wrong type or range."""
    problems = ((setting, setting.problem()) for setting in conf.SETTINGS)
    return [
        Error(problem, hint=setting.doc, id="conflictdesk.E001") for setting, problem in problems if problem
    ]


@register()
def vocabulary_is_valid(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """conflictdesk.E002: a file of the site's vocabulary is wrong or missing; the message names it."""
    folders = conf.get("VOCABULARY_DIRS")
    if not isinstance(folders, list | tuple):
        return []  # E001 says so.
    hint = "See CONFLICTDESK_VOCABULARY_DIRS."
    for folder in folders:
        if not isinstance(folder, str | Path) or not Path(folder).is_dir():
            return [Error(f"{folder} is no folder.", hint=hint, id="conflictdesk.E002")]
    try:
        load(*map(Path, folders))
    except VocabularyError as error:
        return [Error(str(error), hint=hint, id="conflictdesk.E002")]
    return []


@register()
def second_approval_kinds_exist(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """conflictdesk.E004: a kind of claim that needs two approvals does not exist."""
    given = conf.get("SECOND_APPROVAL")
    if not isinstance(given, set | frozenset | list | tuple):
        return []  # E001 says so.
    known = {*(f"figure:{one}" for one in terms.MEASURES), *(f"event:{one}" for one in terms.EVENT_TYPES)}
    return [
        Error(
            f"CONFLICTDESK_SECOND_APPROVAL has {one!r}, which is no kind of claim.",
            hint="Write figure: and a measure's id, or event: and a type's id.",
            id="conflictdesk.E004",
        )
        for one in sorted(set(map(str, given)) - known)
    ]


@register(Tags.database)
def enough_people_may_rule(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """conflictdesk.W001: fewer people may rule than an approval needs."""
    if "default" not in (databases or ()) or pending_migrations.are_left("default"):
        return []
    found = ruling_rights.too_few_rulers()
    if found is None:
        return []
    return [
        Warned(
            f"{found} active account(s) may rule on claims; that is too few for what has to be approved.",
            hint="Add people to the group “Fact editors”, or see CONFLICTDESK_SECOND_APPROVAL.",
            id="conflictdesk.W001",
        )
    ]


@register(Tags.models)
def accounts_have_addresses(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """conflictdesk.W003: the user model has no e-mail address, so the digest reaches nobody."""
    model = get_user_model()
    name = model.get_email_field_name()
    if hasattr(model, name):
        return []
    return [
        Warned(
            f"{model.__name__} has no field “{name}”: nobody is sent the digest of what waits.",
            hint="Name the field with the address in EMAIL_FIELD of the user model, or silence this warning.",
            obj=model,
            id="conflictdesk.W003",
        )
    ]


@register(Tags.models)
def articles_can_be_read(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """conflictdesk.E003: a page type names a text field that it does not have."""
    return [
        Error(f"{model.__name__} has no field “{name}”.", obj=model, id="conflictdesk.E003")
        for model in outbox.article_models()
        for name in model.conflictdesk_text_fields  # type: ignore[attr-defined]
        if name not in {field.name for field in model._meta.get_fields()}
    ]


@register()
def side_panels_are_shown(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """conflictdesk.W002: a page type's editor lost the panel with its facts to another `PageViewSet`."""
    found = (made() if callable(made) else made for made in hooks.get_hooks("register_admin_viewset"))
    viewsets = [one for each in found for one in (each if isinstance(each, list | tuple) else [each])]
    pages = [one for one in viewsets if facts_frame.is_page_viewset(one)]
    return [
        Warned(
            f"The side panel of {model.__name__} is not shown: another PageViewSet took its place.",
            hint="Put FactsSidePanelMixin into the edit_view_class of the one that is registered last.",
            obj=model,
            id="conflictdesk.W002",
        )
        for model in facts_frame.displaced(pages)
    ]
