"""How likely a reading tells a concrete event: the sum of the weights of its features.

Promise: `shipped(language)` reads the weights that belong to a language's words, None where it has none: the
rules decide alone then. `benchmarks/event_weights.py` fits them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp

from conflictdesk.vocabulary.loader import shipped_folder

NAME = "event_weights"
# In shorter texts the rules decide alone: the weights were fitted on articles.
FEWEST_SENTENCES = 8


@dataclass(frozen=True)
class Weights:
    """Weights by feature. A reading is taken from the probability `accept` on; one whose clause lacks what
    its entry needs from `accept_unmet` on.
    """

    bias: float
    accept: float
    accept_unmet: float
    by_name: Mapping[str, float]

    def probability(self, names: Iterable[str]) -> float:
        """How likely a reading with these features tells a concrete event, between 0 and 1."""
        table = self.by_name
        return 1 / (1 + exp(-self.bias - sum([table.get(name, 0.0) for name in names])))

    def margin(self, probability: float, met: bool) -> float:
        """By how much a probability is above what is asked; negative where the reading is refused."""
        return probability - (self.accept if met else self.accept_unmet)

    def knows(self, entry: str) -> bool:
        """Whether a weight was fitted for an entry, by its id."""
        return f"entry {entry}" in self.by_name

    def reasons(self, names: Iterable[str], most: int = 4) -> list[str]:
        """The features that weigh most, with their weights: "entry attack.noun -0.41"."""
        known = sorted(((self.by_name.get(name, 0.0), name) for name in names), key=lambda one: -abs(one[0]))
        return [f"{name} {weight:+.2f}" for weight, name in known[:most] if weight]


@cache
def shipped(language: str) -> Weights | None:
    """The weights of a language that comes with the package, read once a process; None where it has none."""
    path = shipped_folder(language) / f"{NAME}.json"
    if not path.is_file():
        return None
    read = json.loads(path.read_text(encoding="utf-8"))
    return Weights(read["bias"], read["accept"], read["accept_unmet"], read["weights"])
