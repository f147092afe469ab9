"""The queues of the newsroom's broker, one for each kind of work, so that no kind waits for another."""

from __future__ import annotations

from kombu import Exchange, Queue

# For tasks without a route: a site's own, and scheduled publication, which does not wait for the sweep.
DEFAULT = "celery"
NAMES = ("live", "backfill", "again", "sweep", "housekeeping", DEFAULT)
# Each with an exchange and a key of its own: on a shared one every message would reach every queue.
QUEUES = tuple(Queue(name, Exchange(name), routing_key=name) for name in NAMES)
_TASKS = {
    "live": ("conflictdesk.extract", "conflictdesk.heartbeat"),
    "backfill": ("conflictdesk.backfill",),
    # The back-fill's worker takes these, too, in turn.
    "again": ("conflictdesk.read_again", "conflictdesk.read_outdated"),
    "sweep": ("conflictdesk.sweep",),
    "housekeeping": (
        "conflictdesk.rank",
        "conflictdesk.digest",
        "conflictdesk.housekeeping",
        "newsroom.clear_sessions",
        # Strangers can ask for it, so it must not delay live reading.
        "newsroom.send_password_reset",
        "newsroom.thin_log_ins",
    ),
}
ROUTES = {task: {"queue": queue} for queue, tasks in _TASKS.items() for task in tasks}
