"""News that travels upwards: sent after commit, so that a receiver reads what it is told about."""

from __future__ import annotations

from django.dispatch import Signal

# kwargs: situation_id (int), slug (str), version (int)
situation_changed = Signal()

# kwargs: slug (str). What is said of the situation is as it was; whether readers may see it may be not.
visibility_changed = Signal()
