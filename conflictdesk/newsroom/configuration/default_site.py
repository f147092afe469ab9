"""Gives Wagtail's default site the host name and port of BASE_URL; public addresses begin with them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port

from conflictdesk.ledger import pending_migrations
from conflictdesk.newsroom.configuration.public_addresses import PORTS

# Host name and port as Wagtail's migrations set them.
WAGTAIL_DEFAULT = ("localhost", 80)


def root_url() -> str | None:
    """Returns the default site's address; None if there is no such site."""
    site = _sites().filter(is_default_site=True).first()
    return None if site is None else site.root_url


def can_be_base_url() -> bool:
    """Whether a Wagtail site can have BASE_URL as its address: Wagtail writes https only for port 443."""
    return apps.get_model("wagtailcore", "Site")(**_host_and_port()).root_url == settings.ENVIRONMENT.base_url


def is_elsewhere() -> bool:
    """Whether BASE_URL names another host than one's own machine."""
    return urlsplit(settings.ENVIRONMENT.base_url).hostname != WAGTAIL_DEFAULT[0]


def follow_base_url(using: str = "default", **_: Any) -> None:
    """Gives a default site that is as Wagtail made it the host and port of BASE_URL; called after
    `migrate`. A site that somebody has named stays as it is; `newsroom.W004` compares them.
    """
    if using != "default" or not is_elsewhere() or pending_migrations.are_left(using):
        return
    host, port = WAGTAIL_DEFAULT
    if _sites().filter(is_default_site=True, hostname=host, port=port).update(**_host_and_port()):
        _clear_cached_addresses()


def _host_and_port() -> dict[str, Any]:
    """Returns the host and port of BASE_URL."""
    address = urlsplit(settings.ENVIRONMENT.base_url)
    return {
        "hostname": split_domain_port(address.netloc)[0],
        "port": address.port or PORTS[address.scheme],
    }


def _clear_cached_addresses() -> None:
    try:
        apps.get_model("wagtailcore", "Site").clear_site_root_paths_cache()
    except DatabaseError:
        # The cache's table is made after the first `migrate`: there is nothing to clear yet.
        return


def _sites() -> Any:
    return apps.get_model("wagtailcore", "Site")._default_manager
