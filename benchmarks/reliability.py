"""Prints, for each band of the extractor's confidence, the share of results that are right.

A result is right if it matches a labelled figure of the same words, value and measure, or a labelled
event of the same type and realis, as the scorer in the labelled sets' folder pairs them.
"""

from __future__ import annotations

import importlib.util
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from benchmarks.corpora import parser
from conflictdesk.contract.types import Document, to_json
from conflictdesk.extraction.engine import extract

Row = dict[str, Any]
BINS = (0.0, 0.5, 0.6, 0.7, 0.8, 0.9)
FITS = {"figures": "measure_fit", "events": "same_type_and_realis"}


def main() -> int:
    folder = parser(__doc__).parse_args().corpora
    articles, scorer = folder / "newsgold.jsonl", folder / "dev_score.py"
    for file in (articles, scorer):
        if not file.is_file():
            raise SystemExit(f"{file} is not there; name the folder with --corpora.")
    rows = [json.loads(line) for line in articles.read_text(encoding="utf-8").splitlines()]
    print("| | confidence | results | mean confidence | share right |\n|---|---|---|---|---|")
    for kind, judged in judge(rows, _module(scorer)).items():
        print("\n".join(table(kind, judged)))
    return 0


def judge(rows: list[Row], scorer: ModuleType) -> dict[str, list[tuple[float, bool]]]:
    """Returns, for each figure and event of the articles, its confidence and whether it is right."""
    judged: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in FITS}
    for row in rows:
        seen = scorer.document(row)
        document = Document(seen["text"], seen["published"], title=seen["title"] or "")
        result = to_json(extract(document))
        for kind, fit in FITS.items():
            pairs = scorer.pair_up(row[kind], result[kind], getattr(scorer, fit))
            right = {id(found) for _, found in pairs}
            judged[kind] += [(found["confidence"], id(found) in right) for found in result[kind]]
    return judged


def table(kind: str, judged: list[tuple[float, bool]]) -> Iterator[str]:
    """Yields a table row for each band of confidence that has results."""
    bins: dict[float, list[tuple[float, bool]]] = defaultdict(list)
    for confidence, right in judged:
        bins[max(low for low in BINS if low <= confidence)].append((confidence, right))
    for low in sorted(bins):
        sure, rights = zip(*bins[low], strict=True)
        high = next((edge for edge in BINS if edge > low), 1.0)
        count = len(sure)
        yield f"| {kind} | {low:g}-{high:g} | {count} | {sum(sure) / count:.2f} | {sum(rights) / count:.2f} |"


def _module(file: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_score", file)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{file} cannot be read.")
    module = importlib.util.module_from_spec(spec)
    sys.modules["dev_score"] = module
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    sys.exit(main())
