"""The loaded sample newsroom: made by real publication, extraction and rulings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from wagtail.models import Page

from conflictdesk import conf
from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Claim, Extraction, Ruling, Situation
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.newsroom.sample import loading
from conflictdesk.newsroom.sample.decisions import Decision, Decisions, carry_out
from conflictdesk.newsroom.sample.manuscripts import manuscripts
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE
from tests.newsroom.accounts.conftest import sign_in
from tests.shared_database import rolled_back


@pytest.fixture(scope="module")
def loaded(django_db_setup: None, django_db_blocker: Any) -> Iterator[loading.Loaded]:
    """Loads the sample once for this module, with default settings, and rolls it back afterwards."""
    (two_people,) = (one.default for one in conf.SETTINGS if one.name == "SECOND_APPROVAL")
    two = override_settings(CONFLICTDESK_SECOND_APPROVAL=two_people)
    with two, rolled_back(django_db_blocker):
        yield loading.load()


@pytest.fixture
def sample(loaded: loading.Loaded, db: None) -> loading.Loaded:
    return loaded


def editors() -> dict[str, User]:
    return {"editor": User.objects.get(username="editor")}


def standings(slug: str) -> list[dict[str, Any]]:
    snapshot = refreshing.latest(Situation.objects.get(slug=slug).pk)
    assert snapshot is not None
    return list(snapshot.content["standings"])


def test_every_ruling_of_the_sample_names_its_claim(sample: loading.Loaded) -> None:
    assert sample.problems == ()


def test_every_article_was_published_and_read(sample: loading.Loaded) -> None:
    assert sample.articles == len(manuscripts()) == ArticlePage.objects.live().count()
    assert Counter(Extraction.objects.values_list("state", flat=True)) == {"done": sample.articles}
    assert {page.owner.username for page in ArticlePage.objects.all()} == {"journalist"}


def test_articles_stand_in_the_past(sample: loading.Loaded) -> None:
    dated = dict(ArticlePage.objects.values_list("slug", "first_published_at"))

    assert dated == {one.slug: one.published for one in manuscripts()}
    assert not any(page.is_updated for page in ArticlePage.objects.all())


def test_the_queue_has_work_left(sample: loading.Loaded) -> None:
    assert sample.waiting == queries.pending().count()
    assert sample.waiting >= 12
    assert sample.approved >= 40


@pytest.mark.parametrize(
    ("slug", "measures"),
    [
        ("battle-of-mosul", {"killed", "displaced", "trapped"}),
        ("battle-of-aleppo", {"killed", "displaced", "evacuated", "trapped"}),
    ],
)
def test_boxes_are_rich_and_sources_disagree_in_them(
    sample: loading.Loaded, slug: str, measures: set[str]
) -> None:
    shown = standings(slug)

    assert measures <= {one["measure"] for one in shown}
    assert any(one["rivals"] for one in shown)
    assert all(one["leader"]["source"] for one in shown)


def test_the_displaced_of_mosul_grow(sample: loading.Loaded) -> None:
    [displaced] = [
        one
        for one in standings("battle-of-mosul")
        if (one["measure"], one["place"], one["period"]) == ("displaced", None, "cumulative")
    ]
    counts = [point["best"] or point["low"] for point in displaced["history"]]

    assert len(counts) >= 6
    assert counts[-1] == 920000


def test_the_figure_that_was_wrong_is_rejected_and_in_no_box(sample: loading.Loaded) -> None:
    claim = Claim.objects.get(page_title__startswith="Almost 2,000", proposal__quote__startswith="1,959")
    ruling = claim.rulings.get()

    assert (claim.state, ruling.decision, ruling.reason) == ("rejected", "reject", "not_this_situation")
    assert "1,959" not in Client().get("/").content.decode()


def test_nobody_ruled_on_claims_of_their_own_article(sample: loading.Loaded) -> None:
    assert set(Ruling.objects.values_list("user__username", flat=True)) == {"editor", "editor2"}


@pytest.mark.parametrize("username", [person.username for person in PEOPLE])
def test_each_account_can_log_in_to_the_desk(sample: loading.Loaded, username: str) -> None:
    client = Client()

    assert sign_in(username, PASSWORD, client).url == "/admin/"
    assert client.get("/admin/").context["user"].username == username


@pytest.mark.parametrize("username", ["journalist", "editor", "editor2"])
def test_journalists_and_editors_may_write_and_publish(sample: loading.Loaded, username: str) -> None:
    client = Client()
    assert sign_in(username, PASSWORD, client).url == "/admin/"
    section = Page.objects.get(slug="iraq")
    permissions = section.permissions_for_user(client.get("/admin/").context["user"])

    assert permissions.can_add_subpage()
    assert permissions.can_publish_subpage()


def test_loading_twice_changes_nothing_and_costs_one_query(sample: loading.Loaded) -> None:
    def everything() -> list[tuple[str, int]]:
        models = (Page, Claim, Ruling, Extraction, Situation)
        return [(model.__name__, model.objects.count()) for model in models]

    before = everything()
    with CaptureQueriesContext(connection) as asked:
        call_command("load_sample")

    assert len(asked) == 1
    assert everything() == before


def test_a_line_that_names_no_claim_or_several_is_told_and_changes_nothing(sample: loading.Loaded) -> None:
    page = ArticlePage.objects.get(slug="us-inquiry-jadida")
    before = list(Ruling.objects.values_list("pk", flat=True))
    lines = (Decision(approve="killed", quote="7,777"), Decision(approve="killed"))

    none, several = carry_out(
        Decisions("editor", lines), page.pk, {"editor": User.objects.get(username="editor")}
    )
    assert none == "killed “7,777”: names no claims"
    assert several.startswith("killed “”: names ")
    assert list(Ruling.objects.values_list("pk", flat=True)) == before


def test_a_line_on_a_claim_that_is_decided_is_told_and_changes_nothing(sample: loading.Loaded) -> None:
    page = ArticlePage.objects.get(slug="us-inquiry-jadida")
    before = Ruling.objects.count()
    lines = (Decision(approve="killed", quote="at least 105 civilians"),)

    [problem] = carry_out(
        Decisions("editor", lines), page.pk, {"editor": User.objects.get(username="editor")}
    )
    assert "Editor was first" in problem
    assert Ruling.objects.count() == before


def test_what_two_people_approve_two_people_approved(sample: loading.Loaded) -> None:
    """The sample keeps the default of which facts need a second approval."""
    grave = ["killed", "places_captured", "territory_captured"]
    approved = Claim.objects.filter(state="approved", topic__in=grave)
    pairs = [[one.user_name for one in claim.rulings.all()] for claim in approved]

    assert len(pairs) > 10
    assert [sorted(pair) for pair in pairs if sorted(pair) != ["Editor", "Second editor"]] == []
    assert not [claim for claim in queries.pending() if claim.first_approval]
