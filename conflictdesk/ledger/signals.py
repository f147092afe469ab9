"""News that travels upwards: sent after commit, so that a receiver reads what it is told about."""

from __future__ import annotations

from django.dispatch import Signal

# kwargs: situation_id (int), slug (str), version (int)
situation_changed = Signal()
