"""Tells whoever runs a public newsroom if log-ins ask for a password only."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

# Apps that ask for a second factor: https://django-otp-official.readthedocs.io/,
# https://docs.allauth.org/en/latest/mfa/
APPS = ("django_otp", "allauth.mfa")
DISMISSED = "newsroom_second_factor"


class SecondFactorPanel(Component):
    """The notice on the admin's first page, for superusers, until they close it: a site whose users log
    in elsewhere needs no such app.
    """

    template_name = "accounts/second_factor.html"
    order = 105

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        return {"dismissed": DISMISSED}


def add_panel(request: HttpRequest, panels: list[Component]) -> None:
    """Adds the panel, if it is to be shown. For Wagtail's hook `construct_homepage_panels`."""
    if request.user.is_superuser and is_missing() and not _has_closed(request.user):
        panels.append(SecondFactorPanel())


def is_missing() -> bool:
    """Whether the newsroom is public and no known app asks for a second factor."""
    return settings.ENVIRONMENT.is_public and not any(map(apps.is_installed, APPS))


def _has_closed(user: Any) -> bool:
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(profile and profile.dismissibles.get(DISMISSED))
