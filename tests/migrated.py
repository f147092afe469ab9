"""A SQLite database with all tables, made once for all processes and kept for the next runs.

Tests work on copies. It is made anew when a migration or a package has changed; a copy gets permissions of
models that are newer.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def database(folder: Path) -> Path:
    """The one in this folder, or the one that `TESTS_MIGRATED` names."""
    if named := os.environ.get("TESTS_MIGRATED"):
        return Path(named)
    found = folder / f"{_digest()}.sqlite3"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not found.exists():
            for older in folder.glob("*.sqlite3"):
                older.unlink()
            _make(found)
    return found


def _digest() -> str:
    digest = hashlib.sha256()
    for one in sorted(f"{one.name} {one.version}" for one in metadata.distributions()):
        digest.update(one.encode())
    for file in sorted(PROJECT.glob("conflictdesk/**/migrations/*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _make(found: Path) -> None:
    with tempfile.TemporaryDirectory(dir=found.parent) as work:
        own = {"DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings", "VAR_DIR": work}
        environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0", "--skip-checks"]
        subprocess.run(command, cwd=PROJECT, env=environment | own, check=True)
        (Path(work) / "newsroom.sqlite3").replace(found)
