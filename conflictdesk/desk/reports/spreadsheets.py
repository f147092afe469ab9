"""Spreadsheets: what people and articles write is text in them, and never a formula.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from conflictdesk import untrusted

# Where a cell may begin: also behind what some programs take for the end of one.
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?=[\s{untrusted.UNSEEN_IN_LINES}]*[=+\-@＝＋－＠])")


def inert(value: Any) -> Any:
    """Text that a program would run as a formula, marked as text by an apostrophe; all else as it is."""
    return _FORMULA.sub(r"\1'", untrusted.lines(value)) if isinstance(value, str) else value


class InertSpreadsheet(SpreadsheetExportMixin):
    """For every view of the plugin that can be downloaded as CSV or XLSX."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return inert(super().preprocess_field_value(field, value, export_format))
