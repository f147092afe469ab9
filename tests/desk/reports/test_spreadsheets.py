"""Spreadsheets of the desk: text from people and articles is never a formula."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client, RequestFactory
from openpyxl import load_workbook
from wagtail.admin.views.mixins import SpreadsheetExportMixin

from conflictdesk.desk.reports.ruling_reports import DeskReport
from conflictdesk.desk.reports.spreadsheets import InertSpreadsheet, inert
from conflictdesk.ledger.claims import rulings
from tests.resolved import addresses

pytestmark = pytest.mark.django_db
CALL = 'HYPERLINK("http://evil.example")'
HOSTILE = [
    *(f"{sign}{CALL}" for sign in "=+-@＝＋－＠"),
    *(
        f"{space}={CALL}"
        for space in ("\t", "\r", "\n", " ", "\u00a0", "\ufeff", "\u200e", "\u200b", "\x00", "\x0b")
    ),
    f"harmless;={CALL}",
    f"harmless\t={CALL}",
    f"harmless\n={CALL}",
    "-5",
]
PLAIN = ["Battle of Mosul", "a-b", "5 = 5", "a, -b", "", "القوات", "'=1"]
NUMBERS = [None, 5, -5, -0.5, 0]


def _exports() -> list[tuple[str, type[Any], dict[str, Any]]]:
    """Returns every view of the plugin that can export a spreadsheet."""
    found = [(one.route, one.view.view_class, one.view.view_initkwargs) for one in addresses()
             if hasattr(one.view, "view_class")]  # fmt: skip
    return [one for one in found if issubclass(one[1], SpreadsheetExportMixin)]


def _columns(view: type[Any], options: dict[str, Any]) -> list[str]:
    given = options.get("list_export")
    return list(view(**options).list_export if given is None else given)


def test_every_export_of_the_plugin_is_inert() -> None:
    kinds = {route: issubclass(view, InertSpreadsheet) for route, view, options in _exports()
             if _columns(view, options)}  # fmt: skip
    names = ("decisions", "proposals", "speed", "corrections")
    routes = [f"admin/reports/facts/{name}/{end}" for name in names for end in ("", "results/")]
    assert kinds == dict.fromkeys(routes, True)


REPORTS = sorted(
    {view for _, view, options in _exports() if _columns(view, options)}, key=lambda one: one.__name__
)


def _download(view: type[DeskReport], form: str, values: list[Any]) -> bytes:
    """Returns the view's spreadsheet with each value in a row of its own, in every column."""
    rows = [SimpleNamespace(**dict.fromkeys(view.heads, value)) for value in values]
    report: Any = view()
    report.setup(RequestFactory().get("/", {"export": form}))
    return b"".join(report.as_spreadsheet(rows, form).streaming_content)


@pytest.mark.parametrize("view", REPORTS)
def test_no_cell_of_a_csv_file_is_a_formula(view: type[DeskReport]) -> None:
    text = _download(view, "csv", [*HOSTILE, *PLAIN, *NUMBERS]).decode()
    _, *rows = csv.reader(StringIO(text, newline=""))
    assert len(rows) == len(HOSTILE) + len(PLAIN) + len(NUMBERS)
    for row, value in zip(rows, [*HOSTILE, *PLAIN, *NUMBERS], strict=True):
        assert row == [row[0]] * len(view.heads)
        if value in HOSTILE:
            assert "'" in row[0]
            parts = [
                part
                for piece in row[0].splitlines()
                for half in piece.split(";")
                for part in half.split("\t")
            ]
            assert [
                part for part in parts if part.strip(" \u00a0\ufeff\u200e\u200b")[:1] in tuple("=+-@＝＋－＠")
            ] == []
        else:
            assert row[0] == ("" if value is None else str(value))


@pytest.mark.parametrize("view", REPORTS)
def test_no_cell_of_a_workbook_is_a_formula(view: type[DeskReport]) -> None:
    sheet: Any = load_workbook(BytesIO(_download(view, "xlsx", [*HOSTILE, *PLAIN, *NUMBERS]))).active
    rows = list(sheet.iter_rows(min_row=2))
    kinds = [{cell.data_type for cell in row} for row in rows]
    texts = len(HOSTILE) + len([one for one in PLAIN if one])
    assert [kind for kind in kinds if kind == {"f"}] == []
    assert kinds.count({"s"}) == texts
    assert [row[0].value for row in rows[-len(NUMBERS) :]] == NUMBERS


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("=1+1", "'=1+1"),
        ("－1", "'－1"),
        ("\t@x", "'@x"),
        ("a;=1", "a;'=1"),
        ("a; -1", "a;' -1"),
        ("Mosul", "Mosul"),
        ("a=b", "a=b"),
        ("killed, -5", "killed, -5"),
        ("\u202e=1", "'=1"),
        ("\u2060\u3164=1", "'=1"),
        ("\ufe0f\u200d=1", "'\ufe0f\u200d=1"),
        (-5, -5),
        (True, True),
        (None, None),
        (datetime(2017, 6, 28, tzinfo=UTC), datetime(2017, 6, 28, tzinfo=UTC)),
    ],
)
def test_text_that_a_program_would_run_is_marked_as_text(value: object, told: object) -> None:
    assert inert(value) == told


def test_a_name_of_a_situation_that_is_a_formula_arrives_as_words(
    desk: Client, situation: Any, claims: Any, editor: Any, approve: Callable[..., None]
) -> None:
    """Tests the whole way from the form to the file: the report of speeds names the situation."""
    type(situation).objects.filter(pk=situation.pk).update(name="=1+1")
    approve(claims[0])
    answer = desk.get("/admin/reports/facts/speed/?export=csv")
    (row,) = list(csv.reader(StringIO(b"".join(answer.streaming_content).decode())))[1:]  # type: ignore[attr-defined]
    assert row[0] == "'=1+1"


@pytest.fixture
def approve(editor: Any) -> Callable[..., None]:
    return lambda claim: rulings.approve(claim.pk, editor, version=claim.version)
