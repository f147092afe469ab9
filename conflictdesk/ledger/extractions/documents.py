"""Documents: the plain text of an article, and which field and block of the page each part comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from html import unescape
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.db import models
from django.utils.html import strip_tags
from wagtail.fields import RichTextField, StreamField
from wagtail.rich_text import RichText

GAP = "\n\n"
# Lone surrogates, which no database stores, and remains of tags in broken HTML.
_SURROGATES, _TAG = re.compile("[\ud800-\udfff]"), re.compile(r"<[^<>]*>?")
_BLOCK_END = re.compile(r"(</(?:p|h\d|li|blockquote)>|<(?:br|hr)\s*/?>)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Segment:
    """The characters `start` to `end` of a document, and the field, or block of it, they come from."""

    start: int
    end: int
    field: str
    block: str = ""


@dataclass(frozen=True)
class PageDocument:
    """A page's text and what the extractor needs with it. All offsets count from the start of `text`."""

    text: str
    segments: tuple[Segment, ...]
    title: str
    language: str
    published: datetime | None
    place: str
    sha256: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", sha256(self.text.encode()).hexdigest())

    def segment_at(self, offset: int) -> Segment | None:
        """Returns the segment that contains the character at `offset`, or None between segments."""
        return segment_at(self.segments, offset)


def segment_at(segments: tuple[Segment, ...], offset: int) -> Segment | None:
    """Returns the segment that contains the character at `offset`, or None between segments."""
    return next((one for one in segments if one.start <= offset < one.end), None)


def is_article(page: Any) -> bool:
    """Whether facts are read from pages of this type: its class sets `conflictdesk_text_fields`."""
    return is_article_type(type(page))


def is_article_type(model: type[Any]) -> bool:
    """Whether facts are read from pages of this class."""
    return bool(getattr(model, "conflictdesk_text_fields", ()))


def read(page: Any) -> PageDocument:
    """Returns the document of a specific page. A host may set `conflictdesk_published` and
    `conflictdesk_place`.
    """
    text, segments = _join(page)
    published = getattr(page, "conflictdesk_published", None)
    return PageDocument(
        text=text,
        segments=segments,
        title=page.title,
        language=page.locale.language_code if page.locale_id else "en",
        published=published or page.first_published_at,
        place=str(getattr(page, "conflictdesk_place", "") or ""),
    )


def _join(page: Any) -> tuple[str, tuple[Segment, ...]]:
    """Returns the text and its segments. A paragraph break separates them, so that no sentence spans two
    fields.
    """
    parts: list[str] = []
    segments: list[Segment] = []
    start = 0
    for name, block, stretch in _stretches(page):
        if stretch.strip():
            segments.append(Segment(start, start + len(stretch), name, block))
            parts.append(stretch)
            start += len(stretch) + len(GAP)
    return _SURROGATES.sub("\ufffd", GAP.join(parts)), tuple(segments)


def _stretches(page: Any) -> Iterator[tuple[str, str, str]]:
    """Yields field name, block id or "", and plain text of each text field and StreamField block."""
    for name in type(page).conflictdesk_text_fields:
        model_field = page._meta.get_field(name)
        value = getattr(page, name)
        if isinstance(model_field, StreamField):
            for child in value:
                yield name, str(child.id or ""), _block_text(child)
        else:
            yield name, "", _field_text(model_field, value)


def _block_text(child: Any) -> str:
    if isinstance(child.value, RichText):
        return plain_text(child.value.source)
    return "\n".join(str(part) for part in child.block.get_searchable_content(child.value))


def _field_text(model_field: models.Field[Any, Any], value: Any) -> str:
    return plain_text(value or "") if isinstance(model_field, RichTextField) else str(value or "")


def plain_text(html: str) -> str:
    """Returns rich text as plain text. A line break follows each block, so that list items stay separate
    sentences.
    """
    return unescape(_without_tags(_BLOCK_END.sub(r"\1\n", html))).strip()


def _without_tags(html: str) -> str:
    try:
        return strip_tags(html)
    except SuspiciousOperation:  # Django refuses HTML with many tags that are never closed.
        return _TAG.sub("", html)
