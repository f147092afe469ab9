"""The extractor's version changes with all that decides the output, and with nothing else."""

from __future__ import annotations

import ast
import shutil
import subprocess
from hashlib import sha256
from pathlib import Path
from textwrap import dedent

import pytest

from conflictdesk import __version__
from conflictdesk.contract.types import Document
from conflictdesk.extraction import code_digest, engine, extractor_version
from conflictdesk.extraction.code_digest import outline
from conflictdesk.extraction.gazetteer import shipped as gazetteer
from conflictdesk.extraction.gazetteer.index import open_blob
from conflictdesk.extraction.places import OwnPlace
from conflictdesk.vocabulary.loader import load, shipped, shipped_folder

ROOT = Path(__file__).parents[2]
RULE = '''
    """A rule."""
    def weigh(words: list[str], least: int = 2) -> bool:
        """Whether they weigh enough."""
        return len(words) >= least  # two at least
'''
# What versions of Python write otherwise into a syntax tree, or spell otherwise as text.
SYNTAX = '''
    from __future__ import annotations
    import re
    KINDS = frozenset({"a", u"b", b"c", 1, 1.5, -0.1, 2j, None, True, ...})
    LONG = "one" " two" f" {KINDS!r:>{10}} {KINDS=}" "\\u2028\\U0001fae8"
    class Kept(dict[str, int], metaclass=type):
        one: int = 0
    def find(text, /, *, at=0, **more):
        match text:
            case [first, *rest] if first: return {**more, first: [x for x in rest if x]}
            case {"a": 1, **others}: return (y := others)
        with open(text) as file, file: return lambda: file[at:]
        try: raise KeyError from None
        except (KeyError, ValueError) as error: pass
        async def later(): return [await one async for one in text]
'''  # fmt: skip
OUTLINE = "aef381b90461"


def outline_of(code: str) -> str:
    """The outline of code."""
    return outline(ast.parse(dedent(code)))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  # two at least", ""),
        ('"""A rule."""', ""),
        ("Whether they weigh enough.", "True for two words or more."),
        ("words: list[str], least: int = 2", "words: list[str],\n        least: int = (2)"),
        ('"""A rule."""', '# Weighs.\n\n    """A rule."""\n\n'),
    ],
)
def test_comments_docstrings_and_layout_are_no_code(old: str, new: str) -> None:
    assert outline_of(RULE.replace(old, new)) == outline_of(RULE)
    assert old in RULE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">=", ">"),
        ("least: int = 2", "least: int = 3"),
        ("len(words)", "len(set(words))"),
        ("weigh(", "pass_("),
    ],
)
def test_anything_else_is(old: str, new: str) -> None:
    assert outline_of(RULE.replace(old, new)) != outline_of(RULE)


def test_every_python_sees_the_same_code() -> None:
    assert sha256(outline_of(SYNTAX).encode()).hexdigest()[:12] == OUTLINE


@pytest.mark.parametrize("python", ["python3.11", "python3.12", "python3.13", "python3.14"])
def test_every_python_of_this_machine_gives_the_same_digest(python: str) -> None:
    ask = (
        f"from conflictdesk.extraction.code_digest import digest; print(digest({extractor_version.ENGINE!r}))"
    )
    found = shutil.which(python)
    asked = found and subprocess.run([found, "-S", "-c", ask], cwd=ROOT, capture_output=True, text=True)
    if not asked or "not found" in asked.stderr:
        pytest.skip(f"no {python} here")
    assert asked.stdout.strip() == code_digest.digest(extractor_version.ENGINE), asked.stderr


def test_the_code_is_that_of_the_engine_and_of_all_that_it_imports(tmp_path: Path) -> None:
    found = set(code_digest.modules(extractor_version.ENGINE))
    rooms = {name.split(".")[1] for name in found}
    assert rooms == {"contract", "extraction", "vocabulary"}
    assert {name for name in found if name.count(".") == 1} == {f"conflictdesk.{room}" for room in rooms}
    assert {"conflictdesk.extraction.explain", "conflictdesk.extraction.gazetteer.build"} & found == set()


def test_modules_are_found_however_they_are_imported(tmp_path: Path) -> None:
    code = {
        "rules/__init__.py": "from .words import of",
        "rules/words.py": "from . import later\nimport re",
        "rules/later.py": "def late():\n    from conflictdesk import lazily",
        "rules/unused.py": "",
        "lazily.py": "import conflictdesk.alone.inner",
        "alone/__init__.py": "",
        "alone/inner.py": "",
    }
    for name, text in code.items():
        path = tmp_path / "conflictdesk" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    names = ("alone", "alone.inner", "lazily", "rules", "rules.later", "rules.words")
    found = code_digest.modules("conflictdesk.rules.words", tmp_path)
    assert sorted(found) == [f"conflictdesk.{name}" for name in names]


def test_words_places_gazetteer_and_data_are_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    place = OwnPlace(("Jadida",), "New Mosul", "IQ", 36.3, 43.1, "district", None)
    actor = {"kind": "actors", "id": "green_line", "role": "militia", "patterns": ["Green Line"]}
    versions = [
        engine.version(),
        engine.version(load(shipped_folder(), rows=[actor])),
        engine.version(own_places=[place]),
        engine.version(gazetteer=open_blob(bytes(gazetteer().data) + b"\0")),
    ]
    assert len(set(versions)) == 4
    assert engine.version(load(shipped_folder())) == versions[0]
    assert versions[0].startswith(f"rules/{__version__}+")
    assert len(extractor_version.digest_of(versions[0])) == extractor_version.DIGITS
    monkeypatch.setattr(extractor_version, "_data", lambda: "{}")
    extractor_version._digest.cache_clear()
    assert engine.version() not in versions
    monkeypatch.undo()
    extractor_version._digest.cache_clear()


def test_an_example_or_a_comment_in_the_words_is_not(tmp_path: Path) -> None:
    text = "kind: words\nentries: [{id: small, patterns: [few], examples: [few], counterexamples: [some]}]"
    proved = "# Few.\n" + text.replace("examples: [few]", "examples: [few of them]").replace(", ", ",\n  ")
    digests = []
    for words in (text, proved, text.replace("few", "many")):
        (tmp_path / "words.yaml").write_text(words, encoding="utf-8")
        digests.append(load(tmp_path).digest)
    assert digests[0] == digests[1] != digests[2]


def test_a_result_says_what_it_was_read_with() -> None:
    place = OwnPlace(("Jadida",), "New Mosul", "IQ", 36.3, 43.1, "district", None)
    read = engine.extract(Document("Ten people died in Jadida."), own_places=[place])
    assert read.extractor == engine.version(shipped(), own_places=[place])
