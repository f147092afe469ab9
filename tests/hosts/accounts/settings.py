"""The small host site with accounts of its own, on the SQLite file that `HOST_DATABASE` names."""

import os
from pathlib import Path

from tests.host.hostsite.settings import *  # noqa: F403
from tests.host.hostsite.settings import INSTALLED_APPS, TEMPLATES

PROJECT = Path(__file__).resolve().parents[3]

INSTALLED_APPS = ["tests.hosts.accounts", *(app for app in INSTALLED_APPS if app != "hostsite")]
AUTH_USER_MODEL = "accounts.Person"
ROOT_URLCONF = "tests.host.hostsite.urls"
# In the checkout templates and assets lie beside the package, in the wheel inside of it.
FOLDERS = ("tests/hosts/accounts/templates", "tests/host/hostsite/templates", "templates")
TEMPLATES[0]["DIRS"] = [PROJECT / folder for folder in FOLDERS]
STATICFILES_DIRS = [PROJECT / "static"]
_FILE = os.environ["HOST_DATABASE"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": _FILE,
        # Nothing of it has to outlive the machine.
        "OPTIONS": {"init_command": "PRAGMA synchronous=OFF;"},
        # Tests work on the file that `migrate` has made.
        "TEST": {"NAME": _FILE},
    }
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
