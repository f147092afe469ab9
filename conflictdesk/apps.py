"""Django's door to conflictdesk."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

# Wagtail and the ledger ask for these fields of accounts, Wagtail before a system check can say so.
ACCOUNT_FIELDS = ("groups", "is_superuser", "is_active")


class ConflictdeskConfig(AppConfig):
    name = "conflictdesk"
    label = "conflictdesk"
    verbose_name = _("conflictdesk")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from conflictdesk import checks, receivers  # noqa: F401, PLC0415 - models must be loaded first

        self._look_at_accounts()
        self._add_to_the_contract()

    @staticmethod
    def _add_to_the_contract() -> None:
        """Raises ContractError, naming file and entry, for what is wrong in the site's folders."""
        from conflictdesk import conf  # noqa: PLC0415 - settings must be there first
        from conflictdesk.contract import terms  # noqa: PLC0415 - as above

        folders = conf.get("CONTRACT_DIRS")
        if isinstance(folders, list | tuple):  # Else conflictdesk.E001 says so.
            terms.extend(*map(Path, folders))

    @staticmethod
    def _look_at_accounts() -> None:
        """Raises ImproperlyConfigured, naming what accounts lack of these fields."""
        model = get_user_model()
        known = {field.name for field in model._meta.get_fields()}
        if missing := [name for name in ACCOUNT_FIELDS if name not in known]:
            raise ImproperlyConfigured(
                f"AUTH_USER_MODEL is {model._meta.label}; Wagtail and conflictdesk need its fields "
                f"{', '.join(missing)}. See PermissionsMixin in django.contrib.auth.models."
            )
