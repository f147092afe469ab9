"""The newsroom's settings, with short leases and frequent sweeps, so that the benchmark waits less."""

from conflictdesk.newsroom.settings import *  # noqa: F403
from conflictdesk.newsroom.settings import CELERY_BEAT_SCHEDULE

CONFLICTDESK_LEASE_SECONDS = 5
CELERY_BEAT_SCHEDULE["sweep"]["schedule"] = 1.0
# Kills hit whichever text is being read: one text may need more tries than a newsroom allows.
CONFLICTDESK_MAX_ATTEMPTS = 20
