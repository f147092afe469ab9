"""From when figures count, by table."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Figure
from tests.cases import cases
from tests.extraction.figure_lines import figures


@pytest.mark.parametrize("case", cases("since"))
def test_the_start_of_a_figure(case: dict[str, Any]) -> None:
    assert [_line(figure) for figure in figures(case["name"])] == case["found"]


@pytest.mark.parametrize("case", cases("since"))
def test_its_words_are_the_text_at_their_offsets(case: dict[str, Any]) -> None:
    text = case["name"]
    starts = [figure.since for figure in figures(text) if figure.since]
    assert [text[one.start : one.end] for one in starts] == [one.text for one in starts]


def _line(figure: Figure) -> str:
    """A figure as a line: "236 | since 10 October | 2016-10-10"."""
    number = next(one for one in (figure.best, figure.low, figure.high) if one is not None)
    since = figure.since
    parts = (f"{number:.0f}", since and since.text, since and since.date)
    return " | ".join(str(one) if one is not None else "null" for one in parts)
