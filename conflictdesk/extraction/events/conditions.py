"""Whether the clause has what a trigger needs.

Of an entry's `needs` one must hold, of `with` all, of `without` none. "x_object" asks it of the patients,
"x_agent" of the agents, "x_subject" of either; a bare name asks it of either or of the whole sentence, for
verbs only if it is in SENTENCE. The names are the features of `scene`.
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
        "jail",
    }
)
ROLES_ASKED = ("object", "agent", "subject")


def met(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    """Whether the clause has what the trigger needs and reports a single event."""
    if _is_topic(scene, trigger, roles) or _is_modifier(scene, trigger, roles):
        return False
    if _is_figurative(scene, trigger, roles) or _is_thing(scene, trigger) or _is_description(scene, trigger):
        return False
    if _is_made(scene, trigger):
        return False
    needs, also, without = trigger.sense.needs, trigger.sense.with_, trigger.sense.without
    if not needs and not also and not without:
        return True
    agents = scene.features_of_any(roles.agents)
    patients = scene.features_of_any(roles.patients + roles.victims)
    if any(group.pronoun and antecedent(scene, group) for group in roles.agents):
        agents.add("armed")
    if trigger.sense.shape == "noun" and parties.of_modifiers(scene, trigger, roles):
        agents.add("armed")
    if not roles.agents:
        agents.add("nobody")
    whole = scene.sentence_features if trigger.sense.shape == "noun" else scene.sentence_features & SENTENCE
    if needs and not any(_holds(need, agents, patients, whole) for need in needs):
        return False
    if any(_holds(need, agents, patients, whole) for need in without):
        return False
    return all(_holds(need, agents, patients, whole) for need in also)


def _is_topic(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    """Whether it is a topic, violence of no one against no one: "murders and other crimes"."""
    lists = scene.text.language.events
    group = trigger.group
    if trigger.type.leaves_ground and scene.text.lowers[trigger.first] in lists.leaving:
        return scene.groups.pos(trigger.first - 1) is Pos.COMMA  # ", leaving the town without light"
    topical = trigger.type.topical
    if topical == "no" or not isinstance(group, NounGroup):
        return False
    if topical == "placeless" and "place" in scene.sentence_features:
        return False
    word = scene.text.lowers[trigger.last - 1]
    bare = group.first == trigger.first and (word.endswith("s") or word in lists.topics)
    bare = (bare and scene.groups.preposition(group) not in lists.of_) or _is_judgement(scene, group, word)
    has_roles = roles.agents or roles.patients or roles.victims
    return bare and not has_roles and scene.groups.pos(group.last) is not Pos.RELATIVE


def _is_modifier(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    """Whether the participle only modifies its noun: "where displaced families were sheltering"."""
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


def _is_figurative(scene: Scene, trigger: Trigger, roles: Roles) -> bool:
    """Whether what it is done to, for or with makes it a figure of speech: "a battle for the governorship",
    "bombarded him with abuse"."""
    lists = scene.text.language.events
    behind = [
        g for g in scene.groups.followers(trigger.group) if scene.groups.preposition(g) in lists.figurative
    ]
    return any("figurative" in scene.features(group) for group in (*roles.patients, *behind[:1]))


def _is_thing(scene: Scene, trigger: Trigger) -> bool:
    """Whether its noun names a thing to which violence was done: "hit an aid convoy", "destroyed four car
    bombs"."""
    noun = trigger.group
    if not isinstance(noun, NounGroup) or scene.text.lowers[trigger.last - 1] not in (
        scene.text.language.events.things
    ):
        return False
    clause = scene.clauses.of(noun)
    undergoes = clause.subjects if clause.passive else clause.objects
    struck = clause.verb is not None and scene.is_violent(clause.verb.head)
    return struck and (noun in undergoes or scene.clauses.root(noun) in undergoes)


def _is_made(scene: Scene, trigger: Trigger) -> bool:
    """Whether the poison that an entry needs is only made: "used a laboratory to make chemical weapons"."""
    making = scene.groups.classes.of_class("making")
    return "chemical" in trigger.sense.needs and any(
        clause.verb is not None
        and scene.text.lowers[clause.verb.head] in making
        and "chemical" in scene.features_of_any(clause.objects)
        for clause in scene.clauses.all
    )


def _is_description(scene: Scene, trigger: Trigger) -> bool:
    """Whether a bare plural is only said to be something: "Drone strikes were the tool of his choice"."""
    noun = trigger.group
    if not isinstance(noun, NounGroup) or noun.first != trigger.first or noun.head >= trigger.last:
        return False
    clause = scene.clauses.of(noun)
    plural = scene.text.lowers[trigger.last - 1].endswith("s") and noun.preposition < 0
    being = clause.verb is not None and scene.groups.pos(clause.verb.head) is Pos.BE
    alone = clause.subjects == (noun,) and next(scene.groups.followers(noun), None) is None
    return (
        plural
        and being
        and alone
        and any(scene.groups.pos(one.first) is Pos.DETERMINER and not one.time for one in clause.objects)
    )


def _is_judgement(scene: Scene, group: NounGroup, word: str) -> bool:
    """Whether the noun is a judgement: "a new genocide", unlike "the genocide in Rwanda"."""
    lists = scene.text.language.events
    return word in lists.verdicts and (
        scene.text.lowers[group.first] == word or scene.text.lowers[group.first] in lists.indefinite
    )


def _holds(need: str, agents: set[str], patients: set[str], whole: frozenset[str]) -> bool:
    """Whether a need holds for the agents, the patients or the whole sentence, as its name asks."""
    name, _, role = need.rpartition("_")
    if role not in ROLES_ASKED:
        return _is_among(need, agents | patients | whole)
    if role == "object":
        return _is_among(name, patients)
    if role == "subject":
        return _is_among(name, agents | patients)
    return _is_among("carrier" if name == "weapon" else name, agents)


def _is_among(name: str, found: set[str] | frozenset[str]) -> bool:
    """Whether a feature is among those found; some names stand for several features."""
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
