"""A digest of what code does: every change alters it, except a change of comments, docstrings or layout.

Promises: the same on every machine and in every supported version of Python, from a wheel and from a
checkout. The source of a module and of every module of the project that it imports is read and
parsed, not run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

from conflictdesk.contract.garbage_collection import paused

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Path(__file__).resolve().parents[1].name
# Fields that follow from the rest of the tree, and fields that are only for readers of the code.
_NOT_CODE = frozenset({"ctx", "kind", "type_comment", "type_ignores"})
# Fields that hold statements, or what holds statements.
_BLOCKS = ("body", "orelse", "finalbody", "handlers", "cases")


@cache
@paused()
def digest(module: str) -> str:
    """The sha256, in hexadecimal digits, of the code of a module and of all its imports from the project."""
    parts = (f"{name}\n{outline(tree)}\n" for name, tree in sorted(modules(module).items()))
    return sha256("".join(parts).encode()).hexdigest()


def modules(module: str, root: Path = ROOT) -> dict[str, ast.Module]:
    """The syntax trees of a module and of the project's modules that it imports, directly or not, by
    name. The project's own package, which only states its version, is left out."""
    found: dict[str, ast.Module] = {}
    plain: set[str] = set()
    seen: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        above = name.rpartition(".")[0]
        # Most names are those of classes and functions: looked for once, and never inside a plain module.
        if name in seen or above in plain:
            continue
        seen.add(name)
        path = _path(name, root)
        if path is not None:
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
            if path.name != "__init__.py":
                plain.add(name)
            waiting += [above, *_imports(found[name], above if name in plain else name)]
    return found


def outline(tree: ast.AST) -> str:
    """The syntax tree as text, without positions, comments and docstrings."""
    words: list[str] = []
    _write(tree, words)
    return " ".join(words)


def _path(name: str, root: Path) -> Path | None:
    """The file of a module of the project; None for any other name."""
    if not name.startswith(f"{PROJECT}."):
        return None
    place = root.joinpath(*name.split("."))
    files = (place / "__init__.py", place.with_name(f"{place.name}.py"))
    return next((file for file in files if file.is_file()), None)


def _imports(tree: ast.Module, package: str) -> Iterator[str]:
    """The names that a tree imports and that may be modules."""
    for node in _import_statements(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        else:
            above = ".".join(package.split(".")[: 1 - node.level or None]) if node.level else ""
            origin = ".".join(filter(None, (above, node.module)))
            yield from (*(f"{origin}.{one.name}" for one in node.names), origin)


def _import_statements(tree: ast.Module) -> Iterator[ast.Import | ast.ImportFrom]:
    """The import statements of a tree. Expressions, which are most of it and hold none, are not visited."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import | ast.ImportFrom):
            yield node
        for block in _BLOCKS:
            inner = getattr(node, block, None)
            if isinstance(inner, list):
                waiting += inner


def _write(node: ast.AST, words: list[str]) -> None:
    """Appends a node of a syntax tree to the words of its outline."""
    # Half of all nodes are names and attributes: written at once, for speed.
    if isinstance(node, ast.Name):
        words.append(f"(Name id str:{node.id!a} )")
        return
    if isinstance(node, ast.Attribute):
        words.append("(Attribute value")
        _write(node.value, words)
        words.append(f"attr str:{node.attr!a} )")
        return
    kind = type(node)
    words.append(f"({kind.__name__}")
    for name in _fields(kind):  # type: ignore[arg-type]  # every class is hashable
        # Later versions know more fields.
        part = _values(node) if kind is ast.JoinedStr else getattr(node, name, None)
        if isinstance(part, ast.AST):
            words.append(name)
            _write(part, words)
        elif isinstance(part, list):
            if part:
                words.append(name)
                _write_list(part, words)
        elif part is not None:
            words += (name, _text(part))
    words.append(")")


def _write_list(parts: Iterable[object], words: list[str]) -> None:
    """Appends the parts of a node, but for docstrings, to the words of its outline."""
    words.append("[")
    for one in parts:
        if not isinstance(one, ast.AST):
            words.append(_text(one))
        elif not (isinstance(one, ast.Expr) and _is_docstring(one)):
            _write(one, words)
    words.append("]")


def _text(value: object) -> str:
    """A value that is no node, in ASCII: which characters `repr` escapes depends on the version of Python."""
    return f"{type(value).__name__}:{value!a}"


@cache
def _fields(kind: type[ast.AST]) -> tuple[str, ...]:
    """The fields of a kind of node, without those that only some versions of Python write."""
    return tuple(name for name in kind._fields if name not in _NOT_CODE)


def _values(node: ast.AST) -> list[ast.expr]:
    """The parts of an f-string. Python 3.12.1 ends the format of f"{number:{width}}" with an empty text."""
    parts: list[ast.expr] = node.values  # type: ignore[attr-defined]
    return [one for one in parts if not (isinstance(one, ast.Constant) and one.value == "")]


def _is_docstring(statement: ast.Expr) -> bool:
    """Whether it is a text that stands alone, which does nothing wherever it stands."""
    return isinstance(statement.value, ast.Constant) and isinstance(statement.value.value, str)
