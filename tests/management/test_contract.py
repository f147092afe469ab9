"""docs/contract.md is made from the data."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

from django.core.management import call_command

PAGE = Path(__file__).parents[2] / "docs" / "contract.md"


def test_the_page_is_what_the_command_prints() -> None:
    printed = StringIO()
    call_command("contract", stdout=printed)
    assert PAGE.read_text(encoding="utf-8") == printed.getvalue()
