"""The translations: whole, with the same holes, and with every language's own plurals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Message
from babel.support import Translations
from django.utils import translation
from django.utils.translation import ngettext

from conflictdesk.newsroom import catalogues
from conflictdesk.newsroom.compiling import compile_catalogues

HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")
EACH = [(shelf, language) for shelf in catalogues.SHELVES for language in catalogues.LANGUAGES]


def _messages(shelf: catalogues.Shelf, language: str) -> list[Message]:
    po = shelf.folder / language / "LC_MESSAGES" / "django.po"
    return [one for one in catalogues.read(po, language) if one.id]


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [str(message.string)]


@pytest.mark.parametrize(("shelf", "language"), EACH)
def test_every_text_that_readers_see_is_translated(shelf: catalogues.Shelf, language: str) -> None:
    shown = {(one.context, one.id) for one in catalogues.texts(shelf.files()) if one.id}
    known = {(one.context, one.id) for one in _messages(shelf, language)}
    assert known == shown
    assert [one.id for one in _messages(shelf, language) if not all(_strings(one))] == []


@pytest.mark.parametrize(("shelf", "language"), EACH)
def test_a_translation_has_the_holes_of_its_text(shelf: catalogues.Shelf, language: str) -> None:
    wrong = []
    for message in _messages(shelf, language):
        if isinstance(message.id, tuple):
            wanted = set(HOLE.findall(message.id[1]))
            # "no corrections" and their like say their number in words.
            wrong += [one for one in _strings(message) if not set(HOLE.findall(one)) <= wanted]
        elif set(HOLE.findall(message.id)) != set(HOLE.findall(str(message.string))):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", {1: "1 correction", 2: "2 corrections", 21: "21 corrections"}),
        ("fr", {1: "1 correction", 2: "2 corrections", 21: "21 corrections"}),
        ("es", {1: "1 corrección", 2: "2 correcciones", 21: "21 correcciones"}),
        ("uk", {1: "1 виправлення", 3: "3 виправлення", 5: "5 виправлень", 11: "11 виправлень"}),
        ("ru", {1: "1 исправление", 3: "3 исправления", 5: "5 исправлений", 21: "21 исправление"}),
        (
            "ar",
            {
                1: "تصحيح واحد (1)",
                2: "تصحيحان (2)",
                3: "3 تصحيحات",
                11: "11 تصحيحًا",
                100: "100 تصحيح",
            },
        ),
    ],
)
def test_plurals_of_each_language(language: str, told: dict[int, str]) -> None:
    with translation.override(language):
        found = {n: ngettext("%(count)s correction", "%(count)s corrections", n) % {"count": n} for n in told}
    assert found == told


def test_a_catalogue_is_compiled_where_it_is_missing_or_old(tmp_path: Path) -> None:
    po = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "yes"\nmsgstr "oui"\n')
    assert compile_catalogues(tmp_path) == [po.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []
    with po.with_suffix(".mo").open("rb") as compiled:
        assert Translations(compiled).gettext("yes") == "oui"
    assert sorted(one.name for one in po.parent.iterdir()) == ["django.mo", "django.po"]
