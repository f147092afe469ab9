"""Restricts the content types of documents to those that no browser runs or takes for part of a page."""

from __future__ import annotations

UNTYPED = "application/octet-stream"
# https://www.iana.org/assignments/media-types/
_NAMED = frozenset(
    {
        "application/pdf",
        "application/rtf",
        "application/msword",
        "application/vnd.ms-excel",
        "application/vnd.ms-powerpoint",
        "application/zip",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
        "text/csv",
        "text/plain",
    }
)
_FAMILIES = (
    "application/vnd.openxmlformats-officedocument.",
    "application/vnd.oasis.opendocument.",
    "audio/",
    "video/",
)


def harmless(content_type: str) -> str:
    """Returns the type if it is one of those, else `UNTYPED`."""
    kind = content_type.partition(";")[0].strip().lower()
    return content_type if kind in _NAMED or kind.startswith(_FAMILIES) else UNTYPED
