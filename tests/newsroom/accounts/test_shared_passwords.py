"""Guesses at the password of a private page or collection are throttled like those at an account's."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from conflictdesk.newsroom.models import ArticlePage
from tests.factories import article
from tests.failing_cache import DOWN, breaking

pytestmark = pytest.mark.django_db
RIGHT = "open sesame"
HERE, ELSEWHERE = "198.51.100.7", "203.0.113.9"


def private_page() -> tuple[str, str]:
    """Returns the address of the password form, and that of the page."""
    page = article("The source is called Ahmed.", title="Sources")
    row = PageViewRestriction.objects.create(page=page, restriction_type="password", password=RIGHT)
    return f"/_util/authenticate_with_password/{row.pk}/{page.pk}/", page.get_url()


def private_collection() -> tuple[str, str]:
    collection = Collection.get_first_root_node().add_child(name="Sources")
    row = CollectionViewRestriction.objects.create(
        collection=collection, restriction_type="password", password=RIGHT
    )
    document = Document.objects.create(title="A", file=ContentFile(b"a", name="a.txt"), collection=collection)
    return f"/documents/authenticate_with_password/{row.pk}/", document.url


EACH = pytest.mark.parametrize("private", [private_page, private_collection])


def give(client: Client, form: str, back: str, password: str, address: str = HERE) -> Any:
    return client.post(form, {"password": password, "return_url": back}, REMOTE_ADDR=address)


def opens(client: Client, back: str) -> bool:
    """Whether the visitor gets the protected content, and no form that asks for a password."""
    answer: Any = client.get(back)
    return answer.status_code == 200 and b'type="password"' not in answer.getvalue()


@EACH
def test_browsers_show_the_form_and_keep_nothing(private: Any) -> None:
    _, back = private()
    answer: Any = Client().get(back)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b'type="password"' in answer.content
    assert {"no-store", "private"} <= set(answer.headers["Cache-Control"].split(", "))


@EACH
def test_the_right_password_after_five_wrong_ones_is_refused_too(private: Any) -> None:
    form, back = private()
    client = Client()
    found = [give(client, form, back, f"guess {number}").status_code for number in range(5)]
    answer = give(client, form, back, RIGHT)
    assert (found, answer.status_code) == ([200, 200, 200, 200, 429], 429)
    text = answer.content.decode()
    assert "From your address this password was guessed wrong too often. Try again in 15 minutes." in text
    assert "user name" not in text
    assert not opens(client, back)
    assert give(Client(), form, back, RIGHT, ELSEWHERE).status_code == 302


@EACH
def test_the_right_password_forgets_what_had_failed(private: Any) -> None:
    form, back = private()
    for _ in range(2):
        client = Client()
        wrong = [give(client, form, back, "guess").status_code for _ in range(4)]
        assert (wrong, give(client, form, back, RIGHT).status_code) == ([200] * 4, 302)
        assert opens(client, back)


@EACH
def test_a_cache_that_is_down_lets_nobody_guess(private: Any) -> None:
    form, back = private()
    with breaking(DOWN):
        found = [give(Client(), form, back, "guess").status_code for _ in range(6)]
    assert found == [200, 200, 200, 200, 429, 429]


def test_a_form_says_nothing_about_pages_that_its_password_does_not_open() -> None:
    form, _ = private_page()
    row = PageViewRestriction.objects.get()
    others = {
        "elsewhere": article("Other."),
        "draft": article("Other.", title="Draft", live=False),
    }
    for page in others.values():
        assert Client().get(f"/_util/authenticate_with_password/{row.pk}/{page.pk}/").status_code == 404
    below: ArticlePage = article("Below.", title="Below", parent=row.page)
    assert Client().get(f"/_util/authenticate_with_password/{row.pk}/{below.pk}/").status_code == 200
    below.unpublish()
    assert Client().get(f"/_util/authenticate_with_password/{row.pk}/{below.pk}/").status_code == 404
    PageViewRestriction.objects.update(restriction_type="login")
    assert Client().get(form).status_code == 404


@pytest.mark.parametrize("address", ["/_util/login/", "/admin/login/"])
def test_a_name_longer_than_any_is_wrong_like_any(address: str) -> None:
    answer = Client().post(address, {"username": "o" * 5000, "password": "guess"})
    assert answer.status_code == 200
    assert "sessionid" not in answer.cookies
