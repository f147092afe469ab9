"""Prints words per second, peak memory and start-up time of the extractor, and words per second of other
libraries on the same texts.

The others (`pip install -r benchmarks/requirements.txt`) are left out if they are not installed.
"""

from __future__ import annotations

import importlib
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median

from benchmarks.corpora import parser, texts
from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract

ROUNDS = 5
FIRST_RESULT = """
from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
extract(Document("Ten died."))
"""
Dated = tuple[str, str | None]
Read = Callable[[str, str | None], object]


def main() -> None:
    found = list(texts(parser(__doc__).parse_args().corpora))
    words = sum(len(text.split()) for text, _ in found)
    print(f"{len(found)} texts, {words:,} words, each read once; median of {ROUNDS} parts, warm")
    print(f"start to first result   {_start_up():8.2f} s")
    ours = _rate(found, lambda text, published: extract(Document(text, published)))
    print(f"conflictdesk            {ours:10,.0f} words/s")
    print(f"peak memory             {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:8.0f} MiB")
    for name, read in (("quantulum3", _quantulum3), ("dateparser", _dateparser)):
        _beside(name, read, found, ours)


def _beside(name: str, read: Read, found: list[Dated], ours: float) -> None:
    try:
        importlib.import_module(name)
    except ImportError:
        print(f"{name:<24}not installed: pip install -r benchmarks/requirements.txt")
        return
    theirs = _rate(found, read)
    print(f"{name:<24}{theirs:10,.0f} words/s   ours is {ours / theirs:.1f} times that")


def _quantulum3(text: str, published: str | None) -> object:
    return importlib.import_module("quantulum3.parser").parse(text)


def _dateparser(text: str, published: str | None) -> object:
    return importlib.import_module("dateparser.search").search_dates(text, languages=["en"])


def _rate(found: list[Dated], read: Read) -> float:
    """Returns words a second of processor time, so that other load on the machine does not count. No
    text is read twice, so that no cache helps.
    """
    rates = []
    for part in range(ROUNDS + 1):
        documents = found[part :: ROUNDS + 1]
        start = time.process_time()
        for text, published in documents:
            read(text, published)
        rates.append(sum(len(text.split()) for text, _ in documents) / (time.process_time() - start))
    return median(rates[1:])


def _start_up() -> float:
    """Returns the wall seconds from the start of a new interpreter to the first result."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", FIRST_RESULT], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
