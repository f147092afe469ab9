"""Prints how the extractor's time and memory grow with the text: 1×, 10× and 100×, for prose and for
hostile input.

Needs no labelled sets. Each line is one text; if ten times the text takes much more than ten times the
time, the work is not linear.
"""

from __future__ import annotations

import gc
import resource
import time
from collections.abc import Callable

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract
from conflictdesk.extraction.gazetteer.index import SHIPPED, open_file

TIMES = (1, 10, 100)
SIZE = 20_000
PROSE = """At least 12 people were killed in Mosul on Sunday, the health ministry said. Iraqi forces have
recaptured nine villages, and some 40,000 people have fled to camps east of the city since October. A
spokesman for the UN refugee agency, Karim Ali, said that 3,000 families had received food.

"""
TEXTS = {
    "prose": PROSE,
    "all capitals": PROSE.upper(),
    "numbers and commas": "12 killed, 30 wounded, ",
    "a list without a stop": "three soldiers and two policemen and ",
    "commas": ",",
    "digits": "1",
    "one word without spaces": "mosul",
    "quotation marks": '"',
    "right to left": "قتل 12 شخصا في الموصل ",
    "lines": "12 killed\n",
    "mark-up left-overs": "<p>12 &amp; 3</p>",
}
WHOLE = {"5 MB of prose": PROSE, "a million commas": ",", "5 MB without a space": "a"}
LENGTHS = {"5 MB of prose": 5_000_000, "a million commas": 1_000_000, "5 MB without a space": 5_000_000}


def main() -> None:
    before = _peak()
    seconds = _seconds(_load)
    print(f"gazetteer   {seconds * 1000:.1f} ms and {_peak() - before:.0f} MiB to load")
    extract(Document(PROSE, "2017-06-28"))
    print(f"{'processor seconds':<26}" + "".join(f"{f'{times}×':>10}" for times in TIMES))
    for name, piece in TEXTS.items():
        spent = [_read(piece, SIZE * times // 10) for times in TIMES]
        print(f"{name:<26}" + "".join(f"{seconds:10.3f}" for seconds in spent))
    for name, piece in WHOLE.items():
        print(f"{name:<26}{_read(piece, LENGTHS[name]):10.2f}")
    print(f"peak memory {_peak():.0f} MiB")


def _load() -> None:
    """Opens the index again and looks a name up."""
    open_file(SHIPPED).find("mosul")


def _read(piece: str, length: int) -> float:
    text = piece * (length // len(piece) + 1)
    return _seconds(lambda: extract(Document(text, "2017-06-28")))


def _seconds(run: Callable[[], object]) -> float:
    gc.collect()
    begin = time.process_time()
    run()
    return time.process_time() - begin


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
