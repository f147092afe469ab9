"""Settings: read at each use, and reported when wrong."""

from __future__ import annotations

import inspect
import math
import re
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from conflictdesk import checks, conf
from conflictdesk.ledger.extractions import deadlines
from conflictdesk.newsroom.configuration import environment


def test_a_setting_is_read_at_each_use(settings: Settings) -> None:
    assert conf.get("POLL_SECONDS") == 8
    settings.CONFLICTDESK_POLL_SECONDS = 20
    assert conf.get("POLL_SECONDS") == 20


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("FOUR_EYES", "yes", "CONFLICTDESK_FOUR_EYES is 'yes', but must be of type bool."),
        ("POLL_SECONDS", True, "CONFLICTDESK_POLL_SECONDS is True, but must be of type int."),
        ("POLL_SECONDS", 0, "CONFLICTDESK_POLL_SECONDS is 0, but must be at least 1."),
        ("LATEST_EVENTS", "5", "CONFLICTDESK_LATEST_EVENTS is '5', but must be of type int."),
    ],
)  # fmt: skip
def test_a_wrong_setting_is_a_system_check(settings: Settings, name: str, value: Any, problem: str) -> None:
    setattr(settings, f"CONFLICTDESK_{name}", value)

    found = checks.settings_are_valid(None)

    assert [(one.id, one.msg) for one in found] == [("conflictdesk.E001", problem)]


@pytest.mark.parametrize(("value", "sound"), [(5, 5), ("5", 20), (0, 20), (True, 20)])
def test_what_is_asked_before_the_checks_has_a_sound_value(
    settings: Settings, value: Any, sound: int
) -> None:
    settings.CONFLICTDESK_READING_SECONDS = value
    assert conf.get_valid("READING_SECONDS") == sound
    assert deadlines.hard_limit() == math.ceil(2.25 * sound)


def test_the_defaults_are_right() -> None:
    assert checks.settings_are_valid(None) == []


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(KeyError):
        conf.get("COLOUR")


def test_the_documentation_names_every_setting_and_variable() -> None:
    told = (environment.PROJECT / "docs" / "settings.md").read_text(encoding="utf-8")
    variables = re.findall(r"env\.\w+\(\"([A-Z_]+)\"", inspect.getsource(environment))

    settings = {one: f"| `{one.full_name}` | `{_shown(one.default)}` |" for one in conf.SETTINGS}
    assert [one for one, line in settings.items() if line not in told] == []
    assert len(variables) >= 12
    assert [name for name in variables if f"| `{name}` |" not in told] == []


def _shown(default: object) -> str:
    """As Python writes it; a set has no order of its own."""
    if isinstance(default, frozenset):
        return f"{{{', '.join(map(repr, sorted(default)))}}}"
    return repr(default)
