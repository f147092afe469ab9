"""Rights: who may see claims and decide on them, by section, by the state of the page, and by the
person's permissions in Wagtail.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission, User
from wagtail.models import GroupPagePermission, Page, PageViewRestriction, Site
from wagtail.rich_text import RichText

from conflictdesk.ledger.claims import drafts
from conflictdesk.ledger.models import Claim, DeskGrant, Ruling
from conflictdesk.ledger.rights import article_rights
from conflictdesk.ledger.rights.article_rights import Act
from conflictdesk.newsroom.models import ArticlePage, SectionPage
from tests.factories import UserFactory, article, figure, record
from tests.shared_database import rolled_back

pytestmark = pytest.mark.django_db
WORDS = "At least 12 people were killed."
SEE, DECIDE = DeskGrant.Level.SEE, DeskGrant.Level.DECIDE
ROOT = "root"
# By their names.
Published = tuple[dict[str, Page], dict[str, Claim]]


def record_claim(page: ArticlePage) -> Claim:
    return record(page, figure(WORDS, "12 people"))[0]


@pytest.fixture(scope="module")
def published(
    django_db_setup: None, django_db_blocker: Any
) -> Iterator[tuple[dict[str, Page], dict[str, Claim]]]:
    """Sections and claims, made once for this module."""
    with rolled_back(django_db_blocker):
        sections = _sections()
        yield sections, _claims(sections)


@pytest.fixture
def sections(published: Published, db: None) -> dict[str, Page]:
    return {name: Page.objects.get(pk=page.pk) for name, page in published[0].items()}


@pytest.fixture
def claims(published: Published, db: None) -> dict[str, Claim]:
    """Returns a claim of each kind of page, all in one section except "sport"."""
    return {name: Claim.objects.get(pk=claim.pk) for name, claim in published[1].items()}


def _sections() -> dict[str, Page]:
    home = Site.objects.get(is_default_site=True).root_page
    found = {name: home.add_child(instance=SectionPage(title=name, slug=name)) for name in ("war", "sport")}
    return {ROOT: Page.objects.get(depth=1), **found}


def _claims(sections: dict[str, Page]) -> dict[str, Claim]:
    war = sections["war"]
    owner = UserFactory(username="owner")
    pages = {
        name: article(WORDS, title=name, parent=war, owner=owner)
        for name in ("open", "password", "groups", "login", "taken down", "draft", "gone")
    }
    pages["sport"] = article(WORDS, title="sport", parent=sections["sport"])
    claims = {name: record_claim(page) for name, page in pages.items()}
    for kind in ("password", "groups", "login"):
        PageViewRestriction.objects.create(page=pages[kind], restriction_type=kind, password="x")
    pages["taken down"].unpublish()
    Claim.objects.filter(pk=claims["draft"].pk).update(presence=Claim.Presence.DRAFT)
    pages["gone"].delete()
    return claims


def member(sections: dict[str, Page], *, verbs: tuple[str, ...] = (), **levels: str) -> User:
    """Returns a member of a group with these levels, by section, and these of Wagtail's verbs in “war”."""
    group = Group.objects.create(name=f"{levels}{verbs}")
    for name, level in levels.items():
        DeskGrant.objects.create(group=group, page=sections[name], level=level)
    for verb in verbs:
        permission = Permission.objects.get(codename=f"{verb}_page")
        GroupPagePermission.objects.create(group=group, page=sections["war"], permission=permission)
    user: User = UserFactory()
    user.groups.add(group)
    return user


def of(user: Any, act: Act, claims: dict[str, Claim]) -> set[str]:
    """Returns the kinds of pages; asserts that all three functions give the same."""
    keys = article_rights.allowed(user, act, claims.values())
    assert {claim.pk for claim in claims.values() if article_rights.may(user, act, claim)} == keys
    assert set(Claim.objects.filter(article_rights.claims(user, act)).values_list("pk", flat=True)) == keys
    return {name for name, claim in claims.items() if claim.pk in keys}


PUBLIC = {"open", "login"}
PRIVATE = {"password", "groups"}
UNSHOWN = {"taken down", "draft"}


@pytest.mark.parametrize(
    ("levels", "verbs", "sees", "decides"),
    [
        ({}, (), set(), set()),
        ({}, ("change", "publish"), set(), set()),
        ({"war": SEE}, (), PUBLIC, set()),
        ({"war": DECIDE}, (), PUBLIC | UNSHOWN, PUBLIC | UNSHOWN),
        ({"sport": DECIDE}, (), {"sport"}, {"sport"}),
        ({"sport": DECIDE}, ("change",), {"sport"}, {"sport"}),
        ({"sport": DECIDE, "war": SEE}, (), PUBLIC | {"sport"}, {"sport"}),
        ({"war": SEE}, ("change",), PUBLIC | PRIVATE | UNSHOWN, set()),
        ({"war": DECIDE}, ("change",), PUBLIC | PRIVATE | UNSHOWN, PUBLIC | PRIVATE | UNSHOWN),
        ({"war": DECIDE}, ("add",), PUBLIC | UNSHOWN, PUBLIC | UNSHOWN),
        ({ROOT: SEE}, (), PUBLIC | {"sport"}, set()),
        ({ROOT: DECIDE}, (), PUBLIC | UNSHOWN | {"sport", "gone"}, PUBLIC | UNSHOWN | {"sport", "gone"}),
    ],
)
def test_a_grant_counts_for_its_part_of_the_tree(
    levels: dict[str, str],
    verbs: tuple[str, ...],
    sees: set[str],
    decides: set[str],
    sections: dict[str, Page],
    claims: dict[str, Claim],
) -> None:
    user = member(sections, verbs=verbs, **levels)
    assert of(user, Act.SEE, claims) == sees
    assert of(user, Act.DECIDE, claims) == decides
    assert article_rights.may_open(user) == bool(levels)
    assert article_rights.may_decide(user) == (DECIDE in levels.values())


def test_who_may_add_edits_their_own_private_page(
    sections: dict[str, Page], claims: dict[str, Claim]
) -> None:
    owner = User.objects.get(username="owner")
    owner.groups.add(*member(sections, verbs=("add",), war=SEE).groups.all())
    assert of(owner, Act.SEE, claims) == PUBLIC | PRIVATE | UNSHOWN
    assert of(owner, Act.DECIDE, claims) == set()


def test_a_page_for_some_groups_is_open_to_those(sections: dict[str, Page], claims: dict[str, Claim]) -> None:
    user = member(sections, war=SEE)
    PageViewRestriction.objects.get(restriction_type="groups").groups.add(user.groups.get())
    assert of(user, Act.SEE, claims) == PUBLIC | {"groups"}


def test_a_superuser_may_do_all_and_nobody_else_without_a_grant(claims: dict[str, Claim]) -> None:
    assert of(UserFactory(is_superuser=True), Act.DECIDE, claims) == claims.keys()
    for nobody in (UserFactory(), UserFactory(is_superuser=True, is_active=False), AnonymousUser(), None):
        assert (of(nobody, Act.SEE, claims), article_rights.may_open(nobody)) == (set(), False)


@pytest.mark.parametrize(("verbs", "publishes"), [((), False), (("change",), False), (("publish",), True)])
def test_to_publish_is_wagtails_right(
    verbs: tuple[str, ...], publishes: bool, sections: dict[str, Page], claims: dict[str, Claim]
) -> None:
    user = member(sections, verbs=verbs, war=DECIDE)
    page = claims["open"].page
    assert page is not None
    assert article_rights.may_on_page(user, Act.PUBLISH, page.pk) is publishes


def test_rows_beside_claims_are_asked_for_the_same_way(
    sections: dict[str, Page], claims: dict[str, Claim]
) -> None:
    """Each row is shown to the people who may see its article."""
    for claim in claims.values():
        Ruling.objects.create(claim=claim, decision="reject", outcome="rejected", user_name="Ada")
    user = member(sections, sport=SEE)
    (seen,) = Ruling.objects.filter(article_rights.claims(user, at="claim__"))
    assert seen.claim == claims["sport"]


def test_those_who_decide_somewhere_are_found(sections: dict[str, Page]) -> None:
    Group.objects.filter(name="Fact editors").delete()
    deciders = [member(sections, war=DECIDE), UserFactory(is_superuser=True)]
    others = [member(sections, war=SEE), UserFactory(is_superuser=True, is_active=False), UserFactory()]
    assert list(article_rights.deciders().order_by("pk")) == deciders
    assert [article_rights.may_decide(user) for user in (*deciders, *others)] == [
        True,
        True,
        False,
        False,
        False,
    ]


def _dropped_draft_claim(page: ArticlePage) -> Claim:
    """A live page's draft had more claims; it was read to be cleared, and then dropped."""
    page.body = [("paragraph", RichText("<p>At least 34 people were killed in Mosul.</p>"))]
    page.save_revision()
    drafts.record(page)
    claim = Claim.objects.get(page_key=page.pk, presence=Claim.Presence.DRAFT)
    drafts.drop(page.pk)
    return claim


def test_what_a_draft_alone_said_stays_with_those_who_may_read_drafts(
    sections: dict[str, Page], claims: dict[str, Claim]
) -> None:
    page = ArticlePage.objects.get(pk=claims["open"].page_key)
    all_claims = claims | {"secret": _dropped_draft_claim(page)}
    deciding, editing = member(sections, war=DECIDE), member(sections, verbs=("change",), war=SEE)
    assert of(deciding, Act.SEE, all_claims) == PUBLIC | UNSHOWN | {"secret"}
    assert of(editing, Act.SEE, all_claims) == PUBLIC | PRIVATE | UNSHOWN | {"secret"}
    assert of(member(sections, war=SEE), Act.SEE, all_claims) == PUBLIC
    assert of(member(sections, war=SEE, sport=DECIDE), Act.SEE, all_claims) == PUBLIC | {"sport"}


def test_a_ruling_on_what_a_draft_alone_said_is_shown_to_no_more_people_than_that(
    sections: dict[str, Page], claims: dict[str, Claim]
) -> None:
    secret = _dropped_draft_claim(ArticlePage.objects.get(pk=claims["open"].page_key))
    for claim in (claims["open"], secret):
        Ruling.objects.create(claim=claim, decision="reject", outcome="rejected", user_name="Ada")
    for levels, shown in (({"war": SEE}, [claims["open"]]), ({"war": DECIDE}, [claims["open"], secret])):
        seen = Ruling.objects.filter(article_rights.claims(member(sections, **levels), at="claim__"))
        assert [row.claim for row in seen.order_by("pk")] == shown


def test_a_claim_that_was_live_stays_open_when_its_words_are_gone(
    sections: dict[str, Page], claims: dict[str, Claim]
) -> None:
    Claim.objects.filter(pk=claims["open"].pk).update(presence=Claim.Presence.VANISHED)
    assert of(member(sections, war=SEE), Act.SEE, claims) == PUBLIC
