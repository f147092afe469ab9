"""The desk of one section: its pages show no claim of another section, and such claims cannot be decided
there.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core import mail
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, Site

from conflictdesk.desk.models import Digest
from conflictdesk.desk.reports import digest
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, rulings
from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.models import Claim, DeskGrant, Extraction, Situation
from conflictdesk.ledger.snapshots import refreshing, snapshot_versions
from conflictdesk.newsroom.models import SectionPage
from tests.factories import EditorFactory, UserFactory, article, figure, record

from .conftest import soup, url, words

pytestmark = pytest.mark.django_db
HELD = "Heldville"
WORDS = f"At least 4242 people were killed in {HELD}."
NEEDLES = (HELD, "4242", "Secret of the war")


@pytest.fixture
def sport() -> Page:
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=SectionPage(title="Sport", slug="sport"))


@pytest.fixture
def held(section: Page, situation: Situation) -> Claim:
    """Returns a waiting claim of the section “World”."""
    page = article(WORDS, title="Secret of the war", parent=section, situation=situation)
    return record(page, figure(WORDS, "4242 people"))[0]


@pytest.fixture
def decided(section: Page, situation: Situation) -> Claim:
    """Returns a decided claim of that section."""
    page = article(WORDS, "Again.", title="Secret of the war II", parent=section, situation=situation)
    (claim,) = record(page, figure(WORDS, "4242 people"))
    rulings.reject(claim.pk, EditorFactory(), "other", version=claim.version)
    return claim


@pytest.fixture
def sports_editor(client: Client, sport: Page) -> User:
    """Returns a fact editor of only the section “Sport”, who may look at situations; logged in."""
    group = Group.objects.create(name="Sport")
    group.permissions.add(
        *Permission.objects.filter(codename__in=("access_admin", "view_situation", "change_situation"))
    )
    DeskGrant.objects.create(group=group, page=sport, level=DeskGrant.Level.DECIDE)
    user: User = UserFactory(email="sport@example.org")
    user.groups.add(group)
    client.force_login(user)
    return user


def leaks(response: Any) -> list[str]:
    """Returns the texts of the other section that the response contains."""
    return [needle for needle in NEEDLES if needle in response.content.decode()]


@pytest.mark.usefixtures("held", "decided")
def test_there_is_something_that_could_leak(desk: Client, queue_url: str) -> None:
    assert leaks(desk.get(queue_url)) == [*NEEDLES]


@pytest.mark.usefixtures("sports_editor")
def test_no_page_of_the_desk_shows_it(
    client: Client, held: Claim, decided: Claim, situation: Situation, queue_url: str
) -> None:
    assert held.page is not None
    situations = Situation.snippet_viewset  # type: ignore[attr-defined]
    pages = [
        queue_url,
        f"{queue_url}?claim={held.pk}",
        f"{queue_url}?claim={decided.pk}",
        f"{queue_url}?article={held.page.pk}",
        f"{queue_url}?article={held.page.pk}&text=1&realis=all",
        f"{queue_url}?situation={situation.slug}",
        f"{reverse('conflictdesk_facts:ahead')}?after={held.pk}",
        f"{reverse('conflictdesk_facts:together')}?situation={situation.slug}",
        reverse("wagtailadmin_home"),
        reverse(situations.get_url_name("inspect"), args=(situation.pk,)),
        reverse(situations.get_url_name("edit"), args=(situation.pk,)),
        *(reverse(f"conflictdesk_{name}") for name in ("decisions", "proposals", "speed", "corrections")),
        reverse("conflictdesk_state"),
    ]
    found = {
        page: (response.status_code, leaks(response)) for page in pages for response in [client.get(page)]
    }
    assert found == dict.fromkeys(pages, (200, []))
    assert "Facts to review (" not in client.get(queue_url).content.decode()


@pytest.mark.usefixtures("sports_editor")
def test_its_addresses_are_closed(client: Client, held: Claim, decided: Claim) -> None:
    assert held.page is not None
    assert client.get(url("twins", held.pk)).status_code == 404
    for name in ("draft", "add"):
        response = client.get(url(name, held.page.pk))
        assert (response.status_code, leaks(response)) == (403, [])
    failed = outbox.request(held.page.specific)
    assert failed is not None
    Extraction.objects.filter(pk=failed.pk).update(state="failed")
    assert client.post(url("retry", failed.pk)).status_code == 404
    assert client.post(url("presence", held.pk)).status_code == 404


DECISIONS = {
    "approve": {},
    "amend": {"low": "1", "qualifier": "at_least"},
    "reject": {"reason": "other"},
    "move": {},
    "pick": {},
    "same": {},
    "apart": {},
    "split": {},
}


@pytest.mark.usefixtures("sports_editor")
@pytest.mark.parametrize("name", DECISIONS)
def test_nothing_of_it_is_decided(
    name: str, client: Client, held: Claim, decided: Claim, situation: Situation
) -> None:
    data = DECISIONS[name] | {"version": held.version, "situation": situation.pk, "other": decided.pk}
    response = client.post(url(name, held.pk), data)
    assert (response.status_code, leaks(response)) == (404, [])
    assert client.post(url("reopen", decided.pk), {"version": 2}).status_code == 404
    assert [Claim.objects.get(pk=one.pk).state for one in (held, decided)] == ["pending", "rejected"]


def test_the_ledger_refuses_it_too(held: Claim, sports_editor: User) -> None:
    with pytest.raises(rulings.NotAllowed, match="in other parts of the site, but not in this one"):
        rulings.approve(held.pk, sports_editor, version=held.version)


@pytest.fixture
def three(
    section: Page, sport: Page, situation: Situation, sports_editor: User, editor: User
) -> tuple[Claim, Claim, Claim]:
    """Returns approved figures: an old one and a new one of “Sport”, and one of “World” that readers
    see.
    """

    def killed(number: int, parent: Page) -> Claim:
        text = f"At least {number} people were killed."
        page = article(text, situation=situation, parent=parent)
        (claim,) = record(page, figure(text, f"{number} people", low=number, best=number, high=number))
        rulings.approve(claim.pk, editor, version=claim.version)
        return queries.claim(claim.pk)

    return killed(10, sport), killed(20, sport), killed(30, section)


def shown(situation: Situation) -> list[int]:
    """Returns the claims of the figures in the box: leaders, rivals and history."""
    standings = snapshot_versions.content_of(refreshing.latest(situation.pk))["standings"]  # type: ignore[arg-type]
    return [point["claim"] for one in standings for point in one["history"]]


def test_what_tells_the_same_as_facts_of_another_section_is_decided_by_those_who_decide_on_all(
    client: Client, three: tuple[Claim, Claim, Claim], editor: User, situation: Situation
) -> None:
    """Readers see only the oldest of facts that report the same."""
    old, new, elsewhere = three
    claim_matches.confirm(new, elsewhere, editor)
    before = shown(situation)
    answer = client.post(url("same", new.pk), {"other": old.pk, "version": new.version})
    assert (answer.status_code, shown(situation)) == (403, before)

    claim_matches.confirm(new, old, editor)
    joined = shown(situation)
    assert joined != before
    for claim, other in ((new, old), (old, new)):
        answer = client.post(url("apart", claim.pk), {"other": other.pk, "version": claim.version})
        assert (answer.status_code, shown(situation)) == (403, joined)
    assert claim_matches.of(old) == [new, elsewhere]


def test_what_tells_the_same_as_nothing_of_another_section_is_decided(
    client: Client, three: tuple[Claim, Claim, Claim], editor: User, situation: Situation
) -> None:
    old, new, elsewhere = three
    client.post(url("same", new.pk), {"other": old.pk, "version": new.version})
    assert claim_matches.of(old) == [new]
    client.post(url("apart", new.pk), {"other": old.pk, "version": new.version})
    assert claim_matches.of(old) == []
    claim_matches.confirm(new, elsewhere, editor)
    # Two that are apart already, and are not proposed again.
    answer = client.post(url("apart", new.pk), {"other": old.pk, "version": new.version})
    assert answer.status_code == 302


def test_its_own_claims_are_there(
    client: Client, sport: Page, situation: Situation, sports_editor: User, queue_url: str
) -> None:
    text = "At least 12 people were killed."
    (own,) = record(article(text, parent=sport, situation=situation), figure(text, "12 people"))
    assert words(client.get(queue_url), ".conflictdesk-headline") == ["12 people killed"]
    client.post(url("approve", own.pk), {"version": own.version})
    assert Claim.objects.get(pk=own.pk).state == "approved"


@pytest.mark.usefixtures("held")
def test_the_digest_tells_each_person_of_their_own_sections(sports_editor: User) -> None:
    everywhere = EditorFactory(email="all@example.org")
    for user in (sports_editor, everywhere):
        Digest.objects.create(user=user, told_until="2000-01-01T00:00:00Z")
    assert digest.send_all() == 1
    assert [message.to for message in mail.outbox] == [["all@example.org"]]


def test_a_group_is_granted_parts_of_the_site_in_its_form(admin: Client, sport: Page, section: Page) -> None:
    group = Group.objects.create(name="Sport")
    DeskGrant.objects.create(group=group, page=section, level="see")
    address = reverse("wagtailusers_groups:edit", args=(group.pk,))
    grant = group.conflictdesk_grants.get()
    prefix = "conflictdesk_grants"
    data = {
        "name": "Sport",
        **{
            f"{other}-{name}_FORMS": "0"
            for name in ("TOTAL", "INITIAL")
            for other in _other_formsets(admin, address)
        },
        f"{prefix}-TOTAL_FORMS": "2",
        f"{prefix}-INITIAL_FORMS": "1",
        f"{prefix}-0-id": grant.pk,
        f"{prefix}-0-page": section.pk,
        f"{prefix}-0-level": "decide",
        f"{prefix}-1-page": sport.pk,
        f"{prefix}-1-level": "see",
    }
    assert admin.post(address, data).status_code == 302
    assert set(DeskGrant.objects.filter(group=group).values_list("page__title", "level")) == {
        ("World", "decide"),
        ("Sport", "see"),
    }
    twice = data | {f"{prefix}-INITIAL_FORMS": "0", f"{prefix}-1-page": section.pk}
    twice.pop(f"{prefix}-0-id")
    DeskGrant.objects.all().delete()
    response = admin.post(address, twice)
    assert (response.status_code, DeskGrant.objects.count()) == (200, 0)
    assert "Please correct the duplicate" in response.content.decode()


def _other_formsets(admin: Client, address: str) -> set[str]:
    """Returns the prefixes of the form's other formsets."""
    names = [field["name"] for field in soup(admin.get(address)).select("input[name$=-TOTAL_FORMS]")]
    return {name.removesuffix("-TOTAL_FORMS") for name in names} - {"conflictdesk_grants"}
