"""The API: exact responses, working filters, and nothing that is not public."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, EventFact, FigureFact, Situation
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.newsroom.models import ArticlePage
from tests import hidden
from tests.api.conftest import LINE
from tests.factories import (
    SituationFactory,
    article,
    figure,
    record,
    said_by,
)  # fmt: skip

pytestmark = pytest.mark.django_db
ROOT = "/api/conflictdesk/v1"


def _get(path: str, **query: Any) -> Any:
    answer = Client().get(f"{ROOT}/{path}", query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def _shared(page: ArticlePage) -> dict[str, Any]:
    return {
        "situation": "mosul",
        "source": {"id": "army", "name": "Iraqi military", "role": "state_forces", "party": True},
        "hedged": False,
        "place": {
            "name": "Mosul",
            "country": "IQ",
            "latitude": 36.3,
            "longitude": 43.1,
            "precision": "unresolved",
            "geonames_id": 99072,
        },
        "when": {"from": "2017-06-27", "to": "2017-06-27", "precision": "day"},
        "as_of": "2017-06-28",
        "sentence": LINE,
        "article": {"title": "Fighting", "url": page.full_url},
    }


def test_a_figure_says_what_the_source_said(page: ArticlePage) -> None:
    (found,) = _get("figures/")["results"]
    fact = FigureFact.objects.get()
    assert found == {
        **_shared(page),
        "id": fact.claim_id,
        "measure": "killed",
        "unit": "person",
        "population": "soldiers",
        "side": None,
        "low": 12.0,
        "best": None,
        "high": None,
        "qualifier": "at_least",
        "period": "incident",
        "since": None,
        "cause": "conflict",
        "is_part": False,
        "quote": "at least 12 soldiers",
        "approved_at": found["approved_at"],
    }
    assert found == _get(f"figures/{fact.claim_id}/")


def test_an_event_says_what_the_source_said(page: ArticlePage) -> None:
    (found,) = _get("events/")["results"]
    fact = EventFact.objects.get()
    assert found == {
        **_shared(page),
        "id": fact.claim_id,
        "type": "clash",
        "trigger": "clashed",
        "actors": [],
        "targets": [],
        "weapon": None,
        "quote": "clashed",
        "approved_at": found["approved_at"],
    }
    assert found == _get(f"events/{fact.claim_id}/")


def test_a_situation_says_where_it_stands(page: ArticlePage, situation: Situation) -> None:
    newest = refreshing.latest(situation.pk)
    assert newest is not None
    (found,) = _get("situations/")["results"]
    assert found == {
        "slug": "mosul",
        "name": "Battle of Mosul",
        "state": "live",
        "summary": "It goes on.",
        "version": newest.version,
        "updated_at": found["updated_at"],
    }
    assert found == _get("situations/mosul/")


SHARED_FILTERS: list[tuple[dict[str, str], int]] = [
    ({}, 1),
    ({"situation": "mosul"}, 1),
    ({"source": "army"}, 1),
    ({"source": "un"}, 0),
    ({"place": "mos"}, 1),
    ({"place": "Raqqa"}, 0),
    ({"geonames_id": "99072"}, 1),
    ({"geonames_id": "1"}, 0),
    ({"date_from": "2017-06-27"}, 1),
    ({"date_from": "2017-06-28"}, 0),
    ({"date_to": "2017-06-27"}, 1),
    ({"date_to": "2017-06-26"}, 0),
    ({"situation": "mosul", "source": "un"}, 0),
]
FIGURE_FILTERS: list[tuple[dict[str, str], int]] = [
    ({"measure": "killed"}, 1),
    ({"measure": "wounded"}, 0),
    ({"population": "soldiers"}, 1),
    ({"population": "children"}, 0),
    ({"side": "militia"}, 0),
]
EVENT_FILTERS: list[tuple[dict[str, str], int]] = [({"type": "clash"}, 1), ({"type": "siege"}, 0)]


@pytest.mark.usefixtures("page")
def test_filters_filter() -> None:
    for query, count in SHARED_FILTERS + FIGURE_FILTERS:
        assert _get("figures/", **query)["count"] == count, query
    for query, count in SHARED_FILTERS + EVENT_FILTERS:
        assert _get("events/", **query)["count"] == count, query
    for state, count in (("live", 1), ("closed", 0)):
        assert _get("situations/", state=state)["count"] == count


@pytest.mark.parametrize(
    "query",
    [
        "figures/?measure=kiled",
        "figures/?population=x",
        "events/?type=x",
        "events/?date_from=x",
        "events/?date_to=2017-06-01&date_from=2017-06-02",
        "events/?actor=un",
        "figures/?situaton=mosul",
        "figures/?page_size=0",
        "figures/?page_size=many",
        "situations/?state=x",
    ],
)
def test_a_question_that_cannot_be_meant_is_an_error_that_names_it(query: str) -> None:
    answer = Client().get(f"{ROOT}/{query}")
    name = query.partition("?")[2].partition("=")[0]
    assert (answer.status_code, list(answer.json())) == (400, [name])


def test_an_event_without_a_date_is_found_by_the_day_on_which_it_was_told(page: ArticlePage) -> None:
    EventFact.objects.update(date_from=None, date_to=None)
    assert _get("events/", date_from="2017-06-28", date_to="2017-06-28")["count"] == 1
    assert _get("events/", date_to="2017-06-27")["count"] == 0
    assert _get("events/")["results"][0]["when"] is None


def test_the_number_of_queries_does_not_grow_with_the_facts(
    page: ArticlePage, situation: Situation, editor: User
) -> None:
    _get("figures/")
    with CaptureQueriesContext(connection) as one:
        assert _get("figures/")["count"] == 1
    for number in (100, 200, 300):
        other = article(f"The army said {number} people were killed.", situation=situation)
        text = other.conflictdesk_extractions.get().text
        said = said_by(text, "army", "army", "state_forces")
        (claim,) = record(other, figure(text, f"{number} people", attribution=said))
        rulings.approve(claim.pk, editor, version=claim.version)
    with CaptureQueriesContext(connection) as four:
        assert _get("figures/")["count"] == 4
    assert len(four) == len(one)


@pytest.mark.usefixtures("page")
def test_results_come_in_pages() -> None:
    found = _get("figures/", page_size=1)
    assert (found["count"], len(found["results"]), found["next"], found["previous"]) == (1, 1, None, None)
    assert Client().get(f"{ROOT}/figures/", {"page": 2}).status_code == 404


@pytest.mark.usefixtures("page")
def test_an_answer_is_the_same_for_everyone_and_only_read(admin_client: Client) -> None:
    answer = admin_client.get(f"{ROOT}/figures/")
    assert answer.content == Client().get(f"{ROOT}/figures/").content
    assert answer.headers["Cache-Control"] == "public, max-age=0, s-maxage=4"
    assert "Cookie" not in answer.headers.get("Vary", "")
    for method in ("post", "put", "patch", "delete"):
        assert getattr(admin_client, method)(f"{ROOT}/figures/").status_code == 405


def test_nothing_leaks(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> None:
    """Every hidden fact is in the ledger; only two facts can be requested, by list and by id."""
    hidden.situation(lambda: django_capture_on_commit_callbacks(execute=True))
    for path in ("figures/", "events/"):
        answer = Client().get(f"{ROOT}/{path}").content.decode()
        assert [place for _, place in hidden.HIDDEN.values() if place in answer] == ["Otherville"]
        assert _get(path, situation="mosul")["count"] == 1
        assert [_get(path, place=place)["count"] for _, place in hidden.HIDDEN.values()] == [0] * 7 + [1]
    concealed = Claim.objects.exclude(proposal__place__name__in=["Openville", "Otherville"])
    with_facts = [kind.objects.filter(claim__in=concealed).count() for kind in (FigureFact, EventFact)]
    assert (concealed.count(), with_facts) == (14, [4, 4])
    for claim in concealed:
        hidden_one, unknown = (Client().get(f"{ROOT}/{claim.kind}s/{key}/") for key in (claim.pk, 0))
        assert (hidden_one.status_code, hidden_one.content) == (404, unknown.content)
        assert hidden.leaks(unknown.content.decode()) == []


def test_a_situation_in_preparation_is_nobodys_news(editor: User) -> None:
    secret = SituationFactory(name="Operation Secret", slug="secret")
    article("A draft.", situation=secret, live=False)
    assert _get("situations/")["results"] == []
    assert Client().get(f"{ROOT}/situations/secret/").status_code == 404


def test_a_former_address_leads_to_the_present_one(page: ArticlePage, situation: Situation) -> None:
    double = SituationFactory(name="Fight for Mosul", slug="fight-for-mosul")
    lifecycle.merge(double, situation, None)
    moved = Client().get(f"{ROOT}/situations/fight-for-mosul/")
    assert (moved.status_code, moved["Location"]) == (301, f"{ROOT}/situations/mosul/")
    assert [_get("figures/", situation=slug)["count"] for slug in ("fight-for-mosul", "mosul")] == [1, 1]


@pytest.mark.parametrize("path", ["figures/", "events/"])
def test_a_filter_refuses_a_situation_that_is_not_public_as_one_that_there_is_not(path: str) -> None:
    secret, double = SituationFactory(slug="secret"), SituationFactory(slug="double")
    article("A draft.", situation=secret, live=False)
    lifecycle.merge(double, secret, None)
    for slug in ("secret", "double", "nope"):
        answer = Client().get(f"{ROOT}/{path}", {"situation": slug})
        assert (answer.status_code, answer.json()) == (400, {"situation": ["There is no such situation."]})


def test_a_former_address_of_what_is_not_public_leads_nowhere() -> None:
    secret, double = SituationFactory(slug="secret"), SituationFactory(slug="double")
    lifecycle.merge(double, secret, None)
    former, unknown = (Client().get(f"{ROOT}/situations/{slug}/") for slug in ("double", "unknown"))
    assert (former.status_code, former.content, former.headers.get("Location")) == (
        404,
        unknown.content,
        None,
    )


def test_the_schema_is_valid_and_complete(tmp_path: Any) -> None:
    """Needs nothing in the site's settings."""
    assert not hasattr(settings, "REST_FRAMEWORK")
    call_command(
        "spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"),
        "--generator-class", "conflictdesk.api.schema.OwnGenerator",
    )  # fmt: skip
    schema = Client().get(f"{ROOT}/schema/?format=json").json()
    collections = [f"{ROOT}/{name}/" for name in ("events", "figures", "situations")]
    one = [f"{ROOT}/events/{{id}}/", f"{ROOT}/figures/{{id}}/", f"{ROOT}/situations/{{slug}}/"]
    assert sorted(schema["paths"]) == sorted(collections + one)
    assert schema["components"]["schemas"]["Figure"]["properties"]["when"]["allOf"] == [
        {"$ref": "#/components/schemas/When"}
    ]


def test_the_documentation_is_one_page_that_loads_nothing_from_elsewhere() -> None:
    html = Client().get(f"{ROOT}/docs/").content.decode()
    for words in (
        "GET /api/conflictdesk/v1/figures/",
        "date_from",
        "string (date)",
        "Who says so.",
        "Source or null",
    ):
        assert words in html
    assert "<script" not in html
    assert html.replace("http://testserver", "").count("http") == 0


@pytest.mark.django_db
def test_the_root_leads_to_the_documentation(client: Client) -> None:
    response = client.get("/api/conflictdesk/v1/")

    assert (response.status_code, response["Location"]) == (302, "docs/")


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_the_root_is_only_read_too(client: Client, method: str) -> None:
    assert getattr(client, method)("/api/conflictdesk/v1/").status_code == 405
