"""The sample newsroom's accounts, for trying it out; a real site has none of them."""

from __future__ import annotations

from dataclasses import dataclass

PASSWORD = "newsroom"  # shown to whoever starts the sample  # noqa: S105 # nosec B105

EDITORS = "Fact editors"


@dataclass(frozen=True)
class Person:
    """An account: `group` is one of the groups that the plugin makes, "" for the superuser."""

    username: str
    name: str
    group: str
    tasks: str


PEOPLE = (
    Person("journalist", "Journalist", "Conflict journalists", "writes and publishes"),
    Person("editor", "Editor", EDITORS, "approves, amends, rejects"),
    Person("editor2", "Second editor", EDITORS, "the second pair of eyes"),
    Person("admin", "Admin", "", "may do everything"),
)
