"""Which language a box is made in."""

from __future__ import annotations

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

from conflictdesk.wording import languages

ALL = ("af", "en", "en-gb", "fr", "pt-br")


@pytest.mark.parametrize(
    ("active", "default", "published", "expected"),
    [
        ("fr", "en", ALL, "fr"),
        ("en-gb", "en", ALL, "en-gb"),
        ("en-us", "en-us", ALL, "en"),
        ("fr-ca", "en-us", ALL, "fr"),
        ("de", "pt-br", ALL, "pt-br"),
        ("de", "en-us", ALL, "en"),
        (None, "fr", ALL, "fr"),
        ("de", "es", ("uk", "ru"), "uk"),
    ],
)
def test_a_box_is_in_the_active_language_or_the_nearest_one(
    settings: Settings, active: str | None, default: str, published: tuple[str, ...], expected: str
) -> None:
    settings.LANGUAGE_CODE = default
    settings.WAGTAIL_CONTENT_LANGUAGES = [(code, code) for code in published]

    with translation.override(active):
        assert languages.active() == expected
