"""A Celery broker that keeps messages as files and hands out whole messages only: kombu's file-system
transport, with renames.

kombu writes a message under its final name: a consumer may take it half written, fail to decode it, and
its worker ends (celery/kombu#1551). kombu also rewrites its tables of bindings in place. Here every file
appears by a rename, which is all or nothing, and a message belongs to the consumer whose rename
succeeds.

    DATA/QUEUE.queue/NANOSECONDS-UUID.msg     waits (.msg.new: being written, .taken: being read)
    DATA/unreadable/NANOSECONDS-UUID.QUEUE    the latest files that could not be read as messages
    CONTROL/EXCHANGE.exchange                 a table of bindings; .exchange.lock is held to replace it

A consumer that dies loses the message that it has taken: the sender must notice, as the outbox does.
Nothing is synced to the disk: messages that a power cut damages are set aside.
"""

from __future__ import annotations

import errno
import fcntl
import logging
import os
import shutil
import time
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from queue import Empty
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from kombu.transport import filesystem, virtual
from kombu.transport.filesystem import exchange_queue_t
from kombu.utils.json import dumps, loads

from conflictdesk.newsroom.configuration.private_files import make_folder, opener

# Writing or reading takes milliseconds: a half-written file older than this was left by a killed process.
LEFT_NANOSECONDS = 3_600 * 10**9
UNREADABLE_KEPT = 100
# Some decoders repeat their whole input in their errors.
REASON_LENGTH = 200
# A worker that must end notices after one or two waits for messages; without this each would take 2 s.
WAIT_SECONDS = 0.2
# The errors that decoders raise for damaged bytes: JSON's, and those of the types that kombu adds to it.
DAMAGED = (ValueError, TypeError, AttributeError, ArithmeticError, LookupError, RecursionError)
logger = logging.getLogger(__name__)
Table = list[exchange_queue_t]


class Channel(filesystem.Channel):
    """A channel whose queues are folders. Raises OSError, when it connects, if the disk is full or a
    folder cannot be used.
    """

    def __init__(self, connection: Any, **options: Any) -> None:
        super().__init__(connection, **options)
        try:
            for folder in {self.data_folder_in, self.data_folder_out, self.control_folder}:
                _make_usable(Path(folder))
        except OSError:
            connection.close_channel(self)
            raise
        self._listed: defaultdict[str, deque[str]] = defaultdict(deque)

    def _put(self, queue: str, payload: Any, **_: Any) -> None:  # type: ignore[override]
        folder = _queue_folder(self.data_folder_out, queue)
        make_folder(folder)
        _write_whole(folder / f"{_name()}.msg", dumps(payload))

    def _get(self, queue: str, timeout: float | None = None) -> Any:
        """Returns the oldest waiting message that can be read. Raises Empty if there is none."""
        folder = _queue_folder(self.data_folder_in, queue)
        for name in self._waiting(queue, folder):
            taken = folder / f"{_name()}.taken"
            try:
                (folder / name).rename(taken)
            except FileNotFoundError:  # Another consumer was first.
                continue
            if (message := self._read(taken)) is not None:
                return message
        raise Empty

    def _waiting(self, queue: str, folder: Path) -> Iterator[str]:
        """Yields the names of messages, oldest first: the rest of the last listing, then one new
        listing. Sorting a long queue anew for each message would take most of the time.
        """
        listed = self._listed[queue]
        while listed:
            yield listed.popleft()
        names = _names(folder)
        _remove_left(folder, names)
        listed.extend(sorted(filter(_is_message, names)))
        while listed:
            yield listed.popleft()

    def _read(self, taken: Path) -> dict[str, Any] | None:
        """Returns the message of a file and removes the file; None if it cannot be read and was set
        aside.
        """
        try:
            if not taken.is_file():  # Reading a pipe would never end.
                raise TypeError("no regular file")
            message: dict[str, Any] = loads(taken.read_bytes())
            self._check(message)
        except (OSError, *DAMAGED) as error:
            self._set_aside(taken, error)
            return None
        with suppress(OSError):  # The message counts as read; the file is removed later.
            taken.unlink()
        return message

    def _check(self, message: dict[str, Any]) -> None:
        """Decodes a message as its consumer will. Raises one of DAMAGED if that fails."""
        made = self.Message(message, channel=self)
        if not isinstance(made.headers, dict) or not isinstance(made.delivery_tag, str):
            raise TypeError("no headers or no delivery tag")
        _ = made.delivery_info["exchange"], made.delivery_info["routing_key"]

    def _set_aside(self, taken: Path, error: Exception) -> None:
        folder = Path(self.data_folder_in) / "unreadable"
        kept = folder / f"{taken.stem}.{taken.parent.stem}"
        reason = repr(error)[:REASON_LENGTH]
        logger.error("A message cannot be read and is kept as %s: %s", kept, reason)
        with suppress(OSError):  # A file that cannot be kept is removed later.
            make_folder(folder)
            taken.rename(kept)
            for name in sorted(_names(folder))[:-UNREADABLE_KEPT]:
                _remove(folder / name)

    def _new_queue(self, queue: str, **_: Any) -> None:
        """Makes the queue's folder and moves into it messages that kombu's own transport left, which has
        one folder for all queues.
        """
        folder = _queue_folder(self.data_folder_in, queue)
        make_folder(folder)
        for left in Path(self.data_folder_in).glob("*.msg"):
            if left.name.partition(".")[2] == f"{queue}.msg":
                with suppress(FileNotFoundError):  # Another process takes it over.
                    left.rename(folder / f"{_name(left.stat().st_mtime_ns)}.msg")

    def _size(self, queue: str) -> int:
        return sum(map(_is_message, _names(_queue_folder(self.data_folder_in, queue))))

    def _purge(self, queue: str) -> int:
        """Removes the waiting messages and returns how many there were."""
        folder = _queue_folder(self.data_folder_in, queue)
        waiting = [*filter(_is_message, _names(folder))]
        for name in waiting:
            (folder / name).unlink(missing_ok=True)
        return len(waiting)

    def _delete(self, queue: str, *binding: Any, **_: Any) -> None:
        """Removes a queue with its waiting messages, and its binding: exchange, routing key, pattern,
        queue.
        """
        exchange, routing_key, pattern, *_rest = binding
        self._purge(queue)
        with suppress(OSError):  # It does not exist, or somebody writes to it just now.
            _queue_folder(self.data_folder_in, queue).rmdir()
        gone = exchange_queue_t(routing_key or "", pattern or "", queue)
        self._change_table(exchange, lambda table: [one for one in table if one != gone])

    def get_table(self, exchange: str) -> Table:  # type: ignore[override]
        """Returns the bindings of an exchange; [] if there are none or if the table is damaged."""
        try:
            return _read_table(self._exchange_file(exchange))
        except DAMAGED:
            return self._change_table(exchange, lambda table: table)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str | None, queue: str) -> None:
        new = exchange_queue_t(routing_key or "", pattern or "", queue or "")
        self._change_table(exchange, lambda table: table if new in table else [new, *table])

    def _change_table(self, exchange: str, change: Callable[[Table], Table]) -> Table:
        """Replaces a table in one step and returns it. The lock is held on another file, which is never
        replaced.
        """
        file = self._exchange_file(exchange)
        make_folder(file.parent)
        with open(f"{file}.lock", "w", opener=opener) as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            try:
                before: Table | None = _read_table(file)
            except DAMAGED as error:
                logger.error("The bindings in %s cannot be read and are made anew: %r", file, error)
                before = None
            after = change(before or [])
            if after != before:
                _write_whole(file, dumps(after))
        return after

    def _exchange_file(self, exchange: str) -> Path:
        return self.control_folder / f"{quote(exchange, safe='')}.exchange"


class Transport(filesystem.Transport):
    """A transport that treats a full or missing disk as a broker that is down: senders get kombu's
    OperationalError, workers connect again.
    """

    Channel = Channel
    connection_errors = (*filesystem.Transport.connection_errors, OSError)
    global_state = virtual.BrokerState()

    def drain_events(self, connection: Any, timeout: float | None = None, **_: Any) -> None:
        """Hands out one message. Raises TimeoutError if none came, after WAIT_SECONDS at the latest;
        without a timeout waits for ever.
        """
        super().drain_events(connection, timeout=timeout and min(timeout, WAIT_SECONDS))


def _queue_folder(folder: str, queue: str) -> Path:
    """Returns the folder of a queue's messages, which is directly below the given folder whatever the
    queue's name.
    """
    return Path(folder) / f"{quote(queue, safe='@')}.queue"


def _make_usable(folder: Path) -> None:
    """Makes the folder. Raises OSError if this user cannot make it or write to it."""
    make_folder(folder)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(folder))


def _name(nanoseconds: int | None = None) -> str:
    """Returns a unique name that sorts by the time: the present, unless another time is given."""
    return f"{nanoseconds or time.time_ns()}-{uuid4()}"


def _is_message(name: str) -> bool:
    return name.endswith(".msg")


def _names(folder: Path) -> list[str]:
    try:
        return [entry.name for entry in os.scandir(folder)]
    except FileNotFoundError:
        return []


def _remove_left(folder: Path, names: list[str]) -> None:
    """Removes files that killed processes left half written or half read."""
    before = time.time_ns() - LEFT_NANOSECONDS
    for name in names:
        began = name.partition("-")[0]
        if not _is_message(name) and began.isdecimal() and int(began) < before:
            _remove(folder / name)


def _remove(path: Path) -> None:
    """Removes a file, or a folder with its contents."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _read_table(file: Path) -> Table:
    """Returns the table in the file; [] if there is no such file. Raises one of DAMAGED if the file
    contains no table.
    """
    try:
        return [exchange_queue_t(*row) for row in loads(file.read_bytes())]
    except FileNotFoundError:
        return []


def _write_whole(file: Path, text: str) -> None:
    """Writes a file beside it, then renames that. If writing fails, the old file stays as it was."""
    new = Path(f"{file}.new")
    try:
        with open(new, "w", encoding="utf-8", opener=opener) as half:
            half.write(text)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
