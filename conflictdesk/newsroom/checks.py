"""System checks of the site, which warn of settings and files that let strangers in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.apps.config import AppConfig
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.checks import CheckMessage, Tags, register
from django.core.checks import Warning as Warned
from django.http.request import split_domain_port, validate_host

from conflictdesk.ledger import pending_migrations
from conflictdesk.newsroom.configuration import default_site
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE
from conflictdesk.newsroom.uploads import moving
from conflictdesk.newsroom.uploads.storage import DOCUMENTS


@register(Tags.security, deploy=True)
def proxies_are_known(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """newsroom.W001: the site is behind a proxy that is not named, so that all visitors seem to have one
    address, the proxy's.
    """
    if not settings.ENVIRONMENT.is_public or settings.TRUSTED_PROXIES:
        return []
    return [
        Warned(
            "BASE_URL is https, so a proxy stands in front, and TRUSTED_PROXIES names none: to the newsroom "
            "all visitors have the proxy's address, and whoever knows a user name can lock its owner out.",
            hint="Set TRUSTED_PROXIES to the proxy's address, such as 127.0.0.1: docs/operations.md.",
            id="newsroom.W001",
        )
    ]


@register(Tags.security, deploy=True)
def own_host_is_served(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """newsroom.W005: the host of BASE_URL is not allowed, so that links in e-mails are refused."""
    name = split_domain_port(urlsplit(settings.ENVIRONMENT.base_url).netloc)[0]
    if not settings.ENVIRONMENT.is_public or validate_host(name, settings.ALLOWED_HOSTS):
        return []
    return [
        Warned(
            f"ALLOWED_HOSTS does not have {name}, the host of BASE_URL: the newsroom answers there with 400.",
            hint=f"Set ALLOWED_HOSTS to {name}, and to whatever else it is reached by.",
            id="newsroom.W005",
        )
    ]


@register(Tags.database)
def default_site_is_ours(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """newsroom.W004: public addresses, those of feeds and frames too, do not begin with BASE_URL."""
    if "default" not in (databases or ()) or not default_site.is_elsewhere():
        return []
    if pending_migrations.are_left("default"):
        return []
    found, base_url = default_site.root_url(), settings.ENVIRONMENT.base_url
    if found in (None, base_url):
        return []
    return [
        Warned(
            f"The public addresses of articles and boxes begin with {found}, and BASE_URL is {base_url}.",
            hint="Set the default site's host name and port in the admin under Settings, Sites."
            if default_site.can_be_base_url()
            else "Wagtail's sites have https on port 443 alone: serve the newsroom there, and set BASE_URL "
            "to that address, without a port.",
            id="newsroom.W004",
        )
    ]


@register(Tags.database)
def sample_accounts_are_gone(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_: Any
) -> list[CheckMessage]:
    """newsroom.W002: accounts of the sample still have the published password."""
    if "default" not in (databases or ()) or not settings.ENVIRONMENT.is_public:
        return []
    if pending_migrations.are_left("default"):
        return []
    found = get_user_model()._default_manager.filter(
        username__in=[one.username for one in PEOPLE], is_active=True
    )
    names = sorted(one.get_username() for one in found if one.check_password(PASSWORD))
    if not names:
        return []
    return [
        Warned(
            f"BASE_URL is https, and anybody can log in as {', '.join(names)}: the sample's password is "
            "still theirs.",
            hint="Delete these accounts, or give each a password of its own: manage.py changepassword.",
            id="newsroom.W002",
        )
    ]


@register(Tags.files)
def documents_are_private(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:
    """newsroom.W003: documents are in a folder that a web server in front may serve to everybody."""
    folder = settings.MEDIA_ROOT / DOCUMENTS
    if not any(moving.files(folder)):
        return []
    return [
        Warned(
            f"Documents lie in {folder}, which is public.",
            hint="Run “manage.py move_documents”, which names what it cannot move.",
            id="newsroom.W003",
        )
    ]
