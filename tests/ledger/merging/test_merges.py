"""Merges: which can be undone, by whom, in which order and for how long; and what is recorded of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.utils import timezone
from wagtail.models import PageViewRestriction, Site

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts, rulings
from conflictdesk.ledger.extractions import housekeeping
from conflictdesk.ledger.merging import doubles, merges, unmerging
from conflictdesk.ledger.models import Actor, Claim, DeskGrant, Merge, Place, Situation
from conflictdesk.ledger.rights import ruling_rights
from conflictdesk.ledger.situations import lifecycle, membership
from conflictdesk.newsroom.models import SectionPage
from tests.factories import JournalistFactory, SituationFactory, UserFactory, article, figure, record
from tests.ledger.merging import merged

pytestmark = pytest.mark.django_db


def _merged_twice(kind: str, editor: User) -> list[Merge]:
    """Merges the first into the second, and that into the third."""
    if kind == "situation":
        rows: list[Any] = [SituationFactory(name=f"Battle {name}") for name in "ABC"]
        join: Any = lifecycle.merge
    elif kind == "actor":
        rows = [Actor.objects.create(identifier=name, name=f"Battle {name}") for name in "ABC"]
        join = doubles.merge_actors
    else:
        rows = [Place.objects.create(name=f"Battle {name}") for name in "ABC"]
        join = doubles.merge_places
    first = join(rows[0], rows[1], editor)
    rows[1].refresh_from_db()
    return [first, join(rows[1], rows[2], editor)]


@pytest.mark.parametrize("kind", ["situation", "actor", "place"])
def test_of_two_merges_the_later_is_undone_first(kind: str, editor: User) -> None:
    first, second = _merged_twice(kind, editor)
    with pytest.raises(merges.CannotUndo) as refused:
        unmerging.undo(first.pk, editor)
    assert str(refused.value) == "“Battle B” was merged into “Battle C” after this. Undo that first."

    unmerging.undo(second.pk, editor)
    unmerging.undo(first.pk, editor)

    rows = merges.MODELS[kind].objects.all()
    assert [(str(row), row.merged_into) for row in rows] == [
        ("Battle A", None), ("Battle B", None), ("Battle C", None),
    ]  # fmt: skip


def test_a_claim_goes_over_from_an_article_of_three_situations(editor: User) -> None:
    """The article leaves the merged situation, and its claims go along: none is assigned by the best
    match.
    """
    mosul, war, third = (SituationFactory(name=name) for name in ("Mosul", "War", "Elsewhere"))
    claim = merged.killed(mosul, 30)
    membership.assign(claim.page_key, [mosul, war, third])
    claim.refresh_from_db()
    assert (claim.situation, claim.state) == (mosul, "pending")

    merge = lifecycle.merge(mosul, war, editor)
    claim.refresh_from_db()
    assert claim.situation == war

    unmerging.undo(merge.pk, editor)
    claim.refresh_from_db()
    assert claim.situation == mosul
    assert set(membership.situations_of(claim.page_key)) == {mosul, war, third}


def test_undone_once_within_a_day_by_whom_may_merge(editor: User) -> None:
    rows = [SituationFactory(name=name) for name in ("Battle A", "Battle B", "Battle C")]
    merge = lifecycle.merge(rows[0], rows[1], editor)
    with pytest.raises(ruling_rights.NotAllowed):
        unmerging.undo(merge.pk, JournalistFactory())
    with pytest.raises(ruling_rights.NotAllowed):
        lifecycle.merge(rows[1], rows[2], JournalistFactory())
    assert Situation.objects.get(pk=rows[0].pk).merged_into == rows[1]

    Merge.objects.update(at=timezone.now() - timedelta(hours=23, minutes=59))
    assert merges.undoable(rows[1]) == [merge]
    unmerging.undo(merge.pk, editor)
    with pytest.raises(merges.CannotUndo) as refused:
        unmerging.undo(merge.pk, editor)
    assert str(refused.value) == "Ada Editor has undone this merge already."

    late = lifecycle.merge(Situation.objects.get(pk=rows[0].pk), rows[1], editor)
    Merge.objects.filter(pk=late.pk).update(at=timezone.now() - timedelta(hours=24))
    with pytest.raises(merges.CannotUndo) as refused:
        unmerging.undo(late.pk, editor)
    assert str(refused.value) == "A merge can be undone for 24 hours. They are over."
    assert (merges.undoable(rows[1]), Situation.objects.get(pk=rows[0].pk).merged_into) == ([], rows[1])


def test_what_went_over_is_forgotten_after_its_day_and_who_merged_stays(editor: User) -> None:
    mosul = merged.mosul(editor)
    war = merged.war(mosul, editor)
    merge = lifecycle.merge(mosul, war, editor)
    assert (merges.drop_undo_data(10), merge.claims.count()) == (0, 3)
    Merge.objects.update(at=timezone.now() - timedelta(hours=25))

    assert [str(housekeeping.run(10)) for _ in range(2)] == [
        "0 versions stored as differences, 0 texts given up, 1 merges past undoing",
        "0 versions stored as differences, 0 texts given up",
    ]

    merge.refresh_from_db()
    assert (merge.moved, merge.claims.count()) == ({}, 0)
    assert (merge.merged_name, merge.kept_name, merge.user) == ("Battle of Mosul", "The war", editor)


@pytest.fixture
def section_editor() -> User:
    """Returns a person who may change situations, and decides on one section's claims: those at
    `own_section`.
    """
    home = Site.objects.get(is_default_site=True).root_page
    section = home.add_child(instance=SectionPage(title="Own", slug="own"))
    group = Group.objects.create(name="Own section")
    DeskGrant.objects.create(group=group, page=section, level=DeskGrant.Level.DECIDE)
    user: User = UserFactory()
    user.groups.add(group)
    user.user_permissions.add(Permission.objects.get(codename="change_situation"))
    return user


def _shown(situation: Situation, editor: User, parent: Any = None) -> Claim:
    """Returns a fact that readers see, of an article of that section or of the site."""
    page = article("The UN said 30 people were killed.", situation=situation, parent=parent)
    (claim,) = record(page, figure("The UN said 30 people were killed.", "30 people", period="cumulative"))
    rulings.approve(claim.pk, editor, version=claim.version)
    return claim


def test_facts_of_another_section_move_by_those_alone_who_decide_on_them(
    editor: User, section_editor: User
) -> None:
    own = SectionPage.objects.get(slug="own")
    mosul, war, raid = (SituationFactory(name=name) for name in ("Mosul", "War", "Raid"))
    elsewhere, here = _shown(mosul, editor), _shown(raid, editor, own)
    words = "Facts that you do not decide on would move. Ask somebody who decides on all of them."

    with pytest.raises(ruling_rights.NotAllowed) as refused:
        lifecycle.merge(mosul, war, section_editor)
    assert str(refused.value) == words
    assert _situation_of(elsewhere) == mosul

    undone = lifecycle.merge(mosul, war, editor)
    with pytest.raises(ruling_rights.NotAllowed) as refused:
        unmerging.undo(undone.pk, section_editor)
    assert (str(refused.value), _situation_of(elsewhere)) == (words, war)

    merge = lifecycle.merge(raid, SituationFactory(name="Attack"), section_editor)
    assert _situation_of(here).name == "Attack"
    unmerging.undo(merge.pk, section_editor)
    assert _situation_of(here) == raid


@pytest.mark.parametrize("hide", ["unpublished", "private", "vanished"])
def test_facts_that_readers_do_not_see_now_move_by_those_alone_who_decide_on_them(
    hide: str, editor: User, section_editor: User
) -> None:
    """They are shown again with their article, in the situation that it has by then."""
    mosul, war = (SituationFactory(name=name) for name in ("Mosul", "War"))
    elsewhere = _shown(mosul, editor)
    assert elsewhere.page is not None
    if hide == "unpublished":
        elsewhere.page.unpublish()
    elif hide == "private":
        PageViewRestriction.objects.create(page=elsewhere.page, restriction_type="login")
    else:
        Claim.objects.filter(pk=elsewhere.pk).update(presence=Claim.Presence.VANISHED)

    with pytest.raises(ruling_rights.NotAllowed):
        lifecycle.merge(mosul, war, section_editor)
    assert _situation_of(elsewhere) == mosul

    undone = lifecycle.merge(mosul, war, editor)
    with pytest.raises(ruling_rights.NotAllowed):
        unmerging.undo(undone.pk, section_editor)
    assert _situation_of(elsewhere) == war


def test_facts_that_wait_for_their_situation_are_shown_by_those_alone_who_decide_on_them(
    editor: User, section_editor: User
) -> None:
    """A merge gives a situation in preparation its first public article, and readers all its facts."""
    own = SectionPage.objects.get(slug="own")
    raid, plan = SituationFactory(name="Raid"), SituationFactory(name="Plan")
    _shown(raid, editor, own)
    elsewhere = _shown(SituationFactory(name="Mosul"), editor)
    rulings.move(elsewhere.pk, editor, plan, version=elsewhere.version + 1)
    assert not queries.public_figures(plan).exists()

    with pytest.raises(ruling_rights.NotAllowed):
        lifecycle.merge(raid, plan, section_editor)
    assert not queries.public_figures(plan).exists()

    lifecycle.merge(raid, plan, editor)
    assert queries.public_figures(plan).count() == 2


def test_facts_of_deleted_articles_hold_no_merge_up(editor: User, section_editor: User) -> None:
    mosul, war = (SituationFactory(name=name) for name in ("Mosul", "War"))
    gone = _shown(mosul, editor)
    gone.page.delete()  # type: ignore[union-attr]
    lifecycle.merge(mosul, war, section_editor)
    assert _situation_of(gone) == war


def _situation_of(claim: Claim) -> Any:
    return Claim.objects.get(pk=claim.pk).situation


@pytest.mark.parametrize("kind", ["actor", "place"])
def test_facts_of_another_section_name_another_by_those_alone_who_decide_on_them(
    kind: str, editor: User, section_editor: User
) -> None:
    merged.approve_two(SituationFactory(name="Mosul"), editor)
    model: Any = merges.MODELS[kind]
    double, into = model.objects.get(), model.objects.create(name="Another")
    join: Any = doubles.merge_actors if kind == "actor" else doubles.merge_places
    section_editor.user_permissions.add(Permission.objects.get(codename=f"change_{kind}"))
    section_editor = User.objects.get(pk=section_editor.pk)

    words = "Facts that you do not decide on would move. Ask somebody who decides on all of them."
    assert doubles.refusal(double, section_editor) == words
    with pytest.raises(ruling_rights.NotAllowed) as refused:
        join(double, into, section_editor)
    assert (str(refused.value), model.objects.get(pk=double.pk).merged_into) == (words, None)

    join(double, into, editor)
    assert model.objects.get(pk=double.pk).merged_into == into


@pytest.mark.parametrize("kind", ["actor", "place"])
@pytest.mark.parametrize("since", [False, True])
def test_facts_of_another_section_are_named_as_before_by_those_alone_who_decide_on_them(
    kind: str, since: bool, editor: User, section_editor: User
) -> None:
    """Includes facts that were approved since under the merged one's name."""
    mosul = SituationFactory(name="Mosul")
    claims = merged.approve_two(mosul, editor)
    model: Any = merges.MODELS[kind]
    double, into = model.objects.get(), model.objects.create(name="Another")
    if since:
        for claim in claims:
            rulings.reopen(claim.pk, editor, version=2)
    join: Any = doubles.merge_actors if kind == "actor" else doubles.merge_places
    merge = join(double, into, editor)
    if since:
        for claim in claims:
            rulings.approve(claim.pk, editor, version=3)
    section_editor.user_permissions.add(Permission.objects.get(codename=f"change_{kind}"))
    section_editor = User.objects.get(pk=section_editor.pk)

    with pytest.raises(ruling_rights.NotAllowed) as refused:
        unmerging.undo(merge.pk, section_editor)
    assert str(refused.value) == (
        "Facts that you do not decide on would move. Ask somebody who decides on all of them."
    )
    assert model.objects.get(pk=double.pk).merged_into == into

    unmerging.undo(merge.pk, editor)
    assert model.objects.get(pk=double.pk).merged_into is None
    assert facts.claims_naming(double).count() == 2
