"""How often a document tells a type counts for its readings, each left out of its own count."""

from __future__ import annotations

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import engine_for

TEXT = """Rebels attacked a base near Gao on Sunday. The attack lasted two hours. Troops clashed
with the rebels. The mayor called for calm. The school stayed shut. Nobody slept.
The market opened late. Rain fell."""
KINDS = (
    "others of its type",
    "sure of its type",
    "definite",
    "word told",
    "noun of a type",
    "verb of a type",
)


def told(text: str) -> dict[str, list[str]]:
    """The features of what the document tells, by the word of each reading of an attack or a clash."""
    engine = engine_for()
    analysis = engine.analyse(Document(text, "2017-06-28"))
    found: dict[str, list[str]] = {}
    for _, phrases in engine.events.selection(analysis).readings():
        for reading, names in (row for phrase in phrases for row in phrase):
            if reading.trigger.sense.id in ("attack.verb", "attack.noun", "clash.verb"):
                word = analysis.text.lowers[reading.trigger.last - 1]
                found[word] = sorted(name for name in names if name.startswith(KINDS))
    return found


def test_a_noun_that_recalls_an_event() -> None:
    assert told(TEXT)["attack"] == [
        "definite again",
        "noun of a type told before",
        "others of its type 1",
        "sure of its type 1",
    ]


def test_the_first_of_its_type() -> None:
    assert told(TEXT)["attacked"] == ["others of its type 1", "sure of its type 0"]


def test_another_type_stands_alone() -> None:
    assert told(TEXT)["clashed"] == ["others of its type 0", "sure of its type 0"]
