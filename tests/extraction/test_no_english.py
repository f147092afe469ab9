"""The rules of extraction hold no words of a language.

The rule: a string that Python compares with something, or that stands in a set, list, tuple or mapping, is an
id (of the contract, of the vocabulary, of a `Literal` that a module declares), an inflection's ending, or a
mark without letters. And no string at all is compared with the words of a text. Left out are the keys of
names in the gazetteer, which are of no language, and what `--explain` prints.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import conflictdesk
from conflictdesk.contract import terms
from conflictdesk.vocabulary import schema
from conflictdesk.vocabulary.entries import KINDS
from conflictdesk.vocabulary.loader import shipped

ROOT = Path(conflictdesk.__file__).parent
LEFT_OUT = ("gazetteer", "explain.py", "refusals.py")
FILES = [
    path
    for room in ("extraction", "reconcile")
    for path in sorted((ROOT / room).rglob("*.py"))
    if not set(LEFT_OUT) & set(path.parts)
]
ENDINGS = frozenset({"s", "ss", "us", "is", "as", "ed", "ing", "ly", "ED", "ING", "h", "a", "ah"})
FORMS = frozenset({"base", "s", "past", "participle", "ing", "singular", "plural"})
# What code calls its own kinds of things by, where no `Literal` declares them.
OWN = {
    "classes of counted groups": {"ratio"},
    "frames of roles": {"active", "passive", "participle", "noun", "light"},
    "kinds of entries in the gazetteer's index": {"city", "adm1", "adm2", "country", "region", "own"},
    "flags of candidates": {"v", "o", "w", "p", "ae"},
    "sides of what an event needs": {"object", "agent", "subject", "foreign_power", "place", "alone"},
    "features of noun groups": {"people", "armed", "power", "named", "it", "prisoners", "conflict"},
    "reckoned holidays": {"western_easter", "fourth_thursday", "day_after_fourth_thursday"},
    "capitals that patterns ask for": {"A", "a"},
    "kinds of counted groups": {"number", "zero", "article"},
    "what events of a type are about": {"no", "placeless", "none", "owners", "sides"},
    "agreements of two readings": {"place", "time", "actors", "numbers", "type"},
    "fields of contents and of differences": {
        *("low", "best", "high", "measure", "put", "set", "drop", "list", "new", "at", "by"),
        *("role", "country", "national", "position", "examples", "counterexamples"),
    },
    "nodes of a syntax tree": {"ctx", "kind", "type_comment", "type_ignores"},
    "policies of totals": {"newest", "most_cautious", "source_rank", "editors_pick"},
    "names of files and modules": {"__init__.py", "conflictdesk.extraction.engine"},
    "rules that are no entry's": {"by_hand"},
    "states of alerts": {"well", "late", "failed", "unknown", "silent", "queued", "stalled"},
    "the possessive, a token of its own": {"'s"},
    "prefixes of ids": {"place."},
}
METHODS = frozenset(
    {"startswith", "endswith", "removeprefix", "removesuffix", "split", "count", "index", "find"}
)
NAMES_OF_CODE = re.compile(r"[A-Z]\w+")
WORDS_OF_A_TEXT = re.compile(r"\blowers\b|\.words\[|\blines\.at\(|_lower\(")


@cache
def ids() -> set[str]:
    """Every id that code may compare with: of the contract, of entries, and of OWN."""
    contract = (
        *(terms.MEASURES, terms.EVENT_TYPES, terms.POPULATIONS, terms.QUALIFIERS, terms.ROLES),
        *(terms.UNITS, terms.PLACE_PRECISIONS, terms.DATE_PRECISIONS, terms.PERIODS),
    )
    found = {name for known in contract for name in known} | schema.CLASSES | FORMS | ENDINGS
    found |= {name for names in OWN.values() for name in names}
    for kind in KINDS:
        found.add(kind)
        for entry in shipped().entries[kind].values():
            found |= {entry.id, entry.id.removeprefix("place.")}
            found |= {value for value in entry.said().values() if isinstance(value, str)}
    return found | {name for path in FILES for name in _literals(ast.parse(path.read_text(encoding="utf-8")))}


def _literals(tree: ast.AST) -> Iterator[str]:
    """The members of each `Literal[…]` that a module declares."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Subscript)
            and isinstance(node.value, ast.Name)
            and node.value.id == "Literal"
        ):
            yield from _texts(node.slice)


def _texts(node: ast.AST) -> Iterator[str]:
    """The strings that a node is, or that stand in the set, list or tuple that it is."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.Set | ast.List | ast.Tuple):
        for item in node.elts:
            yield from _texts(item)
    elif isinstance(node, ast.Dict):
        for key in node.keys:
            yield from _texts(key) if key is not None else ()


def _compared_strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Each string that a value is compared with or looked up in, with its line."""
    for node in ast.walk(tree):
        sides: list[ast.AST] = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
            sides = [node]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            sides = [*node.args, node.func.value] if node.func.attr in METHODS else []
        elif isinstance(node, ast.Assign):
            sides = [node.value]
        for side in sides:
            yield from ((node.lineno, text) for text in _texts(side))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_is_asked_for_are_ids(path: Path) -> None:
    known = ids()
    compared = _compared_strings(ast.parse(path.read_text(encoding="utf-8")))
    words = [
        (line, text)
        for line, text in compared
        if re.search("[a-zA-Z]", text) and not known & {text, text.rpartition(".")[0]}
    ]
    exported = {"nearest", "of_clause"} if path.name == "__init__.py" else set()
    named = [text in exported or NAMES_OF_CODE.fullmatch(text) for _, text in words]
    assert [word for word, of_code in zip(words, named, strict=True) if not of_code] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_string_is_compared_with_the_words_of_a_text(path: Path) -> None:
    found = [
        (node.lineno, text)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Compare) and WORDS_OF_A_TEXT.search(ast.unparse(node))
        for side in (node.left, *node.comparators)
        for text in _texts(side)
        if re.search("[a-zA-Z]", text)
    ]
    assert found == []
