"""Who says so: the source's words, its actor, who relays it, and whether it is only claimed."""

from __future__ import annotations

from typing import Any

import pytest

from conflictdesk.contract.types import Figure
from tests.cases import cases
from tests.extraction.figure_lines import figures


def source_line(figure: Figure) -> str | None:
    """The source of a figure as a line, or None: "an army spokesman (state_forces) via Reuters, hedged"."""
    said = figure.attribution
    if said is None or said.actor is None:
        return None
    words = f"{said.text} ({said.actor.id or said.actor.role or 'unknown'})"
    words += f" via {said.via.text}" if said.via is not None else ""
    return words + (", hedged" if said.hedged else "")


@pytest.mark.parametrize("case", cases("attribution"))
def test_sources_of_a_text(case: dict[str, Any]) -> None:
    assert [source_line(figure) for figure in figures(case["name"])] == case["sources"]
