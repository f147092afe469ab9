"""Stores uploads: pictures in the public MEDIA_ROOT, documents beside it in PRIVATE_ROOT."""

from __future__ import annotations

import os
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import FileSystemStorage

from conflictdesk.newsroom.configuration import private_files

# The folder in the names that Wagtail gives to documents: `AbstractDocument.file`.
DOCUMENTS = "documents"


class UploadStorage(FileSystemStorage):
    """A storage that gives a document a path but no URL: only Wagtail's view, which checks who may open
    its collection, serves it. A picture has a public URL.
    """

    @property
    def _private(self) -> FileSystemStorage:
        return FileSystemStorage(
            settings.PRIVATE_ROOT,
            file_permissions_mode=private_files.FILE,
            directory_permissions_mode=private_files.FOLDER,
        )

    def path(self, name: str) -> str:
        return self._private.path(name) if is_document(name) else super().path(name)

    def url(self, name: str | None) -> str:
        """Raises NotImplementedError for a document, as storages without addresses do."""
        if name and is_document(name):
            raise NotImplementedError("Documents have no address but Wagtail's.")
        return super().url(name)

    def _save(self, name: str, content: File[Any]) -> str:
        keeper: Any = self._private if is_document(name) else super()
        return str(keeper._save(name, content))


def is_document(name: str) -> bool:
    """Whether the name, a path below MEDIA_ROOT in any spelling, is that of a document."""
    first = PurePosixPath(os.path.normpath(name.lstrip("/"))).parts[:1]
    return [part.lower() for part in first] == [DOCUMENTS]
