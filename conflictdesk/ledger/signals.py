"""Signals for the upper layers. They are sent after commit, so that receivers read the committed rows."""

from __future__ import annotations

from django.dispatch import Signal

# kwargs: situation_id (int), slug (str), version (int)
situation_changed = Signal()

# kwargs: slug (str). The content is unchanged, but whether readers may see it may have changed.
visibility_changed = Signal()
