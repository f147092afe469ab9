"""The forms for situations, actors and places."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from conflictdesk.desk.registry.form_fields import LinesField, NameField, PlacesField, SentencesField
from conflictdesk.ledger.situations import situation_addresses


class SituationForm(WagtailAdminModelForm):
    """A situation's form; places are typed by name, as there may be too many to choose from a list."""

    class Meta:
        field_classes = {"name": NameField, "summary": SentencesField}

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
        if situation_addresses.is_taken(slug, self.instance):
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
    """An actor's form; the public id cannot be changed once the actor is stored."""

    class Meta:
        field_classes = {"name": NameField}

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
    """A place's form; it takes both coordinates or neither."""

    class Meta:
        field_classes = {"name": NameField}

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
        """Marks the place as the newsroom's own: the extractor prefers it to other places of the same
        name.
        """
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
