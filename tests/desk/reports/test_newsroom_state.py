"""The state of the newsroom in words: on the queue, on the first page, as a report; and who sees it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission, User
from django.db import connection
from django.db.models.functions import Now
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django.fixtures import Settings

from conflictdesk.api import probes
from conflictdesk.desk.queue.queue_views import PART
from conflictdesk.desk.reports import newsroom_state
from conflictdesk.desk.reports.newsroom_state import Observed
from conflictdesk.ledger.extractions.backlog import Waiting
from conflictdesk.ledger.extractions.heartbeats import Seen
from conflictdesk.ledger.models import Claim, Extraction, Heartbeat
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import soup, url, words
from tests.factories import EditorFactory, UserFactory, article
from tests.failing_cache import DOWN, breaking

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2017, 6, 28, 14, 2, tzinfo=UTC)
# For 20 s more it is "2 minutes ago", and no alarm: so long may a test take.
RECENTLY = 100
REPORT = "/admin/reports/facts/state/"


def seen(**ages: float) -> dict[str, Seen]:
    return {name: Seen(LONG_AGO, seconds) for name, seconds in ages.items()}


def observed(
    ages: dict[str, Seen] | None = None, *, waiting: int = 0, waits: float = 0, failed: int = 0,
    first_text: float | None = None,
) -> Observed:  # fmt: skip
    oldest = Waiting(7, "A city empties", LONG_AGO, waits) if waiting else None
    return Observed(ages or {}, waiting, oldest, failed, first_text)


GONE = seen(worker=600, scheduled=600, sweep=600)
SILENT = "The worker that reads articles has not been seen since 28 June 2017, 14:02."


@pytest.mark.parametrize(
    ("part", "found", "condition", "told"),
    [
        ("worker", observed(), "unknown", "No worker that reads articles has been seen yet."),
        ("worker", observed(waiting=1, waits=121), "late",
         "No worker that reads articles has been seen yet."),
        ("worker", observed(seen(worker=12.3)), "well",
         "The worker that reads articles was seen 12 seconds ago."),
        ("worker", observed(seen(worker=600)), "unknown",
         "The worker that reads articles was last seen at work: 28 June 2017, 14:02."),
        ("worker", observed(seen(worker=600), waiting=1, waits=121), "late", SILENT),
        ("worker", observed(GONE), "late", SILENT),
        ("sweep", observed(), "unknown", "No sweep has run yet."),
        ("sweep", observed(first_text=600), "late", "No sweep has run yet."),
        ("sweep", observed(seen(sweep=0)), "well", "The last sweep ended 1 second ago."),
        ("sweep", observed(GONE), "late", "No sweep has run since 28 June 2017, 14:02."),
        ("texts", observed(), "well", "No text waits to be read."),
        ("texts", observed(waiting=1, waits=10), "well",
         "1 text waits to be read, since 28 June 2017, 14:02."),
        ("texts", observed(waiting=1200, waits=301), "late",
         "1200 texts wait to be read, the oldest since 28 June 2017, 14:02."),
        ("failures", observed(), "well", "No article has failed to be read."),
        ("failures", observed(failed=1), "failed", "1 live article could not be read."),
        ("failures", observed(failed=3), "failed", "3 live articles could not be read."),
    ],
)  # fmt: skip
def test_each_part_in_words(part: str, found: Observed, condition: str, told: str) -> None:
    arguments = (found, AnonymousUser()) if part == "texts" else (found,)
    made = getattr(newsroom_state, part)(*arguments)
    assert (made.condition, made.words) == (condition, told)
    assert bool(made.advice) == (condition != "well")


def test_what_to_do_about_texts_that_wait_depends_on_the_worker() -> None:
    late = {"waiting": 5, "waits": 301.0}
    assert [
        newsroom_state.texts(observed(ages, **late), AnonymousUser()).advice  # type: ignore[arg-type]
        for ages in (GONE, seen(worker=5))
    ] == [
        "They are read when the worker is back.",
        "A whole archive takes its time. Otherwise let more workers run.",
    ]


def beats(**seconds: float) -> None:
    """Records that each part was last seen so many seconds ago."""
    for name, ago in seconds.items():
        Heartbeat.objects.create(name=name, at=Now() - timedelta(seconds=ago))


NOTICE = ".conflictdesk-state strong"


@pytest.mark.parametrize(
    ("answers", "advice"),
    [
        (True, {"Worker": "Start the worker again",
                "Sweep": "Start the scheduler (beat) and a worker",
                "Texts": "They are read when the worker is back."}),
        (False, {"Broker": "Start it again",
                 "Worker": "The broker, which hands texts to the worker, does not answer",
                 "Sweep": "The broker does not answer",
                 "Texts": "They are read when the broker answers."}),
    ],
)  # fmt: skip
def test_who_gets_no_messages_is_not_blamed(
    answers: bool, advice: dict[str, str], page: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> None:
        if not answers:
            raise ConnectionRefusedError

    monkeypatch.setattr(probes, "broker", probes.Probe("broker", ask))
    beats(worker=600, scheduled=600, sweep=600)
    Extraction.objects.update(state="queued", requested_at=Now() - timedelta(seconds=310))
    late = newsroom_state.NewsroomState(EditorFactory()).late
    told = {part.name: re.split(", or tell|: start", part.advice)[0] for part in late}
    assert (told, [*told]) == (advice, [*advice])


def test_a_broker_is_asked_only_where_the_worker_is_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(probes, "broker", probes.Probe("broker", lambda: asked.append("broker")))
    beats(worker=1, scheduled=1, sweep=1)
    assert newsroom_state.NewsroomState(EditorFactory()).late == []
    assert asked == []


def test_a_sweep_that_nobody_has_set_up_is_noticed(page: ArticlePage) -> None:
    beats(worker=1)
    Extraction.objects.update(state="done", requested_at=Now() - timedelta(seconds=310))
    assert [part.words for part in newsroom_state.NewsroomState(EditorFactory()).late] == [
        "No sweep has run yet."
    ]


def test_a_newsroom_that_is_well_says_so_in_one_quiet_line(desk: Client, queue_url: str) -> None:
    beats(worker=RECENTLY, scheduled=RECENTLY, sweep=RECENTLY)
    response = desk.get(queue_url)
    assert words(response, NOTICE) == []
    assert words(response, ".conflictdesk-state-line") == [
        "The worker that reads articles was seen 2 minutes ago. The last sweep ended 2 minutes ago. "
        "No text waits to be read. No article has failed to be read. State of the newsroom"
    ]


def test_what_stands_still_is_said_above_the_card_and_on_the_first_page(
    desk: Client, claims: list[Claim], queue_url: str
) -> None:
    beats(worker=600, scheduled=600, sweep=RECENTLY)
    Extraction.objects.filter(pk=article("One.", title="Waits").conflictdesk_extractions.get().pk).update(
        requested_at=Now() - timedelta(seconds=310)
    )
    queue, first, notice = desk.get(queue_url), desk.get("/admin/"), desk.get(url("notice"))
    for page in (queue, first, notice):
        told = words(page, NOTICE)
        assert [one.partition(" since ")[0] for one in told] == [
            "The worker that reads articles has not been seen",
            "1 text waits to be read,",
        ]
        assert [link["href"] for link in soup(page).select(".conflictdesk-state a")] == [REPORT]
    assert words(queue, ".conflictdesk-headline") == ["At least 750,000 people displaced in Mosul — UN"]
    assert words(queue, ".conflictdesk-state-line")[0].startswith("The last sweep ended 2 minutes ago.")


def test_the_notice_is_asked_for_again_and_goes_when_all_is_well(desk: Client, queue_url: str) -> None:
    beats(worker=600, scheduled=600)
    again = soup(desk.get(queue_url)).select_one("[data-desk-refresh]")
    assert again is not None
    assert words(desk.get(again["data-desk-refresh"]), NOTICE) != []
    Heartbeat.objects.update(at=Now())
    newsroom_state.cache.delete(newsroom_state.KEY)
    assert desk.get(again["data-desk-refresh"]).content.strip() == b""


def test_failures_are_no_alarm_and_lead_to_the_reasons(
    desk: Client, page: ArticlePage, queue_url: str
) -> None:
    beats(worker=1, scheduled=1, sweep=1)
    Extraction.objects.filter(page=page).update(state="failed", error="ValueError: no")
    response = desk.get(queue_url)
    assert words(response, NOTICE) == []
    link = soup(response).select_one(".conflictdesk-state-line a")
    assert link is not None
    assert (link.get_text(), link["href"]) == ("Which?", f"{queue_url}#conflictdesk-unread")
    assert soup(response).select_one("#conflictdesk-unread") is not None


def test_the_next_card_and_an_articles_own_claims_ask_nothing_of_it(
    desk: Client, page: ArticlePage, claims: list[Claim], queue_url: str
) -> None:
    for query, headers in (({}, {PART: "1"}), ({"article": page.pk, "text": 1, "realis": "all"}, {})):
        with CaptureQueriesContext(connection) as caught:
            response = desk.get(queue_url, query, headers=headers)
        assert response.status_code == 200
        assert [one for one in caught.captured_queries if "heartbeat" in one["sql"]] == []


def test_who_has_the_desk_open_shares_what_was_found_out(desk: Client, claims: list[Claim]) -> None:
    beats(worker=600, scheduled=600)
    with CaptureQueriesContext(connection) as caught:
        for _ in range(3):
            desk.get(url("notice"))
    assert len([one for one in caught.captured_queries if "heartbeat" in one["sql"]]) == 1


@pytest.fixture
def _answering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Makes broker and cache answer without asking real ones."""
    for name in ("broker", "site_cache"):
        monkeypatch.setattr(probes, name, probes.Probe(name, lambda: None))


@pytest.mark.usefixtures("_answering")
def test_the_report_tells_all_and_what_to_do(
    desk: Client, page: ArticlePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse() -> None:
        raise ConnectionRefusedError("redis://:secret@10.0.0.7")

    monkeypatch.setattr(probes, "broker", probes.Probe("broker", refuse))
    beats(worker=RECENTLY, scheduled=RECENTLY, sweep=RECENTLY)
    response = desk.get(reverse("conflictdesk_state"))
    assert words(response, ".conflictdesk-state-report dt") == [
        "Worker", "Sweep", "Texts", "Failures", "Broker", "Cache", "Extractor",
    ]  # fmt: skip
    since = words(response, ".conflictdesk-state-report strong")[2]
    assert since.startswith("1 text waits to be read, since ")
    assert [one for one in words(response, ".conflictdesk-state-report dd") if since not in one] == [
        "The worker that reads articles was seen 2 minutes ago.",
        "The last sweep ended 2 minutes ago.",
        "No article has failed to be read.",
        "The broker, which hands texts to the worker, does not answer. Start it again, or tell whoever runs "
        "the site. Nothing is lost: what is published is stored, and the sweep sends it again.",
        "The cache, which spares the database, answers.",
        "All live texts were read by the present version.",
    ]
    oldest = soup(response).select_one(".conflictdesk-state-report a")
    assert oldest is not None
    assert (oldest.get_text(), oldest["href"]) == ("A city empties", f"/admin/pages/{page.pk}/edit/")
    assert b"10.0.0.7" not in response.content


@pytest.mark.usefixtures("_answering")
def test_who_may_open_the_queue_sees_it_and_nobody_else(
    client: Client, journalist: User, editor: User, page: ArticlePage
) -> None:
    outsider = UserFactory(is_staff=True)
    outsider.user_permissions.add(_access_admin())
    beats(worker=600, scheduled=600)
    reached = []
    for user in (journalist, editor, outsider):
        client.force_login(user)
        answers = [client.get(REPORT), client.get(url("notice")), client.get("/admin/")]
        menu = REPORT in client.get("/admin/").content.decode()
        told = ["not been seen since" in one.content.decode() for one in answers]
        reached.append(([one.status_code for one in answers], menu, told))
    allowed = ([200, 200, 200], True, [True, True, True])
    assert reached == [allowed, allowed, ([302, 302, 200], False, [False, False, False])]


def _access_admin() -> Permission:
    return Permission.objects.get(codename="access_admin")


def test_a_cache_that_is_down_closes_no_page_of_the_desk(
    desk: Client, settings: Settings, queue_url: str
) -> None:
    settings.CACHES = {"default": {"BACKEND": "tests.failing_cache.FailingCache", "LOCATION": "state"}}
    with breaking(DOWN):
        assert [desk.get(page).status_code for page in (queue_url, "/admin/", REPORT)] == [200, 200, 200]
