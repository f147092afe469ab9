"""The labels of the contract's ids, for choices and for the card. An unknown id is its own label."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflictdesk.contract import terms
from conflictdesk.wording.contract_texts import Labels

MEASURES = Labels(terms.MEASURES)
POPULATIONS = Labels(terms.POPULATIONS)
EVENT_TYPES = Labels(terms.EVENT_TYPES)
QUALIFIERS = Labels(terms.QUALIFIERS)
UNITS = Labels(terms.UNITS)
CAUSES = Labels(terms.CAUSES)
PERIODS = Labels(terms.PERIODS)
REALIS = Labels(terms.REALIS)
DATE_PRECISIONS = Labels(terms.DATE_PRECISIONS)


def label(labels: Mapping[str, Any], key: str | None) -> str:
    """Returns the label of an id; an id of a later contract unchanged; "" for None."""
    return str(labels.get(key, key)) if key else ""
