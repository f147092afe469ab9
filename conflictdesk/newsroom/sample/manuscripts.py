"""Reads the sample's articles: one Markdown-like file each, with a YAML head.

Below the head are paragraphs, `## headings`, `> quotes — speaker`, `![alt](image) caption | credit` and
`@box situation`, with an empty line between them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent / "articles"
IMAGES = Path(__file__).parent / "images"
_PICTURE = re.compile(
    r"!\[(?P<alt>[^]]+)\]\((?P<image>[a-z-]+)\) (?P<caption>[^|]+) \| (?P<credit>.+)", re.DOTALL
)


class ManuscriptError(ValueError):
    """A sample file is not written as it must be."""


@dataclass(frozen=True)
class Block:
    """A block of the body: `kind` is a block type of the article page, `parts` are its values."""

    kind: str
    parts: dict[str, str]


@dataclass(frozen=True)
class Manuscript:
    """An article: `situations` and `section` are slugs, `image` is a file of the images folder or ""."""

    title: str
    slug: str
    section: str
    published: datetime
    byline: str
    standfirst: str
    place: str
    image: str
    situations: tuple[str, ...]
    blocks: tuple[Block, ...]


@cache
def manuscripts() -> tuple[Manuscript, ...]:
    """Returns all sample articles, oldest first."""
    read = (parse(path.read_text(encoding="utf-8"), path.name) for path in sorted(FOLDER.glob("*.md")))
    return tuple(sorted(read, key=lambda one: one.published))


def parse(text: str, name: str) -> Manuscript:
    """Returns the article of one file. Raises ManuscriptError, which names the file and what is wrong."""
    try:
        _, head, body = text.split("---\n", 2)
        return _manuscript(yaml.safe_load(head), tuple(map(block, re.split(r"\n{2,}", body.strip()))))
    except (ValueError, KeyError, yaml.YAMLError) as error:
        raise ManuscriptError(f"{name}: {error}") from error


def _manuscript(head: dict[str, Any], blocks: tuple[Block, ...]) -> Manuscript:
    return Manuscript(
        **{name: head[name] for name in ("title", "slug", "section", "published", "byline", "standfirst")},
        place=head.get("place", ""),
        image=head.get("image", ""),
        situations=tuple(head["situations"]),
        blocks=blocks,
    )


def block(source: str) -> Block:
    """Returns the block for a piece of text between empty lines."""
    if source.startswith("## "):
        return Block("heading", {"text": source[3:]})
    if source.startswith("> "):
        text, _, speaker = source[2:].partition(" — ")
        return Block("quote", {"text": text, "speaker": speaker})
    if source.startswith("!["):
        return Block("image", _picture(source))
    if source.startswith("@box "):
        return Block("situation_box", {"situation": source[5:]})
    return Block("paragraph", {"text": " ".join(source.split())})


def _picture(source: str) -> dict[str, str]:
    found = _PICTURE.fullmatch(source)
    if found is None:
        raise ValueError(f"not a picture with alt, image, caption and credit: {source[:60]}")
    return found.groupdict()
