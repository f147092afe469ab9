"""The forms in which an editor amends a claim; after an error they keep what was typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from conflictdesk.contract import terms
from conflictdesk.desk.registry.form_fields import NameField
from conflictdesk.desk.review import name_lookup, typed_numbers
from conflictdesk.ledger.models import Claim
from conflictdesk.wording import labels
from conflictdesk.wording.contract_texts import Labels

Reading = dict[str, Any]
NUMBER = ("low", "best", "high", "qualifier")


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

    def __init__(self, reading: Reading, data: Any = None) -> None:
        self.reading = reading
        super().__init__(data, initial=self.initial_of(reading), prefix="claim")

    def initial_of(self, reading: Reading) -> dict[str, Any]:
        same = {name: reading[name] for name in ("hedged", "precision", "realis")}
        return same | {
            "source": name_lookup.name_of(reading["source"]),
            "place": name_lookup.name_of(reading["place"]),
            "date_from": reading["from"],
            "date_to": reading["to"],
        }

    def amendment(self) -> Reading:
        """Returns the form's fields as the ledger takes them. Call it only on a valid form."""
        amended = {name: self.cleaned_data[name] for name in ("hedged", "realis")}
        amended["precision"] = self.cleaned_data["precision"] or None
        amended["source"] = self._actor("source")
        amended["place"] = name_lookup.place(self.cleaned_data["place"], self.reading["place"])
        amended["from"], amended["to"] = self._days()
        return amended

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

    def _actor(self, name: str) -> Reading | None:
        return name_lookup.actor(self.cleaned_data[name], [self.reading[name]])

    def _days(self) -> tuple[str | None, str | None]:
        first, last = self.cleaned_data["date_from"], self.cleaned_data["date_to"]
        if first is None:
            return None, None
        return first.isoformat(), (last or first).isoformat()


class FigureForm(AmendmentForm):
    """A figure's fields; the grammar that reads articles reads the number, too."""

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

    def initial_of(self, reading: Reading) -> dict[str, Any]:
        same = {
            name: reading[name]
            for name in ("qualifier", "measure", "unit", "population", "period", "is_part")
        }
        shown = {"number": _written(reading), "side": name_lookup.name_of(reading["side"])}
        return super().initial_of(reading) | same | shown

    def amendment(self) -> Reading:
        same = {name: self.cleaned_data[name] for name in ("measure", "unit", "is_part")}
        optional = {name: self.cleaned_data[name] or None for name in ("population", "period")}
        number = {name: self.cleaned_data[name] for name in NUMBER}
        return super().amendment() | same | optional | number | {"side": self._actor("side")}

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
            cleaned.update({name: self.reading[name] for name in NUMBER})
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

    def initial_of(self, reading: Reading) -> dict[str, Any]:
        several = {name: ", ".join(one["name"] for one in reading[name]) for name in ("actors", "targets")}
        return super().initial_of(reading) | several | {"type": reading["type"], "weapon": reading["weapon"]}

    def amendment(self) -> Reading:
        several = {
            name: name_lookup.actors(self.cleaned_data[name], self.reading[name])
            for name in ("actors", "targets")
        }
        weapon = self.cleaned_data["weapon"] or None
        return super().amendment() | several | {"type": self.cleaned_data["type"], "weapon": weapon}


def form_for(claim: Claim, reading: Reading, data: Any = None) -> AmendmentForm:
    form = FigureForm if claim.kind == Claim.Kind.FIGURE else EventForm
    return form(reading, data)


def _is_whole(numeral: typed_numbers.Numeral) -> bool:
    return all(number == int(number) for number in (numeral.value, numeral.upper) if number is not None)


def _counts_people(unit: str) -> bool:
    return unit in terms.UNITS and terms.UNITS[unit].of_people


def _written(reading: Reading) -> str:
    """Returns the bare number, or both ends of a range, as the grammar reads it; "" without a number."""
    qualifier = terms.QUALIFIERS.get(reading["qualifier"])
    two_ended = qualifier is not None and qualifier.two_ended
    if two_ended and reading["low"] is not None and reading["high"] is not None:
        return f"{_digits(reading['low'])} to {_digits(reading['high'])}"
    bounds = (reading[name] for name in ("best", "low", "high"))
    return next((_digits(bound) for bound in bounds if bound is not None), "")


def _digits(value: float) -> str:
    return f"{int(value):,}" if value == int(value) else f"{value:,}"
