"""Sending: messages to the broker, for which nobody who publishes or decides waits longer than a moment.

What a transport's own time-outs are depends on the transport and on the site, so each message leaves by a
thread, which is waited for only briefly. A broker that has not taken a message is left alone for a while.
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
# So many threads may hang in a broker that takes a connection and says nothing.
HANGING = 4
# A connection that the broker has closed meanwhile is replaced at once; Celery would else wait for seconds.
_AT_ONCE = {"max_retries": 1, "interval_start": 0}
# How long a task may take, its worker knows; Celery would send along what this process has been told.
_WORKERS_LIMITS: Any = {"time_limit": None, "soft_time_limit": None}
logger = logging.getLogger(__name__)


class _Broker:
    """What this process knows of its broker."""

    def __init__(self) -> None:
        self.breaker = CircuitBreaker("The broker", REST_SECONDS)
        self.hanging: list[_Sender] = []

    def allows(self) -> bool:
        if not self.breaker.allows():
            return False
        self.hanging = [one for one in self.hanging if one.is_alive()]
        if len(self.hanging) < HANGING:
            return True
        self.breaker.failed(TimeoutError("earlier messages still wait"))
        return False

    def hangs(self, sender: _Sender) -> None:
        self.hanging.append(sender)
        self.breaker.failed(TimeoutError(f"no answer within {WAIT_SECONDS} s"))


class _Sender(threading.Thread):
    """Sends one message; `sent` once the broker has it."""

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
            # A site may listen to Celery's signals, and use the database there.
            connections.close_all()


_broker = _Broker()


def send(task: str, *arguments: int, expires: int | None = None) -> bool:
    """Whether the broker has taken the message. Not where it is down, hung or full, or was a moment ago.
    Nobody works on it after `expires` seconds, if given.
    """
    if not _broker.allows():
        return False
    sender = _Sender(_broker, _app(), task, arguments, expires)
    sender.start()
    sender.join(WAIT_SECONDS)
    if sender.is_alive():
        # It may be sent yet; whatever is asked for by a task may happen twice.
        _broker.hangs(sender)
    if sender.fault:
        raise sender.fault
    return sender.sent


def _is_the_brokers(app: Celery, error: Exception) -> bool:
    """Whether the error is one of those that the broker's transport calls its own."""
    transport = app.connection_for_write()
    own: tuple[Any, ...] = (*transport.connection_errors, *transport.channel_errors)
    return isinstance(error, (KombuError, OSError, *own))


_app_of_parent = False


def _app() -> Celery:
    """The site's Celery application, with no connection that another process uses as well."""
    global _app_of_parent
    app: Any = app_or_default()
    if _app_of_parent:
        _app_of_parent = False
        pools.producers.clear()
        pools.connections.clear()
        app._after_fork()
    return app


def _begin_anew() -> None:
    """In a process that has just been forked: the threads, and whoever held a lock, stayed behind."""
    global _app_of_parent, _broker
    _app_of_parent, _broker = True, _Broker()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
