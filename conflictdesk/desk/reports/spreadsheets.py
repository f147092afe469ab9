"""Exports spreadsheets in which text from people and articles is never a formula.

https://owasp.org/www-community/attacks/CSV_Injection
"""

from __future__ import annotations

import re
from typing import Any

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from conflictdesk import untrusted

# A formula at the beginning of a cell, also after characters that some programs take for the end of a cell.
_FORMULA = re.compile(rf"(^|[;\t\r\n])(?=[\s{untrusted.UNSEEN_IN_LINES}]*[=+\-@＝＋－＠])")


def inert(value: Any) -> Any:
    """Returns text with an apostrophe where a program would run it as a formula; other values as they
    are.
    """
    return _FORMULA.sub(r"\1'", untrusted.lines(value)) if isinstance(value, str) else value


class InertSpreadsheet(SpreadsheetExportMixin):
    """Mix into every view of the plugin that can be downloaded as CSV or XLSX."""

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        return inert(super().preprocess_field_value(field, value, export_format))
