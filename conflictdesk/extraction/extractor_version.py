"""The extractor's version: the release and a digest of everything that decides what is found in a text.

Promises: a change of a rule, word, place or id of the contract makes another version; a change of a
comment, docstring, layout or example does not. The same on every machine and in every supported
version of Python.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from conflictdesk import __version__
from conflictdesk.contract import terms
from conflictdesk.contract.safe_yaml import safe_load
from conflictdesk.extraction import code_digest
from conflictdesk.extraction.events import event_weights
from conflictdesk.extraction.gazetteer import Gazetteer
from conflictdesk.extraction.places import OwnPlace
from conflictdesk.vocabulary.loader import NOT_ENTRIES, Vocabulary, WordLoader

ENGINE = "conflictdesk.extraction.engine"
DIGITS = 12
_PACKAGE = Path(__file__).resolve().parents[1]
# Fields that prove an entry and decide nothing.
_PROOFS = frozenset({"examples", "counterexamples"})


def version(vocabulary: Vocabulary, gazetteer: Gazetteer, own_places: Sequence[OwnPlace] = ()) -> str:
    """`rules/`, the release, `+` and twelve hexadecimal digits of all that decides the output."""
    digest = _digest(vocabulary, gazetteer, tuple(own_places), terms.digest())
    return f"rules/{__version__}+{digest[:DIGITS]}"


def digest_of(version: str) -> str:
    """The digits of a version; the whole version where it has none. Two versions with the same digits
    find the same in every text."""
    return version.rpartition("+")[2]


@lru_cache(maxsize=8)
def _digest(
    vocabulary: Vocabulary, gazetteer: Gazetteer, own_places: tuple[OwnPlace, ...], contract: str
) -> str:
    """The sha256 of code, contract, vocabulary, data files, gazetteer and own places."""
    parts = (
        code_digest.digest(ENGINE),
        contract,
        _data(),
        vocabulary.digest,
        gazetteer.digest,
        repr(own_places),
    )
    return sha256("\n".join(parts).encode()).hexdigest()


@cache
def _data() -> str:
    """The contents of the package's data files that are not vocabulary entries, as JSON."""
    meanings = {str(path.relative_to(_PACKAGE)): _meaning(path) for path in _data_files()}
    weights = {
        str(path.relative_to(_PACKAGE)): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(_PACKAGE.glob(f"vocabulary/**/{event_weights.NAME}.json"))
    }
    return json.dumps(meanings | weights, default=str, sort_keys=True)


def _data_files() -> Iterable[Path]:
    """The data files that are not vocabulary entries, in the order of their names."""
    return (path for path in sorted(_PACKAGE.glob("vocabulary/**/*.yaml")) if path.name in NOT_ENTRIES)


def _meaning(path: Path) -> Any:
    """The contents of a data file that decide the output."""
    return _without_proofs(safe_load(path.read_text(encoding="utf-8"), WordLoader))


def _without_proofs(value: Any) -> Any:
    """The contents without examples and counterexamples, which only prove them."""
    if isinstance(value, dict):
        return {str(key): _without_proofs(one) for key, one in value.items() if key not in _PROOFS}
    return [_without_proofs(one) for one in value] if isinstance(value, list) else value
