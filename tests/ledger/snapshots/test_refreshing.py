"""The versions of what readers can see, and the facts that leave with their article."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django.fixtures import Settings
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, ArticleSituation, Claim, Extraction, Situation, SituationActor
from conflictdesk.ledger.signals import situation_changed
from conflictdesk.ledger.snapshots import refreshing, visibility_changes
from conflictdesk.newsroom.models import ArticlePage
from tests.factories import (
    JournalistFactory,
    article,
    event,
    figure,
    record,
    said_by,
)  # fmt: skip
from tests.hidden import Commit

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    return article("The UN said 12 people were killed.", title="Battle", situation=situation)


@pytest.fixture
def claim(page: ArticlePage) -> Claim:
    text = Extraction.objects.get().text
    (found,) = record(page, figure(text, "12 people", period="cumulative",
                                   attribution=said_by(text, "UN", "un", "un")))  # fmt: skip
    return found


@pytest.fixture
def approved(claim: Claim, editor: User, commit: Commit) -> Claim:
    with commit():
        rulings.approve(claim.pk, editor, version=claim.version)
    claim.refresh_from_db()
    return claim


def _shown(situation: Situation) -> list[float | None]:
    snapshot = refreshing.latest(situation.pk)
    return [one["leader"]["best"] for one in snapshot.content["standings"]] if snapshot else []


def test_a_snapshot_says_what_is_known_who_says_so_and_where_it_stands(
    approved: Claim, page: ArticlePage, situation: Situation
) -> None:
    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    assert snapshot.content["situation"] == {
        "slug": "mosul", "name": "Battle of Mosul", "state": "live", "summary": "",
    }  # fmt: skip
    (standing,) = snapshot.content["standings"]
    leader = standing["leader"]
    assert leader | {"approved_at": None} == {
        "claim": approved.pk, "ruling": approved.rulings.get().pk,
        "measure": "killed", "unit": "person", "population": "", "side": "",
        "period": "cumulative", "low": 12, "best": 12, "high": 12, "qualifier": "exact", "amended": False,
        "source": {"name": "UN", "role": "un", "party": False}, "hedged": False,
        "place": None, "point": None, "told_by": {"articles": 1, "sources": 1},
        "from": None, "to": None, "precision": None, "as_of": "2017-06-28",
        "quote": "12 people", "sentence": "The UN said 12 people were killed.",
        "article": {"title": "Battle", "url": page.url, "block": str(page.body[0].id)}, "approved_at": None,
    }  # fmt: skip
    assert standing["history"] == [
        {
            "claim": approved.pk, "as_of": "2017-06-28", "source": "UN",
            "low": 12, "best": 12, "high": 12, "qualifier": "exact",
        }
    ]  # fmt: skip
    assert (standing["policy"], standing["range"]) == ("newest", {"low": 12, "high": 12})
    assert (snapshot.content["events"], snapshot.content["articles"]) == ([], 1)
    assert snapshot.content["corrections"] == 0


def test_a_number_that_is_not_that_of_its_words_is_told_as_amended(
    approved: Claim, editor: User, situation: Situation
) -> None:
    rulings.undo(approved.rulings.get().pk, editor)
    approved.refresh_from_db()
    rulings.amend(approved.pk, editor, {"low": 13, "best": 13, "high": 13}, version=approved.version)
    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    leader = snapshot.content["standings"][0]["leader"]
    assert (leader["best"], leader["amended"]) == (13, True)


def test_a_new_version_only_when_something_changed(
    approved: Claim, situation: Situation, commit: Commit
) -> None:
    versions = list(situation.snapshots.values_list("version", flat=True))

    assert refreshing.refresh(situation.pk, "again") is None
    with commit():
        situation.summary = "It goes on."
        situation.save()

    newest = refreshing.latest(situation.pk)
    assert newest is not None
    assert (newest.version, newest.cause) == (versions[0] + 1, "situation edited")


def test_the_change_is_told_after_commit(claim: Claim, editor: User, commit: Commit) -> None:
    told: list[dict[str, Any]] = []

    def receiver(**news: Any) -> None:
        told.append({name: news[name] for name in ("situation_id", "slug", "version")})

    situation_changed.connect(receiver)
    try:
        with commit():
            rulings.approve(claim.pk, editor, version=claim.version)
            assert told == []
    finally:
        situation_changed.disconnect(receiver)

    version = refreshing.latest(claim.situation_id).version  # type: ignore[union-attr,arg-type]
    assert told == [{"situation_id": claim.situation_id, "slug": "mosul", "version": version}]


def test_rejected_and_waiting_claims_are_not_shown(
    approved: Claim, situation: Situation, editor: User, commit: Commit
) -> None:
    other = article("30 people were killed. 40 people were killed.", situation=situation)
    text = Extraction.objects.filter(page_key=other.pk).get().text
    waiting, rejected = record(
        other,
        figure(text, "30 people", best=30, period="cumulative"),
        figure(text, "40 people", best=40, period="cumulative"),
    )
    with commit():
        rulings.reject(rejected.pk, editor, "not_a_fact", version=rejected.version)

    assert waiting.state == "pending"
    assert _shown(situation) == [12]
    assert [fact.claim for fact in queries.public_figures()] == [approved]


def _unpublish(page: ArticlePage) -> None:
    page.unpublish()


def _restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def _restrict_parent(page: ArticlePage) -> None:
    _restrict(page.get_parent())


def _move_under_private(page: ArticlePage) -> None:
    home = page.get_parent()
    private = home.add_child(instance=Page(title="Private", slug="private"))
    _restrict(private)
    page.move(private, pos="last-child")


def _delete(page: ArticlePage) -> None:
    page.delete()


def _delete_restricted(page: ArticlePage) -> None:
    _restrict(page)
    page.delete()


def _delete_section(page: ArticlePage) -> None:
    home = page.get_parent()
    section = home.add_child(instance=Page(title="Section", slug="section"))
    page.move(section, pos="last-child")
    section.refresh_from_db()
    section.delete()


def _unpublish_with_section(page: ArticlePage) -> None:
    chief = User.objects.create_superuser("chief")
    UnpublishPageAction(page.get_parent(), include_descendants=True, user=chief).execute()


def _expire(page: ArticlePage) -> None:
    Page.objects.filter(pk=page.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


LEAVE = [
    _unpublish, _restrict, _restrict_parent, _move_under_private, _delete, _delete_restricted,
    _delete_section, _unpublish_with_section, _expire,
]  # fmt: skip


@pytest.mark.parametrize("leave", LEAVE)
def test_what_leaves_with_its_article(
    leave: Callable[[ArticlePage], None],
    approved: Claim,
    page: ArticlePage,
    situation: Situation,
    commit: Commit,
) -> None:
    assert _shown(situation) == [12]

    with commit():
        leave(page)

    assert _shown(situation) == []
    assert not queries.public_figures(situation).exists()
    assert approved.rulings.count() == 1


def test_what_left_without_a_signal_is_found_by_the_sweep(
    approved: Claim, page: ArticlePage, situation: Situation
) -> None:
    Page.objects.filter(pk=page.pk).update(live=False)

    assert visibility_changes.sweep() == 1
    assert visibility_changes.sweep() == 0
    assert _shown(situation) == []


def test_what_comes_back_with_its_article(
    approved: Claim, page: ArticlePage, situation: Situation, commit: Commit
) -> None:
    with commit():
        page.unpublish()
    with commit():
        page.get_latest_revision().publish()  # type: ignore[union-attr]
    assert _shown(situation) == [12]

    with commit():
        _restrict(page)
    with commit():
        PageViewRestriction.objects.get().delete()
    assert _shown(situation) == [12]


def test_an_address_that_moves_is_followed(
    approved: Claim, page: ArticlePage, situation: Situation, commit: Commit
) -> None:
    with commit():
        page.slug = "another-address"
        page.save_revision().publish()

    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    assert snapshot.content["standings"][0]["leader"]["article"]["url"] == "/another-address/"


def test_a_party_to_the_conflict_is_marked(approved: Claim, situation: Situation, commit: Commit) -> None:
    with commit():
        SituationActor.objects.create(
            situation=situation, actor=Actor.objects.get(identifier="un"), is_party=True
        )

    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    assert snapshot.content["standings"][0]["leader"]["source"]["party"] is True


def test_a_new_name_of_an_actor_is_shown_at_once(
    approved: Claim, situation: Situation, commit: Commit
) -> None:
    with commit():
        actor = Actor.objects.get(identifier="un")
        actor.name = "United Nations"
        actor.save()

    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    assert snapshot.content["standings"][0]["leader"]["source"]["name"] == "United Nations"


def test_before_and_after_for_the_card(approved: Claim, situation: Situation) -> None:
    other = article("The UN said 15 people were killed.", situation=situation)
    text = Extraction.objects.filter(page_key=other.pk).get().text
    (claim,) = record(other, figure(text, "15 people", low=15, best=15, high=15, period="cumulative",
                                    attribution=said_by(text, "UN", "un", "un")))  # fmt: skip

    before, after, others = refreshing.would_change(claim)

    assert before is not None
    assert after is not None
    assert (before["leader"]["best"], after["leader"]["best"], after["rivals"]) == (12, 15, [])
    assert others == ()
    assert _shown(situation) == [12]


def test_what_did_not_happen_would_change_nothing(situation: Situation) -> None:
    page = article("40 people would be killed.", situation=situation)
    text = Extraction.objects.get().text
    (claim,) = record(page, figure(text, "40 people", period="cumulative", realis="hypothetical"))

    assert refreshing.would_change(claim) == (None, None, ())


def test_the_card_and_the_box_name_the_same_day_and_side(
    situation: Situation, editor: User, settings: Settings
) -> None:
    settings.TIME_ZONE = "Asia/Baghdad"
    side = Actor.objects.create(identifier="islamic_state", name="The Islamic State", role="armed_group")
    page = article("350 IS fighters remained.", situation=situation,
                   published=datetime(2017, 6, 27, 22, tzinfo=UTC))  # fmt: skip
    text = Extraction.objects.get().text
    said = said_by(text, "IS", "islamic_state").actor
    (claim,) = record(page, figure(text, "350 IS fighters", measure="fighters", side=said))

    after = refreshing.would_change(claim).after
    rulings.approve(claim.pk, editor, version=claim.version)

    snapshot = refreshing.latest(situation.pk)
    assert snapshot is not None
    assert after is not None
    (standing,) = snapshot.content["standings"]
    assert (standing["side"], standing["leader"]["side"]) == (side.name, side.name)
    assert after["leader"]["as_of"] == standing["leader"]["as_of"] == "2017-06-28"


def test_waiting_claims_follow_their_articles_only_situation(situation: Situation) -> None:
    page = article("12 people were killed.", owner=JournalistFactory())
    record(page, figure(Extraction.objects.get().text, "12 people"))

    def situation_of_claim() -> Situation | None:
        return Claim.objects.get().situation

    assert situation_of_claim() is None
    membership = ArticleSituation.objects.create(page=page, situation=situation)
    assert situation_of_claim() == situation
    membership.delete()
    assert situation_of_claim() is None


def test_the_number_of_queries_does_not_grow_with_the_facts(situation: Situation, editor: User) -> None:
    def queries_with(count: int) -> int:
        sentences = [f"{number} people were killed." for number in range(count)]
        page = article(*sentences, "Clashes went on.", situation=situation)
        text = Extraction.objects.filter(page_key=page.pk).get().text
        found = [figure(text, one[:-1], best=n, period="cumulative") for n, one in enumerate(sentences)]
        for claim in record(page, *found, event(text, "Clashes")):
            rulings.approve(claim.pk, editor, version=claim.version)
        with CaptureQueriesContext(connection) as captured:
            refreshing.refresh(situation.pk, "count")
        return len(captured)

    queries_with(1)
    assert queries_with(30) == queries_with(3)
