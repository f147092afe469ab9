"""The host with accounts of its own, but those that `HOST_USER` names."""

import os

from tests.hosts.accounts.settings import *  # noqa: F403
from tests.hosts.accounts.settings import INSTALLED_APPS

INSTALLED_APPS = ["tests.hosts.visitors", *(app for app in INSTALLED_APPS if app != "tests.hosts.accounts")]
AUTH_USER_MODEL = os.environ["HOST_USER"]
