"""The system checks of a public newsroom: they warn of what would let strangers in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.core.checks import CheckMessage, run_checks
from django.core.management import CommandError, call_command
from django.core.management.sql import emit_post_migrate_signal
from django.test import override_settings
from wagtail.models import Site

from conflictdesk.newsroom.models import HomePage
from conflictdesk.newsroom.sample import entities
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
    entities.create_accounts()
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
    entities.create_accounts()

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


@pytest.mark.parametrize(
    ("environment", "hosts", "expected"),
    [
        (PUBLIC, ["localhost"], ["news.example.org"]),
        (PUBLIC, [".example.org"], []),
        (settings.ENVIRONMENT, ["elsewhere.example"], []),
    ],
    ids=["another", "ours", "not public"],
)
def test_the_host_of_base_url_is_served(environment: Any, hosts: list[str], expected: list[str]) -> None:
    with override_settings(ENVIRONMENT=environment, ALLOWED_HOSTS=hosts):
        warned = [one.msg for one in found("newsroom.W005", include_deployment_checks=True)]
        assert warned == [
            f"ALLOWED_HOSTS does not have {name}, the host of BASE_URL: the newsroom answers there with 400."
            for name in expected
        ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("base_url", "before", "after", "warns"),
    [
        ("https://news.example.org", ("localhost", 80), ("news.example.org", 443), []),
        ("http://news.example.org:8080", ("localhost", 80), ("news.example.org", 8080), []),
        ("http://[2001:db8::1]", ("localhost", 80), ("[2001:db8::1]", 80), []),
        ("https://news.example.org", ("old.example.org", 80), ("old.example.org", 80),
         ["The public addresses of articles and boxes begin with http://old.example.org, and BASE_URL is "
          "https://news.example.org."]),
        ("http://localhost:8000", ("localhost", 80), ("localhost", 80), []),
    ],
    ids=["https", "a port", "IPv6", "named by somebody", "one's own machine"],
)  # fmt: skip
def test_the_default_site_that_nobody_has_named_is_that_of_base_url(
    base_url: str, before: tuple[str, int], after: tuple[str, int], warns: list[str]
) -> None:
    Site.objects.filter(is_default_site=True).update(hostname=before[0], port=before[1])
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, base_url=base_url)):
        emit_post_migrate_signal(verbosity=0, interactive=False, db="default")
        assert Site.objects.values_list("hostname", "port").get(is_default_site=True) == after
        assert [one.msg for one in found("newsroom.W004", databases=["default"])] == warns


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("base_url", "hint"),
    [
        (
            "https://news.example.org",
            "Set the default site's host name and port in the admin under Settings, Sites.",
        ),
        (
            "https://news.example.org:8443",
            "Wagtail's sites have https on port 443 alone: serve the newsroom there, and set BASE_URL to "
            "that address, without a port.",
        ),
    ],
    ids=["another host", "a port of https that no site can have"],
)
def test_the_hint_can_be_followed(base_url: str, hint: str) -> None:
    Site.objects.filter(is_default_site=True).update(hostname="old.example.org", port=80)
    with override_settings(ENVIRONMENT=replace(settings.ENVIRONMENT, base_url=base_url)):
        assert [one.hint for one in found("newsroom.W004", databases=["default"])] == [hint]
