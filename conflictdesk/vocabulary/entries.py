"""What an entry of each kind says, a frozen class a kind.

Promise: the fields that a class adds to `Entry` are what YAML may say of its kind; it must say those that
have no default. A field whose name Python keeps for itself has a low line behind it ("class_", "with_").
`schema` checks each value by the type of its field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Annotated, Any, ClassVar, Literal

from conflictdesk.contract import terms
from conflictdesk.contract.entries import Measure
from conflictdesk.contract.terms import Cause, PlacePrecision, Qualifier, Realis, Role, Unit
from conflictdesk.vocabulary.patterns import Phrase
from conflictdesk.vocabulary.schema import Checked, counts, default, term

# Words that look like an event and are none.
NO_EVENT = "none"
# How a measure's words take the number: "killed 12" object, "12 fled" subject, "12 dead" state,
# "12 fatalities" head, "a death toll of 12" toll, "the deaths of 12" of, "the dead are 12 soldiers" roster;
# a context only has to share the sentence.
MeasureFrame = Literal["object", "subject", "state", "head", "toll", "of", "roster", "context"]
NumeralClass = Literal["unit", "teen", "ten", "multiplier", "collective", "vague", "fraction", "zero", "one"]
SpeechFrame = Literal["says", "says_passive", "according", "cites", "noun"]
# Who may be the source of a verb: anybody ("said"), who can speak ("found"), a document ("showed").
SourceKind = Literal["any", "speaker", "document"]
# The frames in which an entry's words may name a number that stands: "12,000 displaced people".
Standing = Literal["state", "head", "inner", "toll", "list", "part", "elsewhere"]
# What the subject and the object of an active verb are to the event that it tells.
Part = Literal["actor", "target", "place", "weapon", "none"]
NoEvent = Literal["none"]

AnyRole = Annotated[Role, term(terms.ROLES)]
AnyUnit = Annotated[Unit, term(terms.UNITS)]
AnyPopulation = Annotated[str, term(terms.POPULATIONS)]
AnyEventType = Annotated[str, term(terms.EVENT_TYPES, NO_EVENT)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One meaning. `phrases` is its expanded patterns."""

    kind: ClassVar[str]
    # It has patterns.
    patterned: ClassVar[bool] = True
    # Its phrases are tagged in a text; those of the others are looked up by their readers.
    tagged: ClassVar[bool] = True

    id: str
    label: str = ""
    patterns: tuple[str, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()

    def said(self) -> dict[str, Any]:
        """What it says by the fields of its kind, as YAML would, without what goes without saying."""
        values = {one: getattr(self, one.name) for one in fields(self) if one.name not in _COMMON}
        return {
            one.name.removesuffix("_"): _plain(value)
            for one, value in values.items()
            if value != default(one)
        }

    def refusal(self) -> str | None:
        """The reason why fields that are right by themselves make no entry together, or None."""
        return None


_COMMON = frozenset(one.name for one in fields(Entry))


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry(Entry):
    """An armed side, government, organisation or outlet; `country` by its ISO 3166 code."""

    kind: ClassVar[str] = "actors"
    role: AnyRole
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEntry(Entry):
    """A noun for who acts or speaks. `national`: with a country before it, it is an actor of that name."""

    kind: ClassVar[str] = "roles"
    role: AnyRole
    national: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureEntry(Entry):
    """Words that give a number its measure. `counts` maps classes of counted things to measures."""

    kind: ClassVar[str] = "measures"
    frame: MeasureFrame
    counts: Annotated[Mapping[str, str], Checked(counts)]
    # Words of which one must share the sentence; of a state, the verbs of which one must stand before.
    with_: frozenset[str] = frozenset()
    confidence: float = 1.0
    # The number is a sub-count.
    part: bool = False
    # The words say that there were none.
    zero: bool = False
    # Of a measure that counts moves: the frames in which the number stands, and nobody moves.
    standing: frozenset[Standing] = frozenset()

    def measure(self, *classes: str | None) -> Measure | None:
        """The measure of the first of these classes that it counts; None where it counts none of them."""
        named = next((self.counts[one] for one in classes if one and one in self.counts), "")
        return terms.MEASURES.get(named)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedEntry(Entry):
    """A noun that is counted. `group` is a class of its own that measures may ask for."""

    kind: ClassVar[str] = "counted"
    unit: AnyUnit
    class_: str = "other"
    population: AnyPopulation = ""
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitEntry(Entry):
    """A unit of measure; `factor` converts to the contract's unit."""

    kind: ClassVar[str] = "units"
    unit: AnyUnit
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifierEntry(Entry):
    """Words beside a number that say how exact it is. A weak one leaves the word to another."""

    kind: ClassVar[str] = "qualifiers"
    qualifier: Annotated[Qualifier, term(terms.QUALIFIERS)]
    # Where they may stand, besides or instead of before the number.
    position: Literal["after", "either"] | None = None
    weak: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NumeralEntry(Entry):
    """A number word."""

    kind: ClassVar[str] = "numerals"
    value: float
    class_: NumeralClass


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechEntry(Entry):
    """Words that name a source. `hedged`: they leave it open whether it is so."""

    kind: ClassVar[str] = "speech"
    frame: SpeechFrame
    hedged: bool = False
    source: SourceKind = "speaker"
    # Its verb may take a deed for its object, and then says nothing: "claimed the attack".
    claims: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MaskEntry(Entry):
    """Words before or after a number that make it no figure."""

    kind: ClassVar[str] = "masks"
    frame: Literal["before", "after"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry(Entry):
    """A country, a region, or an alias: another name of the place that the gazetteer calls `of`."""

    kind: ClassVar[str] = "places"
    what: Literal["country", "region", "alias"]
    # ISO 3166; None for a region of several countries.
    code: str | None = None
    of: str = ""
    # Latitude and longitude in degrees.
    point: tuple[float, float] | None = None
    # What its people and things are called; `short` where the first of them is not used of its forces.
    adjectives: tuple[str, ...] = ()
    short: str = ""
    # A region's; a country is one.
    precision: Annotated[PlacePrecision, term(terms.PLACE_PRECISIONS)] = "adm1"

    def refusal(self) -> str | None:
        if self.what == "alias":
            return None if self.of and self.code else "an alias has 'of' and 'code'"
        if self.what == "country" and not self.code:
            return "no code"
        return None if self.point else "no point"


@dataclass(frozen=True, slots=True, kw_only=True)
class DatesEntry(Entry):
    """A class of words of dates, with their numbers or without."""

    kind: ClassVar[str] = "dates"
    patterned: ClassVar[bool] = False
    tagged: ClassVar[bool] = False
    words: frozenset[str] = frozenset()
    values: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class EventEntry(Entry):
    """Words that tell an event of `type`; `needs`, `with_` and `without` ask one, all, none of the clause."""

    kind: ClassVar[str] = "events"
    type: AnyEventType
    # How the words stand; a mask only looks like an event.
    shape: Literal["verb", "noun", "mask"]
    subject: Part = "actor"
    object: Part = "target"
    needs: frozenset[str] = frozenset()
    with_: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    # Words behind the verb of which one must follow.
    particles: frozenset[str] = frozenset()
    # The weapon says which kind of attack it was.
    refine: bool = False
    # The noun names who does it ("a mob").
    itself: bool = False
    # The noun names who does it, and tells the event only where nothing else does ("a suicide bomber").
    doer: bool = False
    # What an attack ended in ("killed"): no event of its own where the attack is told.
    outcome: bool = False
    # The way to an event ("rammed the gate"): the same event where one of the type's `deed` follows.
    approach: bool = False
    deed: bool = False
    # What stands behind "at" is where it happened; people near it are meant.
    at_site: bool = False
    # The group behind "of" undergoes it, whatever the type's others do: "the release of the fighters".
    suffers: bool = False
    confidence: float = 0.7

    def refusal(self) -> str | None:
        told = self.type != NO_EVENT or self.shape == "mask"
        return None if told else f"type {NO_EVENT} is of shape mask alone"


@dataclass(frozen=True, slots=True, kw_only=True)
class RealisEntry(Entry):
    """Words that say whether something happened; "none": they tell no event. `scope`: see realis.yaml."""

    kind: ClassVar[str] = "realis"
    realis: Annotated[Realis | NoEvent, term(terms.REALIS, NO_EVENT)]
    scope: Literal["governs", "clause", "noun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WeaponEntry(Entry):
    """A weapon, and the type of event that its use makes of an attack. `carrier`: it can be the doer."""

    kind: ClassVar[str] = "weapons"
    type: AnyEventType
    carrier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CauseEntry(Entry):
    """Words for why people died, were hurt or left."""

    kind: ClassVar[str] = "causes"
    cause: Annotated[Cause, term(terms.CAUSES)]
    # They count only where their sentence has no armed side, no attack and no war.
    alone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicEntry(Entry):
    """Words of a topic that is no war; `cause` is that of deaths and injuries in a text on it."""

    kind: ClassVar[str] = "topics"
    topic: str
    cause: Annotated[Cause | None, term(terms.CAUSES)] = None
    # Protests and arrests are part of the topic.
    unrest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsEntry(Entry):
    """A closed class of words; several entries may add to one class."""

    kind: ClassVar[str] = "words"
    tagged: ClassVar[bool] = False
    class_: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntry(Entry):
    """Words exactly as a text has them in lower case, or what words stand for."""

    kind: ClassVar[str] = "lists"
    patterned: ClassVar[bool] = False
    tagged: ClassVar[bool] = False
    words: tuple[str, ...] = ()
    values: Mapping[str, float | str] = field(default_factory=dict)


# Who is named; and with what.
Named = ActorEntry | RoleEntry
Party = ActorEntry | RoleEntry | WeaponEntry

KINDS: Mapping[str, type[Entry]] = {
    kind.kind: kind
    for kind in (
        ActorEntry,
        RoleEntry,
        MeasureEntry,
        CountedEntry,
        UnitEntry,
        QualifierEntry,
        NumeralEntry,
        SpeechEntry,
        MaskEntry,
        PlaceEntry,
        DatesEntry,
        EventEntry,
        RealisEntry,
        WeaponEntry,
        CauseEntry,
        TopicEntry,
        WordsEntry,
        ListEntry,
    )
}
