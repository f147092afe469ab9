"""Sends messages to the broker without delaying whoever publishes or decides for more than a moment.

A transport's own time-outs depend on the transport and the site, so a thread sends each message, and is
waited for only briefly. After a failure the broker is not tried again for a while.
"""

from __future__ import annotations

import logging
import os
import threading
from typing import Any

from celery import Celery
from celery.app import app_or_default
from django.db import connections
from kombu import pools
from kombu.exceptions import KombuError

from conflictdesk.circuit_breaker import CircuitBreaker

WAIT_SECONDS = 0.6
REST_SECONDS = 10
# How many threads may hang in a broker that accepts a connection and never answers.
HANGING = 4
# Replaces a connection that the broker has closed at once; Celery would wait for seconds.
_AT_ONCE = {"max_retries": 1, "interval_start": 0}
# The worker sets a task's time limits; by default Celery would send those of this process along.
_WORKERS_LIMITS: Any = {"time_limit": None, "soft_time_limit": None}
logger = logging.getLogger(__name__)


class _Broker:
    """What this process knows about its broker."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The broker", REST_SECONDS)
        self.hanging: list[_Sender] = []

    def allows(self) -> bool:
        """Whether to try the broker now: not after a recent failure, nor while `HANGING` messages still
        hang.
        """
        if not self.breaker.allows():
            return False
        self.hanging = [one for one in self.hanging if one.is_alive()]
        if len(self.hanging) < HANGING:
            return True
        self.breaker.failed(TimeoutError("earlier messages still wait"))
        return False

    def hangs(self, sender: _Sender) -> None:
        """Records that a message got no answer in time."""
        self.hanging.append(sender)
        self.breaker.failed(TimeoutError(f"no answer within {WAIT_SECONDS} s"))


class _Sender(threading.Thread):
    """Sends one message; `sent` is True once the broker has it."""

    def __init__(
        self, broker: _Broker, app: Celery, task: str, arguments: tuple[int, ...], expires: int | None
    ) -> None:
        super().__init__(name=f"send {task}", daemon=True)
        self._broker, self._app, self._task, self._arguments = broker, app, task, arguments
        self._options = _WORKERS_LIMITS | {"expires": expires}
        self.sent = False
        self.fault: Exception | None = None

    def run(self) -> None:
        try:
            self._app.send_task(
                self._task, args=list(self._arguments), retry=True, retry_policy=_AT_ONCE, **self._options
            )
        except Exception as error:
            if _is_the_brokers(self._app, error):
                self._broker.breaker.failed(error)
            else:
                self.fault = error
        else:
            self.sent = True
            self._broker.breaker.succeeded()
        finally:
            # A receiver of Celery's signals may have used the database in this thread.
            connections.close_all()


_broker = _Broker()


def send(task: str, *arguments: int, expires: int | None = None) -> bool:
    """Sends a message and returns whether the broker took it. False if the broker is down, hangs, is
    full, or failed a moment ago. A worker ignores the message after `expires` seconds, if given.
    """
    if not _broker.allows():
        return False
    sender = _Sender(_broker, _app(), task, arguments, expires)
    sender.start()
    sender.join(WAIT_SECONDS)
    if sender.is_alive():
        # It may still be sent later: tasks may run twice.
        _broker.hangs(sender)
    if sender.fault:
        raise sender.fault
    return sender.sent


def _is_the_brokers(app: Celery, error: Exception) -> bool:
    """Whether the error is one that the broker's transport declares as its own."""
    transport = app.connection_for_write()
    own: tuple[Any, ...] = (*transport.connection_errors, *transport.channel_errors)
    return isinstance(error, (KombuError, OSError, *own))


_app_of_parent = False


def _app() -> Celery:
    """Returns the site's Celery application, without connections that another process uses too."""
    global _app_of_parent
    app: Any = app_or_default()
    if _app_of_parent:
        _app_of_parent = False
        pools.producers.clear()
        pools.connections.clear()
        app._after_fork()
    return app


def _reset_after_fork() -> None:
    """Runs in a process that was just forked: threads, and the holders of locks, exist only in its
    parent.
    """
    global _app_of_parent, _broker
    _app_of_parent, _broker = True, _Broker()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_reset_after_fork)
