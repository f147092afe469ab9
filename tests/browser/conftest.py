"""Real Chromium against a live server of the sample newsroom, with a real worker beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connections
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from conflictdesk.newsroom.sample.people import PASSWORD
from tests.worker import worker

# Playwright's loop runs in the thread of the tests, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
# A busy machine may be slow; what is wrong stays wrong.
SLOWEST = 30_000
expect.set_options(timeout=SLOWEST)
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SignIn = Callable[[str], Page]


@pytest.fixture
def chromium(transactional_db: None) -> Iterator[Browser]:
    """One a test, begun after the database is set up: while Playwright's loop runs, Django sees other
    connections than the ones that set up and take down the test's data.
    """
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield browser
        browser.close()
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


# Nothing else of its report is asked for, which takes axe most of its time.
AXE_OPTIONS = {"resultTypes": ["violations"], "preload": False}


def axe_violations(page: Page, **options: Any) -> list[dict[str, Any]]:
    """What axe finds on the page as it is; `options` are those of axe's `run`."""
    found: list[dict[str, Any]] = Axe().run(page, options=AXE_OPTIONS | options).response["violations"]
    return found


def next_is_ready(page: Page, cards: int = 1) -> None:
    """From here on a decision on the desk shows the next claim before it has arrived."""
    page.wait_for_function(
        """(cards) => window.wagtail.app.getControllerForElementAndIdentifier(
            document.getElementById("conflictdesk-queue"), "conflictdesk-queue").ahead.cards.size >= cards""",
        arg=cards,
    )
