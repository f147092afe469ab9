"""Finds the labelled texts. They are not part of the project; `--corpora` names their folder."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

NEWS = ("newsgold", "figures_displacement", "figures_muc4")


def parser(description: str | None) -> argparse.ArgumentParser:
    """Returns a parser with the options that every benchmark on texts has."""
    options = argparse.ArgumentParser(description=description)
    options.add_argument("--corpora", type=Path, required=True, help="folder of the labelled sets")
    return options


def texts(folder: Path) -> Iterator[tuple[str, str | None]]:
    """Yields text and publication date of every news article. Exits with one line if a file is missing."""
    for name in NEWS:
        file = folder / f"{name}.jsonl"
        if not file.is_file():
            raise SystemExit(f"{file} is not there; name the folder with --corpora.")
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            yield row["text"], row.get("published")
