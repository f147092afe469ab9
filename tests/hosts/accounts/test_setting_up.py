"""Checks, permissions and an upgrade of a site with accounts of the host's own."""

from __future__ import annotations

from importlib import import_module
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from django.apps import apps
from django.contrib.auth.models import Group
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.urls import reverse
from wagtail.models import Page

from conflictdesk.ledger.models import (
    ArticleAuthor,
    Claim,
    DeskGrant,
    Ruling,
)
from tests.hosts.accounts.models import Person

from .conftest import browser, rule, words

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("ada", "bob")
def test_the_commands_find_nothing_to_mend() -> None:
    told = StringIO()
    call_command("check", databases=["default"], fail_level="WARNING", stdout=told)
    call_command("makemigrations", "--check", "--dry-run", stdout=told)
    assert told.getvalue() == "System check identified no issues (0 silenced).\nNo changes detected\n"


@pytest.mark.usefixtures("ada")
def test_one_editor_is_too_few_and_an_administrator_is_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def warnings() -> list[str]:
        return [one.msg for one in run_checks(databases=["default"]) if one.id == "conflictdesk.W001"]

    few = "1 active account(s) may rule on claims; that is too few for what has to be approved."
    assert warnings() == [few]
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", "a secret of theirs")
    call_command("createsuperuser", "--noinput", "--email", "root@example.org", verbosity=0)
    assert warnings() == []


def test_the_desk_is_granted_in_the_form_of_a_group(admin: Person) -> None:
    group, root = Group.objects.create(name="Night desk"), Page.get_first_root_node()
    client, address = browser(admin), reverse("wagtailusers_groups:edit", args=(group.pk,))
    assert root is not None
    formsets = BeautifulSoup(client.get(address).content, "html.parser").select("input[name$=-TOTAL_FORMS]")
    data = {str(one["name"]).replace("TOTAL", kind): "0" for one in formsets for kind in ("TOTAL", "INITIAL")}
    line = {"conflictdesk_grants-0-page": root.pk, "conflictdesk_grants-0-level": "decide"}
    data |= {"name": "Night desk", "conflictdesk_grants-TOTAL_FORMS": "1"}
    assert client.post(address, data | line).status_code == 302
    assert DeskGrant.objects.values_list("level", "page").get(group=group) == ("decide", root.pk)
    assert words(client.get(reverse("wagtailusers_users:index")), "tbody tr") != []


def test_an_upgrade_records_authors_and_first_approvals(
    killed: Claim, writer: Person, ada: Person, bob: Person
) -> None:
    for person in (ada, bob):
        rule(browser(person), "approve", killed)
    Ruling.objects.update(first_user=None)
    ArticleAuthor.objects.all().delete()
    editor = BaseDatabaseSchemaEditor(connection)
    import_module("conflictdesk.migrations.0104_two_people").name_the_first(apps, editor)
    import_module("conflictdesk.migrations.0105_authors").record_authors(apps, editor)
    assert list(Ruling.objects.order_by("pk").values_list("first_user", flat=True)) == [None, ada.pk]
    assert ArticleAuthor.objects.values_list("page_key", "user").get() == (killed.page_key, writer.pk)
