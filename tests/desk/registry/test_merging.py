"""Merging and undoing a merge on the desk: explained before, offered afterwards, refused in words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Claim, DeskGrant, Merge, Place, Situation
from tests.desk.conftest import soup, url, words
from tests.factories import SituationFactory, UserFactory

pytestmark = pytest.mark.django_db
KINDS = ["situation", "actor", "place"]


def _two(kind: str) -> tuple[Any, Any]:
    if kind == "situation":
        return SituationFactory(name="Siege", slug="siege"), SituationFactory(name="War", slug="war")
    if kind == "actor":
        named: Any = [Actor.objects.create(identifier=name.lower(), name=name) for name in ("Siege", "War")]
    else:
        named = [Place.objects.create(name=name) for name in ("Siege", "War")]
    return named[0], named[1]


def _edit(row: Any) -> str:
    return reverse(f"wagtailsnippets_conflictdesk_{row._meta.model_name}:edit", args=(row.pk,))


@pytest.mark.parametrize("kind", KINDS)
def test_a_merge_is_undone_from_its_message(desk: Client, kind: str) -> None:
    merged, kept = _two(kind)
    asked = desk.get(url(f"merge_{kind}", merged.pk))
    assert "This can be undone for 24 hours." in words(asked, "form p")[0]

    done = desk.post(url(f"merge_{kind}", merged.pk), {"into": kept.pk}, follow=True)

    merge = Merge.objects.get()
    (button,) = soup(done).select(".messages a")
    assert (button.get_text(), button["href"]) == ("Undo", url("unmerge", merge.pk))
    assert desk.get(str(button["href"])).status_code == 200
    merged.refresh_from_db()
    assert merged.merged_into == kept
    undone = desk.post(url("unmerge", merge.pk), follow=True)
    assert undone.redirect_chain == [(_edit(merged), 302)]
    assert words(undone, ".messages li") == ["“Siege” and “War” are two again."]
    merged.refresh_from_db()
    assert merged.merged_into is None


@pytest.mark.parametrize("kind", KINDS)
def test_the_kept_one_says_for_a_day_what_was_merged_into_it(desk: Client, kind: str) -> None:
    merged, kept = _two(kind)
    desk.post(url(f"merge_{kind}", merged.pk), {"into": kept.pk})
    merge = Merge.objects.get()

    (told,) = words(desk.get(_edit(kept)), ".conflictdesk-merges li")
    assert told.startswith("“Siege” was merged into “War” on ")
    assert ", by Ada Editor. This can be undone until " in told
    (undo,) = soup(desk.get(_edit(kept))).select(".conflictdesk-merges a")
    assert undo["href"] == url("unmerge", merge.pk)

    Merge.objects.update(at=timezone.now() - timedelta(hours=25))
    assert words(desk.get(_edit(kept)), ".conflictdesk-merges") == []
    Merge.objects.update(at=timezone.now(), undone_at=timezone.now())
    assert words(desk.get(_edit(kept)), ".conflictdesk-merges") == []


def test_what_goes_back_is_told_before(desk: Client, situation: Situation, claims: list[Claim]) -> None:
    kept = SituationFactory(name="War", slug="war")
    desk.post(url("merge_situation", situation.pk), {"into": kept.pk})

    told = words(desk.get(url("unmerge", Merge.objects.get().pk)), "form p")

    assert told[0] == (
        "2 claims and 1 article go back to “Battle of Mosul”, with what was decided on them since."
        " It is found at its own address again."
    )
    assert told[1].startswith("“War” keeps what has come to it since")


def test_what_is_too_late_is_told_and_changes_nothing(desk: Client) -> None:
    merged, kept = _two("situation")
    desk.post(url("merge_situation", merged.pk), {"into": kept.pk})
    Merge.objects.update(at=timezone.now() - timedelta(days=2))
    address = url("unmerge", Merge.objects.get().pk)
    refusal = ["A merge can be undone for 24 hours. They are over."]

    shown, refused = desk.get(address), desk.post(address)

    assert (shown.status_code, words(shown, ".help-block p")) == (200, refusal)
    assert (refused.status_code, words(refused, ".help-block p")) == (409, refusal)
    assert soup(shown).select("main form[method=post]") == []
    merged.refresh_from_db()
    assert merged.merged_into == kept
    assert desk.post(url("unmerge", 987)).status_code == 404


@pytest.fixture
def section_desk(section: Page) -> Client:
    """Returns the browser of a person who changes situations and decides on one section's claims."""
    group = Group.objects.create(name="One section")
    DeskGrant.objects.create(group=group, page=section, level=DeskGrant.Level.DECIDE)
    user = UserFactory()
    user.groups.add(group)
    codenames = ("access_admin", "view_situation", "change_situation")
    user.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    browser = Client()
    browser.force_login(user)
    return browser


WOULD_MOVE = ["Facts that you do not decide on would move. Ask somebody who decides on all of them."]


def test_who_does_not_decide_on_all_that_moves_is_offered_no_merge(
    section_desk: Client, editor: User, situation: Situation, claims: list[Claim]
) -> None:
    kept, address = SituationFactory(name="War", slug="war"), url("merge_situation", situation.pk)
    assert words(section_desk.get(address), "main form button") == ["Merge"]
    rulings.approve(claims[0].pk, editor, version=1)

    shown, refused = section_desk.get(address), section_desk.post(address, {"into": kept.pk})

    assert (shown.status_code, words(shown, ".help-block p")) == (200, WOULD_MOVE)
    assert (refused.status_code, words(refused, ".help-block p")) == (403, WOULD_MOVE)
    for answer in (shown, refused):
        assert soup(answer).select("main form[method=post]") == []
        assert words(answer, "main a.button-secondary") == ["Back"]
    assert Claim.objects.get(pk=claims[0].pk).situation == situation
    # The other way round nothing moves that readers see.
    assert section_desk.get(url("merge_situation", kept.pk)).status_code == 200
    assert words(section_desk.get(url("merge_situation", kept.pk)), ".help-block p") == []


def test_who_does_not_decide_on_all_that_goes_back_is_not_offered_to_undo(
    desk: Client, section_desk: Client, editor: User, situation: Situation, claims: list[Claim]
) -> None:
    kept = SituationFactory(name="War", slug="war")
    desk.post(url("merge_situation", situation.pk), {"into": kept.pk})
    address = url("unmerge", Merge.objects.get().pk)
    assert words(section_desk.get(address), "main form button") == ["Undo the merge"]
    rulings.approve(claims[0].pk, editor, version=Claim.objects.get(pk=claims[0].pk).version)

    shown, refused = section_desk.get(address), section_desk.post(address)

    assert (shown.status_code, words(shown, ".help-block p")) == (200, WOULD_MOVE)
    assert (refused.status_code, words(refused, ".help-block p")) == (403, WOULD_MOVE)
    for answer in (shown, refused):
        assert soup(answer).select("main form[method=post]") == []
    assert Claim.objects.get(pk=claims[0].pk).situation == kept
    assert words(desk.get(address), "main form button") == ["Undo the merge"]


def test_only_who_may_merge_undoes_it_and_no_other_site_does(desk: Client, journalist: User) -> None:
    merged, kept = _two("actor")
    desk.post(url("merge_actor", merged.pk), {"into": kept.pk})
    address = url("unmerge", Merge.objects.get().pk)
    other = Client()
    other.force_login(journalist)
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = desk.cookies

    answers = [other.get(address), other.post(address), Client().post(address), strict.post(address)]

    assert [one.status_code for one in answers] == [302, 302, 302, 403]
    assert [one.headers.get("Location", "") for one in answers[:2]] == [reverse("wagtailadmin_home")] * 2
    merged.refresh_from_db()
    assert merged.merged_into == kept
