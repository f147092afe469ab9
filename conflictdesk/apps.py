"""The plugin's Django app."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Wagtail and the ledger use these fields of accounts, Wagtail before any system check can report them.
ACCOUNT_FIELDS = ("groups", "is_superuser", "is_active")


class ConflictdeskConfig(AppConfig):
    name = "conflictdesk"
    label = "conflictdesk"
    verbose_name = _("conflictdesk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Connects signal receivers and registers system checks. Raises ImproperlyConfigured or
        ContractError.
        """
        from conflictdesk import checks, receivers  # noqa: F401, PLC0415 - models must be loaded first

        self._check_accounts()
        self._extend_contract()

    @staticmethod
    def _extend_contract() -> None:
        """Loads the site's contract folders. Raises ContractError, naming file and entry, for a wrong
        one.
        """
        from conflictdesk import conf  # noqa: PLC0415 - settings must be there first
        from conflictdesk.contract import terms  # noqa: PLC0415 - as above

        folders = conf.get("CONTRACT_DIRS")
        if isinstance(folders, list | tuple):  # Else conflictdesk.E001 says so.
            terms.extend(*map(Path, folders))

    @staticmethod
    def _check_accounts() -> None:
        """Raises ImproperlyConfigured, which names the missing fields of the user model."""
        model = get_user_model()
        known = {field.name for field in model._meta.get_fields()}
        if missing := [name for name in ACCOUNT_FIELDS if name not in known]:
            raise ImproperlyConfigured(
                f"AUTH_USER_MODEL is {model._meta.label}; Wagtail and conflictdesk need its fields "
                f"{', '.join(missing)}. See PermissionsMixin in django.contrib.auth.models."
            )
