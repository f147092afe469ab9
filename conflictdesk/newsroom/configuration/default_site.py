"""The host name and port of Wagtail's default site: public addresses begin with them."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.http.request import split_domain_port

from conflictdesk.ledger import pending_migrations
from conflictdesk.newsroom.configuration.public_addresses import PORTS

# As Wagtail's migrations make it.
WAGTAILS_OWN = ("localhost", 80)


def root_url() -> str | None:
    """The default site's address; None when there is no such site."""
    site = _sites().filter(is_default_site=True).first()
    return None if site is None else site.root_url


def can_be_base_url() -> bool:
    """Whether a site can have the address: Wagtail writes https for port 443, and for no other."""
    return apps.get_model("wagtailcore", "Site")(**_ours()).root_url == settings.ENVIRONMENT.base_url


def is_elsewhere() -> bool:
    """Whether BASE_URL names another host than one's own machine."""
    return urlsplit(settings.ENVIRONMENT.base_url).hostname != WAGTAILS_OWN[0]


def follow_base_url(using: str = "default", **_: Any) -> None:
    """After `migrate`: a default site that nobody has touched gets the host and port of BASE_URL. One that
    somebody has named stays as it is; `newsroom.W004` compares them.
    """
    if using != "default" or not is_elsewhere() or pending_migrations.are_left(using):
        return
    host, port = WAGTAILS_OWN
    if _sites().filter(is_default_site=True, hostname=host, port=port).update(**_ours()):
        _forget_addresses()


def _ours() -> dict[str, Any]:
    """Host and port of BASE_URL."""
    address = urlsplit(settings.ENVIRONMENT.base_url)
    return {
        "hostname": split_domain_port(address.netloc)[0],
        "port": address.port or PORTS[address.scheme],
    }


def _forget_addresses() -> None:
    try:
        apps.get_model("wagtailcore", "Site").clear_site_root_paths_cache()
    except DatabaseError:
        # The cache's table is made after the first `migrate`: there is nothing to forget.
        return


def _sites() -> Any:
    return apps.get_model("wagtailcore", "Site")._default_manager
