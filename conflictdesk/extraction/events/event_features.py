"""What speaks for and against one reading of a trigger: the features that weights stand for.

Promise: names alone, no words of the text: the vocabulary entry, the groups of the sentence, who and what
takes part, the other readings, and the features of sentence and document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from conflictdesk.extraction.events import event_setting
from conflictdesk.extraction.events.document_features import DocumentFeatures, step
from conflictdesk.extraction.events.participants.roles import Roles
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.reading import Reading
from conflictdesk.extraction.events.told_types import ToldTypes
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PRESENTS, Pos
from conflictdesk.extraction.grammar.realis import RealisReader

# Of what agents and patients are, what counts for each type of event apart.
TOGETHER = ("armed", "people", "place", "absent", "named", "weapon", "it")
# The classes of a verb that has the noun as its object.
GOVERNING = ("light", "undergo", "ceasing", "announcing", "harm")
# The lists of prepositions that tell a noun's part in its clause.
PARTS = ("means", "temporal", "within", "earlier", "against", "as_", "of_")


@dataclass(frozen=True)
class SentenceReadings:
    """All readings of one sentence by phrase."""

    scene: Scene
    phrases: Sequence[Sequence[Reading]]
    document: DocumentFeatures

    @cached_property
    def _shared(self) -> tuple[str, ...]:
        """The features that all of them have."""
        return self.document.of_sentence(self.scene)

    @cached_property
    def _met(self) -> list[Reading]:
        """Those whose conditions are met."""
        return [one for phrase in self.phrases for one in phrase if one.met]

    @cached_property
    def _arguments(self) -> frozenset[int]:
        """The orders of the noun groups that are subject, object or agent of a met verb."""
        groups = self.scene.groups
        verbs = [one.trigger.group for one in self._met if isinstance(one.trigger.group, VerbGroup)]
        return frozenset(
            noun.order
            for verb in verbs
            for noun in (*groups.subjects(verb), *groups.objects(verb), *groups.agents(verb))
        )

    def features(self, reading: Reading, told: ToldTypes) -> list[str]:
        """The names of the features of one of them; `told` is what the whole document tells."""
        trigger, sense, scene = reading.trigger, reading.trigger.sense, self.scene
        kind, met, group = trigger.type, "met" if reading.met else "unmet", trigger.group
        realis = RealisReader(scene.groups, scene.realis).of(trigger.first, group) or "none"
        return [
            met,
            f"entry {sense.id}",
            f"entry {sense.id} {met}",
            f"type {kind}",
            f"type {kind} {met}",
            f"shape {sense.shape}",
            f"frame {reading.roles.frame}",
            f"type {kind} frame {reading.roles.frame}",
            f"realis {realis}",
            f"shape {sense.shape} realis {realis}",
            *(_of_noun(scene, trigger, group) if isinstance(group, NounGroup) else _of_verb(scene, group)),
            *_of_roles(scene, reading.roles, kind),
            *self._of_date(trigger),
            *_of_realis_words(scene, trigger),
            *self._of_others(reading),
            *told.features(scene, reading, _is_definite(scene, group)),
            *self._shared,
        ]

    def _of_date(self, trigger: Trigger) -> Iterator[str]:
        """How old its own date is."""
        when = event_setting.when_of(self.document.analysis, self.scene, trigger)
        yield f"own date {self.document.age(when.begin) if when is not None else 'none'}"

    def _of_others(self, reading: Reading) -> Iterator[str]:
        """What else the sentence may tell."""
        trigger, met = reading.trigger, self._met
        own = (trigger.first, trigger.last)
        yield f"triggers {step(len({(o.trigger.first, o.trigger.last) for o in met} - {own}))}"
        before = [one.trigger for one in met if one.trigger.last <= trigger.first]
        behind = [one.trigger for one in met if one.trigger.first >= trigger.last]
        for name, near in (("before", before), ("behind", behind)):
            if any(one.type == trigger.type for one in near):
                yield f"same type {name}"
            if any(isinstance(one.group, VerbGroup) for one in near):
                yield f"verb {name}"
            if any(one.type.violent for one in near):
                yield f"violent {name}"
        same = [one.trigger for one in met if (one.trigger.first, one.trigger.last) == own]
        if not reading.met and same:
            yield "met reading"
        elif any(one.sense.confidence > trigger.sense.confidence for one in same):
            yield "better reading"
        if isinstance(trigger.group, NounGroup) and trigger.group.order in self._arguments:
            yield "argument of a trigger"


def _is_definite(scene: Scene, group: NounGroup | VerbGroup) -> bool:
    """Whether it is a noun with "the", "this" and the like."""
    return (
        isinstance(group, NounGroup)
        and scene.text.lowers[group.first] in scene.text.language.events.anaphoric
    )


def _of_noun(scene: Scene, trigger: Trigger, noun: NounGroup) -> Iterator[str]:
    """How a noun is determined and what governs it."""
    groups, lowers = scene.groups, scene.text.lowers
    number = "plural" if lowers[trigger.last - 1].endswith("s") else "singular"
    yield f"noun {_determined(scene, trigger, noun)} {number}"
    if Pos.ADJECTIVE in groups.pos_of(noun.first, trigger.first):
        yield "noun adjective"
    if noun.last > trigger.last:
        yield "noun modifies"
    preposition = groups.preposition(noun)
    lists = scene.text.language.events
    yield from (f"noun behind {name}" for name in PARTS if preposition in getattr(lists, name))
    if not preposition:
        yield "noun without preposition"
    edge = groups.edge(noun)
    if edge.order != noun.order:
        yield "noun in chain"
    before = groups.items[edge.order - 1] if edge.order else None
    of_class = groups.classes.of_class
    if isinstance(before, VerbGroup) and noun in groups.objects(before):
        word = lowers[before.head]
        yield f"noun object of {next((name for name in GOVERNING if word in of_class(name)), 'other')}"
    after = groups.verb_after(noun.order)
    if after is not None and noun in groups.subjects(after):
        word = lowers[after.head]
        yield f"noun subject of {next((n for n in ('occur', 'harm') if word in of_class(n)), 'other')}"
    yield f"noun before {groups.pos(noun.last)}"


def _determined(scene: Scene, trigger: Trigger, noun: NounGroup) -> str:
    """What stands before the noun."""
    lists, word = scene.text.language.events, scene.text.lowers[noun.first]
    first = scene.groups.pos(noun.first)
    if word in lists.anaphoric:
        return "definite"
    if word in lists.indefinite:
        return "indefinite"
    if first in (Pos.DETERMINER, Pos.NUMBER):
        return str(first)
    if Pos.POSSESSIVE in scene.groups.pos_of(noun.first, trigger.first):
        return "owned"
    return "named" if first is Pos.PROPER_NAME else "bare"


def _of_verb(scene: Scene, verb: VerbGroup) -> Iterator[str]:
    """Tense, voice and mood of a verb."""
    yield f"verb {_tense(scene, verb)}"
    if verb.passive:
        yield "verb passive"
    if verb.negated:
        yield "verb negated"


def _tense(scene: Scene, verb: VerbGroup) -> str:
    """The tense or mood of a verb."""
    if verb.infinitive:
        return "infinitive"
    if verb.modal >= 0:
        return "modal"
    if verb.form is Pos.ING_VERB:
        return "bare gerund" if verb.bare else "progressive"
    if Pos.HAVE in scene.groups.pos_of(verb.first, verb.head):
        return "perfect"
    if verb.form in PRESENTS:
        return "present"
    return "bare past" if verb.bare else "past"


def _of_roles(scene: Scene, roles: Roles, kind: str) -> Iterator[str]:
    """What the agents and patients are."""
    for name, nouns in (("agent", roles.agents), ("patient", roles.patients)):
        features = scene.features_of_any(nouns) if nouns else {"absent"}
        yield from (f"{name} {feature}" for feature in sorted(features or {"plain"}))
        yield from (f"type {kind} {name} {feature}" for feature in TOGETHER if feature in features)


def _of_realis_words(scene: Scene, trigger: Trigger) -> Iterator[str]:
    """The entries of the words of realis in the sentence, and on which side they stand."""
    for tag in scene.realis:
        side = "before" if tag.last <= trigger.first else "behind" if tag.first >= trigger.last else "in it"
        yield f"word {tag.entry.id} {side}"
