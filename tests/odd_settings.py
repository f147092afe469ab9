"""Short limits: a text that hangs is given up after 4 s, interrupted after 6 s, killed after 9 s. On a busy
machine a second or two pass between the start of a task and that of its reading.
"""

from tests.settings import *  # noqa: F403

CONFLICTDESK_READING_SECONDS = 4
