"""A digest of what code does: every change alters it, except a change of comments, docstrings or layout.

Promises: the same on every machine and in every supported version of Python, from a wheel and from a
checkout. The source of a module and of every module of the project that it imports is read and
parsed, not run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROJECT = Path(__file__).resolve().parents[1].name
# Fields that follow from the rest of the tree, and fields that are only for readers of the code.
_NOT_CODE = frozenset({"ctx", "kind", "type_comment", "type_ignores"})


@cache
def digest(module: str) -> str:
    """The sha256, in hexadecimal digits, of the code of a module and of all its imports from the project."""
    parts = (f"{name}\n{outline(tree)}\n" for name, tree in sorted(modules(module).items()))
    return sha256("".join(parts).encode()).hexdigest()


def modules(module: str, root: Path = ROOT) -> dict[str, ast.Module]:
    """The syntax trees of a module and of the project's modules that it imports, directly or not, by
    name. The project's own package, which only states its version, is left out."""
    found: dict[str, ast.Module] = {}
    waiting = [module]
    while waiting:
        name = waiting.pop()
        path = _path(name, root)
        if path is not None and name not in found:
            found[name] = ast.parse(path.read_text(encoding="utf-8"))
            package = name if path.name == "__init__.py" else name.rpartition(".")[0]
            waiting += [name.rpartition(".")[0], *_imports(found[name], package)]
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
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: 1 - node.level or None]) if node.level else ""
            origin = ".".join(filter(None, (above, node.module)))
            yield from (origin, *(f"{origin}.{one.name}" for one in node.names))


def _write(value: object, words: list[str]) -> None:
    """Appends a value of a syntax tree to the words of its outline."""
    if isinstance(value, ast.AST):
        words.append(f"({type(value).__name__}")
        for name, part in _parts(value):
            words.append(name)
            _write(part, words)
        words.append(")")
    elif isinstance(value, list):
        words.append("[")
        for one in value:
            if not _is_docstring(one):
                _write(one, words)
        words.append("]")
    else:
        # In ASCII: which characters `repr` escapes depends on the version of Python.
        words.append(f"{type(value).__name__}:{value!a}")


def _parts(node: ast.AST) -> Iterator[tuple[str, object]]:
    """The fields of a node, without those that only some versions of Python write."""
    for name in node._fields:
        part = getattr(node, name, None)
        if isinstance(node, ast.JoinedStr):
            # Python 3.12.1 ends the format of f"{number:{width}}" with an empty text.
            part = [one for one in node.values if not (isinstance(one, ast.Constant) and one.value == "")]
        # Later versions know more fields.
        if part is not None and part != [] and name not in _NOT_CODE:
            yield name, part


def _is_docstring(statement: object) -> bool:
    """Whether it is a text that stands alone, which does nothing wherever it stands."""
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Constant)
        and isinstance(statement.value.value, str)
    )
