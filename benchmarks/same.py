"""Checks that the extractor's output on every text of the labelled sets is the same as at an older
commit.

Both trees read all texts by `manage.py extract --jsonl`; their output is compared byte for byte, except
for the extractor's version. Exits with 0 if all is equal; else prints the first texts that differ and
exits with 1.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks.corpora import parser

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("all", "places", "dates", "numbers")
FIELDS = ("text", "published", "title", "language", "place")
VERSION = re.compile(rb'"extractor": "[^"]*"')


def main() -> None:
    options = _options()
    with tempfile.TemporaryDirectory(prefix="same-") as name:
        folder = Path(name)
        texts = _write_texts(options.corpora, options.every, folder / "texts.jsonl")
        with _tree(options.against, folder / "before") as before:
            differing = [_compare(part, before, texts, options.show) for part in PARTS]
    raise SystemExit(any(differing))


def _options() -> argparse.Namespace:
    options = parser(__doc__)
    options.add_argument("--against", required=True, metavar="COMMIT", help="the older commit")
    options.add_argument(
        "--every", type=int, default=1, metavar="N", help="each Nth text alone, for a first look"
    )
    options.add_argument(
        "--show", type=int, default=5, metavar="N", help="how many differing texts are printed (default: 5)"
    )
    return options.parse_args()


def _write_texts(corpora: Path, every: int, file: Path) -> Path:
    """Writes each distinct text of the labelled sets below the folder as one line of input; returns the
    file.
    """
    found = dict.fromkeys(itertools.chain.from_iterable(map(_lines, sorted(corpora.rglob("*.jsonl")))))
    if not found:
        raise SystemExit(f"{corpora} holds no texts; name the folder with --corpora.")
    rows = [json.dumps({"id": str(number), **json.loads(line)}) for number, line in enumerate(found)][::every]
    file.write_text("\n".join(rows), encoding="utf-8")
    print(f"{len(rows):,} texts", flush=True)
    return file


def _lines(file: Path) -> Iterator[str]:
    for line in file.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if isinstance(row.get("text"), str) and row["text"].strip():
            yield json.dumps({key: row[key] for key in FIELDS if row.get(key)})


@contextmanager
def _tree(commit: str, folder: Path) -> Iterator[Path]:
    """Checks the older commit out into a work tree that lasts as long as the block."""
    _git("worktree", "add", "--detach", "--quiet", str(folder), commit)
    try:
        yield folder
    finally:
        _git("worktree", "remove", "--force", str(folder))


def _git(*words: str) -> None:
    subprocess.run(("git", *words), cwd=ROOT, check=True)


def _compare(part: str, before: Path, texts: Path, shown: int) -> bool:
    """Compares this part of the output, prints the first differing texts with what was made of them, and
    returns whether there are any.
    """
    with ThreadPoolExecutor() as pool:
        old, new = pool.map(
            lambda tree: _read(part, tree, texts, texts.with_name(f"{part}-{tree.name}")), (before, ROOT)
        )
    differing = [
        (text, was, now)
        for text, was, now in itertools.zip_longest(
            _lines(texts), _results(old), _results(new), fillvalue=b""
        )
        if was != now
    ]
    print(f"{part:<10}{f'{len(differing):,} texts differ' if differing else 'equal'}", flush=True)
    for text, was, now in differing[:shown]:
        print(f"  {text}\n  before {_cut(was, now)}\n  after  {_cut(now, was)}")
    return bool(differing)


def _read(part: str, tree: Path, texts: Path, output: Path) -> Path:
    words = [sys.executable, "manage.py", "extract", "--jsonl", str(texts)]
    words += [] if part == "all" else [f"--{part}"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "VAR_DIR": str(output.parent / "var")}
    with output.open("wb") as target:
        subprocess.run(words, cwd=tree, env=environment, stdout=target, check=True)
    return output


def _results(file: Path) -> Iterator[bytes]:
    with file.open("rb") as lines:
        for line in lines:
            yield VERSION.sub(b"", line)


def _cut(line: bytes, other: bytes) -> str:
    """Returns the part of the line around the first byte that differs."""
    at = next((n for n, (a, b) in enumerate(zip(line, other, strict=False)) if a != b), len(other))
    return line[max(at - 120, 0) : at + 120].decode(errors="replace")


if __name__ == "__main__":
    main()
