"""Documents of an older version are moved out of the public folder: all, complete, and any number of
times.
"""

from __future__ import annotations

import errno
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from pytest_django.fixtures import Settings
from wagtail.documents.models import Document

from conflictdesk.newsroom.checks import documents_are_private
from conflictdesk.newsroom.uploads import moving

OLD = {"a.txt": b"one", "b.pdf": b"two", "below/c.txt": b"three"}


@pytest.fixture
def roots(tmp_path: Path, settings: Settings) -> tuple[Path, Path]:
    """Returns the public and the private folder; the public one has the documents and a picture beside
    them.
    """
    settings.MEDIA_ROOT, settings.PRIVATE_ROOT = tmp_path / "media", tmp_path / "private"
    for name, content in {**{f"documents/{name}": OLD[name] for name in OLD}, "images/p.png": b"p"}.items():
        path = tmp_path / "media" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "media", tmp_path / "private"


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


MOVED = {f"documents/{name}": content for name, content in OLD.items()}


def test_documents_move_and_pictures_stay(roots: tuple[Path, Path]) -> None:
    media, private = roots
    assert moving.move(media, private) == moving.Moved(3, ())
    assert (files(media), files(private)) == ({"images/p.png": b"p"}, MOVED)
    assert not (media / "documents").exists()
    assert moving.move(media, private) == moving.Moved(0, ())
    assert files(private) == MOVED


def test_what_comes_later_joins_those_that_were_moved(roots: tuple[Path, Path]) -> None:
    media, private = roots
    moving.move(media, private)
    (media / "documents").mkdir()
    (media / "documents" / "late.txt").write_bytes(b"late")
    assert moving.move(media, private) == moving.Moved(1, ())
    assert files(private) == {**MOVED, "documents/late.txt": b"late"}
    assert files(media) == {"images/p.png": b"p"}


def test_a_file_that_is_there_already_is_moved_if_it_is_the_same_and_else_left(
    roots: tuple[Path, Path],
) -> None:
    media, private = roots
    (private / "documents").mkdir(parents=True)
    (private / "documents" / "a.txt").write_bytes(b"one")
    (private / "documents" / "b.pdf").write_bytes(b"TWO")
    left = media / "documents" / "b.pdf"
    assert moving.move(media, private) == moving.Moved(2, (left,))
    assert files(private) == {**MOVED, "documents/b.pdf": b"TWO"}
    assert files(media) == {"images/p.png": b"p", "documents/b.pdf": b"two"}


def test_from_another_disk_each_file_arrives_whole_or_stays(
    roots: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    media, private = roots
    rename = Path.rename

    def across(old: Path, new: Path) -> Path:
        if media in old.parents:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(old, new)

    monkeypatch.setattr(Path, "rename", across)
    monkeypatch.setattr("conflictdesk.newsroom.uploads.moving.copy2", _full_disk)
    with pytest.raises(OSError, match="No space left"):
        moving.move(media, private)
    assert files(media) == {"images/p.png": b"p", **MOVED}
    assert not set(files(private)) & set(MOVED)

    monkeypatch.setattr("conflictdesk.newsroom.uploads.moving.copy2", copy2)
    assert moving.move(media, private) == moving.Moved(3, ())
    assert (files(media), files(private)) == ({"images/p.png": b"p"}, MOVED)


copy2 = moving.copy2


def _full_disk(old: Path, new: Path) -> None:
    new.write_bytes(b"t")
    raise OSError(errno.ENOSPC, "No space left on device")


def test_the_command_says_what_it_did_and_what_is_left(roots: tuple[Path, Path]) -> None:
    media, private = roots
    (private / "documents").mkdir(parents=True)
    (private / "documents" / "b.pdf").write_bytes(b"TWO")
    said = StringIO()
    with pytest.raises(CommandError, match=r"documents/b\.pdf: another file has its place"):
        call_command("move_documents", stdout=said)
    assert said.getvalue() == f"2 documents moved to {private}.\n"

    ((warning,), before) = documents_are_private(None), files(media)
    assert warning.id == "newsroom.W003"
    assert "documents" in warning.msg
    (media / "documents" / "b.pdf").unlink()
    call_command("move_documents", stdout=said)
    assert documents_are_private(None) == []
    assert "documents/b.pdf" in before


@pytest.mark.django_db
def test_an_upgrade_moves_them_and_they_open_as_before(roots: tuple[Path, Path]) -> None:
    """The row of a document is the same before and after."""
    document = Document.objects.create(title="A", file=ContentFile(b"new", name="new.txt"))
    Document.objects.filter(pk=document.pk).update(file="documents/a.txt")
    document.refresh_from_db()

    migration: Any = import_module("conflictdesk.newsroom.migrations.0002_private_documents")
    for _ in range(2):
        migration.move_documents(None, None)
        with document.file.open("rb") as file:
            assert file.read() == b"one"
