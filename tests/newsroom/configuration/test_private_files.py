"""The newsroom's files are private to its user, whatever the umask and whatever was there before."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from conflictdesk.newsroom.configuration.environment import PROJECT

UMASK = 0o022
UPLOAD = """
import django; django.setup()
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
default_storage.save("images/deep/one.txt", ContentFile(b"x"))
"""
SEND = """
import django; django.setup()
from conflictdesk.newsroom.celery import app
app.send_task("newsroom.clear_sessions")
"""
SERVE = "import conflictdesk.newsroom.wsgi"
WRITE = """
from pathlib import Path
from django.conf import settings
{}
(settings.ENVIRONMENT.var_dir / "made").touch()
"""
WORK = "from conflictdesk.newsroom.celery import app; app.loader.init_worker()"


def run(folder: Path, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    ran = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, cwd=PROJECT, umask=UMASK,
        env=environment | {"DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings",
                           "VAR_DIR": str(folder)} | variables,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return ran


def modes(folder: Path) -> set[tuple[str, str]]:
    """Returns the kind and permissions of the folder and the entries in it."""
    entries = (folder, *folder.rglob("*"))
    return {("folder" if one.is_dir() else "file", oct(one.stat().st_mode & 0o777)) for one in entries}


PRIVATE = {("folder", "0o700"), ("file", "0o600")}


@pytest.mark.parametrize(
    ("arguments", "made"),
    [
        (["manage.py", "migrate", "contenttypes", "--verbosity", "0"], ["newsroom.sqlite3"]),
        (["-c", UPLOAD], ["media/images/deep/one.txt"]),
        (["-c", SEND], ["broker/messages/housekeeping.queue/*.msg"]),
        (["-c", WRITE.format(SERVE)], ["secret-key", "made"]),
        (["-c", WRITE.format(WORK)], ["made"]),
    ],
    ids=["database", "upload", "message", "web", "worker"],
)
def test_what_is_made_is_private(tmp_path: Path, arguments: list[str], made: list[str]) -> None:
    folder = tmp_path / "srv" / "var"
    folder.parent.mkdir()
    if "wsgi" in arguments[-1] or "loader" in arguments[-1]:
        folder.mkdir()
    run(folder, *arguments)

    assert [len([*folder.glob(one)]) for one in made] == [1] * len(made)
    assert modes(folder) == PRIVATE


@pytest.mark.parametrize("starting", [SERVE, WORK], ids=["web", "worker"])
def test_an_older_installation_is_closed_at_the_start_and_it_is_said_once(
    tmp_path: Path, starting: str
) -> None:
    folder = tmp_path / "var"
    (folder / "media" / "images").mkdir(parents=True, mode=0o755)
    outside = tmp_path / "outside"
    outside.touch()
    outside.chmod(0o644)
    for name in ("newsroom.sqlite3", "newsroom.sqlite3-wal", "secret-key.lock", "media/images/a.png"):
        (folder / name).touch(0o644)
    for one in (folder, *folder.rglob("*")):
        one.chmod(0o755 if one.is_dir() else 0o644)
    (folder / "media" / "link.png").symlink_to(outside)
    first, second = (run(folder, "-c", starting).stderr for _ in range(2))

    assert [line.partition(" WARNING ")[2] for line in first.splitlines()] == [
        f"conflictdesk.newsroom.configuration.private_files The newsroom's files in {folder} were open to "
        "other users of this machine; now they are its own user's alone (7 changed)."
    ]
    assert second == ""
    assert oct(outside.stat().st_mode & 0o777) == "0o644"
    (folder / "media" / "link.png").unlink()
    assert modes(folder) == PRIVATE


def test_what_lies_beside_it_is_left_alone(tmp_path: Path) -> None:
    """In a folder that others use, such as /tmp, only the newsroom's own files become private."""
    tmp_path.chmod(0o1777)
    for name in ("beat-schedule.db", "of-somebody-else"):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(0o644)
    run(tmp_path, "-c", WORK)

    assert {one.name: oct(one.stat().st_mode & 0o7777) for one in (tmp_path, *tmp_path.iterdir())} == {
        tmp_path.name: "0o1777",
        "beat-schedule.db": "0o600",
        "of-somebody-else": "0o644",
    }


def test_a_folder_for_uploads_of_its_own_is_its_groups_to_read(tmp_path: Path) -> None:
    media = tmp_path / "media"
    media.mkdir()
    media.chmod(0o750)
    run(tmp_path / "var", "-c", f"{WORK}\n{UPLOAD}", MEDIA_ROOT=str(media))

    assert modes(media) == {("folder", "0o750"), ("file", "0o640")}


def test_static_files_are_everybodys(tmp_path: Path) -> None:
    """A web server of another user serves them."""
    run(
        tmp_path / "var", "manage.py", "collectstatic", "--no-input", "--verbosity", "0",
        STATIC_ROOT=str(tmp_path / "static"),
    )  # fmt: skip

    assert modes(tmp_path / "static") == {("folder", "0o755"), ("file", "0o644")}
