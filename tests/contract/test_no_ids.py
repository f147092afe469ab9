"""Code asks the contract's entries and names no measure and no type of event by its id."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

import conflictdesk
from conflictdesk.contract import terms

ROOT = Path(conflictdesk.__file__).parent
# The contract itself, what is frozen, and what the sample newsroom says.
LEFT_OUT = ("contract/", "migrations/", "newsroom/sample/")
# Strings that are words of a text or names of a grammar's class, equal to an id by chance.
OTHER_WORDS = {
    "extraction/events/participants/nominal.py": {"wounded"},
    "extraction/events/participants/adjuncts.py": {"killed", "wounded"},
    "extraction/figures/counted_nouns.py": {"area", "distance"},
    "extraction/figures/counted_group.py": {"distance"},
    "extraction/places/unlisted.py": {"siege"},
    "vocabulary/schema.py": {"attack", "area", "distance", "fighters"},
}


def _ids(path: Path) -> Counter[str]:
    ids = {*terms.MEASURES, *terms.EVENT_TYPES}
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return Counter(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in ids
    )


def test_no_code_lists_ids() -> None:
    files = {path.relative_to(ROOT).as_posix(): path for path in sorted(ROOT.rglob("*.py"))}
    found = {name: set(_ids(path)) for name, path in files.items() if not name.startswith(LEFT_OUT)}
    unknown = {name: ids - OTHER_WORDS.get(name, set()) for name, ids in found.items()}
    assert {name: ids for name, ids in unknown.items() if ids} == {}


def test_it_would_find_one(tmp_path: Path) -> None:
    (tmp_path / "one.py").write_text('CASUALTIES = frozenset({"killed", "wounded", "killed"})\n')
    assert _ids(tmp_path / "one.py") == {"killed": 2, "wounded": 1}
