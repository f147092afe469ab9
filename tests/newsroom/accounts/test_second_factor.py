"""The notice to whoever runs a public newsroom whose log-ins ask for a password only."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client, override_settings
from wagtail.users.models import UserProfile

from conflictdesk.newsroom.accounts import second_factor
from tests.factories import EditorFactory, UserFactory

WORDS = "A password is all that this newsroom asks for"
PUBLIC = override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, base_url="https://news.example.org"))


def sees_it(user: Any) -> bool:
    client = Client()
    client.force_login(user)
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return WORDS in answer.content.decode()


@pytest.mark.django_db
def test_superusers_of_a_public_newsroom_see_it_until_they_close_it() -> None:
    admin = UserFactory(is_superuser=True)
    with PUBLIC:
        assert (sees_it(admin), sees_it(EditorFactory())) == (True, False)
        client = Client()
        client.force_login(admin)
        closed = client.patch(
            "/admin/dismissibles/", {second_factor.DISMISSED: True}, content_type="application/json"
        )
        assert (closed.status_code, sees_it(admin)) == (200, False)
    assert UserProfile.objects.get(user=admin).dismissibles == {second_factor.DISMISSED: True}


@pytest.mark.django_db
def test_not_on_the_machine_of_whoever_tries_it() -> None:
    assert not sees_it(UserFactory(is_superuser=True))


def test_not_where_an_app_asks_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    with PUBLIC:
        assert second_factor.is_missing()
        monkeypatch.setattr(second_factor.apps, "is_installed", lambda name: name == "django_otp")
        assert not second_factor.is_missing()
