"""Does the clause hold what a trigger needs?

`needs` of an entry is a list of which one must hold, `with` one of which all must, `without` one of
which none may. "x_object" asks it of
those it was done to, "x_agent" and "x_subject" of those who did it; a bare name of either, and for nouns and
for SENTENCE names of the whole sentence. The names are the features of `scene`.
"""

from __future__ import annotations

from conflictdesk.extraction.events.participants import parties
from conflictdesk.extraction.events.participants.naming import antecedent
from conflictdesk.extraction.events.participants.roles import Roles
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup
from conflictdesk.extraction.grammar.pos_tags import Pos

SENTENCE = frozenset(
    {
        "place",
        "military",
        "explosive",
        "aircraft",
        "chemical",
        "weapon",
        "home",
        "capture",
        "conflict",
        "police",
        "aid",
        "arms",
        "protesters",
        "disaster",
    }
)
SIDES = ("object", "agent", "subject")


def met(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    if _is_general(scene, trigger, roles) or _describes(scene, trigger, roles):
        return False
    needs, also, without = trigger.sense.needs, trigger.sense.with_, trigger.sense.without
    if not needs and not also and not without:
        return True
    agents, patients = scene.any_of(roles.agents), scene.any_of(roles.patients)
    if any(group.pronoun and antecedent(scene, group) for group in roles.agents):
        agents.add("armed")
    if trigger.sense.shape == "noun" and parties.of_modifiers(scene, trigger, roles):
        agents.add("armed")
    whole = scene.all if trigger.sense.shape == "noun" else scene.all & SENTENCE
    if needs and not any(_holds(need, agents, patients, whole) for need in needs):
        return False
    if any(_holds(need, agents, patients, whole) for need in without):
        return False
    return all(_holds(need, agents, patients, whole) for need in also)


def _is_general(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    """ "murders and other crimes": violence of no one against no one is a topic."""
    lists = scene.text.language.events
    group = trigger.group
    if trigger.type.leaves_ground and scene.text.lowers[trigger.first] in lists.leaving:
        return scene.groups.pos(trigger.first - 1) is Pos.COMMA  # ", leaving the town without light"
    topical = trigger.type.topical
    if topical == "no" or not isinstance(group, NounGroup):
        return False
    if topical == "placeless" and "place" in scene.all:
        return False
    word = scene.text.lowers[trigger.last - 1]
    bare = group.first == trigger.first and (word.endswith("s") or word in lists.topics)
    bare = (bare and scene.groups.preposition(group) not in lists.of_) or _is_verdict(scene, group, word)
    told = roles.agents or roles.patients or scene.groups.pos(group.last) is Pos.RELATIVE
    return bare and not told


def _describes(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    """ "where displaced families were sheltering": the participle says which families."""
    verb = trigger.group
    if not trigger.type.flees or isinstance(verb, NounGroup):
        return False
    after = scene.groups.verb_after(verb.order)
    if (
        verb.form is not Pos.PAST_OR_PARTICIPLE
        or not verb.bare
        or after is None
        or after.infinitive
        or not roles.patients
    ):
        return False
    if scene.groups.pos(after.first - 1) is Pos.RELATIVE:
        return False
    beside = not after.bare and roles.patients[-1].last == after.first
    return beside or roles.patients[-1] in scene.groups.subjects(after)


def _is_verdict(scene: Scene, group: NounGroup, word: str) -> bool:
    """ "a new genocide", not "the genocide in Rwanda"."""
    lists = scene.text.language.events
    return word in lists.verdicts and (
        scene.text.lowers[group.first] == word or scene.text.lowers[group.first] in lists.indefinite
    )


def _holds(need: str, agents: set[str], patients: set[str], whole: frozenset[str]) -> bool:
    name, _, side = need.rpartition("_")
    if side not in SIDES:
        return _named(need, agents | patients | whole)
    if side == "object":
        return _named(name, patients)
    if side == "subject":
        return _named(name, agents | patients)
    return _named("carrier" if name == "weapon" else name, agents)


def _named(name: str, found: set[str] | frozenset[str]) -> bool:
    if name == "alone":
        return True
    if name == "place":
        return "place" in found or "site" in found
    if name == "site":
        return not found.isdisjoint(("structure", "site", "place"))
    if name == "person":
        return not found.isdisjoint(("people", "armed", "named"))
    if name == "foreign_power":
        return "power" in found
    return name in found
