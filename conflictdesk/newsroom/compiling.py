"""Compiles translations without gettext's programs. Knows no Django: the wheel's build imports it too."""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> list[Path]:
    """Writes the .mo beside each .po below the folder where it is missing or older; returns those written."""
    catalogues = sorted(folder.glob("*/LC_MESSAGES/django.po"))
    return [_compiled(po) for po in catalogues if _is_stale(po)]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compiled(po: Path) -> Path:
    """Put in its place in one step: other processes may be starting at the same time."""
    language = po.parent.parent.name
    with po.open("rb") as source:
        catalogue = read_po(source, locale=language)
    half = po.with_name(f"django.{os.getpid()}.half")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    return half.replace(po.with_suffix(".mo"))
