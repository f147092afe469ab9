"""Says whether the desk's keyboard shortcuts are on for a person."""

from __future__ import annotations

from typing import Any


def are_on(user: Any) -> bool:
    """Returns the user's preference in Wagtail; True for those who never set one."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(getattr(profile, "keyboard_shortcuts", True))
