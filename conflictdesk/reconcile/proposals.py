"""Proposals: gathers the mentions of one thing in one document into one claim to be recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal

from conflictdesk.contract import terms
from conflictdesk.contract.stored import ActorJson, ProposalJson
from conflictdesk.contract.types import Event, Figure, Result, to_json

Kind = Literal["figure", "event"]
# See `value_of` and `details_of`.
Value = tuple[float | str | None, ...]
Details = tuple[str | tuple[str | None, str | None] | None, ...]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place in the text that states a claim. Offsets are characters of the document."""

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    quote: str
    sentence: str

    @property
    def before(self) -> str:
        """The words of the sentence before the quote, folded."""
        return folded(self.sentence[: self.start - self.sentence_start])

    @property
    def after(self) -> str:
        """The words of the sentence after the quote, folded."""
        return folded(self.sentence[self.end - self.sentence_start :])


@dataclass(frozen=True, slots=True)
class Proposal:
    """A candidate as it will be recorded: the contract's object of the first mention, and every mention.
    `value` and `details` are `value_of` and `details_of` the content.

    `fingerprint` is the sha256 of kind, topic, value, quote, its sentence, and its number among equal
    ones.
    """

    kind: Kind
    topic: str
    value: Value
    details: Details
    fingerprint: str
    content: ProposalJson
    mentions: tuple[Mention, ...]

    @property
    def first(self) -> Mention:
        """The first mention."""
        return self.mentions[0]


def folded(words: str) -> str:
    """Returns the words for comparison: case and white space do not count."""
    return " ".join(words.casefold().split())


def proposals(result: Result, text: str) -> tuple[Proposal, ...]:
    """Returns one proposal for each first mention, in text order within kind; fingerprints are unique.
    Figures of a cause that is not offered have none.
    """
    seen: Counter[str] = Counter()
    found = [*_gather("figure", result.figures, text), *_gather("event", result.events, text)]
    return tuple(proposal(kind, mentions, seen) for kind, mentions in found)


Candidate = Figure | Event
Gathered = tuple[Kind, list[tuple[Candidate, Mention]]]


def _gather(kind: Kind, candidates: Sequence[Candidate], text: str) -> list[Gathered]:
    groups: dict[int, list[tuple[Candidate, Mention]]] = {}
    for index, one in enumerate(candidates):
        groups.setdefault(_first(candidates, index), []).append((one, mention(one, text)))
    return [(kind, group) for group in groups.values() if _offered(group[0][0])]


def _offered(first: Candidate) -> bool:
    """Whether editors are asked about it: all events, and figures that no other cause explains."""
    return not isinstance(first, Figure) or terms.offered(first.cause)


def _first(candidates: Sequence[Candidate], index: int) -> int:
    """Follows `same_as` to the index of the first mention; it always points backwards."""
    earlier = candidates[index].same_as
    return index if earlier is None or earlier >= index else _first(candidates, earlier)


def mention(one: Candidate, text: str) -> Mention:
    """Returns where the candidate is in the text."""
    sentence = text[one.sentence.start : one.sentence.end]
    return Mention(one.start, one.end, one.sentence.start, one.sentence.end, one.quote, sentence)


def proposal(
    kind: Kind, group: list[tuple[Candidate, Mention]], seen: Counter[str] | None = None
) -> Proposal:
    """Returns one proposal for these mentions of one thing; `seen` counts equal ones across a text."""
    seen = Counter() if seen is None else seen
    candidate, first = group[0]
    topic = candidate.measure if isinstance(candidate, Figure) else candidate.type
    content = to_json(candidate)
    value = value_of(content)
    key = "\x1f".join((kind, topic, repr(value), folded(first.quote), folded(first.sentence)))
    seen[key] += 1
    return Proposal(
        kind=kind,
        topic=topic,
        value=value,
        details=details_of(content),
        fingerprint=sha256(f"{key}\x1f{seen[key]}".encode()).hexdigest(),
        content=content,
        mentions=tuple(where for _, where in group),
    )


def value_of(content: ProposalJson) -> Value:
    """Returns what may not change under a ruling: a figure's number and unit, whether an event happened."""
    if "measure" in content:
        bounds = (content["low"], content["best"], content["high"])
        return (*bounds, content["qualifier"], content["unit"], content["realis"])
    return (content["realis"],)


def details_of(content: ProposalJson) -> Details:
    """Returns what else readers see of a claim: who says so, where, when, who did it, who is counted."""
    attribution, place, when = content["attribution"], content["place"], content["when"]
    return (
        (_name(attribution["actor"]) or attribution["text"]) if attribution else None,
        (place["name"] or place["text"]) if place else None,
        (when["from"], when["to"]) if when else None,
        content["population"] if "measure" in content else None,
        *map(_name, _actors(content)),
    )


def _actors(content: ProposalJson) -> tuple[ActorJson | None, ...]:
    """Returns a figure's side, or an event's actors and targets, with None as separator and for missing
    ones.
    """
    if "measure" in content:
        return (content["side"], None)
    return (None, *content["actors"], None, *content["targets"])


def _name(actor: ActorJson | None) -> str | None:
    return (actor["id"] or actor["text"]) if actor else None
