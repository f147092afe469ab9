"""Authors of an article do not decide on it, whatever happens to its revisions, and whichever copy it
is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.models import Locale, Page, Revision

from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import ArticleAuthor, Claim, Situation
from conflictdesk.ledger.rights import authors
from conflictdesk.newsroom.models import ArticlePage, SectionPage
from tests.factories import EditorFactory, JournalistFactory, UserFactory, article, figure, record

pytestmark = pytest.mark.django_db
WORDS = "At least 12 people were killed."
OWN = "This is your own article: another fact editor has to decide."


@pytest.fixture
def page(situation: Situation, editor: User) -> ArticlePage:
    """Returns a journalist's article, which the editor edited before it was published."""
    made = article(WORDS, situation=situation, owner=JournalistFactory(), live=False)
    made.save_revision(user=editor)
    made.save_revision(user=JournalistFactory()).publish()
    return ArticlePage.objects.get(pk=made.pk)


def record_claim(page: ArticlePage) -> Claim:
    return Claim.objects.get(pk=record(page, figure(WORDS, "12 people"))[0].pk)


def keep(page: ArticlePage) -> None:
    """Leaves the revisions alone."""


def purge(page: ArticlePage) -> None:
    call_command("purge_revisions", verbosity=0)
    assert page.revisions.count() == 1


def delete_all(page: ArticlePage) -> None:
    Page.objects.filter(pk=page.pk).update(live_revision=None, latest_revision=None)
    Revision.page_revisions.filter(object_id=str(page.pk)).delete()


@pytest.mark.parametrize("happens", [keep, purge, delete_all])
def test_whatever_becomes_of_the_revisions(
    happens: Callable[[ArticlePage], None], page: ArticlePage, editor: User
) -> None:
    happens(page)
    assert rulings.refusal(record_claim(page), editor) == OWN
    assert rulings.refusal(record_claim(page), EditorFactory()) is None


def test_who_wrote_only_after_what_is_live_may_decide_on_it(page: ArticlePage) -> None:
    later = EditorFactory()
    claim = record_claim(page)
    page.save_revision(user=later)
    assert rulings.refusal(claim, later) is None


def as_alias(page: ArticlePage) -> Page:
    alias = page.create_alias(parent=page.get_parent(), update_slug="alias")
    Page.objects.filter(pk=alias.pk).update(alias_of=None)  # From here on it is a page of its own.
    return alias


def as_translation(page: ArticlePage) -> Page:
    french = Locale.objects.create(language_code="fr")
    page.get_parent().copy_for_translation(french)
    return page.copy_for_translation(french)


@pytest.mark.parametrize("made", [as_alias, as_translation])
def test_what_was_made_of_it_has_its_authors(made: Callable[..., Any], page: ArticlePage) -> None:
    of = ArticleAuthor.objects.values_list("user", flat=True)
    expected = set(of.filter(page_key=page.pk))
    assert expected <= set(of.filter(page_key=made(page).pk))


def test_a_copy_has_its_authors(page: ArticlePage, editor: User, client: Client) -> None:
    client.force_login(UserFactory(is_superuser=True))
    section = page.get_parent().add_child(instance=SectionPage(title="World", slug="world"))
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": section.pk, "publish_copies": "on"}
    assert client.post(reverse("wagtailadmin_pages:copy", args=(page.pk,)), data).status_code == 302
    copy = ArticlePage.objects.get(slug="copy")
    Revision.page_revisions.filter(object_id=str(copy.pk)).update(user=None)
    assert rulings.refusal(record_claim(copy), editor) == OWN


@pytest.fixture
def byline() -> Iterator[User]:
    """Returns a person whom the site knows only from the byline."""
    named: User = EditorFactory()
    with hooks.register_temporarily(authors.HOOK, lambda page: [named]):
        yield named


def test_the_site_adds_who_stands_in_the_byline(byline: User, page: ArticlePage) -> None:
    assert rulings.refusal(record_claim(page), byline) == OWN
