"""The queues of the newsroom's broker, one for each kind of work, so that none waits for another."""

from __future__ import annotations

from kombu import Exchange, Queue

# What is in no route: a site's own tasks, and scheduled publication, which waits for no sweep.
DEFAULT = "celery"
NAMES = ("live", "backfill", "again", "sweep", "housekeeping", DEFAULT)
# Each with an exchange and a key of its own: on a shared one every message would reach every queue.
QUEUES = tuple(Queue(name, Exchange(name), routing_key=name) for name in NAMES)
_TASKS = {
    "live": ("conflictdesk.extract", "conflictdesk.heartbeat"),
    "backfill": ("conflictdesk.backfill",),
    # Taken by the worker of the back-fill, in turn with it.
    "again": ("conflictdesk.read_again", "conflictdesk.read_outdated"),
    "sweep": ("conflictdesk.sweep",),
    "housekeeping": (
        "conflictdesk.rank",
        "conflictdesk.digest",
        "conflictdesk.housekeeping",
        "newsroom.clear_sessions",
        # Strangers ask for it: live reading does not wait for them.
        "newsroom.send_password_reset",
        "newsroom.thin_log_ins",
    ),
}
ROUTES = {task: {"queue": queue} for queue, tasks in _TASKS.items() for task in tasks}
