"""The translations of what readers see: which texts there are, and the catalogues that hold them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

import conflictdesk
from conflictdesk.newsroom.environment import PROJECT

LANGUAGES = ("fr", "es", "ar", "uk", "ru")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
}
WIDTH = 100


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder of catalogues, and the files whose texts they hold."""

    folder: Path
    sources: tuple[str, ...]

    def files(self) -> Iterator[Path]:
        for pattern in self.sources:
            yield from sorted(PROJECT.glob(pattern))


SHELVES = (
    Shelf(
        PROJECT / "conflictdesk/locale",
        ("conflictdesk/boxes/*.py", "templates/conflictdesk/boxes/*.html"),
    ),
    Shelf(
        PROJECT / "conflictdesk/newsroom/locale",
        ("templates/*.html", "templates/newsroom/**/*.html"),
    ),
)


def texts(files: Iterable[Path]) -> Catalog:
    """A catalogue without translations: every text of these files, once for each context."""
    found = Catalog(project="conflictdesk", charset="utf-8")
    for path in files:
        for _line, message, _comments, context in _messages(path):
            found.add(message, context=context, locations=[(str(path.relative_to(PROJECT)), 0)])
    return found


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_text()
    code = templatize(source, origin=str(path)) if path.suffix == ".html" else source
    yield from extract("python", BytesIO(code.encode()), KEYWORDS)


def update(shelf: Shelf) -> None:
    """Brings every catalogue of the shelf up to date: new texts without a translation, lost ones left out."""
    template = texts(shelf.files())
    for language in LANGUAGES:
        write(shelf, language, template)


def write(shelf: Shelf, language: str, template: Catalog) -> None:
    po = shelf.folder / language / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    catalogue = read(po, language) if po.exists() else Catalog(locale=language, charset="utf-8")
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.fuzzy, catalogue.header_comment = (
        False,
        f"# What readers see, in {catalogue.locale_identifier}.",
    )
    catalogue.project, catalogue.version = "conflictdesk", conflictdesk.__version__
    with po.open("wb") as target:
        write_po(target, catalogue, width=WIDTH, no_location=True, sort_output=True)


def read(po: Path, language: str) -> Catalog:
    with po.open("rb") as source:
        return read_po(source, locale=language)


def waiting(shelf: Shelf) -> dict[str, int]:
    """How many texts of each language have no translation."""
    catalogues = {one: read(shelf.folder / one / "LC_MESSAGES" / "django.po", one) for one in LANGUAGES}
    return {language: sum(not _is_told(one) for one in found) for language, found in catalogues.items()}


def _is_told(message: Message) -> bool:
    strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
    return all(strings)
