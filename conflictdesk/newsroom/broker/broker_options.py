"""How long the newsroom's processes wait for their broker, by its kind: Celery's options of its transport."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

Options = dict[str, Any]

# Nobody who publishes waits that long: see `conflictdesk.ledger.extractions.task_sending`. A worker may.
CONNECT_SECONDS = 2
ANSWER_SECONDS = 4
# A connection on which nothing was heard for so long is asked whether it is still there.
SILENT_SECONDS = 10


def transport_options(url: str) -> Options:
    """The transport's options for a broker at this address; none for a kind that needs none."""
    scheme = urlsplit(url).scheme
    if scheme.startswith("redis"):
        return _redis()
    return _amqp() if scheme in {"amqp", "amqps"} else {}


def tls(url: str) -> Options | None:
    """Whose certificate a broker has to show that speaks TLS; None where the address says all."""
    parts = urlsplit(url)
    return {"server_hostname": parts.hostname} if parts.scheme == "amqps" else None


def _redis() -> Options:
    return {
        "socket_connect_timeout": CONNECT_SECONDS,
        "socket_timeout": ANSWER_SECONDS,
        "socket_keepalive": True,
        "retry_on_timeout": False,
        "health_check_interval": SILENT_SECONDS,
    }


def _amqp() -> Options:
    """A message is sent when RabbitMQ has said that it has it; it says nothing while it is full."""
    return {
        "confirm_publish": True,
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": ANSWER_SECONDS,
        "write_timeout": ANSWER_SECONDS,
    }
