"""Who may open the desk, and who may rule there."""

from __future__ import annotations

from typing import Any

from conflictdesk.ledger.people import RULE

VIEW = "conflictdesk.view_claim"


def may_open(user: Any) -> bool:
    """Journalists see what became of their articles; ruling needs more, see `rulings.refusal`."""
    return bool(user.has_perm(VIEW) or user.has_perm(RULE))


def may_rule(user: Any) -> bool:
    return bool(user.has_perm(RULE))


def keys_on(user: Any) -> bool:
    """Wagtail's keyboard-shortcut preference; on for those who never set one."""
    profile = getattr(user, "wagtail_userprofile", None)
    return bool(getattr(profile, "keyboard_shortcuts", True))
