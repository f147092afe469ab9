"""What the contract's data says of each id, as frozen entries.

An entry is its own id: a `str` that compares, hashes and is written as JSON like the id, and that knows
what code asks of it: `figure.measure.nature`, `event.type.violent`. Each field's comment says what it
promises. `docs/contract.md` is made from the data.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, Self

Nature = Literal["stock", "flow", "toll"]
Targets = Literal["anyone", "people", "owners", "sides", "none"]
Line = Literal["against", "on", "of", "sides", "shared", "leaving", "taking"]
Topical = Literal["no", "placeless", "always"]
Bound = Literal["low", "best", "high"]
# What of a clause says that it is no news of something that happened.
ToldBy = Literal["", "intention", "condition", "negation", "past"]
# Over what stretch of time a number counts.
Stretch = Literal["", "event", "day", "total", "moment"]


# Fields that are said to people, and decide nothing.
TEXTS = frozenset(
    {
        "label",
        "label_context",
        "meaning",
        "with_population",
        "counted",
        "with_side",
        "plover",
        "acled",
        "line",
        "open_line",
        "done_at",
        "undergone_at",
        "noun_at",
        "noun_against",
        "between_sides",
        "one",
        "many",
        "words",
        "measured_words",
        "number_one",
        "number_many",
        "line_of_source",
    }
)


# Fields that say what people do with a claim, and decide nothing of how a text is read.
POLICY = frozenset({"two_people"})


class Term(str):
    """An id with what the contract says of it. It equals, copies and pickles as the plain id does."""

    def __new__(cls, id: str, *args: Any, **fields: Any) -> Self:  # noqa: A002  # as the data names it
        return super().__new__(cls, id)


@dataclass(frozen=True, eq=False, repr=False)
class Measure(Term):
    """What a figure counts."""

    id: str
    label: str
    meaning: str
    # The heading of a figure with a population: "%(population)s killed".
    with_population: str
    # What the counted do or undergo: "%(what)s killed".
    counted: str = "%(what)s"
    # The heading of a figure with a side, where that says more: "Area held".
    with_side: str = ""
    unit: str = "person"
    # The text's own unit is kept where it names one: aid in tonnes, in dollars.
    unit_as_written: bool = False
    # stock: what is there at one moment. flow: what goes on from day to day. toll: what happened at once.
    nature: Nature = "toll"
    # How a figure without a period counts; by its nature where this is empty.
    stands_for: Literal["", "stock"] = ""
    # Who is counted where the text does not say.
    population: str = ""
    # People who died, were hurt or are missing: it belongs to every event that harms.
    casualty: bool = False
    # Besides those, the types of event whose figures it may be.
    of_events: frozenset[str] = frozenset()
    # What an attack does where it strikes: a "from" before a place names no scene of it.
    struck: bool = False
    # It happens where the story is, where its sentence names no place; arrests and releases happen elsewhere.
    at_scene: bool = True
    # The place beside the number is what is counted: "a fifth of Ukraine".
    counts_place: bool = False
    # "12,000 displaced people": said of a number, its words name a state, no move.
    also_state: bool = False
    # A counted noun of its unit is this measure by itself: "34 strikes".
    by_noun: bool = False
    # "12 killed and wounded": how many of each nobody can say, so that they are `both`.
    unclear_with: str = ""
    both: str = ""
    # "40 destroyed or damaged" is the other, which says less.
    yields_to: str = ""
    # One person, named or described, is a number of it: "the mayor was shot dead" counts one.
    single: bool = False
    # What it becomes of those who did not live: "three of the wounded fatally".
    when_fatal: str = ""
    # Two different people approve it, where a site says nothing else.
    two_people: bool = False

    @property
    def is_stock(self) -> bool:
        """Whether it is what is there at one moment."""
        return self.nature == "stock"

    @property
    def is_flow(self) -> bool:
        """Whether it continues from day to day."""
        return self.nature == "flow"

    @property
    def counts_people(self) -> bool:
        """Whether people are counted."""
        return self.unit == "person"

    def belongs_to(self, event: EventType) -> bool:
        """Whether a figure of this measure may belong to an event of the type."""
        return event in self.of_events or (self.casualty and event.harms)

    @property
    def period_class(self) -> str:
        """The id of the period of a figure whose text gives none: "stock" or "cumulative"."""
        return "stock" if self.is_stock or self.stands_for else "cumulative"


@dataclass(frozen=True, eq=False, repr=False)
class EventType(Term):
    """What can happen."""

    id: str
    label: str
    meaning: str
    # The nearest terms of the code books; "" where they have none.
    plover: str = ""
    acled: str = ""
    # Types that articles use for it: two of kin may be one event.
    kin: frozenset[str] = frozenset()
    # A preposition may bring its target; which one is for each language's words to say.
    target_by_preposition: bool = True

    # Two different people approve it, where a site says nothing else.
    two_people: bool = False
    # Arms are used.
    violent: bool = False
    # A word that says too little: a kind of attack told nearby says which it was.
    general: bool = False
    # A kind of attack by itself.
    specific: bool = False
    # What a crowd does.
    street: bool = False
    # What police do at it: part of the crowd's story.
    policing: bool = False
    # Its clause names those who were hurt: "the blast killed two".
    brings_victims: bool = False
    # It has an aim: "aimed at", "targeting".
    aimed: bool = False
    # Its target may be a building or a town.
    hits_sites: bool = False
    # Its verb never takes an object: a participle is active.
    intransitive: bool = False
    # The group behind "of" acts: "the advance of the army".
    acts_behind_of: bool = False
    # Who decides upon it does it: "is considering a withdrawal".
    decided_upon: bool = False
    # "between A and B" names its parties.
    between: bool = False
    # Both sides do it to each other.
    mutual: bool = False
    # All who take part are its actors; it has no targets.
    of_parties: bool = False
    # Ground changes hands: what was taken is a place, and its holder the target.
    takes_ground: bool = False
    # Ground is left: its place stands behind "from".
    leaves_ground: bool = False
    # Those it is about move by themselves, away from someone.
    flees: bool = False
    # Forces are moved: armed people are its actors, never its targets.
    deploys: bool = False
    # Who does it dies by it.
    bomber_dies: bool = False
    # Weapons are its object, not its means.
    finds_weapons: bool = False
    # Without an actor it is less sure.
    needs_actor: bool = False
    # What a strike does to its target: no event of its own behind the strike.
    result: bool = False
    # The type of an attempt at it: an attempt to seize a town is no capture.
    when_tried: str = ""
    # It is the frame of what else its sentence tells.
    frames_others: bool = False
    # Who can be its target: anyone, people alone, the owners of a thing, armed sides, none.
    targets: Targets = "anyone"
    # Its bare noun may be a topic, no event: never, in a sentence without a place, always.
    topical: Topical = "no"
    # What its weapon is called, and how telling that weapon is: 1 before 2.
    weapon: str = ""
    weapon_rank: int = 0

    # How a line names its parties and its place.
    line: Line = "against"
    # The type leaves open what happened: the article's own words must say it.
    open_line: bool = False
    # Sentences where the type has them: done by actors at a place, undergone by a place, …
    done_at: str = ""
    undergone_at: str = ""
    noun_at: str = ""
    noun_against: str = ""
    between_sides: str = ""
    with_side: str = ""

    @property
    def harms(self) -> bool:
        """Whether people may be killed, hurt or lost by it."""
        return self.violent or self.street

    @property
    def is_plain_attack(self) -> bool:
        """Whether it says only that there was an attack."""
        return self.general and not self.specific


@dataclass(frozen=True, eq=False, repr=False)
class Population(Term):
    """Who is counted; `one` and `many` say it with their number."""

    id: str
    label: str
    one: str
    many: str
    armed: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class UnitTerm(Term):
    """In what a figure is counted; `one` and `many` say it with the number, "" where they need not."""

    id: str
    label: str
    one: str = ""
    many: str = ""
    # A person each; a text may say who they are.
    of_people: bool = False
    # ISO 4217 for money; CLDR's id for what is measured.
    currency: str = ""
    space: str = ""
    # A part of a hundred.
    share: bool = False
    # The number with its unit, where a heading does not say it: "350 households".
    number_one: str = ""
    number_many: str = ""

    @property
    def measured(self) -> bool:
        """Whether it is measured and not counted: less of it, not fewer."""
        return bool(self.currency or self.space or self.share)


@dataclass(frozen=True, eq=False, repr=False)
class RoleTerm(Term):
    """What an actor is."""

    id: str
    label: str
    # It bears arms.
    armed: bool = False
    # No state's armed men.
    irregular: bool = False
    # It takes decisions for a state.
    power: bool = False
    # A side of the war: it holds ground, attacks, owns weapons.
    side: bool = False
    # A person or persons.
    people: bool = False
    # It relays what others say.
    outlet: bool = False
    # Newspapers quote it: named before a verb of speech, it speaks.
    quoted: bool = False
    # What an actor is of which nothing is known.
    unknown: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class QualifierTerm(Term):
    """How exact a number is."""

    id: str
    label: str
    # The bounds that a figure of this qualifier must have.
    says: tuple[Bound, ...]
    # The bounds that a number of a text gives; of one with two ends, its lower one gives the first.
    gives: tuple[Bound, ...]
    # The words around the number, and the bounds that it may be read from, best first.
    words: str = "%(number)s"
    reads: tuple[Bound, ...] = ("best", "low", "high")
    # Of what is measured, not counted: "less than 3 km".
    measured_words: str = ""
    # The number has room on both sides.
    rough: bool = False
    # No word stands beside the number.
    plain: bool = False
    # A prefix of the number says it: "sub-300".
    by_prefix: bool = False
    # It has two ends: "5 to 9".
    two_ended: bool = False
    # It is said without a number: "dozens".
    in_words: bool = False
    # What can be said where only its lower, or only its upper bound is there.
    lower_alone: str = ""
    upper_alone: str = ""


@dataclass(frozen=True, eq=False, repr=False)
class PeriodTerm(Term):
    """Over what time a figure counts."""

    id: str
    label: str
    counted: str
    stretch: Stretch = ""
    # Its figures stand beside others of their kind in a box; else they belong to one event.
    competes: bool = True
    # Its words end a line; those of the others stand in brackets.
    in_line: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class RealisTerm(Term):
    """Whether it happened; `line` is the sentence about what did not, "" for what did."""

    id: str
    label: str
    line: str = ""
    # Who says so is who denies it.
    line_of_source: str = ""
    counts: bool = False
    told_by: ToldBy = ""


@dataclass(frozen=True, eq=False, repr=False)
class CauseTerm(Term):
    """Why people died, were hurt or left, or things were destroyed."""

    id: str
    label: str
    # The desk offers its figures; others are returned, and nobody is asked about them.
    offered: bool = False
    # What a figure's cause is where no word says another.
    assumed: bool = False


@dataclass(frozen=True, eq=False, repr=False)
class PlacePrecisionTerm(Term):
    """How exactly a place is known."""

    id: str
    label: str
    # How large it is beside others: a small place near a word is meant before a large one.
    scale: int
    # A whole state, which can act: "Israel struck Beirut".
    state: bool = False
    # A point is known; an unresolved place has only its words.
    found: bool = True
    # What an editor's own point is, if nothing else is said.
    own: bool = False
    # Inside of the place whose number at GeoNames it has.
    inside: bool = False
    # How many kilometres around its point a map shows; 0: as of a town.
    map_km: int = 0


@dataclass(frozen=True, eq=False, repr=False)
class DatePrecisionTerm(Term):
    """How exactly a date is known."""

    id: str
    label: str
    label_context: str = ""
