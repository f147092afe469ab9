"""Rows of tables as tests: what they are called, and which keys they may have."""

from __future__ import annotations

import re

import pytest

from tests.cases import parameters


def test_a_row_is_named_by_its_name_and_why() -> None:
    rows = [
        {"name": "He is 27.", "found": [], "why": "an age, not a count"},
        {"name": "Nobody was killed.", "found": ["killed exact 0"]},
    ]
    found = parameters("figures.yaml", rows, {"found"})
    assert [one.id for one in found] == ["He is 27. (an age, not a count)", "Nobody was killed."]
    assert [one.values for one in found] == [(row,) for row in rows]


def test_an_unknown_key_is_an_error_that_names_file_row_and_key() -> None:
    rows = [{"name": "He is 27.", "found": []}, {"name": "He left.", "fuond": []}]
    with pytest.raises(ValueError, match=re.escape("figures.yaml, row 'He left.': unknown key 'fuond'")):
        parameters("figures.yaml", rows, {"found"})
