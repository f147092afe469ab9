"""Migrations: in step with the models, free of a fixed page model, and two groups made once."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from conflictdesk import migrations
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Claim, DeskGrant, EventFact, Place, Ruling
from tests.factories import EditorFactory, SituationFactory, article, event, figure, record, said_by

pytestmark = pytest.mark.django_db


def test_the_migrations_are_in_step_with_the_models() -> None:
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_migration_names_the_page_model_itself() -> None:
    files = sorted(Path(migrations.__path__[0]).glob("0*.py"))
    assert len(files) >= 2
    texts = [file.read_text(encoding="utf-8").lower() for file in files]
    assert [text for text in texts if "wagtailcore.page" in text or "wagtail_page_model" in text] == []
    assert 'swapper.get_model_name("wagtailcore", "page")' in texts[0]


def _permissions(group: str) -> set[str]:
    found = Group.objects.get(name=group).permissions
    return set(found.values_list("codename", flat=True))


def test_the_two_groups_may_do_what_their_people_do() -> None:
    journalists, editors = _permissions("Conflict journalists"), _permissions("Fact editors")

    assert {"access_admin", "view_situation"} <= journalists
    assert {"access_admin", "add_situation", "change_situation"} <= editors
    grants = DeskGrant.objects.values_list("group__name", "level", "page__depth")
    assert set(grants) == {("Conflict journalists", "see", 1), ("Fact editors", "decide", 1)}


def test_groups_keep_in_the_whole_tree_what_they_could_do() -> None:
    DeskGrant.objects.all().delete()
    claims = ContentType.objects.get_for_model(Claim)
    rule = Permission.objects.create(codename="rule_claim", content_type=claims, name="Can rule on claims")
    group = Group.objects.create(name="Night desk")
    group.permissions.add(rule)
    Group.objects.filter(name="Fact editors").delete()

    editor = BaseDatabaseSchemaEditor(connection)
    import_module("conflictdesk.migrations.0103_desk_grants").grant_the_whole_tree(apps, editor)

    grants = DeskGrant.objects.values_list("group__name", "level", "page__depth")
    assert set(grants) == {("Conflict journalists", "see", 1), ("Night desk", "decide", 1)}
    assert not Permission.objects.filter(codename="rule_claim").exists()


def test_what_a_site_takes_from_a_group_is_not_granted_again() -> None:
    Group.objects.get(name="Fact editors").permissions.clear()

    editor = BaseDatabaseSchemaEditor(connection)
    import_module("conflictdesk.migrations.0002_groups").make_groups(apps, editor)

    assert _permissions("Fact editors") == set()


def test_what_was_decided_before_is_carried_over() -> None:
    """The ruling that stands, the outcome of each, own places, and who is named in an event."""
    page = article("The UN said 12 people were killed. The army attacked.", situation=SituationFactory())
    text = page.conflictdesk_extractions.get().text
    army = said_by(text, "army", "army").actor
    assert army is not None
    claims = record(page, figure(text, "12 people"), event(text, "attacked", type="attack", actors=(army,)))
    Actor.objects.create(identifier="army", name="army")
    for claim in claims:
        rulings.approve(claim.pk, EditorFactory(), version=1)
    rulings.reopen(claims[0].pk, EditorFactory(), version=2)
    Claim.objects.update(ruling=None)
    Ruling.objects.update(outcome="approved")
    EventFact.objects.get().named.clear()
    places = [Place.objects.create(name="Own"), Place.objects.create(name="Known", geonames_id=7)]

    editor = BaseDatabaseSchemaEditor(connection)
    import_module("conflictdesk.migrations.0004_standing_rulings").carry_over(apps, editor)

    first, second = (Claim.objects.get(pk=claim.pk) for claim in claims)
    assert [first.ruling, second.ruling] == [first.rulings.last(), second.rulings.last()]
    assert [one.outcome for one in Ruling.objects.order_by("pk")] == ["approved", "approved", "pending"]
    assert [Place.objects.get(pk=one.pk).is_own for one in places] == [True, False]
    assert [one.name for one in EventFact.objects.get().named.all()] == ["army"]
