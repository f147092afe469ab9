"""The people of the tables: nine roles, from a stranger to the one who may do everything."""

from __future__ import annotations

from django.contrib.auth.models import Group, Permission, User
from wagtail.models import GroupPagePermission, Page

from conflictdesk.ledger.models import DeskGrant
from tests.factories import UserFactory

# In the order of the tables' columns. “World” is the section of what is at issue, “Sport” the other one.
ROLES = (
    "anonymous",
    "writer",  # writes and edits in World, publishes nothing
    "other_writer",  # the same in Sport
    "journalist",  # of the group “Conflict journalists”: sees the claims of the whole site
    "section_editor",  # decides in World alone
    "editor",  # of the group “Fact editors”: decides in the whole site
    "author",  # wrote the article that is at issue; a writer in World, and a fact editor
    "moderator",  # of Wagtail's group “Moderators”: publishes every page, has nothing to do with the desk
    "admin",
)


def people(world: Page, sport: Page) -> dict[str, User | None]:
    """An account for each role; None is a stranger."""
    world_writers, sport_writers = _writers(world), _writers(sport)
    fact_editors = Group.objects.get(name="Fact editors")
    return {
        "anonymous": None,
        "writer": _member("writer", world_writers),
        "other_writer": _member("other_writer", sport_writers),
        "journalist": _member("journalist", Group.objects.get(name="Conflict journalists")),
        "section_editor": _member("section_editor", _section_editors(world)),
        "editor": _member("editor", fact_editors),
        "author": _member("author", fact_editors, world_writers),
        "moderator": _member("moderator", Group.objects.get(name="Moderators")),
        "admin": UserFactory(username="admin", is_superuser=True),
    }


def _member(name: str, *groups: Group) -> User:
    user: User = UserFactory(username=name)
    user.groups.set(groups)
    return user


def _writers(section: Page) -> Group:
    group = _group(f"Writers of {section.title}", "access_admin")
    for codename in ("add_page", "change_page"):
        permission = Permission.objects.get(codename=codename)
        GroupPagePermission.objects.create(group=group, page=section, permission=permission)
    return group


def _section_editors(section: Page) -> Group:
    """They look at situations, actors and places, and change none."""
    group = _group(
        f"Fact editors of {section.title}", "access_admin", "view_situation", "view_actor", "view_place"
    )
    DeskGrant.objects.create(group=group, page=section, level=DeskGrant.Level.DECIDE)
    return group


def _group(name: str, *codenames: str) -> Group:
    group = Group.objects.create(name=name)
    group.permissions.set(Permission.objects.filter(codename__in=codenames))
    return group
