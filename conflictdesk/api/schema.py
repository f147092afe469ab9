"""Generates the OpenAPI schema of this API only, without the rest of the site."""

from __future__ import annotations

from typing import Any

from django.urls import include, path, reverse
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.settings import patched_settings

ABOUT = {
    "TITLE": "conflictdesk",
    "VERSION": "1",
    "DESCRIPTION": "What is known in a situation, who says so and since when. Every fact was approved by a "
    "person and stands in the live text of a public article.",
    "PREPROCESSING_HOOKS": [],
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
}
FIRST = "situation-list"
# Larger page sizes are cut, not refused, so they have no maximum; ids are those of a 64-bit column.
BOUNDS = {"page": {"minimum": 1}, "page_size": {"minimum": 1}, "id": {"minimum": 1, "maximum": 2**63 - 1}}
# The bodies of Django REST framework's errors.
# https://www.django-rest-framework.org/api-guide/exceptions/
ERRORS = {
    "Refusal": {
        "type": "object",
        "description": "Why there is no answer.",
        "properties": {"detail": {"type": "string"}},
        "required": ["detail"],
    },
    "Mistakes": {
        "type": "object",
        "description": "What is wrong with the question, by parameter.",
        "additionalProperties": {
            "oneOf": [{"type": "array", "items": {"type": "string"}}, {"type": "string"}],
        },
    },
}


class OwnGenerator(SchemaGenerator):
    """A generator that describes only this API, wherever the site has put it. For the command line name
    it as `DEFAULT_GENERATOR_CLASS` in `SPECTACULAR_SETTINGS`, or by `manage.py spectacular
    --generator-class conflictdesk.api.schema.OwnGenerator`.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        from .urls import router  # noqa: PLC0415 - the addresses name the views that this describes

        options["patterns"] = [path(_prefix().lstrip("/"), include(router.urls))]
        super().__init__(*args, **options)

    def get_schema(self, *args: Any, **options: Any) -> Any:
        """Returns the schema, with the errors that each address can return."""
        with patched_settings(ABOUT):
            schema = super().get_schema(*args, **options)
        schema["components"]["schemas"].update(ERRORS)
        for address, methods in schema["paths"].items():
            methods["get"]["responses"].update(_errors(is_list=not address.endswith("}/")))
            for parameter in methods["get"].get("parameters", ()):
                parameter["schema"].update(BOUNDS.get(parameter["name"], {}))
        moved = schema["paths"][f"{_prefix()}situations/{{slug}}/"]["get"]["responses"]
        moved["301"] = {"description": "It has another slug now: Location says where."}
        return schema


def _prefix() -> str:
    """Returns the path at which the site has put the API: "/api/conflictdesk/v1/"."""
    return reverse(f"conflictdesk:{FIRST}").removesuffix("situations/")


def _errors(*, is_list: bool) -> dict[str, Any]:
    if is_list:
        return {
            "400": _body("Mistakes", "A filter or a page size that cannot be meant, or no text at all."),
            "404": _body("Refusal", "There is no such page of results."),
        }
    return {
        "400": _body("Refusal", "The address holds characters that no text has."),
        "404": _body("Refusal", "There is nothing public under this address."),
    }


def _body(name: str, about: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"description": about, "content": {"application/json": {"schema": schema}}}
