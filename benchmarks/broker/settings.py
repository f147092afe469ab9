"""The newsroom's settings, with leases and sweeps that the benchmark need not wait for."""

from conflictdesk.newsroom.settings import *  # noqa: F403
from conflictdesk.newsroom.settings import CELERY_BEAT_SCHEDULE

CONFLICTDESK_LEASE_SECONDS = 5
CELERY_BEAT_SCHEDULE["sweep"]["schedule"] = 1.0
# Kills are aimed at the text that is read just now: one text may meet more of them than a newsroom allows.
CONFLICTDESK_MAX_ATTEMPTS = 20
