"""Creates the people and things of the sample: accounts and their rights, actors, places, situations."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission, User
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from conflictdesk.ledger.models import Actor, Place, Situation, SituationActor
from conflictdesk.newsroom.sample.people import PASSWORD, PEOPLE, Person
from conflictdesk.vocabulary.entries import ActorEntry
from conflictdesk.vocabulary.loader import shipped

PAGE_RIGHTS = ("add", "change", "publish")
IMAGE_RIGHTS = ("add_image", "choose_image")


def create_accounts() -> dict[str, User]:
    """Creates the accounts and returns them by user name. An existing account keeps its password."""
    return {person.username: _account(person) for person in PEOPLE}


def _account(person: Person) -> User:
    user = User.objects.filter(username=person.username).first()
    if user is not None:
        return user
    make = User.objects.create_user if person.group else User.objects.create_superuser
    user = make(person.username, password=PASSWORD, first_name=person.name)
    if person.group:
        user.groups.add(Group.objects.get(name=person.group))
    return user


def give_rights(home: Page) -> None:
    """Allows both groups to write, change and publish below the home page, and to use pictures."""
    root = Collection.get_first_root_node()
    for group in Group.objects.filter(name__in={person.group for person in PEOPLE}):
        for right in PAGE_RIGHTS:
            GroupPagePermission.objects.create(group=group, page=home, permission_type=right)
        for permission in Permission.objects.filter(
            content_type__app_label="wagtailimages", codename__in=IMAGE_RIGHTS
        ):
            GroupCollectionPermission.objects.get_or_create(
                group=group, collection=root, permission=permission
            )


def create_situations(described: list[dict[str, Any]]) -> dict[str, Situation]:
    """Creates the situations, with actors, parties and places, and returns them by slug."""
    return {one["slug"]: _situation(**one) for one in described}


def _situation(
    *, parties: list[str], others: list[str], places: list[dict[str, Any]], **fields: Any
) -> Situation:
    situation = Situation.objects.create(**fields)
    for identifier in (*parties, *others):
        SituationActor.objects.create(
            situation=situation, actor=_actor(identifier), is_party=identifier in parties
        )
    situation.places.set([_place(**place) for place in places])
    return situation


def _actor(identifier: str) -> Actor:
    """Returns the actor, created as the shipped vocabulary names it if the ledger has none."""
    entry = shipped().of(ActorEntry)[identifier]
    return Actor.objects.get_or_create(
        identifier=identifier, defaults={"name": entry.label, "role": entry.role}
    )[0]


def _place(*, name: str, **fields: Any) -> Place:
    return Place.objects.get_or_create(name=name, defaults=fields)[0]
