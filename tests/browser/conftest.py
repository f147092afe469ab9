"""Real Chromium against a live server of the sample newsroom, with a real worker beside it."""

from __future__ import annotations

import asyncio
import os
import time
from asyncio import events
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from conflictdesk.newsroom.sample.people import PASSWORD
from tests.browser.chromium import address
from tests.worker import worker

# Playwright's loop runs in the thread of the tests, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A busy machine may be slow; what is wrong stays wrong.
SLOWEST = 30_000
expect.set_options(timeout=SLOWEST)
SignIn = Callable[[str], Page]


@dataclass
class Connection:
    """This process's line to the run's Chromium, and Playwright's loop behind it."""

    browser: Browser
    loop: asyncio.AbstractEventLoop


@pytest.fixture(scope="session")
def connection() -> Iterator[Connection]:
    with sync_playwright() as playwright:
        loop = asyncio.get_running_loop()
        yield_to_django()
        with playwrights_turn(loop):
            browser = playwright.chromium.connect(address())
        yield Connection(browser, loop)
        events._set_running_loop(loop)
        browser.close()


def yield_to_django() -> None:
    events._set_running_loop(None)


@contextmanager
def playwrights_turn(loop: asyncio.AbstractEventLoop) -> Iterator[None]:
    """While Playwright's loop runs in this thread, Django sees other connections than the ones that set up
    and take down the test's data: the loop is said to run within a test only.
    """
    events._set_running_loop(loop)
    try:
        yield
    finally:
        yield_to_django()


@pytest.fixture
def chromium(transactional_db: None, connection: Connection) -> Iterator[Browser]:
    """The run's, begun after the database is set up."""
    with playwrights_turn(connection.loop):
        yield connection.browser
        connections.close_all()


@pytest.fixture
def newsroom(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """The address of the sample newsroom, its worker running."""
    call_command("load_sample")
    with worker():
        yield live_server.url


@pytest.fixture
def visitors(chromium: Browser) -> Iterator[Callable[..., BrowserContext]]:
    """Makes people with a browser of their own, each with no cookies to start with."""
    contexts: list[BrowserContext] = []

    def visitor(**options: Any) -> BrowserContext:
        contexts.append(chromium.new_context(**options))
        contexts[-1].set_default_timeout(SLOWEST)
        return contexts[-1]

    yield visitor
    for context in contexts:
        context.close()


@pytest.fixture
def sign_in(newsroom: str, visitors: Callable[..., BrowserContext]) -> SignIn:
    """A page of the admin, signed in as one of the sample's people."""

    def signed_in(username: str) -> Page:
        page = visitors().new_page()
        page.goto(f"{newsroom}/admin/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(f"{newsroom}/admin/")
        return page

    return signed_in


def log_in(page: Page, user: User, url: str) -> None:
    """As the form of the log-in does, without its two pages."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    page.context.add_cookies([{"name": cookie.key, "value": cookie.value, "url": url}])


class Traffic:
    """The requests of a page that have no answer yet.

    Playwright's own state "networkidle" is lost, and waited for in vain, where a page that is slow to load
    asks for something after half a second without a request.
    """

    QUIET = 0.5

    def __init__(self, page: Page) -> None:
        self.page = page
        self.open: set[Request] = set()
        self.changed = time.monotonic()
        page.on("request", self._began)
        page.on("requestfinished", self._ended)
        page.on("requestfailed", self._ended)

    def goto(self, address: str) -> None:
        """Opens the address, and waits until half a second has passed in which nothing was asked for."""
        self.open.clear()
        self.page.goto(address)
        end = time.monotonic() + SLOWEST / 1000
        while self.open or time.monotonic() - self.changed < self.QUIET:
            assert time.monotonic() < end, f"No answer yet: {[request.url for request in self.open]}"
            self.page.wait_for_timeout(50)

    def _began(self, request: Request) -> None:
        self.open.add(request)
        self.changed = time.monotonic()

    def _ended(self, request: Request) -> None:
        self.open.discard(request)
        self.changed = time.monotonic()


# Nothing else of its report is asked for, which takes axe most of its time.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}
# Wagtail's editor has an axe of its own, perhaps of another version, under the same name.
ADD_AXE = f"() => {{ {AXE_SCRIPT}; window.axeOfTests = window.axe; }}"
RUN_AXE = "(options) => axeOfTests.run(options).then((results) => results.violations)"


def axe_violations(page: Page, **options: Any) -> list[dict[str, Any]]:
    """What axe finds on the page as it is; `options` are those of axe's `run`."""
    if not page.evaluate("'axeOfTests' in window"):
        page.evaluate(ADD_AXE)
    found: list[dict[str, Any]] = page.evaluate(RUN_AXE, AXE_OPTIONS | options)
    return found


def next_is_ready(page: Page, cards: int = 1) -> None:
    """From here on a decision on the desk shows the next claim before it has arrived."""
    page.wait_for_function(
        """(cards) => window.wagtail.app.getControllerForElementAndIdentifier(
            document.getElementById("conflictdesk-queue"), "conflictdesk-queue").ahead.cards.size >= cards""",
        arg=cards,
    )


# To be run before a page's own scripts, for `edits_are_watched`.
WATCH_EDITS = """
    addEventListener("w-unsaved:watch-edits", () => { window.watchedSince = performance.now(); });
"""


def edits_are_watched(page: Page) -> None:
    """From here on Wagtail takes what is typed for a change: it has noted what the form held at first."""
    page.wait_for_function("() => window.watchedSince && performance.now() - window.watchedSince > 2500")
