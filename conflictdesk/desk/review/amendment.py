"""The forms in which an editor amends a claim; after an error they keep what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract import terms
from conflictdesk.contract.stored import (
    BOUNDS,
    ActorReading,
    Amendment,
    ClaimReading,
    EventReading,
    FigureReading,
    Quantity,
    Reading,
)
from conflictdesk.desk.registry.form_fields import NameField
from conflictdesk.desk.review import claim_fields, name_lookup, typed_numbers
from conflictdesk.wording import labels
from conflictdesk.wording.contract_texts import Labels


def _choice(choices: Labels, label: Any, *, optional: bool = False) -> forms.ChoiceField:
    empty = [("", _("not said"))] if optional else []
    return forms.ChoiceField(label=label, choices=lambda: [*empty, *choices.choices()], required=not optional)


def _name(label: Any, names: str = "", help_text: Any = "") -> NameField:
    """A free text field for a name; the browser suggests the names in the datalist `names`."""
    attrs = {"list": names, "autocomplete": "off"} if names else {"autocomplete": "off"}
    widget = forms.TextInput(attrs=attrs)
    return NameField(label=label, required=False, max_length=200, widget=widget, help_text=help_text)


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a date such as 2017-06-28.")},
    )


class AmendmentForm(forms.Form):
    """A form filled with the reading; `amendment()` returns the editor's values in the reading's fields."""

    source = _name(_("Source"), "conflictdesk-actors")
    hedged = forms.BooleanField(label=_("unsure: “claimed”, “reportedly”"), required=False)
    place = _name(_("Place"), "conflictdesk-places")
    date_from = _day(_("From"))
    date_to = _day(_("To"))
    precision = _choice(labels.DATE_PRECISIONS, _("Known to the"), optional=True)
    realis = _choice(labels.REALIS, _("It"))

    # The reading's field to the form's, where the two differ: problems of the ledger come back by it.
    shown_as: Mapping[str, str] = {"from": "date_from", "to": "date_to"}
    rows: tuple[tuple[str, ...], ...] = ()

    def __init__(self, reading: ClaimReading, data: Any = None) -> None:
        self.reading = reading
        super().__init__(data, initial=self.initial_values(), prefix="claim")

    def initial_values(self) -> dict[str, Any]:
        """Returns the reading's values as the form's fields show them."""
        reading = self.reading
        return {
            "hedged": reading["hedged"],
            "precision": reading["precision"],
            "realis": reading["realis"],
            "source": name_lookup.name_of(reading["source"]),
            "place": name_lookup.name_of(reading["place"]),
            "date_from": reading["from"],
            "date_to": reading["to"],
        }

    def amendment(self) -> Amendment:
        """Returns the form's fields as the ledger takes them. Call it only on a valid form."""
        first, last = self._days()
        return {
            "hedged": self.cleaned_data["hedged"],
            "realis": self.cleaned_data["realis"],
            "precision": self.cleaned_data["precision"] or None,
            "source": name_lookup.actor(self.cleaned_data["source"], [self.reading["source"]]),
            "place": name_lookup.place(self.cleaned_data["place"], self.reading["place"]),
            "from": first,
            "to": last,
        }

    def add_problems(self, problems: Mapping[str, str]) -> None:
        """Adds the ledger's errors to their fields; those of no field to the whole form."""
        for name, problem in problems.items():
            shown = self.shown_as.get(name, name)
            self.add_error(shown if shown in self.fields else None, problem)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("date_from"), cleaned.get("date_to")
        if last and not first:
            self.add_error("date_from", _("A last day needs a first day."))
        elif first and last and last < first:
            self.add_error("date_to", _("The last day is before the first."))
        return cleaned

    def grouped(self) -> Iterable[list[forms.BoundField]]:
        """Returns the fields in the rows in which they are shown."""
        return ([self[name] for name in row] for row in self.rows)

    def _days(self) -> tuple[str | None, str | None]:
        first, last = self.cleaned_data["date_from"], self.cleaned_data["date_to"]
        if first is None:
            return None, None
        return first.isoformat(), (last or first).isoformat()


class FigureForm(AmendmentForm):
    """A figure's fields; the grammar that reads articles reads the number, too."""

    reading: FigureReading

    qualifier = _choice(labels.QUALIFIERS, _("Qualifier"))
    number = forms.CharField(
        label=_("Number"), max_length=100, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    measure = _choice(labels.MEASURES, _("Measure"))
    unit = _choice(labels.UNITS, _("Unit"))
    population = _choice(labels.POPULATIONS, _("Who is counted"), optional=True)
    side = _name(_("Side"), "conflictdesk-actors")
    period = _choice(labels.PERIODS, _("Counted"), optional=True)
    is_part = forms.BooleanField(label=_("part of another figure: adds to no total"), required=False)

    shown_as = {**AmendmentForm.shown_as, **dict.fromkeys(("low", "best", "high"), "number")}
    rows = (
        ("qualifier", "number"),
        ("measure", "unit"),
        ("population", "side"),
        ("source", "hedged"),
        ("place",),
        ("date_from", "date_to", "precision"),
        ("period", "realis"),
        ("is_part",),
    )

    def __init__(self, reading: FigureReading, data: Any = None) -> None:
        super().__init__(reading, data)
        self.fields["period"].help_text = claim_fields.quoted(reading["since"])

    def initial_values(self) -> dict[str, Any]:
        reading = self.reading
        return super().initial_values() | {
            "qualifier": reading["qualifier"],
            "measure": reading["measure"],
            "unit": reading["unit"],
            "population": reading["population"],
            "period": reading["period"],
            "is_part": reading["is_part"],
            "number": _written(reading),
            "side": name_lookup.name_of(reading["side"]),
        }

    def amendment(self) -> Amendment:
        typed = self.cleaned_data
        return {
            **super().amendment(),
            "measure": typed["measure"],
            "unit": typed["unit"],
            "is_part": typed["is_part"],
            "population": typed["population"] or None,
            "period": typed["period"] or None,
            "low": typed["low"],
            "best": typed["best"],
            "high": typed["high"],
            "qualifier": typed["qualifier"],
            "side": name_lookup.actor(typed["side"], [self.reading["side"]]),
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if {"number", "qualifier"} <= set(cleaned):
            self._read_number(cleaned)
        return cleaned

    def _read_number(self, cleaned: dict[str, Any]) -> None:
        """Sets low, best, high and qualifier. A qualifier typed with the number wins over the one chosen
        from the list; unchanged fields keep the reading's values.
        """
        if not {"number", "qualifier"} & set(self.changed_data):
            cleaned["qualifier"] = self.reading["qualifier"]
            cleaned.update({name: self.reading[name] for name in BOUNDS})
            return
        numeral = typed_numbers.first_in(cleaned["number"])
        if numeral is None:
            self.add_error("number", _("This is no number. Write 750,000, 1.2 million or 40 to 50."))
            return
        if rest := typed_numbers.rest_of(cleaned["number"]):
            self.add_error("number", _("A number alone, please: “%(rest)s” is left over.") % {"rest": rest})
            return
        if _counts_people(cleaned.get("unit", "")) and not _is_whole(numeral):
            self.add_error("number", _("People are counted in whole numbers."))
            return
        if not terms.QUALIFIERS[numeral.qualifier].plain:
            cleaned["qualifier"] = numeral.qualifier
        elif terms.QUALIFIERS[cleaned["qualifier"]].two_ended:
            self.add_error("number", _("“Between” needs two numbers, such as 40 to 50."))
        low, best, high = numeral.qualified(cleaned["qualifier"])
        cleaned.update(low=low, best=best, high=high)


class EventForm(AmendmentForm):
    """An event's fields; actors and targets are names with commas between them."""

    reading: EventReading

    type = _choice(labels.EVENT_TYPES, _("Type"))
    actors = _name(_("Who did it"), help_text=_("Several names with commas between them."))
    targets = _name(_("To whom"))
    weapon = _name(_("Weapon"))

    rows = (
        ("type",),
        ("actors", "targets"),
        ("place", "weapon"),
        ("source", "hedged"),
        ("date_from", "date_to", "precision"),
        ("realis",),
    )

    def initial_values(self) -> dict[str, Any]:
        reading = self.reading
        return super().initial_values() | {
            "actors": _names(reading["actors"]),
            "targets": _names(reading["targets"]),
            "type": reading["type"],
            "weapon": reading["weapon"],
        }

    def amendment(self) -> Amendment:
        typed = self.cleaned_data
        return {
            **super().amendment(),
            "actors": name_lookup.actors(typed["actors"], self.reading["actors"]),
            "targets": name_lookup.actors(typed["targets"], self.reading["targets"]),
            "type": typed["type"],
            "weapon": typed["weapon"] or None,
        }


def form_for(reading: Reading, data: Any = None) -> AmendmentForm:
    """Returns the form for a figure's reading or an event's, filled with what was typed if there is any."""
    return FigureForm(reading, data) if "measure" in reading else EventForm(reading, data)


def _names(actors: Iterable[ActorReading]) -> str:
    return ", ".join(one["name"] for one in actors)


def _is_whole(numeral: typed_numbers.Numeral) -> bool:
    return all(number == int(number) for number in (numeral.value, numeral.upper) if number is not None)


def _counts_people(unit: str) -> bool:
    return unit in terms.UNITS and terms.UNITS[unit].of_people


def _written(reading: Quantity) -> str:
    """Returns the bare number, or both ends of a range, as the grammar reads it; "" without a number."""
    qualifier = terms.QUALIFIERS.get(reading["qualifier"])
    two_ended = qualifier is not None and qualifier.two_ended
    if two_ended and reading["low"] is not None and reading["high"] is not None:
        return f"{_digits(reading['low'])} to {_digits(reading['high'])}"
    bounds = (reading["best"], reading["low"], reading["high"])
    return next((_digits(bound) for bound in bounds if bound is not None), "")


def _digits(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
