"""What documents are about, by table."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import engine_for, extract
from tests.cases import cases
from tests.extraction.figure_lines import PUBLISHED


@pytest.mark.parametrize("case", cases("subjects"))
def test_the_subject_of_a_text(case: dict[str, Any]) -> None:
    document = Document(case["name"], PUBLISHED)
    subject, result = engine_for().analyse(document).subject, extract(document)
    numbers = [f"{figure.best:g} {figure.cause}" for figure in result.figures if figure.best is not None]
    assert [subject.topic or "war", *numbers, *(event.type for event in result.events)] == case["found"]


def test_links_between_figures_hold_when_one_between_them_is_dropped() -> None:
    text = (
        "The league leaders lost the match. They released 12 players before half-time. The striker and the "
        "goalkeeper met the referee. A header, a penalty shoot-out and a red card decided the derby. "
        "Taliban insurgents killed nine soldiers with mortars. Taliban insurgents killed nine soldiers with "
        "mortars. The coach hopes to win the cup."
    )
    found = extract(Document(text, PUBLISHED)).figures
    assert [(figure.quote, figure.same_as) for figure in found] == [
        ("nine soldiers", None),
        ("nine soldiers", 0),
    ]
