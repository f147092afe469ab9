"""The clauses of a sentence: what each verb says of whom, and how each clause hangs on another.

Promises: made once a sentence, in linear time. Every verb group has one clause; a sentence without a verb is
one clause. Every noun group stands in one clause. Where the grammar of a sentence is not clear, the nearest
reading is taken; nothing raises.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from conflictdesk.extraction.grammar.chunks import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.groups import Groups
from conflictdesk.extraction.grammar.pos_tags import PARTICIPLES, PASSIVES, PREPOSITIONS, Pos
from conflictdesk.extraction.grammar.ties import Link, Tie, ties_of

# What may open a clause, right before its subject or its verb.
OPENERS = frozenset({Pos.SUBORDINATOR, Pos.RELATIVE, Pos.COORDINATOR, Pos.ADVERSATIVE})
BESIDE_OPENERS = frozenset({Pos.ADVERB, Pos.PREPOSITION, Pos.BY, Pos.TO, Pos.QUOTE})
# What parts two clauses more than a comma does.
STOPS = frozenset({Pos.PUNCTUATION, Pos.QUOTE})


class Bond(StrEnum):
    """How a clause hangs on the one that governs it."""

    MAIN = auto()
    COORDINATE = auto()  # "and fled"
    CONTENT = auto()  # "said that rebels fled", "rebels fled, the army said"
    RELATIVE = auto()  # "who fled"
    REDUCED = auto()  # "rockets fired from the hills"
    ADVERBIAL = auto()  # "when a bomb exploded", "after capturing it"
    RESULT = auto()  # ", killing ten"
    INFINITIVE = auto()  # "to leave"


@dataclass(frozen=True, slots=True)
class Clause:
    """What one verb says. `mark` is the word that opens it ("when", "that"), or ""; `governor` the order of
    the clause that it hangs on, or -1; `modified` the noun group that it describes, if it describes one.
    `start` is its first token; `adjuncts` are its noun groups behind prepositions. It is `passive` where what
    its verb says is done to its subject.
    """

    order: int
    verb: VerbGroup | None
    bond: Bond
    start: int
    mark: str = ""
    governor: int = -1
    modified: NounGroup | None = None
    subjects: tuple[NounGroup, ...] = ()
    objects: tuple[NounGroup, ...] = ()
    agents: tuple[NounGroup, ...] = ()
    adjuncts: tuple[NounGroup, ...] = ()
    passive: bool = False


@dataclass(frozen=True, slots=True)
class Clauses:
    """The clauses of one sentence in the order of their verbs, and the ties of its noun groups by order."""

    groups: Groups
    all: tuple[Clause, ...]
    ties: dict[int, Tie]
    homes: dict[int, int]

    def of(self, noun: NounGroup) -> Clause:
        """The clause in which a noun group stands."""
        return self.all[self.homes[noun.order]]

    def of_verb(self, verb: VerbGroup) -> Clause:
        """The clause of a verb group."""
        return self.all[self.homes[verb.order]]

    def above(self, clause: Clause) -> Iterator[Clause]:
        """The clauses that govern a clause, the nearest first."""
        seen = {clause.order}
        while clause.governor >= 0 and clause.governor not in seen:
            clause = self.all[clause.governor]
            seen.add(clause.order)
            yield clause

    def root(self, noun: NounGroup) -> NounGroup:
        """The noun group whose part in the clause a noun group shares: the first of its enumeration."""
        while (tie := self.ties.get(noun.order)) is not None and tie.link in (Link.AND, Link.APPOSITION):
            noun = tie.host
        return noun


def read(groups: Groups) -> Clauses:
    """The clauses of a parsed sentence; one without a verb where it has none."""
    verbs = [item for item in groups.items if isinstance(item, VerbGroup)]
    if not verbs:
        nouns = tuple(item for item in groups.items if isinstance(item, NounGroup))
        whole = Clause(0, None, Bond.MAIN, groups.first, adjuncts=nouns)
        return Clauses(groups, (whole,), ties_of(groups), {noun.order: 0 for noun in nouns})
    starts = _starts(groups, verbs)
    homes = _homes(groups, verbs, starts)
    tied = ties_of(groups)
    clauses: list[Clause] = []
    for verb, start, adjuncts in zip(verbs, starts, _adjuncts(groups, homes, len(verbs)), strict=True):
        clauses.append(_clause(groups, clauses, verb, start, adjuncts, homes, tied))
    ties = {
        order: tie
        for order, tie in tied.items()
        if tie.link is not Link.APPOSITION or homes[order] == homes[tie.host.order]
    }
    _tie_behind_relatives(groups, clauses, homes, ties)
    _tie_included(groups, clauses, homes, ties)
    return Clauses(groups, tuple(_governed(groups, clauses)), ties, homes)


# Where each clause begins.


def _starts(groups: Groups, verbs: Sequence[VerbGroup]) -> list[int]:
    """The first token of each verb's clause: the word that opens it, else its subject, else its verb."""
    starts: list[int] = []
    before = groups.first
    for verb in verbs:
        start, describes = verb.first, _describes(groups, verb)
        if not describes:
            own = [noun for noun in groups.subjects(verb) if before <= noun.first < verb.first]
            start = min((_left_edge(groups, noun) for noun in own), default=verb.first)
        opened = starts or describes
        starts.append(max(before, _opening(groups, start, before)) if opened else groups.first)
        before = verb.last
    return starts


def _left_edge(groups: Groups, noun: NounGroup) -> int:
    """The first token of the chain of "of" that ends in a noun group."""
    for item in groups.leftward(noun.order):
        if not isinstance(item, NounGroup) or groups.between(item, noun) != (Pos.OF,):
            break
        noun = item
    return noun.first


def _opening(groups: Groups, start: int, floor: int) -> int:
    """The token of the word that opens the clause which begins at `start`, at most back to `floor`.

    Phrases of time and place may stand between: "when on Friday rebels attacked".
    """
    at = start
    while at > floor and groups.pos(at - 1) in BESIDE_OPENERS:
        at -= 1
    if at > floor and groups.pos(at - 1) in OPENERS:
        return at - 1
    item = groups.group_of(at - 1)
    if at > floor and isinstance(item, NounGroup) and (item.time or item.preposition >= 0):
        first = item.preposition if item.preposition >= 0 else item.first
        if first > floor and groups.pos(first - 1) is Pos.SUBORDINATOR:
            return first - 1
    return start


def _homes(groups: Groups, verbs: Sequence[VerbGroup], starts: Sequence[int]) -> dict[int, int]:
    """The clause in which each group stands: the last that has begun, or the one that it is subject of."""
    homes: dict[int, int] = {}
    current = 0
    for item in groups.items:
        while current + 1 < len(verbs) and starts[current + 1] <= item.first:
            current += 1
        homes[item.order] = current
    for order in range(len(verbs) - 1, -1, -1):
        homes[verbs[order].order] = order
        for noun in groups.subjects(verbs[order]):
            if noun.order < verbs[order].order and _is_own(groups, noun, verbs[order]):
                homes[noun.order] = order
    return homes


def _describes(groups: Groups, verb: VerbGroup) -> bool:
    """Whether its clause describes the noun before it: "who fled", "rockets fired from the hills"."""
    return groups.pos(verb.first - 1) is Pos.RELATIVE or groups.reduced(verb)


def _is_own(groups: Groups, noun: NounGroup, verb: VerbGroup) -> bool:
    """Whether a subject stands in the clause of this verb, at most behind a clause that describes it."""
    between = [item for item in groups.items[noun.order + 1 : verb.order] if isinstance(item, VerbGroup)]
    return not _describes(groups, verb) and all(
        _describes(groups, item) and noun in groups.subjects(item) for item in between
    )


# What each clause is.


def _clause(
    groups: Groups,
    before: Sequence[Clause],
    verb: VerbGroup,
    start: int,
    adjuncts: Sequence[NounGroup],
    homes: dict[int, int],
    ties: dict[int, Tie],
) -> Clause:
    """The clause of a verb, hung on one of those before it; its agents are among the `adjuncts`."""
    order = len(before)
    subjects = _with_wholes(groups, groups.subjects(verb), ties)
    # "shot dead": how it ended, not who was shot.
    objects = tuple(noun for noun in groups.objects(verb) if not _is_state(groups, noun))
    bond, modified = _bond(groups, before, verb, start, subjects)
    passive = verb.passive
    small = _small_clause(groups, before, verb, objects, subjects)
    if _is_inverted(groups, verb, objects):
        subjects, objects, bond, modified = objects[:1], (), Bond.MAIN, None
    elif small is not None:
        bond, modified, subjects, passive = small
    elif bond is Bond.REDUCED and modified is not None and modified.last == verb.first:
        subjects = (modified,)
    elif bond is Bond.COORDINATE and _may_be_passive(verb) and before[-1].passive and not objects:
        passive, subjects = True, subjects or before[-1].subjects
    governor = order - 1 if bond is not Bond.MAIN else -1
    if bond in (Bond.RELATIVE, Bond.REDUCED) and modified is not None and homes[modified.order] != order:
        governor = homes[modified.order]
    mark, agents = _mark(groups, order, verb, start, bond), groups.agents(verb)
    others = tuple(noun for noun in adjuncts if noun not in agents)
    return Clause(
        order, verb, bond, start, mark, governor, modified, subjects, objects, agents, others, passive
    )


def _mark(groups: Groups, order: int, verb: VerbGroup, start: int, bond: Bond) -> str:
    """The word that opens a clause, "" where none does."""
    opener = groups.pos(start)
    if order == 0:
        opened = opener in (Pos.SUBORDINATOR, Pos.PREPOSITION)
    else:
        opened = opener in OPENERS or opener in PREPOSITIONS
    if opened:
        return groups.lowers[start]
    led = bond is Bond.ADVERBIAL and groups.pos(verb.first - 1) in PREPOSITIONS
    return groups.lowers[verb.first - 1] if led else ""


def _adjuncts(groups: Groups, homes: dict[int, int], count: int) -> list[list[NounGroup]]:
    """For each of `count` clauses the times and the noun groups behind prepositions that stand in it."""
    found: list[list[NounGroup]] = [[] for _ in range(count)]
    for item in groups.items:
        if isinstance(item, NounGroup) and (item.preposition >= 0 or item.time):
            found[homes[item.order]].append(item)
    return found


def _is_inverted(groups: Groups, verb: VerbGroup, objects: Sequence[NounGroup]) -> bool:
    """Whether a verb of speech behind a comma or a quote has its speaker behind it: ", said the minister"."""
    parted = groups.pos(verb.first - 1) in (Pos.COMMA, Pos.QUOTE)
    return parted and len(objects) > 0 and verb.bare and not verb.gerund and _announces(groups, verb)


def _with_wholes(groups: Groups, nouns: tuple[NounGroup, ...], ties: dict[int, Tie]) -> tuple[NounGroup, ...]:
    """Noun groups with the numbers of which they are parts or what is counted: "nearly 1,000 of its members
    and leaders have died", "seven people including drivers and passengers were hurt"."""
    found = list(nouns)
    for noun in nouns:
        tie = ties.get(noun.order)
        while tie is not None and tie.link in (Link.AND, Link.PART, Link.OF):
            if tie.link is Link.OF and not _is_number(groups, tie.host):
                break
            if tie.link is not Link.AND:
                found.append(tie.host)
            tie = ties.get(tie.host.order)
    return tuple(dict.fromkeys(found))


def _is_state(groups: Groups, noun: NounGroup) -> bool:
    """Whether it is an adjective that stands alone."""
    return noun.last - noun.first == 1 and groups.pos(noun.first) is Pos.ADJECTIVE


Small = tuple[Bond, NounGroup | None, tuple[NounGroup, ...], bool]


def _small_clause(
    groups: Groups,
    before: Sequence[Clause],
    verb: VerbGroup,
    objects: Sequence[NounGroup],
    subjects: Sequence[NounGroup],
) -> Small | None:
    """Bond, described noun group, subjects and voice of a participle that describes the noun right before
    it or, behind a verb, that verb's subject: "left 12 wounded", "of the 31 killed", "remain trapped".

    None for another verb.
    """
    nearest = groups.items[verb.order - 1] if verb.order else None
    if not _may_be_passive(verb) or objects or nearest is None or nearest.last != verb.first:
        return None
    if isinstance(nearest, VerbGroup):
        return Bond.COORDINATE, None, before[-1].subjects if before else (), True
    counted = any(_opens_with_number(groups, noun) for noun in subjects)  # "two pupils from Bor died"
    if groups.edge(nearest).preposition >= 0 and not before and not counted:
        return Bond.REDUCED, nearest, (nearest,), True
    if before and nearest in before[-1].objects:
        if _is_number(groups, nearest):
            return Bond.REDUCED, nearest, (nearest,), True  # "received 14 bodies and 60 wounded"
        if _takes_participle(groups, before[-1]):
            return Bond.REDUCED, nearest, before[-1].objects, True
    return None


def _may_be_passive(verb: VerbGroup) -> bool:
    """Whether it is a participle without an auxiliary: "wounded", "taken"."""
    return verb.bare and verb.form in PASSIVES


def _is_number(groups: Groups, noun: NounGroup) -> bool:
    """Whether a noun group is a number alone."""
    return all(pos is Pos.NUMBER for pos in groups.pos_of(noun.first, noun.last))


def _opens_with_number(groups: Groups, noun: NounGroup) -> bool:
    """Whether a noun group that no preposition governs begins with a number."""
    return noun.preposition < 0 and groups.pos(noun.first) is Pos.NUMBER


def _takes_participle(groups: Groups, clause: Clause) -> bool:
    """Whether the verb says in what state its object is: "left 12 wounded"."""
    return clause.verb is not None and groups.lowers[clause.verb.head] in groups.classes.lists.leaving


def _bond(
    groups: Groups, before: Sequence[Clause], verb: VerbGroup, start: int, subjects: Sequence[NounGroup]
) -> tuple[Bond, NounGroup | None]:
    """How the clause hangs on those before it, and the noun group that it describes, if any."""
    opener = groups.pos(start)
    own = any(start <= noun.first < verb.first for noun in subjects)
    nearest = groups.items[verb.order - 1] if verb.order else None
    if opener is Pos.SUBORDINATOR:
        return Bond.ADVERBIAL, None
    if verb.infinitive:
        return Bond.INFINITIVE, None
    if opener is Pos.RELATIVE:
        content = own and groups.lowers[start] in groups.classes.lists.that_words and before
        return (Bond.CONTENT, None) if content else (Bond.RELATIVE, _described(subjects))
    bare = verb.bare and verb.form in PARTICIPLES
    if bare and not own:
        led = verb.gerund and groups.pos(verb.first - 1) in PREPOSITIONS
        if led or opener in PREPOSITIONS or (start == groups.first and verb.first == start):
            return Bond.ADVERBIAL, None
        if opener in (Pos.COORDINATOR, Pos.ADVERSATIVE) and before:
            return Bond.COORDINATE, None
        if groups.pos(start - 1) is Pos.COMMA and before:
            return (Bond.RESULT if verb.gerund else Bond.REDUCED), _described(subjects)
    if before and isinstance(nearest, NounGroup) and nearest.last == verb.first and _is_reduced(groups, verb):
        return Bond.REDUCED, nearest
    if not before:
        return Bond.MAIN, None
    if opener in (Pos.COORDINATOR, Pos.ADVERSATIVE):
        return Bond.COORDINATE, None
    governing = before[-1].verb
    announced = governing is not None and groups.lowers[governing.head] in groups.classes.of_class(
        "announcing"
    )
    if own and announced and not STOPS & set(groups.pos_of(governing.last, start)):  # type: ignore[union-attr]
        return Bond.CONTENT, None
    if not own:
        return Bond.COORDINATE, None
    return Bond.MAIN, None


def _announces(groups: Groups, verb: VerbGroup) -> bool:
    """Whether it is a verb of announcement: "said", "claimed"."""
    return groups.lowers[verb.head] in groups.classes.of_class("announcing")


def _described(subjects: Sequence[NounGroup]) -> NounGroup | None:
    """The noun group that a clause describes: the last word of its subject."""
    return max(subjects, key=lambda noun: noun.order, default=None)


def _is_reduced(groups: Groups, verb: VerbGroup) -> bool:
    """Whether a bare participle describes the noun before it."""
    return verb.bare and (verb.gerund or verb.passive or groups.reduced(verb))


def _governed(groups: Groups, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses; one before its main clause hangs on that, one before ", the army said" on the speech."""
    speech = _speech_behind(groups, clauses)
    main = next((clause.order for clause in clauses if clause.bond is Bond.MAIN and not clause.mark), -1)
    for clause in clauses:
        following = clauses[clause.order + 1] if clause.order + 1 < len(clauses) else None
        if following is not None and _describes_subject(groups, clause, following):
            yield replace(_describing(clause), governor=following.order)
        elif clause.order and _describes_subject(groups, clauses[clause.order - 1], clause):
            yield replace(clause, bond=Bond.MAIN, governor=-1)
        elif clause.bond is Bond.MAIN and speech >= 0 and clause.order < speech:
            yield replace(clause, bond=Bond.CONTENT, governor=speech)
        elif clause.order == 0 and clause.mark and clause.bond is not Bond.MAIN and main > 0:
            yield replace(clause, governor=main)
        else:
            yield clause


def _describing(clause: Clause) -> Clause:
    """A clause that describes a subject, as a reduced one where no relative pronoun opens it."""
    if clause.bond is Bond.RELATIVE or clause.verb is None:
        return clause
    return replace(clause, bond=Bond.REDUCED, passive=not clause.verb.gerund)


def _describes_subject(groups: Groups, clause: Clause, following: Clause) -> bool:
    """Whether a clause between a subject and its verb only describes the subject: "A bomb placed in a
    container exploded", "The rebels who took the town fled"."""
    verb = clause.verb
    if verb is None or following.mark or following.bond is not Bond.COORDINATE or following.verb is None:
        return False
    shared = bool(clause.subjects) and clause.subjects == following.subjects
    if clause.bond is Bond.RELATIVE:
        return shared
    described = _may_be_passive(verb) or (verb.gerund and verb.bare)
    return (
        shared
        and described
        and clause.bond is Bond.MAIN
        and not (following.verb.bare and following.verb.gerund)
    )


def _speech_behind(groups: Groups, clauses: Sequence[Clause]) -> int:
    """The order of the last clause where it says who said the others (", the army said"), else -1."""
    last = clauses[-1]
    if last.verb is None or last.order == 0 or last.objects or last.bond is not Bond.MAIN:
        return -1
    told = _announces(groups, last.verb)
    parted = groups.pos(last.start - 1) in (Pos.COMMA, Pos.QUOTE, Pos.PUNCTUATION)
    return last.order if told and parted else -1


# What hangs on a noun group of another clause's.


def _tie_behind_relatives(
    groups: Groups, clauses: Sequence[Clause], homes: dict[int, int], ties: dict[int, Tie]
) -> None:
    """Ties a number behind a relative clause to the number that the clause describes: "killed seven men who
    had joined the police and three farmers"."""
    for order, tie in list(ties.items()):
        item, host = groups.items[order], tie.host
        clause = clauses[homes[order]]
        described = clause.modified
        if (
            tie.link is Link.AND
            and isinstance(item, NounGroup)
            and described is not None
            and described.order < order
            and groups.pos(item.first) is Pos.NUMBER
            and groups.pos(host.first) is not Pos.NUMBER
            and groups.pos(described.first) is Pos.NUMBER
        ):
            ties[order] = Tie(Link.AND, described)


def _tie_included(
    groups: Groups, clauses: Sequence[Clause], homes: dict[int, int], ties: dict[int, Tie]
) -> None:
    """Ties what "including" names behind a verb to the number that is subject or object there: "19 people
    were killed, including eight civilians"."""
    including = groups.classes.lists.including_words
    for item in groups.items:
        if (
            not isinstance(item, NounGroup)
            or item.order in ties
            or item.first == groups.first
            or groups.lowers[item.first - 1] not in including
        ):
            continue
        clause = clauses[homes[item.order]]
        earlier = [noun for noun in (*clause.objects, *clause.subjects) if noun.first < item.first]
        numbered = [noun for noun in earlier if groups.pos(noun.first) is Pos.NUMBER]
        if numbered or earlier:
            ties[item.order] = Tie(Link.PART, (numbered or earlier)[0])
