"""A table of every address of the plugin and nine roles: who gets what, what it gives away, what it changes.

The tables are in `desk`, `registry`, `choosers`, `bulk`, `reports` and `public`. A line is a row, a method,
and a cell for each role: the status, “login” for those who are sent to log in, “home” for those who are sent
to the admin's first page. “:sees” follows where the answer has the secret that the row is about, or any
secret where it is about none, “:shown” where it has the public figure, and “:done” where something was
changed. A new address needs a line in its table, and in `requests` what it is asked with.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from tests.shared_database import rolled_back

from . import addresses, answers, bulk, choosers, desk, public, registry, reports, requests, secrets
from .answers import Fingerprint
from .people import ROLES
from .secrets import Planted

pytestmark = pytest.mark.django_db
WRITING = ("POST", "PUT", "PATCH", "DELETE")
TOKEN = "t" * 32
Cells = dict[str, str]


def lines(*tables: str) -> dict[tuple[str, str], Cells]:
    """The tables' cells by row and method."""
    found: dict[tuple[str, str], Cells] = {}
    for line in "\n".join(tables).splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            row, method, *cells = line.split()
            assert (row, method) not in found, f"{row} {method} stands there twice"
            found[row, method] = dict(zip(ROLES, cells, strict=True))
    return found


TABLE = lines(*(area.TABLE for area in (desk, registry, choosers, bulk, reports, public)))
ROWS = list(dict.fromkeys(row for row, _ in TABLE))
ADDRESSES = addresses.every()


@dataclass
class Site:
    """The planted site, a browser for each role, and the rows before anything is asked."""

    planted: Planted
    browsers: dict[str, Client]
    before: Fingerprint


@pytest.fixture(scope="module")
def site(django_db_setup: None, django_db_blocker: Any) -> Iterator[Site]:
    """Made once for all rows, and rolled back after them."""
    with rolled_back(django_db_blocker):
        planted = secrets.plant()
        browsers = {role: _browser(user) for role, user in planted.people.items()}
        yield Site(planted, browsers, answers.fingerprint())


def _browser(user: Any) -> Client:
    browser = Client(enforce_csrf_checks=True)
    if user is not None:
        browser.force_login(user)
    browser.cookies[settings.CSRF_COOKIE_NAME] = TOKEN
    return browser


@dataclass
class Answer:
    """What came back, and what it changed: that is taken back already."""

    status: str
    text: str
    wrote: bool


def ask(site: Site, role: str, row: str, method: str) -> Answer:
    """What that role gets. Nothing of it stays."""
    with transaction.atomic():
        response = request(site, role, row, method, token=True)
        answer = Answer(answers.status(response), answers.text(response), False)
        if method in WRITING:
            answer.wrote = answers.fingerprint() != site.before
        transaction.set_rollback(True)
    # What a page wants to say on the next one is no part of the next answer.
    site.browsers[role].cookies.pop("messages", None)
    return answer


def request(site: Site, role: str, row: str, method: str, *, token: bool) -> Any:
    """The response to that role, with a token that the site has given it or without."""
    name, _ = requests.parts(row)
    address = ADDRESSES[name]
    path = address.path(requests.values(row, site.planted)) + requests.query(row, site.planted)
    headers = {"X-CSRFToken": TOKEN} if token else {}
    browser = site.browsers[role]
    if method == "POST":
        return browser.post(path, requests.data(row, site.planted), headers=headers)
    return browser.generic(method, path, headers=headers)


def cell(row: str, method: str, answer: Answer) -> str:
    """The answer in the words of the tables."""
    words = [answer.status]
    if method == "GET":
        words += [*_sees(row, answer), *_shown(row, answer)]
    elif answer.wrote:
        words.append("done")
    return ":".join(words)


def _sees(row: str, answer: Answer) -> list[str]:
    _, case = requests.parts(row)
    seen = secrets.seen(answer.text)
    return ["sees"] if (case in seen if case in secrets.MAY_SEE else seen) else []


def _shown(row: str, answer: Answer) -> list[str]:
    return ["shown"] if row.startswith(public.PREFIXES) and answers.shows(answer.text) else []


def leaks(role: str, answer: Answer) -> set[str]:
    """The secrets in the answer that are none of this role's business."""
    return {name for name in secrets.seen(answer.text) if role not in secrets.MAY_SEE[name]}


def test_every_address_has_a_row_and_every_row_an_address() -> None:
    assert {requests.parts(row)[0] for row in ROWS} == set(ADDRESSES)


def test_there_is_something_that_could_leak(site: Site) -> None:
    stored = str(site.before)
    assert secrets.seen(stored) == set(secrets.MAY_SEE)
    assert answers.shows(stored)


@pytest.mark.parametrize(("row", "method"), [pytest.param(*key, id="-".join(key)) for key in TABLE])
def test_what_each_role_gets_and_changes(site: Site, row: str, method: str) -> None:
    found = {role: ask(site, role, row, method) for role in ROLES}
    assert {role: cell(row, method, answer) for role, answer in found.items()} == TABLE[row, method]
    assert {role: held for role, answer in found.items() if (held := leaks(role, answer))} == {}


REFUSED = {"405", "403", "404", "login", "home"}
# One row for each address: what a case changes, no other method sees.
PLAIN = list({requests.parts(row)[0]: row for row in reversed(ROWS)}.values())[::-1]


@pytest.mark.parametrize("row", PLAIN)
def test_another_method_does_no_more_than_the_tables_say(site: Site, row: str) -> None:
    """With a token. Wagtail's forms take PUT for POST, and DELETE where they delete: by the same rights."""
    for role in ("anonymous", "journalist", "admin"):
        told = [TABLE[row, one][role].split(":") for one in ("GET", "POST") if (row, one) in TABLE]
        usual, may_write = REFUSED | {one[0] for one in told}, any("done" in one for one in told)
        for method in [one for one in ("GET", *WRITING) if (row, one) not in TABLE]:
            answer = ask(site, role, row, method)
            assert (answer.status in usual, answer.wrote and not may_write) == (True, False), (role, method)
            assert leaks(role, answer) == set(), (role, method)


@pytest.mark.parametrize("row", PLAIN)
def test_without_a_token_nothing_is_done(site: Site, row: str) -> None:
    """Whoever it is: another site has sent them here. What machines read takes no form, with or without."""
    roles = ROLES if (row, "POST") in TABLE else ("anonymous", "admin")
    with transaction.atomic():
        found = {
            (role, method): answers.status(request(site, role, row, method, token=False))
            for role in roles
            for method in WRITING
        }
        changed = answers.fingerprint() != site.before
        transaction.set_rollback(True)
    refused = {"403", "405"} if row.startswith(public.PREFIXES) else {"403"}
    assert (set(found.values()) - refused, changed) == (set(), False), found
