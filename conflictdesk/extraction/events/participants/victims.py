"""Those whom an event harmed, as the clauses of its sentence say: "the blast killed two", "was wounded in
the raid", "went off, injuring six", "an attack in which four soldiers died".

Promises: only noun groups of a clause that hangs together with the event's own; () where none says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.extraction.events.participants.roles import Nouns, has_victim_as_subject
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.clauses import Bond, Clause
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PREPOSITIONS, Pos

# How the clause that tells the harm hangs on the event's.
FOLLOWING = frozenset({Bond.RESULT, Bond.COORDINATE, Bond.REDUCED, Bond.RELATIVE})


def of_event(scene: Scene, trigger: Trigger) -> Nouns:
    """The noun groups that were killed, hurt or hit by the event of a trigger, in text order, or ()."""
    found = dict.fromkeys(group for clause in _harming(scene) for group in _victims(scene, trigger, clause))
    return tuple(sorted(found, key=lambda group: group.order))


def _harming(scene: Scene) -> Iterator[Clause]:
    """The clauses of the sentence whose verb says that somebody was harmed or died."""
    return (clause for clause in scene.clauses.all if _tells_harm(scene, clause))


def _tells_harm(scene: Scene, clause: Clause) -> bool:
    """Whether the verb of a clause says that somebody was harmed or died."""
    by_word = scene.groups.classes.by_word
    found = by_word.get(scene.text.lowers[clause.verb.head], ()) if clause.verb is not None else ()
    return "harm" in found or "die" in found


def _victims(scene: Scene, trigger: Trigger, clause: Clause) -> Nouns:
    """The victims that one clause of harm gives to the event, or ()."""
    verb, group = clause.verb, trigger.group
    if verb is None or verb is group:
        return ()
    sufferers = _is_passive(scene, clause)
    victims = clause.subjects if sufferers else clause.objects
    if isinstance(group, VerbGroup):
        return victims if _hangs_on_verb(scene, group, clause, sufferers) else ()
    if group in victims:
        return ()
    return victims if _hangs_on_noun(scene, group, clause, sufferers) else ()


def _is_passive(scene: Scene, clause: Clause) -> bool:
    """Whether the subject of a clause of harm is the victim."""
    assert clause.verb is not None
    return clause.passive or has_victim_as_subject(scene, clause.verb)


def _hangs_on_verb(scene: Scene, verb: VerbGroup, clause: Clause, sufferers: bool) -> bool:
    """Whether a clause of harm tells the result of a verb: behind it, or before its "when" or "as"."""
    own = scene.clauses.of_verb(verb)
    time = _opened(scene, own)
    if time.bond is Bond.ADVERBIAL and time.governor == clause.order:
        return scene.groups.pos(time.start) is Pos.SUBORDINATOR
    if _result_of(scene, clause, own) is not own:
        return False
    if sufferers:
        return clause.bond is Bond.COORDINATE and not _names_event(scene, clause)
    return set(clause.subjects) <= set(own.subjects) or clause.bond is Bond.RESULT


def _opened(scene: Scene, clause: Clause) -> Clause:
    """The clause itself, or the one before of the same subject that "when" opens for both: "when a bomb
    hidden in a bin blew up"."""
    if clause.bond is not Bond.COORDINATE or clause.mark:
        return clause
    above = next(scene.clauses.above(clause), clause)
    return above if above.subjects == clause.subjects else clause


def _result_of(scene: Scene, clause: Clause, own: Clause | None = None) -> Clause | None:
    """The clause whose result a clause of harm tells, or None: through others of harm joined to it, up to
    the event's `own`."""
    for above in scene.clauses.above(clause):
        if clause.bond not in FOLLOWING:
            return None
        if above is own or not _tells_harm(scene, above):
            return above
        clause = above
    return None


def _names_event(scene: Scene, clause: Clause) -> bool:
    """Whether a clause names another event that did the harm: "and ten were killed in clashes"."""
    return any(scene.is_event(group) for group in (*clause.adjuncts, *clause.agents))


def _hangs_on_noun(scene: Scene, noun: NounGroup, clause: Clause, sufferers: bool) -> bool:
    """Whether a clause of harm says what the event of a noun did: as its subject, agent or circumstance."""
    root = scene.clauses.root(noun)
    if noun in clause.subjects or root in clause.subjects:
        return not sufferers
    if _is_circumstance_of(scene, noun, clause) if sufferers else _is_described(scene, noun, clause):
        return True
    if clause.bond is Bond.RESULT:
        above = _result_of(scene, clause)
        return above is not None and (noun in above.subjects or noun in above.objects)
    lists = scene.text.language.events
    preposition = scene.groups.preposition(scene.groups.edge(noun))
    if sufferers and scene.text.lowers[scene.groups.edge(noun).head] in lists.outcomes:
        return noun in clause.adjuncts  # "was hurt as a result of the blast"
    if noun in clause.agents or root in clause.agents:
        return sufferers
    return noun in clause.adjuncts and (
        preposition in lists.within or (sufferers and preposition in lists.harming)
    )


def _is_described(scene: Scene, noun: NounGroup, clause: Clause) -> bool:
    """Whether a relative clause or a participle says what the event before it did: "a raid in the hills
    on Monday that killed two"."""
    if clause.bond not in (Bond.RELATIVE, Bond.REDUCED) or clause.verb is None:
        return False
    for item in scene.groups.leftward(clause.verb.order):
        if isinstance(item, VerbGroup):
            if _is_joined(scene, item, clause.verb):
                continue
            return False
        if scene.is_event(item):
            return item is noun
    return False


def _is_joined(scene: Scene, verb: VerbGroup, other: VerbGroup) -> bool:
    """Whether a verb is joined with a later one: "killed and wounded"."""
    return scene.groups.coordinates(verb, other)


def _is_circumstance_of(scene: Scene, noun: NounGroup, clause: Clause) -> bool:
    """Whether a relative clause says what happened in the event before it, or at its place: "the raid in
    which two died", "the blast was at a station, where two died"."""
    groups = scene.groups
    at = min((group.first for group in clause.subjects), default=clause.start) - 1
    if groups.pos(at) is not Pos.RELATIVE or noun.last > at:
        return False
    if scene.text.lowers[at] in scene.text.language.events.scene_of:
        return all(
            item is noun or not isinstance(item, NounGroup) or not scene.is_event(item)
            for item in groups.items[noun.order : clause.subjects[0].order]
        )
    before = groups.pos_of(noun.last, at)
    return bool(before) and before[-1] in PREPOSITIONS and before[:-1] in ((), (Pos.COMMA,))
