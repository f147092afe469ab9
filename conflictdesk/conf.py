"""Every setting of conflictdesk, with type, default and meaning. A leaf: imports nothing of the project.

A site sets `CONFLICTDESK_<NAME>` in its Django settings. Values are read at each use, so that tests and
`override_settings` see changes at once; `checks.py` reports wrong ones as `conflictdesk.E001`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import NoneType
from typing import Any

from django.conf import settings as django_settings


@dataclass(frozen=True)
class Setting:
    """One setting: its name without the prefix, the type of its value, its default, and what it is for."""

    name: str
    kind: type | tuple[type, ...]
    default: Any
    doc: str
    minimum: int | None = None

    @property
    def full_name(self) -> str:
        return f"CONFLICTDESK_{self.name}"

    def value(self) -> Any:
        """Returns the present value, or the default if the site sets none."""
        return getattr(django_settings, self.full_name, self.default)

    def problem(self) -> str | None:
        """Returns in words what is wrong with the present value; None if nothing is."""
        value = self.value()
        if (isinstance(value, bool) and self.kind is not bool) or not isinstance(value, self.kind):
            return f"{self.full_name} is {value!r}, but must be of type {_type_name(self.kind)}."
        if self.minimum is not None and isinstance(value, int) and value < self.minimum:
            return f"{self.full_name} is {value!r}, but must be at least {self.minimum}."
        return None


def _type_name(kind: type | tuple[type, ...]) -> str:
    return " or ".join(one.__name__ for one in (kind if isinstance(kind, tuple) else (kind,)))


SETTINGS = (
    Setting(
        "FOUR_EYES",
        bool,
        True,
        "Nobody rules on claims of an article that they own, or wrote: what was published, or what it was "
        "copied from.",
    ),
    Setting(
        "SECOND_APPROVAL",
        (set, frozenset, list, tuple, NoneType),
        None,
        "Kinds of claims that two different people approve: `figure:` or `event:` and the measure or type. "
        "`None`: those that the contract marks `two_people`: killed, places captured, capture of territory.",
    ),
    Setting(
        "SECOND_APPROVAL_BY_HAND",
        bool,
        True,
        "Two different people also approve a fact whose words a person marked, and a number that a person "
        "set and that the claim's words do not say.",
    ),
    Setting(
        "LANGUAGES",
        (list, tuple, set, frozenset),
        ("en",),
        "Language codes of the articles to extract from. The shipped rules read English.",
    ),
    Setting(
        "CONTRACT_DIRS",
        (list, tuple),
        (),
        "Folders of YAML files that add measures, types of events and other ids to the contract, read when a "
        "process starts.",
    ),
    Setting(
        "VOCABULARY_DIRS",
        (list, tuple),
        (),
        "Folders of YAML files that add to the shipped vocabulary, validated the same way.",
    ),
    Setting(
        "MAX_TEXT_LENGTH",
        int,
        200_000,
        "How many characters of a text are read, cut at the end of a paragraph or sentence.",
        1,
    ),
    Setting(
        "READING_SECONDS",
        int,
        20,
        "How long reading one text may take. Half as long again and a worker's process is told to give up; "
        "it is ended at two and a quarter of it. Workers take the last two up when they start.",
        1,
    ),
    Setting(
        "LEASE_SECONDS",
        int,
        120,
        "A worker that is silent this long has lost its extraction. A reading that goes on renews its lease.",
        1,
    ),
    Setting(
        "MAX_ATTEMPTS",
        int,
        5,
        "After so many attempts, ended by a fault around it, such as a lost database or a killed worker, an "
        "extraction is marked failed. A text that raises an error itself, or is too slow, has two.",
        1,
    ),
    Setting("SWEEP_BATCH", int, 200, "How many extractions one sweep queues again at most.", 1),
    Setting(
        "KEEP_SNAPSHOTS_DAYS",
        int,
        7,
        "Versions of a box older than this are stored as what differs from the one before; none is lost.",
        0,
    ),
    Setting(
        "KEEP_TEXTS_DAYS",
        int,
        30,
        "Texts that a newer one followed are kept so long; those that a person ruled on are kept for good.",
        0,
    ),
    Setting("POLL_SECONDS", int, 8, "How often an open page asks for a newer box, in seconds, ± 1.", 1),
    Setting("SHARED_MAX_AGE", int, 4, "`s-maxage` of a box in seconds: how long a CDN may keep it.", 0),
    Setting("LEADING_FIGURES", int, 5, "How many figures a box shows before “more figures”.", 1),
    Setting("FURTHER_FIGURES", int, 7, "How many more figures a box holds folded away.", 0),
    Setting("LATEST_EVENTS", int, 5, "How many of the latest events a box shows.", 0),
    Setting(
        "BASE_TEMPLATE",
        str,
        "conflictdesk/boxes/base.html",
        "The template that the situation page extends. It has the blocks `title`, `meta` and `content`.",
    ),
    Setting(
        "FRAME_ANCESTORS",
        (list, tuple),
        ("*",),
        "Which sites may show a box in a frame, as sources of `frame-ancestors`; empty: none.",
    ),
)

_BY_NAME = {setting.name: setting for setting in SETTINGS}


def get(name: str) -> Any:
    """Returns the present value of `CONFLICTDESK_<name>`. Raises KeyError for an unknown name."""
    return _BY_NAME[name].value()


def get_valid(name: str) -> Any:
    """Returns the present value, or the default if that value is wrong: for code that runs before the
    system checks.
    """
    setting = _BY_NAME[name]
    return setting.default if setting.problem() else setting.value()
