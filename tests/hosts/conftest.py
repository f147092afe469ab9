"""The tests of a host run in that host alone; `test_accounts.py` starts them there."""

from __future__ import annotations

from django.apps import apps

collect_ignore = [] if apps.is_installed("tests.hosts.accounts") else ["accounts"]
