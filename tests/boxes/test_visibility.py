"""A situation disappears for readers with its last public article, even if nothing was claimed in it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks, Settings
from wagtail.models import Page, PageViewRestriction, Site

from conflictdesk import tasks
from conflictdesk.boxes.live import box_cache, purge
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import ArticleSituation, Claim, Extraction, Showing
from conflictdesk.ledger.snapshots import visibility_changes
from conflictdesk.newsroom.models import ArticlePage, SectionPage
from tests.boxes.live.test_box_cache import show
from tests.factories import EditorFactory, SituationFactory, article, figure, record

pytestmark = pytest.mark.django_db

OUTPUTS = (
    "/conflictdesk/boxes/raqqa/en/",
    "/conflictdesk/embed/raqqa/en/",
    "/situations/raqqa/en/",
    "/situations/raqqa/en/changes.atom",
    "/situations/raqqa/en/picture.png",
)


@pytest.fixture(autouse=True)
def _memory(settings: Settings) -> None:
    """A cache in memory."""
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def section() -> Page:
    """A section below the home page."""
    home = Site.objects.get(is_default_site=True).root_page
    return home.add_child(instance=SectionPage(title="World", slug="world"))


@pytest.fixture
def page(section: Page) -> ArticlePage:
    """The only article of a situation, without a claim; all its outputs have been asked for."""
    situation = SituationFactory(name="Battle of Raqqa", slug="raqqa")
    show(situation, 5)
    return article("Nothing is known.", situation=situation, parent=section)


def statuses() -> list[int]:
    """The status of each output."""
    return [Client().get(address).status_code for address in OUTPUTS]


def in_cache() -> bool:
    """Whether the box is in the cache."""
    return cache.get(box_cache._key("raqqa", "en")) is not None


LEAVING: dict[str, Callable[[ArticlePage], Any]] = {
    "unpublished": lambda page: page.unpublish(),
    "deleted": lambda page: page.delete(),
    "restricted": lambda page: PageViewRestriction.objects.create(page=page, restriction_type="login"),
    "restricted above": lambda page: PageViewRestriction.objects.create(
        page=page.get_parent(), restriction_type="login"
    ),
    "deleted above": lambda page: page.get_parent().delete(),
}


@pytest.mark.parametrize("how", LEAVING)
def test_all_outputs_go_with_the_last_public_article(
    page: ArticlePage, how: str, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    assert (statuses(), in_cache()) == ([200] * len(OUTPUTS), True)
    with django_capture_on_commit_callbacks(execute=True):
        LEAVING[how](page)

    assert not in_cache()
    assert statuses() == [404] * len(OUTPUTS)


@pytest.mark.parametrize("how", ["unpublished", "restricted above"])
def test_the_sweep_hides_what_a_lost_signal_has_left(
    page: ArticlePage, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert statuses() == [200] * len(OUTPUTS)
    purged: list[str] = []
    monkeypatch.setattr(purge, "purge", purged.append)
    LEAVING[how](page)  # Its callbacks after commit are never called.
    assert in_cache()

    tasks.sweep()

    assert (in_cache(), purged) == (False, ["raqqa"])
    assert statuses() == [404] * len(OUTPUTS)


def test_caches_in_front_are_told_when_a_situation_leaves(
    page: ArticlePage,
    monkeypatch: pytest.MonkeyPatch,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    purged: list[str] = []
    monkeypatch.setattr(purge, "purge", purged.append)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert purged == []
    with django_capture_on_commit_callbacks(execute=True):
        page.unpublish()
    assert purged == ["raqqa"]


def test_the_sweep_takes_back_what_is_shown_though_nothing_is_approved_any_more(section: Page) -> None:
    page = article("The UN said 12 people died.", situation=SituationFactory(slug="raqqa"), parent=section)
    text = Extraction.objects.get().text
    (claim,) = record(page, figure(text, "12 people", period="cumulative"))
    rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    assert Showing.objects.get().until is None
    Claim.objects.update(state=Claim.State.PENDING)

    visibility_changes.sweep()

    assert Showing.objects.get().until == 2


@pytest.mark.parametrize(
    "is_alias", [False, True], ids=["an article of a private section", "its public alias"]
)
def test_a_situation_in_preparation_is_named_on_none_of_its_pages(section: Page, is_alias: bool) -> None:
    """Whoever has the password of an article need not know what it is kept for."""
    open_section = section.get_parent().add_child(instance=SectionPage(title="Open", slug="open"))
    shown, hidden = (SituationFactory(name=name, slug=name.lower()) for name in ("Front", "Moles"))
    article("They met.", situation=shown, parent=open_section)
    page = article("There were clashes.", parent=section, situation=hidden)
    ArticleSituation.objects.create(page=page, situation=shown)
    row = PageViewRestriction.objects.create(page=section, restriction_type="password", password="sesame")
    client = Client()
    if is_alias:
        page = page.create_alias(parent=open_section, update_slug="alias")
    else:
        form = f"/_util/authenticate_with_password/{row.pk}/{page.pk}/"
        client.post(form, {"password": "sesame", "return_url": page.url})
    html = client.get(page.url).content.decode()
    assert ("There were clashes." in html, "/situations/front/" in html) == (True, True)
    assert [one for one in ("Moles", "moles") if one in html] == []
