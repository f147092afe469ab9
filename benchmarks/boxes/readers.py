"""Readers: connections that request one address again and again, as fast as it is answered."""

from __future__ import annotations

import http.client
import threading
import time
from dataclasses import dataclass, field

CONNECTIONS = 4
PATIENCE = 5
# The status of a response that never came.
LOST = 0


@dataclass(slots=True)
class Tally:
    """The number of responses by status, and the bytes of the last one."""

    statuses: dict[int, int] = field(default_factory=dict)
    size: int = 0

    def count(self, status: int, size: int) -> None:
        self.statuses[status] = self.statuses.get(status, 0) + 1
        self.size = size

    @property
    def answers(self) -> int:
        return sum(self.statuses.values())


def etag_of(port: int, path: str) -> str:
    """Returns the ETag of the response at an address; "" if it has none."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.getheader("ETag") or ""


def rate(port: int, path: str, seconds: float, etag: str = "") -> tuple[float, Tally]:
    """Returns the responses a second over several connections, as fast as they come, and their tally."""
    tallies = [Tally() for _ in range(CONNECTIONS)]
    end = time.monotonic() + seconds
    readers = [threading.Thread(target=_read, args=(port, path, end, etag, one)) for one in tallies]
    began = time.monotonic()
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    whole = Tally(size=tallies[0].size)
    for tally in tallies:
        for status, count in tally.statuses.items():
            whole.statuses[status] = whole.statuses.get(status, 0) + count
    return whole.answers / (time.monotonic() - began), whole


def _read(port: int, path: str, end: float, etag: str, tally: Tally) -> None:
    """Requests the address until the end; connects again, like a browser, if the server closed the
    connection.
    """
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    headers = {"If-None-Match": etag} if etag else {}
    while time.monotonic() < end:
        try:
            connection.request("GET", path, headers=headers)
            answer = connection.getresponse()
            tally.count(answer.status, len(answer.read()))
        except (http.client.HTTPException, OSError):
            tally.count(LOST, 0)
            connection.close()
    connection.close()
