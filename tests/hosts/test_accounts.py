"""Hosts whose accounts are their own: real commands, on a SQLite file of theirs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SOUND = "System check identified no issues (0 silenced).\n"


def run(folder: Path, host: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """A module of Python's as a program, in that host."""
    own = {
        "DJANGO_SETTINGS_MODULE": f"tests.hosts.{host}.settings",
        "HOST_DATABASE": str(folder / "host.sqlite3"),
    }
    return subprocess.run(
        [sys.executable, "-m", *arguments],
        env={**os.environ, **own, **environment},
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def said(folder: Path, *arguments: str, **environment: str) -> str:
    """What a program says that does what it should, in the host with keys that are UUIDs."""
    ended = run(folder, "accounts", *arguments, **environment)
    assert ended.returncode == 0, ended.stdout[-20_000:] + ended.stderr
    return ended.stdout


def test_everything_works_with_accounts_of_the_hosts_own(tmp_path: Path) -> None:
    """Keys are UUIDs, people log in with an e-mail address and have no names, no manager has `with_perm`."""
    assert said(tmp_path, "django", "check", "--fail-level", "WARNING") == SOUND
    said(tmp_path, "django", "migrate", "--verbosity", "0")
    plain = ("-n0", "-pno:cacheprovider", "--reuse-db", "--ds=tests.hosts.accounts.settings")
    said(tmp_path, "pytest", *plain, "tests/hosts/accounts")


def test_what_accounts_without_permissions_lack_is_named(tmp_path: Path) -> None:
    ended = run(tmp_path, "visitors", "django", "check", HOST_USER="visitors.Visitor")
    assert (ended.returncode, ended.stderr.splitlines()[-1]) == (
        1,
        "django.core.exceptions.ImproperlyConfigured: AUTH_USER_MODEL is visitors.Visitor; Wagtail and "
        "conflictdesk need its fields groups, is_superuser, is_active. See PermissionsMixin in "
        "django.contrib.auth.models.",
    )


def test_a_site_whose_accounts_have_no_address_is_warned(tmp_path: Path) -> None:
    ended = run(tmp_path, "visitors", "django", "check", HOST_USER="visitors.Clerk")
    (warning,) = [line for line in ended.stderr.splitlines() if "conflictdesk" in line]
    told = "Clerk has no field “email”: nobody is sent the digest of what waits."
    assert (ended.returncode, warning) == (0, f"visitors.Clerk: (conflictdesk.W003) {told}")
