"""Pages outside every site are not public anywhere, and are public again once a site includes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoCaptureOnCommitCallbacks
from wagtail.models import Page, Site

from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.snapshots import refreshing, snapshot_versions
from conflictdesk.newsroom.models import ArticlePage, HomePage

pytestmark = pytest.mark.django_db
# The number and the place, as any output might write them.
NEEDLES = ("1,111", "1111", "Openville")
OUTPUTS = (
    "/conflictdesk/boxes/mosul/en/",
    "/conflictdesk/embed/mosul/en/",
    "/situations/mosul/en/",
    "/situations/mosul/en/changes.atom",
    "/api/conflictdesk/v1/figures/",
    "/api/conflictdesk/v1/events/",
    "/api/conflictdesk/v1/situations/mosul/",
    "/conflictdesk/oembed/?url=http://localhost/situations/mosul/en/",
)
SEEN = {path: path != OUTPUTS[-2] and path != OUTPUTS[-1] for path in OUTPUTS}


@pytest.fixture
def story(hiding: Situation, db: None) -> Situation:
    """Returns a situation with one public figure and event in one public article; all others are hidden
    for other reasons.
    """
    return Situation.objects.get(pk=hiding.pk)


@pytest.fixture
def elsewhere() -> Page:
    """Returns a home page beside that of the site."""
    root = Page.get_first_root_node()
    assert root is not None
    return root.add_child(instance=HomePage(title="Archive", slug="archive"))


def _shown() -> dict[str, bool]:
    """Returns, for each output, whether it names the fact."""
    told = {path: Client().get(path).content.decode() for path in OUTPUTS}
    return {path: any(needle in text for needle in NEEDLES) for path, text in told.items()}


def _snapshot(story: Situation) -> str:
    latest = refreshing.latest(story.pk)
    assert latest is not None
    return str(snapshot_versions.content_of(latest))


@pytest.fixture
def move(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[Any, Page], None]:
    def moved(page: Any, to: Page) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=to.pk), "last-child")

    return moved


@pytest.fixture
def committed(django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Callable[[Any], None]:
    def call(function: Any) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            function()

    return call


def _leave(story: Situation, elsewhere: Page, move: Callable[[Any, Page], None]) -> Any:
    """Moves every article of the situation outside the site."""
    pages = ArticlePage.objects.filter(conflictdesk_situations__situation=story)
    for page in pages:
        move(page, elsewhere)
    return ArticlePage.objects.get(title="News of Openville")


def test_facts_of_pages_outside_every_site_are_in_no_output(
    story: Situation, elsewhere: Page, move: Callable[[Any, Page], None]
) -> None:
    assert _shown() == SEEN
    _leave(story, elsewhere, move)
    assert _shown() == dict.fromkeys(OUTPUTS, False)
    assert "Openville" not in _snapshot(story)
    assert (
        queries.public_situations().filter(pk=story.pk).exists(),
        Client().get(OUTPUTS[2]).status_code,
    ) == (
        False,
        404,
    )


def test_they_come_back_with_the_page(
    story: Situation, elsewhere: Page, move: Callable[[Any, Page], None]
) -> None:
    page = _leave(story, elsewhere, move)
    move(page, Site.objects.get().root_page)
    assert _shown() == SEEN
    assert "Openville" in _snapshot(story)


def test_they_come_with_a_site_that_includes_them_and_go_with_it(
    story: Situation,
    elsewhere: Page,
    move: Callable[[Any, Page], None],
    committed: Callable[[Any], None],
) -> None:
    _leave(story, elsewhere, move)
    site = Site(hostname="archive.example", root_page=elsewhere)
    committed(site.save)
    assert ("Openville" in _snapshot(story), _shown()) == (True, SEEN)
    committed(site.delete)
    assert ("Openville" in _snapshot(story), _shown()) == (False, dict.fromkeys(OUTPUTS, False))


def test_they_go_where_the_site_gets_another_root(
    story: Situation, elsewhere: Page, committed: Callable[[Any], None]
) -> None:
    site = Site.objects.get()
    former, site.root_page = site.root_page, elsewhere
    committed(site.save)
    assert ("Openville" in _snapshot(story), _shown()) == (False, dict.fromkeys(OUTPUTS, False))
    site.root_page = former
    committed(site.save)
    assert ("Openville" in _snapshot(story), _shown()) == (True, SEEN)


def test_addresses_in_snapshots_follow_the_sites(
    story: Situation, elsewhere: Page, committed: Callable[[Any], None]
) -> None:
    """With a second site, Wagtail's addresses have a host."""
    assert "'url': '/news-of-openville/'" in _snapshot(story)
    committed(Site(hostname="archive.example", root_page=elsewhere).save)
    assert "'url': 'http://localhost/news-of-openville/'" in _snapshot(story)
    site = Site.objects.get(is_default_site=True)
    site.hostname = "news.example"
    committed(site.save)
    assert "'url': 'http://news.example/news-of-openville/'" in _snapshot(story)


def test_a_page_whose_path_only_looks_alike_is_not_below_a_site(elsewhere: Page) -> None:
    below = queries.public_pages().values_list("pk", flat=True)
    root = Site.objects.get().root_page
    assert root.pk in below
    assert (elsewhere.pk in below, Page.get_first_root_node().pk in below) == (False, False)  # type: ignore[union-attr]


def test_without_a_site_nothing_is_public(story: Situation, committed: Callable[[Any], None]) -> None:
    committed(Site.objects.get().delete)
    assert list(queries.public_pages()) == []
