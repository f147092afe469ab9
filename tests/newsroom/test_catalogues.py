"""The translations: complete, with the same placeholders, and with the plurals of each language."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po
from babel.support import Translations
from django.utils import translation
from django.utils.translation import ngettext

from conflictdesk.newsroom.compiling import compile_catalogues
from conflictdesk.newsroom.configuration.environment import PROJECT

HOLE = re.compile(r"%\(\w+\)s|\{\w+\}")
LANGUAGES = ("fr", "es", "ar", "uk", "ru")
FOLDERS = (PROJECT / "conflictdesk/locale", PROJECT / "conflictdesk/newsroom/locale")
EACH = [(folder, language) for folder in FOLDERS for language in LANGUAGES]


def _messages(folder: Path, language: str) -> list[Message]:
    return [one for one in _read(folder / language / "LC_MESSAGES" / "django.po") if one.id]


def _read(po: Path) -> Catalog:
    with po.open("rb") as source:
        return read_po(source)


@cache
def _shown(folder: Path) -> set[tuple[object, object]]:
    """Returns context and text of what readers see, extracted as `make messages` does."""
    mapping = str(folder / "babel.toml")
    with TemporaryDirectory() as made:
        template = Path(made) / "django.pot"
        command = ["pybabel", "--quiet", "extract", "--mapping", mapping, "--output", str(template), "."]
        CommandLineInterface().run(command)
        return {(one.context, one.id) for one in _read(template) if one.id}


def _strings(message: Message) -> list[str]:
    return list(message.string) if isinstance(message.string, tuple) else [str(message.string)]


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_every_text_that_readers_see_is_translated(
    folder: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(PROJECT)
    known = {(one.context, one.id) for one in _messages(folder, language)}
    assert known == _shown(folder)
    assert [one.id for one in _messages(folder, language) if not all(_strings(one))] == []


@pytest.mark.parametrize(("folder", "language"), EACH)
def test_a_translation_has_the_holes_of_its_text(folder: Path, language: str) -> None:
    wrong = []
    for message in _messages(folder, language):
        if isinstance(message.id, tuple):
            wanted = set(HOLE.findall(message.id[1]))
            # "no corrections" and their like say their number in words.
            wrong += [one for one in _strings(message) if not set(HOLE.findall(one)) <= wanted]
        elif set(HOLE.findall(message.id)) != set(HOLE.findall(str(message.string))):
            wrong.append(message.id)
    assert wrong == []


@pytest.mark.parametrize(
    ("language", "expected"),
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
def test_plurals_of_each_language(language: str, expected: dict[int, str]) -> None:
    with translation.override(language):
        found = {
            n: ngettext("%(count)s correction", "%(count)s corrections", n) % {"count": n} for n in expected
        }
    assert found == expected


def test_a_catalogue_is_compiled_where_it_is_missing_or_old(tmp_path: Path) -> None:
    po = tmp_path / "fr" / "LC_MESSAGES" / "django.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8"\n\nmsgid "yes"\nmsgstr "oui"\n')
    assert compile_catalogues(tmp_path) == [po.with_suffix(".mo")]
    assert compile_catalogues(tmp_path) == []
    with po.with_suffix(".mo").open("rb") as compiled:
        assert Translations(compiled).gettext("yes") == "oui"
    assert sorted(one.name for one in po.parent.iterdir()) == ["django.mo", "django.po"]
