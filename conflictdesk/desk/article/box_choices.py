"""Checks that a person puts into a text only boxes of situations that they may know of."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms.models import ModelChoiceField
from wagtail.blocks import Block, ListBlock, StreamBlock, StructBlock
from wagtail.fields import StreamField

from conflictdesk.boxes.blocks import SituationChooserBlock
from conflictdesk.ledger.rights import article_rights


def refuse(form: Any) -> None:
    """Adds an error to each StreamField of the form in which the person newly chose a situation that
    they may not know of. Situations that the field had before are allowed.
    """
    for field in form.instance._meta.get_fields():
        if isinstance(field, StreamField) and field.name in form.cleaned_data:
            before = chosen(field.stream_block, getattr(form.instance, field.name))
            fresh = set(chosen(field.stream_block, form.cleaned_data[field.name])) - set(before)
            if fresh and article_rights.situations(form.for_user).filter(pk__in=fresh).count() < len(fresh):
                form.add_error(field.name, ModelChoiceField.default_error_messages["invalid_choice"])


def chosen(block: Block, value: Any) -> Iterator[int]:
    """Yields the keys of the situations whose boxes the value contains, at any depth."""
    if isinstance(block, SituationChooserBlock):
        if value is not None:
            yield value.pk
        return
    for inner, part in _parts(block, value):
        yield from chosen(inner, part)


def _parts(block: Block, value: Any) -> Iterator[tuple[Block, Any]]:
    """Yields the direct child blocks, each with its value; nothing for an empty value."""
    if not value:
        return
    if isinstance(block, StructBlock):
        yield from ((inner, value.get(name)) for name, inner in block.child_blocks.items())
    elif isinstance(block, StreamBlock):
        yield from ((one.block, one.value) for one in value)
    elif isinstance(block, ListBlock):
        yield from ((block.child_block, one) for one in value)
