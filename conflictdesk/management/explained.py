"""Formats an explained text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from conflictdesk.extraction.explain import Passage, Row

WIDTH = 110
# Django's own colour roles; none of them is used when the output is piped.
ROLES = {"figure": "SUCCESS", "event": "SUCCESS", "none": "WARNING"}


def lines(passages: tuple[Passage, ...], style: Any) -> Iterator[str]:
    """Yields the lines of the explanation; one line that says so if no passage is in a language that is
    read.
    """
    if not passages:
        yield "Nothing to explain: the text is not in a language that is read."
    for number, passage in enumerate(passages, 1):
        yield ""
        yield from _wrapped(f"{number:>3}  ", passage.text, style.MIGRATE_HEADING)
        for row in passage.rows:
            role = getattr(style, ROLES.get(row.stage, "HTTP_INFO"))
            yield from _wrapped(f"     {_name(row):<8}", _text(row), role, row.stage not in ROLES)


def _name(row: Row) -> str:
    return "no event" if row.stage == "none" else row.stage


def _text(row: Row) -> str:
    return f"{row.text} [{row.rule}]" if row.rule else row.text


def _wrapped(head: str, text: str, role: Any, head_only: bool = False) -> Iterator[str]:
    """Yields the text wrapped behind its head, so that words stay whole and columns straight."""
    folded = textwrap.wrap(text, WIDTH - len(head) - 1, break_on_hyphens=False) or [""]
    for at, part in enumerate(folded):
        label = head if at == 0 else " " * len(head)
        yield f"{role(label)} {part}" if head_only else f"{role(f'{label} {part}')}"
