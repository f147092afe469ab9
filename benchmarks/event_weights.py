"""Fits the weights of events anew, and says what they gain on texts that they were not fitted on.

    python -m benchmarks.event_weights --labelled newsgold.jsonl … --ordinary docs_other.jsonl --prefix bbc-

`--labelled` files hold texts with all their events labelled; of the files behind `--also` the weights learn
too, but are not judged on them. `--ordinary` texts hold no event. Weights stand on entries and on parts of
clauses, never on words of the texts. With `--write` they are stored beside the vocabulary.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks import logistic
from benchmarks.event_readings import Labelled, Row, read
from benchmarks.logistic import Example, Fitted
from conflictdesk.extraction.events.event_weights import NAME
from conflictdesk.vocabulary.loader import shipped_folder

PENALTY = 5.0
ACCEPT, ACCEPT_UNMET = 0.3, 0.4
FOLDS = 10
DIGITS = 3
Phrases = list[list[Labelled]]


def main() -> int:
    options = _options()
    judged = {row["id"]: (row, read(row)) for row in _rows(options.labelled)}
    also = [read(row) for row in _rows(options.also) if row["id"] not in judged]
    ordinary = [
        read({**row, "events": []}) for row in _rows(options.ordinary) if row["id"].startswith(options.prefix)
    ]
    even, odd = ordinary[::2], ordinary[1::2]
    texts = list(judged.values())
    print("rules    ", _judgement([(row, _met(phrases)) for row, phrases in texts]))
    found = []
    for fold in range(FOLDS):
        others = [phrases for at, (_, phrases) in enumerate(texts) if at % FOLDS != fold]
        fitted = logistic.fit(_examples([*others, *also, *even]), PENALTY)
        found += [(row, _taken(fitted, phrases)) for row, phrases in texts[fold::FOLDS]]
    print("weights  ", _judgement(found))
    print("ordinary ", sum(bool(_met(one)) for one in odd), "texts with an event by the rules,", end=" ")
    print(sum(bool(_taken(fitted, one)) for one in odd), "by weights, of", len(odd))
    if options.write:
        _write(logistic.fit(_examples([*(phrases for _, phrases in texts), *also, *ordinary]), PENALTY))
    return 0


def _options() -> argparse.Namespace:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    options.add_argument("--labelled", type=Path, nargs="+", required=True)
    options.add_argument("--also", type=Path, nargs="*", default=[])
    options.add_argument("--ordinary", type=Path, nargs="*", default=[])
    options.add_argument(
        "--prefix", nargs="+", default=[""], help="of the ids of ordinary texts that are read"
    )
    options.add_argument("--write", action="store_true")
    read_options = options.parse_args()
    read_options.prefix = tuple(read_options.prefix)
    return read_options


def _rows(files: Iterable[Path]) -> list[Row]:
    """The rows of JSON Lines files."""
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def _examples(texts: Sequence[Phrases]) -> list[Example]:
    """All readings of texts."""
    return [Example(one.names, one.wanted) for phrases in texts for phrase in phrases for one in phrase]


def _met(phrases: Phrases) -> list[Labelled]:
    """The first reading of each phrase whose conditions are met, as the rules alone would take it."""
    return [met[0] for phrase in phrases if (met := [one for one in phrase if one.met])]


def _taken(fitted: Fitted, phrases: Phrases) -> list[Labelled]:
    """The readings that the weights take."""
    taken = []
    for phrase in phrases:
        margins = [fitted.probability(o.names) - (ACCEPT if o.met else ACCEPT_UNMET) for o in phrase]
        if max(margins) >= 0:
            taken.append(phrase[margins.index(max(margins))])
    return taken


def _judgement(found: Sequence[tuple[Row, list[Labelled]]]) -> str:
    """Precision and recall of the types of events, sentence by sentence."""
    right = 0
    for row, taken in found:
        free = list(taken)
        for event in sorted(row["events"], key=lambda e: not any(one.overlaps(e) for one in free)):
            fitting = [
                one
                for one in free
                if one.is_of_type(event) and one.sentence[0] <= event["start"] < one.sentence[1]
            ]
            if fitting:
                free.remove(max(fitting, key=lambda one: one.overlaps(event)))
                right += 1
    given = sum(len(taken) for _, taken in found)
    wanted = sum(len(row["events"]) for row, _ in found)
    return (
        f"P {right / max(1, given):.3f} R {right / max(1, wanted):.3f} F {2 * right / (given + wanted):.3f}"
    )


def _write(fitted: Fitted) -> None:
    """Stores the weights, sorted by name."""
    weights = {name: round(value, DIGITS) for name, value in sorted(fitted.weights.items())}
    stored = {
        "accept": ACCEPT,
        "accept_unmet": ACCEPT_UNMET,
        "bias": round(fitted.bias, DIGITS),
        "weights": {name: value for name, value in weights.items() if value},
    }
    path = shipped_folder() / f"{NAME}.json"
    path.write_text(json.dumps(stored, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    print(path, path.stat().st_size, "bytes,", len(stored["weights"]), "weights")


if __name__ == "__main__":
    sys.exit(main())
