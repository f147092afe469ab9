"""Serves the API's description: an OpenAPI schema for machines and one plain page for people.

The page is rendered on the server from the same schema and loads nothing, so that it works under a
strict Content-Security-Policy and in a newsroom without internet access.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from drf_spectacular.utils import extend_schema
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny

from .schema import OwnGenerator


@extend_schema(exclude=True)
class SchemaView(SpectacularAPIView):
    """The OpenAPI schema, as YAML or, by `Accept` or `?format=json`, as JSON."""

    generator_class = OwnGenerator
    authentication_classes = ()
    permission_classes = (AllowAny,)


@dataclass(frozen=True, slots=True)
class Field:
    """A parameter or a property, as one row of a table."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    path: str
    about: str
    parameters: tuple[Field, ...]
    answer: str


@dataclass(frozen=True, slots=True)
class Shape:
    """A named object in the responses."""

    name: str
    about: str
    fields: tuple[Field, ...]


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Returns the documentation page."""
    schema = OwnGenerator().get_schema(request=None, public=True)
    context = {
        "about": schema["info"],
        "operations": list(_operations(schema)),
        "shapes": list(_shapes(schema)),
    }
    return render(request, "conflictdesk/api/docs.html", context)


def _operations(schema: dict[str, Any]) -> Iterator[Operation]:
    for address, methods in schema["paths"].items():
        operation = methods["get"]
        parameters = tuple(
            Field(one["name"], _kind(one["schema"]), one.get("description", ""))
            for one in operation.get("parameters", ())
        )
        answer = operation["responses"]["200"]["content"]["application/json"]["schema"]
        yield Operation(address, operation.get("description", ""), parameters, _kind(answer))


def _shapes(schema: dict[str, Any]) -> Iterator[Shape]:
    for name, shape in schema["components"]["schemas"].items():
        fields = (
            Field(field, _kind(kind), kind.get("description", ""))
            for field, kind in shape.get("properties", {}).items()
        )
        yield Shape(name, shape.get("description", ""), tuple(fields))


def _kind(schema: dict[str, Any]) -> str:
    """Returns a type in words: "string (date)", "Source or null", "list of string", "one of clash,
    attack, …".
    """
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    for union in ("allOf", "oneOf", "anyOf"):
        if union in schema:
            return _nullable(" or ".join(map(_kind, schema[union])), schema)
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    if "enum" in schema:
        return "one of " + ", ".join(str(one) for one in schema["enum"])
    form = f" ({schema['format']})" if "format" in schema else ""
    return _nullable(f"{schema.get('type', 'object')}{form}", schema)


def _nullable(kind: str, schema: dict[str, Any]) -> str:
    return f"{kind} or null" if schema.get("nullable") else kind
