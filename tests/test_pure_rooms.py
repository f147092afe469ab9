"""Tests of the pure rooms load no framework: they are collected where Django cannot be imported."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
ROOMS = ("contract", "vocabulary", "extraction", "reconcile")
WITHOUT_DJANGO = ("-p", "no:django", "-p", "tests.without_django", "--numprocesses", "0")


def _pytest(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pytest", "--quiet", *WITHOUT_DJANGO, *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False, timeout=300)


def test_they_are_collected_where_django_cannot_be_imported() -> None:
    ran = _pytest("--collect-only", *(f"tests/{room}" for room in ROOMS))
    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr


def test_a_test_that_knows_django_is_not() -> None:
    ran = _pytest("--collect-only", "tests/wording/test_dates.py")
    assert "No module named 'django.utils'; 'django' is not a package" in ran.stdout
    assert ran.returncode == 2
