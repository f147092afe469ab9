"""Nothing that is not approved, live and open to everyone is in a box, on a page or at its address."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from conflictdesk.drawing import lettering
from conflictdesk.ledger.models import Claim, Situation, Snapshot
from conflictdesk.newsroom.models import ArticlePage
from tests import hidden

pytestmark = pytest.mark.django_db


@pytest.fixture
def situation(hiding: Situation, db: None) -> Situation:
    """A situation in which much is hidden."""
    return Situation.objects.get(pk=hiding.pk)


# Articles that are public, whatever became of their facts: their titles are nobody's secret.
TITLES = re.compile(r"News of (?:Waiting|Rejected|Reopened|Rewritten)ville")
# What an article said before it was rewritten is named once, in the log of corrections.
CORRECTED = ("7777", "7,777", "Rewrittenville")


def _leaks(html: str) -> list[str]:
    """What is hidden and in the HTML, titles of public articles aside."""
    return hidden.leaks(TITLES.sub("", html))


def test_there_is_something_that_could_leak(situation: Situation) -> None:
    known = {claim.proposal["place"]["name"] for claim in Claim.objects.all()}
    assert known == {hidden.SHOWN["place"], *(place for _, place in hidden.HIDDEN.values())}


OUTPUTS = [
    "/situations/mosul/en/",
    "/situations/mosul/ar/",
    "/situations/mosul/en/?type=clash",
    "/situations/mosul/en/changes.atom",
    "/conflictdesk/embed/mosul/en/",
    "/conflictdesk/oembed/?url=http://localhost/situations/mosul/en/",
]


def test_no_other_output_shows_more(situation: Situation) -> None:
    html = {path: Client().get(path).content.decode() for path in OUTPUTS}
    for path, told in html.items():
        leaks = [needle for needle in (*_leaks(told), "8,888") if needle in told]
        assert [needle for needle in leaks if needle not in (*CORRECTED, path)] == [], path
    assert [path for path, told in html.items() if "1,111" not in told] == OUTPUTS[-1:]


def test_a_past_day_shows_no_more_than_today(situation: Situation) -> None:
    """Some of what is hidden now was public for a moment: its snapshots are still there."""
    stored = "".join(str(one.content) for one in Snapshot.objects.filter(situation=situation))
    assert "Unpublishedville" in stored
    html = Client().get(f"/situations/mosul/en/?on={timezone.localdate()}").content.decode()
    told = html[: html.index('id="corrections"')]
    assert ("1,111" in told, _leaks(told)) == (True, [])


def test_the_corrections_name_nothing_that_is_not_public(situation: Situation) -> None:
    html = Client().get("/situations/mosul/en/").content.decode()
    log = html[html.index('id="corrections"') :]
    assert "A fact was withdrawn together with its article." in log
    assert [needle for needle in _leaks(log) if needle not in CORRECTED] == []


def test_the_picture_shows_what_is_public_and_nothing_else(
    situation: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    shaped = lettering.shaped
    monkeypatch.setattr(lettering, "shaped", lambda text, rtl: written.append(text) or shaped(text, rtl))
    assert Client().get("/situations/mosul/en/picture.png").status_code == 200
    assert "1,111" in written
    assert _leaks(" ".join(written)) == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_address_shows_what_is_public_and_nothing_else(situation: Situation, language: str) -> None:
    html = Client().get(f"/conflictdesk/boxes/mosul/{language}/").content.decode()
    assert ("1,111" in html, "Openville" in html) == (True, True)
    assert _leaks(html) == []
    assert "8,888" not in html


def test_a_page_shows_what_is_public_and_nothing_else(situation: Situation) -> None:
    page = ArticlePage.objects.get(title="News of Openville")
    html = Client().get(page.url).content.decode()
    assert ("1,111" in html, "<conflictdesk-box" in html) == (True, True)
    assert _leaks(html) == []


def test_what_is_withdrawn_leaves_the_cache_with_the_commit(
    situation: Situation, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert "1,111" in Client().get("/conflictdesk/boxes/mosul/en/").content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        ArticlePage.objects.get(title="News of Openville").unpublish()
    html = Client().get("/conflictdesk/boxes/mosul/en/").content.decode()
    assert ("1,111" in html, "Openville" in html) == (False, False)
    assert "No confirmed figures yet" in html
