"""One reading of a phrase that may name an event, before it is known whether it does."""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.extraction.events.participants.roles import Roles
from conflictdesk.extraction.events.triggers import Trigger


class Reading(NamedTuple):
    """One reading of a phrase with its roles, and whether the clause has what its entry needs."""

    trigger: Trigger
    roles: Roles
    met: bool
