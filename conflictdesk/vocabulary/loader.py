"""Reads vocabulary files and rows into one frozen, validated vocabulary.

Promises: every entry is checked; the first wrong one raises `VocabularyError` that names file, entry and
reason. An entry of a file has an example and a counterexample; a row, which an editor enters, needs none. A
later folder or row replaces an entry of the same kind and id. `digest` is the sha256 of what the words mean,
in the order in which they are asked: comments, examples and layout do not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, cast

import yaml

from conflictdesk.contract.garbage_collection import paused
from conflictdesk.contract.safe_yaml import SafeLoader, safe_load
from conflictdesk.vocabulary import forms, schema
from conflictdesk.vocabulary.entries import KINDS, Entry, WordsEntry
from conflictdesk.vocabulary.forms import Inflection
from conflictdesk.vocabulary.patterns import PatternError, expand

E = TypeVar("E", bound=Entry)

LANGUAGES = Path(__file__).parent
ENGLISH = "en"
NOT_ENTRIES = frozenset({forms.NAME})
ROWS = "database"


class WordLoader(SafeLoader):  # type: ignore[valid-type,misc]
    """Safe YAML in which the words "no", "on", "off", "yes" and "y" are words, not truth values."""


WordLoader.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if not (tag.endswith(":bool") and letter in "yYnNoO")]
    for letter, rules in WordLoader.yaml_implicit_resolvers.items()
}


class VocabularyError(ValueError):
    """A vocabulary entry is wrong; the message says where and why."""

    def __init__(self, file: str, entry: str, reason: str) -> None:
        self.file, self.entry, self.reason = file, entry, reason
        super().__init__(f"{file}: {entry}: {reason}")


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """All entries by kind, in the order in which they were read, how their words are inflected, and the
    BCP 47 code of their language.
    """

    entries: Mapping[str, Mapping[str, Entry]]
    inflection: Inflection
    language: str = ENGLISH

    def of(self, kind: type[E]) -> Mapping[str, E]:
        """The entries of a kind by id."""
        return cast("Mapping[str, E]", self.entries.get(kind.kind, {}))

    def words(self, entry_id: str) -> frozenset[str]:
        """The phrases of a closed class (kind `words`), each as one text; none where it has no such class."""
        found = self.of(WordsEntry).get(entry_id)
        return frozenset(" ".join(phrase.words) for phrase in found.phrases) if found else frozenset()

    @cached_property
    def digest(self) -> str:
        plain = {
            kind: {entry.id: [entry.label, entry.patterns, entry.said()] for entry in entries.values()}
            for kind, entries in self.entries.items()
        }
        meant = [plain, asdict(self.inflection)]
        return hashlib.sha256(json.dumps(meant, default=sorted).encode()).hexdigest()


@paused()
def load(*folders: Path, rows: Iterable[Mapping[str, Any]] = (), language: str = ENGLISH) -> Vocabulary:
    """The vocabulary of these folders and rows; the shipped words are included if their folder is given.

    Words are inflected by the `forms.yaml` of the last folder that has one, as in English where none has.
    """
    inflection = _inflection(folders)
    entries: dict[str, dict[str, Entry]] = {}
    for folder in folders:
        read: set[tuple[str, str, str]] = set()
        for file, kind, raw in _files(folder):
            entry = _entry(file, kind, raw, inflection)
            if (file, kind, entry.id) in read:
                raise VocabularyError(file, f"{kind}/{entry.id}", "this id stands twice in the file")
            read.add((file, kind, entry.id))
            entries.setdefault(kind, {})[entry.id] = entry
    for kind, row in _rows(rows):
        entry = _entry(ROWS, kind, row, inflection)
        entries.setdefault(kind, {})[entry.id] = entry
    found = {kind: MappingProxyType(of_kind) for kind, of_kind in entries.items()}
    return Vocabulary(MappingProxyType(found), inflection, language)


def _inflection(folders: Iterable[Path]) -> Inflection:
    found = [folder / forms.NAME for folder in folders if (folder / forms.NAME).exists()]
    try:
        return forms.read(found[-1] if found else forms.ENGLISH)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise VocabularyError(forms.NAME, "-", f"does not say how words are inflected: {error!r}") from error


@cache
def languages() -> frozenset[str]:
    """The BCP 47 codes of the languages that the package has a folder of words for."""
    return frozenset(path.parent.name for path in LANGUAGES.glob("*/*.yaml"))


def shipped_folder(language: str = ENGLISH) -> Path:
    """The folder that holds the package's words of a language."""
    return LANGUAGES / language


@cache
def shipped(language: str = ENGLISH) -> Vocabulary:
    """The vocabulary of a language that comes with the package, read once a process."""
    return load(shipped_folder(language), language=language)


Raw = tuple[str, str, Any]


def _files(folder: Path) -> Iterator[Raw]:
    for path in sorted(folder.rglob("*.yaml")):
        if path.name not in NOT_ENTRIES:
            yield from _file(path, str(path.relative_to(folder)))


def _file(path: Path, name: str) -> Iterator[Raw]:
    try:
        content = safe_load(path.read_text(encoding="utf-8"), WordLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise VocabularyError(name, "-", f"not readable as YAML: {error}") from error
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        raise VocabularyError(name, "-", "a vocabulary file has 'kind' and a list 'entries'")
    for raw in content["entries"]:
        yield name, str(content.get("kind")), raw


def _rows(rows: Iterable[Mapping[str, Any]]) -> Iterator[tuple[str, Any]]:
    for row in rows:
        yield str(row.get("kind")), {key: value for key, value in row.items() if key != "kind"}


def _entry(file: str, kind: str, raw: Any, inflection: Inflection) -> Entry:
    name = f"{kind}/{raw.get('id') if isinstance(raw, dict) else raw}"
    if kind not in KINDS:
        raise VocabularyError(file, name, f"kind {kind!r} is not one of {', '.join(KINDS)}")
    if reason := schema.refusal(KINDS[kind], raw):
        raise VocabularyError(file, name, reason)
    values = {"label": raw["id"], **schema.values(KINDS[kind], raw)}
    try:
        patterns = values.get("patterns", ())
        phrases = tuple(phrase for pattern in patterns for phrase in expand(pattern, inflection))
    except PatternError as error:
        raise VocabularyError(file, name, str(error)) from error
    entry = KINDS[kind](**values, phrases=phrases)
    if reason := entry.refusal() or (None if file == ROWS else _unproved(entry)):
        raise VocabularyError(file, name, reason)
    return entry


def _unproved(entry: Entry) -> str | None:
    """What an entry of a file still needs for a test to prove its words; None where it has it."""
    if not entry.examples:
        return "no examples: write a sentence in which its words must be found"
    if not entry.counterexamples:
        return "no counterexamples: write a sentence that looks like one, in which they must not be found"
    return None
