"""The forms for situations, actors and places: lists as lines, and every refusal in words."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminAutoHeightTextInput

from conflictdesk.desk import lookup
from conflictdesk.ledger import addresses
from conflictdesk.ledger.models import Place


class LinesField(forms.CharField):
    """A list of words, one a line; empty lines and repetitions are dropped."""

    widget = AdminAutoHeightTextInput

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def to_python(self, value: Any) -> Any:
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        return list(dict.fromkeys(stripped for line in lines if (stripped := str(line).strip())))


class PlacesField(LinesField):
    """Places by their names, one a line."""

    default_error_messages = {"unknown": _("No place is called “%(name)s”. Add it under Places first.")}

    def clean(self, value: Any) -> list[Place]:
        found: list[Place] = []
        for name in super().clean(value):
            place = lookup.place_called(name)
            if place is None:
                raise forms.ValidationError(
                    self.error_messages["unknown"], code="unknown", params={"name": name}
                )
            found.append(place)
        return found

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool((initial or []) != self.to_python(data))


class SituationForm(WagtailAdminModelForm):
    """A situation with its places by name: their list may be too long to choose from."""

    place_names = PlacesField(
        label=_("Places"),
        required=False,
        help_text=_("One name a line. A figure about one of these is about the whole situation."),
    )

    keywords = LinesField(
        label=_("Keywords"),
        required=False,
        help_text=_("One a line. Articles that use them are suggested for this situation."),
    )

    def clean_slug(self) -> str:
        slug = str(self.cleaned_data["slug"])
        if addresses.is_taken(slug, self.instance):
            raise forms.ValidationError(_("This address leads, or has led, to another situation."))
        return slug

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["place_names"] = [place.name for place in self.instance.places.all()]

    def save(self, commit: bool = True) -> Any:
        situation = super().save(commit=commit)
        if commit:
            situation.places.set(self.cleaned_data["place_names"])
        return situation


class ActorForm(WagtailAdminModelForm):
    """An actor; its public id is chosen once."""

    aliases = LinesField(
        label=_("Other names"),
        required=False,
        help_text=_("One name a line, as articles write it. The extractor looks for all of them."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "identifier" in self.fields:
            self.fields["identifier"].disabled = True


class PlaceForm(WagtailAdminModelForm):
    """A place; a point has two coordinates or none."""

    aliases = LinesField(
        label=_("Other names"), required=False, help_text=_("One name a line, as articles write it.")
    )
    latitude = forms.FloatField(
        label=_("Latitude"), required=False, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = forms.FloatField(
        label=_("Longitude"), required=False, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    def save(self, commit: bool = True) -> Any:
        """What an editor has made or set right is found before any other place of the same name."""
        self.instance.is_own = True
        return super().save(commit=commit)

    def clean_country(self) -> str:
        country = str(self.cleaned_data["country"]).upper()
        if country and not (len(country) == 2 and country.isascii() and country.isalpha()):
            raise forms.ValidationError(_("Two letters, such as IQ for Iraq."))
        return country

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None) and not self.errors:
            missing = "latitude" if cleaned.get("latitude") is None else "longitude"
            self.add_error(missing, _("A point needs both, latitude and longitude."))
        if self.instance.pk and cleaned.get("within") == self.instance:
            self.add_error("within", _("A place cannot lie within itself."))
        return cleaned
