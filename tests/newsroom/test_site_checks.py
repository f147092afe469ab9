"""A newsroom that is public says what would let strangers in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.checks import CheckMessage, run_checks
from django.core.management import CommandError, call_command
from django.test import override_settings

from conflictdesk.newsroom.models import HomePage
from conflictdesk.newsroom.sample import cast
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE

PUBLIC = replace(settings.ENVIRONMENT, base_url="https://news.example.org")


def found(identifier: str, **options: Any) -> list[CheckMessage]:
    return [one for one in run_checks(**options) if one.id == identifier]


@pytest.mark.parametrize(
    ("environment", "proxies", "warns"),
    [(PUBLIC, [], True), (PUBLIC, ["127.0.0.1"], False), (settings.ENVIRONMENT, [], False)],
    ids=["nobody", "a proxy", "not public"],
)
def test_a_proxy_that_nobody_has_named(environment: Any, proxies: list[str], warns: bool) -> None:
    with override_settings(ENVIRONMENT=environment, TRUSTED_PROXIES=proxies):
        assert len(found("newsroom.W001", include_deployment_checks=True)) == warns
        assert found("newsroom.W001") == []


@pytest.mark.django_db
def test_accounts_that_still_have_the_samples_password() -> None:
    cast.hire()
    User.objects.filter(username="editor").update(is_active=False)
    changed = User.objects.get(username="journalist")
    changed.set_password("a long one: cormorant")
    changed.save()
    User.objects.create_user("somebody", password=PASSWORD)
    with override_settings(ENVIRONMENT=PUBLIC):
        [warning] = found("newsroom.W002", databases=["default"])
        assert warning.msg == (
            "BASE_URL is https, and anybody can log in as admin, editor2: the sample's password is "
            "still theirs."
        )
        assert found("newsroom.W002") == []
        User.objects.filter(username__in=["admin", "editor2"]).delete()
        assert found("newsroom.W002", databases=["default"]) == []


@pytest.mark.django_db
def test_a_newsroom_on_ones_own_machine_may_have_them() -> None:
    cast.hire()

    assert found("newsroom.W002", databases=["default"]) == []


@pytest.mark.django_db
def test_the_sample_is_not_loaded_where_it_is_public_unless_asked_for_by_name() -> None:
    with override_settings(ENVIRONMENT=PUBLIC):
        with pytest.raises(CommandError) as refused:
            call_command("load_sample")
        assert (
            User.objects.filter(username__in=[one.username for one in PEOPLE]).count(),
            "\n" in str(refused.value),
        ) == (0, False)
        assert "manage.py load_sample --with-accounts" in str(refused.value)
        assert not HomePage.objects.exists()


@pytest.mark.django_db
def test_by_name_it_is_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded: list[bool] = []

    class Loaded:
        problems, articles, approved, waiting = (), 1, 2, 3

    monkeypatch.setattr("conflictdesk.newsroom.sample.loading.load", lambda: loaded.append(True) or Loaded())
    with override_settings(ENVIRONMENT=PUBLIC):
        call_command("load_sample", "--with-accounts")

    assert loaded == [True]


def test_the_throttle_is_set_up_as_its_own_checks_want() -> None:
    def complaints() -> list[str | None]:
        found = run_checks(include_deployment_checks=True)
        return [one.id for one in found if str(one.id).startswith("axes.")]

    assert complaints() == []
    with override_settings(AUTHENTICATION_BACKENDS=["django.contrib.auth.backends.ModelBackend"]):
        assert complaints() == ["axes.W003"]
