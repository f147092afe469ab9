"""Short limits: a text that hangs is given up after 2 s, told so after 3 s, killed after 5 s."""

from tests.settings import *  # noqa: F403

CONFLICTDESK_READING_SECONDS = 2
