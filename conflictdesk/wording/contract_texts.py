"""The texts of the contract's entries in the active language.

`READERS` says which fields readers see, and the context under which translators find them; `make
messages` uses it too. The other texts are the desk's, in English unless a site translates them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import gettext, gettext_lazy, pgettext, pgettext_lazy

from conflictdesk.contract.entries import Term
from conflictdesk.contract.loading import KINDS

READERS: Mapping[str, Mapping[str, str | None]] = {
    "measures": {"label": "measure", "with_population": None, "with_side": "measure"},
    "populations": {"label": "who is counted"},
    "event_types": {
        "label": "event",
        "done_at": None,
        "undergone_at": None,
        "noun_at": "event",
        "noun_against": "event",
        "between_sides": None,
        "with_side": None,
    },
    "qualifiers": {"words": None, "measured_words": None},
    "periods": {"counted": "a number counts"},
    "realis": {"line": None, "line_of_source": None},
}
# Pairs of fields that are the singular and the plural of one message.
PLURALS: Mapping[str, tuple[tuple[str, str], ...]] = {"units": (("number_one", "number_many"),)}
_CONTEXTS = {
    (KINDS[kind], name): context for kind, names in READERS.items() for name, context in names.items()
}


class Labels(Mapping[str, Any]):
    """The labels of a kind by id, translated when they are shown. Includes entries that a site has
    added.
    """

    def __init__(self, terms: Mapping[str, Term]) -> None:
        self._terms = terms

    def __getitem__(self, key: str) -> Any:
        return lazy_text(self._terms[key], "label")

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def choices(self) -> list[tuple[str, Any]]:
        """Returns the choices of a form's field. Pass the method, so that the field calls it each time."""
        return list(self.items())


def text(term: Term, name: str) -> str:
    """Returns a field's text, translated; "" if the entry has none."""
    message, context = str(getattr(term, name)), _context(term, name)
    if not message:
        return ""
    return pgettext(context, message) if context else gettext(message)


def lazy_text(term: Term, name: str) -> Any:
    """Returns a field's text, translated when it is shown; "" if the entry has none."""
    message, context = str(getattr(term, name)), _context(term, name)
    if not message:
        return lazystr("")
    return pgettext_lazy(context, message) if context else gettext_lazy(message)


def _context(term: Term, name: str) -> str | None:
    return _CONTEXTS.get((type(term), name)) or getattr(term, f"{name}_context", None)
