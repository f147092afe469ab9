"""Keys under which names are filed and looked up."""

from __future__ import annotations

import pytest

from conflictdesk.extraction.gazetteer import gazetteer_names


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Mosul", "mosul"),
        ("Tall ‘Afar", "tall afar"),
        ("Tal-Afar", "tal afar"),
        ("Medellín", "medellin"),
        ("Łódź", "lodz"),
        ("Sana'a", "sanaa"),
        ("St. Marc", "saint marc"),
        ("St", "st"),
        ("Mt Sinjar", "mount sinjar"),
        ("U.S.", "u s"),
        ("Düsseldorf", "dusseldorf"),
        ("Straße", "strasse"),
        ("", ""),
        ("...", ""),
    ],
)
def test_key(name: str, key: str) -> None:
    assert gazetteer_names.key(name) == key


@pytest.mark.parametrize(
    ("key", "bare"), [("al mawsil", "mawsil"), ("ar raqqah", "raqqah"), ("al bab", None), ("mosul", None)]
)
def test_without_article(key: str, bare: str | None) -> None:
    assert gazetteer_names.without_article(key) == bare


@pytest.mark.parametrize(
    ("name", "latin"),
    [("Bogotá", True), ("Kraków", True), ("Москва", False), ("الموصل", False), ("A1", False)],
)
def test_is_latin(name: str, latin: bool) -> None:
    assert gazetteer_names.is_latin(name) is latin
