"""What figures are about, by table."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cases import cases
from tests.extraction.figure_lines import figures


@pytest.mark.parametrize("case", cases("causes"))
def test_the_cause_of_a_figure(case: dict[str, Any]) -> None:
    assert [f"{figure.best:g} {figure.cause}" for figure in figures(case["name"])] == case["found"]
