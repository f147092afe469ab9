"""Compiles translations without the gettext programs. Imports no Django, because the wheel's build uses
it too.
"""

from __future__ import annotations

import os
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po


def compile_catalogues(folder: Path) -> list[Path]:
    """Compiles each .po below the folder whose .mo is missing or older; returns the .mo files that were
    written.
    """
    catalogues = sorted(folder.glob("*/LC_MESSAGES/django.po"))
    return [_compile(po) for po in catalogues if _is_stale(po)]


def _is_stale(po: Path) -> bool:
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


def _compile(po: Path) -> Path:
    """Compiles one .po and returns its .mo. The file appears in one step, because other processes may
    start at the same time.
    """
    language = po.parent.parent.name
    with po.open("rb") as source:
        catalogue = read_po(source, locale=language)
    half = po.with_name(f"django.{os.getpid()}.half")
    with half.open("wb") as target:
        write_mo(target, catalogue)
    return half.replace(po.with_suffix(".mo"))
