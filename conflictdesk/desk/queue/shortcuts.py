"""Keyboard shortcuts: whether the desk's are on for a person."""

from __future__ import annotations

from typing import Any


def are_on(user: Any) -> bool:
    """Wagtail's preference; on for those who never set one."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(getattr(profile, "keyboard_shortcuts", True))
