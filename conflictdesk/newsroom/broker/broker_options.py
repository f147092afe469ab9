"""Celery's transport options by kind of broker: how long the newsroom's processes wait for it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

Options = dict[str, Any]

# Workers may wait so long; a person who publishes waits less: `conflictdesk.ledger.extractions.task_sending`.
CONNECT_SECONDS = 2
ANSWER_SECONDS = 4
# After so many seconds of silence a connection is checked.
SILENT_SECONDS = 10


def transport_options(url: str) -> Options:
    """Returns the transport's options for a broker at this address; {} for a kind that needs none."""
    scheme = urlsplit(url).scheme
    if scheme.startswith("redis"):
        return _redis()
    return _amqp() if scheme in {"amqp", "amqps"} else {}


def tls(url: str) -> Options | None:
    """Returns the TLS options of an amqps address: the host whose certificate the broker must show. None
    for other addresses, which contain their options themselves.
    """
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
    """Returns the options for RabbitMQ. A message counts as sent when RabbitMQ confirms it, which it
    does not do while it is full.
    """
    return {
        "confirm_publish": True,
        "connect_timeout": CONNECT_SECONDS,
        "read_timeout": ANSWER_SECONDS,
        "write_timeout": ANSWER_SECONDS,
    }
