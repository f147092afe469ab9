"""The plugin's addresses as the resolver knows them, public ones and those in the admin."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

OURS = re.compile(
    r"conflictdesk/|situations/|api/conflictdesk/|admin/facts/|admin/reports/facts/"
    r"|admin/snippets/(choose/)?conflictdesk/"
)
# A parameter of a route, and one of a regular expression.
_PARAMETER = re.compile(r"<(?:(?P<converter>\w+):)?(?P<name>\w+)>|\(\?P<(?P<group>\w+)>[^)]*\)")


@dataclass(frozen=True)
class Address:
    """One pattern: its route, and the view that answers there."""

    route: str
    view: Callable[..., Any]

    def at(self, value: Callable[[str, str], str]) -> str:
        """The path with `value(name, converter)` for each parameter."""

        def filled(found: re.Match[str]) -> str:
            return value(found["name"] or found["group"], found["converter"] or "str")

        return "/" + _PARAMETER.sub(filled, self.route)

    @property
    def takes_words(self) -> bool:
        return any((one["converter"] or "str") != "int" for one in _PARAMETER.finditer(self.route))

    @property
    def takes_numbers(self) -> bool:
        return any(one["converter"] == "int" for one in _PARAMETER.finditer(self.route))


def addresses() -> list[Address]:
    """All of them, in the order of the resolver."""
    return [one for one in _below(get_resolver().url_patterns, "") if OURS.match(one.route)]


def _below(patterns: list[Any], prefix: str) -> Iterator[Address]:
    for one in patterns:
        route = prefix + re.sub(r"^\^|\$$|\\Z$", "", str(one.pattern))
        if isinstance(one, URLResolver):
            yield from _below(one.url_patterns, route)
        elif isinstance(one, URLPattern):
            yield Address(route, one.callback)
