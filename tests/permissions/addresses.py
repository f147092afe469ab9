"""Every address of the plugin, as the resolver and Wagtail's registries know it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.admin.views.bulk_action.registry import bulk_action_registry

from conflictdesk.api import health

# A namespace, or the beginning of a name, and what the tables call it.
SHORT = (
    ("conflictdesk_facts:", "desk:"),
    ("wagtailsnippets_conflictdesk_", ""),
    ("wagtailsnippetchoosers_conflictdesk_", "choose_"),
    ("conflictdesk:", "public:"),
    ("conflictdesk_", "report:"),
)
# What is done to all that are ticked in a list.
BULK = "all"


@dataclass(frozen=True)
class Address:
    """One address: its name in the tables, and how it is made from what its pattern asks for."""

    name: str
    view_name: str = ""
    asks_for: tuple[str, ...] = ()
    # What it is given besides, of an address that has no name or whose name serves many.
    fixed: tuple[str, ...] = ()

    def path(self, values: dict[str, object]) -> str:
        """The address with these values."""
        if not self.view_name:
            return self.name
        if self.fixed:
            return reverse(self.view_name, args=self.fixed)
        return reverse(self.view_name, kwargs={name: values[name] for name in self.asks_for})


def every() -> dict[str, Address]:
    """All of them by name. Two of one name are an error of this file."""
    found = [*_routed(get_resolver().url_patterns, ()), *_bulk_actions(), *map(Address, health.VIEWS)]
    named = {address.name: address for address in found}
    assert len(named) == len(found)
    return named


def _routed(
    patterns: list[URLPattern | URLResolver], above: tuple[str, ...], asks_for: tuple[str, ...] = ()
) -> Iterator[Address]:
    for one in patterns:
        asked = (*asks_for, *one.pattern.converters)
        if isinstance(one, URLResolver):
            yield from _routed(one.url_patterns, (*above, *filter(None, [one.namespace])), asked)
        elif _is_ours(one, above):
            view_name = ":".join([*above, one.name or ""])
            yield Address(_short(view_name), view_name, asked or tuple(one.pattern.regex.groupindex))


def _is_ours(pattern: URLPattern, namespaces: tuple[str, ...]) -> bool:
    """By its namespace, or by where its view is defined. The newsroom's pages are no part of the plugin."""
    module = getattr(pattern.callback, "__module__", "")
    ours = re.match(r"conflictdesk\.(?!newsroom)", module)
    return bool(ours) or any("conflictdesk" in one for one in namespaces)


def _short(view_name: str) -> str:
    for long, short in SHORT:
        if view_name.startswith(long):
            return short + view_name.removeprefix(long)
    return view_name


def _bulk_actions() -> Iterator[Address]:
    """What Wagtail's lists do to many at once: all that is done to the plugin's rows, and what it does."""
    bulk_action_registry.get_bulk_actions_for_model("conflictdesk", "situation")
    for app, models in bulk_action_registry.actions.items():
        for model, actions in models.items():
            for action, view in actions.items():
                if app == "conflictdesk" or view.__module__.startswith("conflictdesk."):
                    name = f"{BULK}:{model}:{action.removeprefix('conflictdesk_')}"
                    yield Address(name, "wagtail_bulk_action", (), (app, model, action))
