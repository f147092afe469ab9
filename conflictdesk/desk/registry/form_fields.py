"""Form fields for text that people write: names, sentences and lists of names."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from conflictdesk import untrusted
from conflictdesk.desk.review import name_lookup
from conflictdesk.ledger.models import Place


class NameField(forms.CharField):
    """A name in one line; invisible characters are removed."""

    def to_python(self, value: Any) -> Any:
        return untrusted.name(super().to_python(value) or "")


class SentencesField(forms.CharField):
    """Text of several lines; characters that reverse the direction of text are removed."""

    def to_python(self, value: Any) -> Any:
        return untrusted.lines(super().to_python(value) or "")


class LinesField(forms.CharField):
    """A list of names, one a line; empty lines and repetitions are dropped."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return list(dict.fromkeys(name for line in lines if (name := untrusted.name(str(line)))))


class PlacesField(LinesField):
    """The ledger's places by name or alias, one a line; an unknown name is an error."""

    default_error_messages = {"unknown": _("No place is called “%(name)s”. Add it under Places first.")}

    def clean(self, value: Any) -> list[Place]:
        found: list[Place] = []
        for name in super().clean(value):
            place = name_lookup.place_called(name)
            if place is None:
                raise forms.ValidationError(
                    self.error_messages["unknown"], code="unknown", params={"name": name}
                )
            found.append(place)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))
