"""Readers and editors of a run: their requests, the responses, and how long those take."""

from __future__ import annotations

import http.client
import re
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from conflictdesk.newsroom.sample.people import PASSWORD

PATIENCE = 60
FORM = "application/x-www-form-urlencoded"
# The status of a response that never came.
LOST = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: `at` is its beginning by the monotonic clock, `seconds` the time until it was
    complete.
    """

    path: str
    status: int
    seconds: float
    text: str
    at: float


def ask(
    port: int, path: str, form: dict[str, object] | None = None, cookies: dict[str, str] | None = None
) -> Answer:
    """Sends a request as a browser without a cache would, and returns the response; sends and keeps
    cookies.
    """
    began = time.monotonic()
    jar = cookies if cookies is not None else {}
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in jar.items())} if jar else {}
        body = urlencode(form, doseq=True) if form is not None else None
        connection.request(
            "POST" if body is not None else "GET", path, body,
            headers | ({"Content-Type": FORM} if body is not None else {}),
        )  # fmt: skip
        response = connection.getresponse()
        text = response.read().decode(errors="replace")
        for cookie in response.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            jar[name] = value
        connection.close()
    except (OSError, http.client.HTTPException) as error:
        return Answer(path, LOST, time.monotonic() - began, repr(error), began)
    return Answer(path, response.status, time.monotonic() - began, text, began)


@contextmanager
def regularly(seconds: float, act: Callable[[int], None]) -> Iterator[None]:
    """Calls `act` once every so many seconds while it lasts, whether the calls before have ended or not."""
    stopped = threading.Event()
    acts: list[threading.Thread] = []

    def run() -> None:
        begun = time.monotonic()
        number = 0
        while not stopped.wait(max(begun + number * seconds - time.monotonic(), 0)):
            acts.append(threading.Thread(target=act, args=(number,), daemon=True))
            acts[-1].start()
            number += 1

    clock = threading.Thread(target=run, daemon=True)
    clock.start()
    try:
        yield
    finally:
        stopped.set()
        clock.join()
        for one in acts:
            one.join(PATIENCE)


class Editor:
    """A superuser, logged in to the admin."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}
        login = ask(port, "/admin/login/", cookies=self.cookies)
        assert login.status == 200, login.text
        answer = self.post("/admin/login/", {"username": "admin", "password": PASSWORD})
        assert answer.status == 302, answer.text

    def post(self, path: str, form: dict[str, object]) -> Answer:
        token = self.cookies.get("csrftoken", "")
        return ask(self.port, path, {**form, "csrfmiddlewaretoken": token}, self.cookies)

    def publish(self, section: int, title: str, words: str, situation: int) -> Answer:
        """Writes and publishes an article in one request; the status is 302 if that worked."""
        form: dict[str, object] = {
            **{"title": title, "slug": re.sub(r"\W+", "-", title.lower()), "standfirst": words},
            **{"byline": "", "dateline": "", "lead_image": "", "body-count": 0},
            **{"comments-TOTAL_FORMS": 0, "comments-INITIAL_FORMS": 0},
            **{"situations": situation, "action-publish": 1},
        }
        return self.post(f"/admin/pages/add/newsroom/articlepage/{section}/", form)

    def unpublish(self, page: int) -> Answer:
        return self.post(f"/admin/pages/{page}/unpublish/", {})
