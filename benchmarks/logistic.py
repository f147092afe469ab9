"""Logistic regression on named features: `fit` returns a bias and the weights by name.

Promise: the same rows in the same order give the same weights; nothing is drawn by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt
from typing import NamedTuple

STEPS = 120
RATE = 0.15
# How fast the mean and the mean square of a gradient forget.
MEAN, SQUARE = 0.9, 0.99


class Example(NamedTuple):
    """The features of one reading, whether it is an event (1 or 0), and how much it counts."""

    names: Sequence[str]
    wanted: int
    counts: float = 1.0


@dataclass(frozen=True)
class Fitted:
    """A bias and weights by feature."""

    bias: float
    weights: dict[str, float]

    def probability(self, names: Sequence[str]) -> float:
        """How likely an example with these features is an event."""
        return 1 / (1 + exp(-self.bias - sum(self.weights.get(name, 0.0) for name in names)))


def fit(examples: Sequence[Example], penalty: float, fewest: int = 3) -> Fitted:
    """The weights of the features that `fewest` examples have; a weight's square costs `penalty` / 2."""
    seen = Counter(name for example in examples for name in set(example.names))
    names = sorted(name for name, count in seen.items() if count >= fewest)
    order = {name: at for at, name in enumerate(names)}
    rows = [sorted({order[name] for name in one.names if name in order}) for one in examples]
    # The last weight is the bias.
    weights, mean, square = ([0.0] * (len(names) + 1) for _ in range(3))
    for turn in range(1, STEPS + 1):
        gradient = [penalty * weight for weight in weights]
        gradient[-1] = 0.0
        for row, example in zip(rows, examples, strict=True):
            likely = 1 / (1 + exp(-weights[-1] - sum(weights[at] for at in row)))
            error = example.counts * (likely - example.wanted)
            gradient[-1] += error
            for at in row:
                gradient[at] += error
        rate = RATE * (1 - turn / (STEPS + 1))
        for at, slope in enumerate(gradient):
            mean[at] = MEAN * mean[at] + (1 - MEAN) * slope
            square[at] = SQUARE * square[at] + (1 - SQUARE) * slope * slope
            spread = sqrt(square[at] / (1 - SQUARE**turn)) + 1e-8
            weights[at] -= rate * mean[at] / (1 - MEAN**turn) / spread
    return Fitted(weights[-1], dict(zip(names, weights, strict=False)))
