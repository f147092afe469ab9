"""`manage.py extract`: reads a text and prints the contract's JSON. Uses no database without `--site`."""

from __future__ import annotations

import json
import os
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, BinaryIO

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from conflictdesk.contract.contexts import ContextError, context_of
from conflictdesk.contract.types import Context, Document, to_json
from conflictdesk.extraction import engine
from conflictdesk.extraction.explain import explain
from conflictdesk.management import explained
from conflictdesk.vocabulary.loader import (
    ENGLISH,
    Vocabulary,
    VocabularyError,
    languages,
    load,
    shipped,
    shipped_folder,
)

Row = dict[str, Any]
# A result, or the part of it that was asked for.
Read = Callable[[Document], Mapping[str, object]]
OPTIONAL = ("published", "title", "language", "place")


def _refused(what: str) -> CommandError:
    """Returns the error for unreadable input: one line on standard error, exit status 2."""
    return CommandError(what, returncode=2)


class Command(BaseCommand):
    help = "Print the figures and events of a text as JSON."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", default="-", help="a UTF-8 text file, - for standard input")
        parser.add_argument("--published", help="ISO date against which relative dates resolve")
        parser.add_argument("--title", default="", help="the headline, which may help to resolve names")
        parser.add_argument(
            "--language",
            default=ENGLISH,
            metavar="CODE",
            help="the language of the text, one that the package has words of (default: en)",
        )
        parser.add_argument(
            "--context",
            metavar="FILE-or-JSON",
            help='what the text is about: {"countries": ["SD"], "places": ["El Fasher"], "parties": []},'
            " or the name of a file with it",
        )
        parser.add_argument("--site", action="store_true", help="add the site's own words from the database")
        parser.add_argument(
            "--vocabulary",
            action="append",
            default=[],
            metavar="FOLDER",
            help="add the YAML files of a folder to the shipped words; may be given several times",
        )
        parser.add_argument(
            "--jsonl",
            action="store_true",
            help="one document a line in, {id, text, published, title, language, place, context},"
            " the last five optional; one result a line out",
        )
        only = parser.add_mutually_exclusive_group()
        only.add_argument(
            "--explain",
            action="store_true",
            help="sentence by sentence what each stage saw, which rule fired, and why others did not",
        )
        for part in ("places", "dates", "numbers"):
            only.add_argument(
                f"--{part}", dest="part", action="store_const", const=part, help=f"only its {part}"
            )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            vocabulary = _vocabulary(options["site"], options["vocabulary"], options["language"])
        except VocabularyError as error:
            raise _refused(f"vocabulary: {error}") from error
        if options["explain"]:
            self._explain(options, vocabulary)
        elif options["jsonl"]:
            _stream(options["file"], _reader(options["part"], vocabulary), _context(options["context"]))
        else:
            _write(_reader(options["part"], vocabulary)(_document(options)))

    def _explain(self, options: Row, vocabulary: Vocabulary) -> None:
        if options["jsonl"]:
            raise _refused("--explain reads one text, not --jsonl")
        for line in explained.lines(explain(_document(options), vocabulary), self.style):
            _send(line.encode(errors="backslashreplace"))


def _vocabulary(site: bool, folders: list[str], language: str) -> Vocabulary:
    if language not in languages():
        raise _refused(f"--language {language}: there are words of {', '.join(sorted(languages()))} only")
    if folders:
        return _with_folders(site, folders, language)
    if not site:
        return shipped(language)
    from conflictdesk.ledger.extractions.site_vocabulary import current  # noqa: PLC0415, only --site may touch the database

    try:
        return current()
    except DatabaseError as error:
        raise _refused(f"--site: the site's words cannot be read: {str(error).splitlines()[0]}") from error


def _with_folders(site: bool, folders: list[str], language: str) -> Vocabulary:
    """Returns the shipped words with those of the folders, so that a folder can be tried before the site
    uses it.
    """
    if site:
        raise _refused("--vocabulary tries words by themselves, not --site")
    for folder in folders:
        if not Path(folder).is_dir():
            raise _refused(f"--vocabulary {folder}: no such folder")
    return load(shipped_folder(language), *map(Path, folders), language=language)


def _reader(part: str | None, vocabulary: Vocabulary) -> Read:
    if part is None:
        return lambda document: engine.extract(document, vocabulary=vocabulary).to_json()
    find: Callable[..., Iterable[Any]] = getattr(engine, f"find_{part}")
    return lambda document: {part: [to_json(item) for item in find(document, vocabulary=vocabulary)]}


def _document(options: Row) -> Document:
    name = options["file"]
    if options["published"] is not None and not _is_date(options["published"]):
        raise _refused(f"--published {options['published']!r} is not an ISO date")
    with _opened(name) as source:
        text = _decoded(source.read(), name)
    if not text.strip():
        raise _refused(f"{_called(name)}: the text is empty")
    return Document(
        text,
        options["published"],
        title=options["title"],
        language=options["language"],
        context=_context(options["context"]),
    )


def _context(given: str | None) -> Context | None:
    """Returns the context that the option gives, as JSON or by the name of a file; None without one."""
    if given is None:
        return None
    try:
        return context_of(json.loads(given if given.lstrip().startswith("{") else _file(given)))
    except (ContextError, RecursionError, json.JSONDecodeError) as error:
        raise _refused(f"--context: {error}") from error


def _file(name: str) -> str:
    with _opened(name) as source:
        return _decoded(source.read(), name)


def _called(name: str) -> str:
    return "standard input" if name == "-" else name


def _opened(name: str) -> BinaryIO:
    if name == "-":
        return sys.stdin.buffer
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise _refused(f"{name}: {error.strerror or error}") from error


def _decoded(data: bytes, name: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise _refused(f"{_called(name)}: not UTF-8 at byte {error.start}") from error


def _is_date(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _stream(name: str, read: Read, context: Context | None) -> None:
    """Reads and writes one line at a time, so that memory does not grow with the input. `context` is that
    of the lines without one.
    """
    bad = 0
    with _opened(name) as source:
        for row in _rows(source, read, context):
            bad += "error" in row
            _write(row)
    if bad:
        raise CommandError(f"{bad} bad line{'s' if bad > 1 else ''}", returncode=1)


def _rows(source: BinaryIO, read: Read, context: Context | None) -> Iterator[Row]:
    for number, line in enumerate(source, 1):
        if line.strip():
            try:
                key, document = _parsed(line, context)
            except ValueError as error:
                yield {"line": number, "error": str(error)}
            else:
                yield {"id": key, **read(document)}


def _parsed(line: bytes, context: Context | None) -> tuple[str, Document]:
    """Returns the id and the document of a line. Raises ValueError, which says what is wrong with it."""
    try:
        row = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start}") from error
    except (ValueError, RecursionError) as error:
        raise ValueError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise ValueError("not a JSON object")
    if not isinstance(row.get("id"), str):
        raise ValueError("no id, or an id that is not text")
    if not isinstance(row.get("text"), str) or not row["text"].strip():
        raise ValueError("no text, or an empty one")
    if row.get("context") is not None:
        context = context_of(row["context"])
    return row["id"], Document(row["text"], **_optional(row), context=context)


def _optional(row: Row) -> Row:
    found = {key: row[key] for key in OPTIONAL if row.get(key) not in (None, "")}
    for key, value in found.items():
        if not isinstance(value, str):
            raise ValueError(f"{key} is not text")
    if "published" in found and not _is_date(found["published"]):
        raise ValueError(f"published {found['published']!r} is not an ISO date")
    return found


def _write(row: Mapping[str, object]) -> None:
    try:
        data = json.dumps(row, ensure_ascii=False).encode()
    except UnicodeEncodeError:  # a lone surrogate, legal in JSON input
        data = json.dumps(row).encode()
    _send(data)


def _send(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data + b"\n")
        sys.stdout.buffer.flush()
    except OSError as error:
        # Nowhere left to write: what Python still holds must not fail a second time when it ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            raise SystemExit(0) from error
        raise _refused(f"standard output: {error.strerror}") from error
