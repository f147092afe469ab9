"""The roles of an event that a noun names: "the killing of X by Y", "carried out an attack"."""

from __future__ import annotations

from conflictdesk.extraction.events.participants import adjuncts, aims
from conflictdesk.extraction.events.participants.phrase_agents import (
    agents_in_phrase,
    claimants,
    parties_between,
)
from conflictdesk.extraction.events.participants.roles import (
    Nouns,
    RoleFrame,
    Roles,
    has_victim_as_subject,
)
from conflictdesk.extraction.events.participants.scene import Scene
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.groups import NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import JOINTS, Pos

# What may stand between a verb and the noun that it governs, and what joins nouns to a chain.
GOVERNING = frozenset({Pos.ADVERB, Pos.DETERMINER, Pos.ADJECTIVE, Pos.PREPOSITION, Pos.TO, Pos.NEGATION})
CHAINED = JOINTS | {(Pos.OF,)}


def of_noun(scene: Scene, trigger: Trigger) -> Roles:
    """The roles of an event that a noun names."""
    noun = trigger.group
    assert isinstance(noun, NounGroup)
    kind = trigger.type
    governed = _roles_from_using(scene, noun) or _roles_from_verb(scene, noun)
    if kind.brings_victims and not governed.agents and not governed.patients:
        adjunct = adjuncts.of_adjunct(scene, noun)
        governed = governed._replace(agents=adjunct.agents, victims=adjunct.patients)
    agents = (
        agents_in_phrase(scene, trigger, noun) or parties_between(scene, trigger, noun) or governed.agents
    )
    lists = scene.text.language.events
    wanted = lists.target_prepositions.get(kind, lists.against if kind.target_by_preposition else frozenset())
    light = _light_verb(scene, noun)
    agents = agents or claimants(scene, noun) or (scene.groups.subjects(light) if light is not None else ())
    agents = agents or _taking_part(scene, noun)
    of = _of_complement(scene, noun)
    if not of and noun.preposition >= trigger.first and not kind.of_parties:
        of = (noun,)  # "release of civilians" contains its victims
    deployed = kind.deploys and "armed" in scene.features_of_any(of)
    acting = (deployed or kind.acts_behind_of) and not trigger.sense.suffers
    agents = agents or (tuple(g for g in of if not _is_bare_place(scene, g)) if acting else ())
    targets = scene.groups.behind(noun, wanted) if wanted else ()
    targets = targets or (scene.groups.behind(light, wanted) if light is not None and wanted else ())
    struck = targets or (() if acting else of)
    patients = struck or governed.patients
    if not patients and kind.aimed:
        patients = aims.aimed_at(scene, noun)
    if not agents and kind.mutual and targets:
        agents = adjuncts.opponents(scene, noun)
    if not agents and kind.decided_upon:
        agents = _deciders(scene, noun)
    if not agents and not patients and kind.mutual:
        agents = adjuncts.fighters(scene, noun)
    if kind.of_parties:
        agents, patients = agents + patients, ()
    return Roles(agents, patients, governed.frame, governed.governor, governed.victims)


def _light_verb(scene: Scene, noun: NounGroup) -> VerbGroup | None:
    """The light verb of a relative clause whose object the noun is, or None: "atrocities that the group
    has committed against villagers"."""
    if scene.groups.pos(noun.last) is not Pos.RELATIVE:
        return None
    after = scene.groups.verb_after(noun.order)
    light = after is not None and scene.text.lowers[after.head] in scene.groups.classes.of_class("light")
    return (
        after if light and after is not None and after.order - noun.order == 2 and not after.passive else None
    )


def _taking_part(scene: Scene, noun: NounGroup) -> Nouns:
    """The subjects of a verb behind which something is done as part of the noun, or (): "entered the
    stadium as part of a push"."""
    groups, lists = scene.groups, scene.text.language.events
    edge = groups.edge(noun)
    part = edge != noun and scene.text.lowers[edge.head] in lists.taking_part
    verb = groups.verb_before(edge.order) if part and groups.preposition(edge) in lists.as_ else None
    return groups.subjects(verb) if verb is not None and not verb.passive else ()


def _deciders(scene: Scene, noun: NounGroup) -> Nouns:
    """The subjects of a verb of deciding whose object the noun is, or (): "is considering a withdrawal"."""
    before = _verb_of_object(scene, noun)
    if before is None or before.passive:
        return ()
    decides = scene.text.lowers[before.head] in scene.groups.classes.of_class("deciding")
    return scene.groups.subjects(before) if decides else ()


def _is_bare_place(scene: Scene, group: NounGroup) -> bool:
    """Whether a group behind "of" is only a place, which cannot act: "the invasion of Panama"."""
    features = scene.features(group)
    return "settlement" in features and not features & {"armed", "people"}


def _roles_from_using(scene: Scene, noun: NounGroup) -> Roles | None:
    """The roles that a verb of using gives, or None: "using residents as human shields"."""
    if scene.groups.preposition(noun) not in scene.text.language.events.as_:
        return None
    for item in scene.groups.leftward(noun.order):
        if isinstance(item, VerbGroup) and scene.text.lowers[item.head] in scene.groups.classes.of_class(
            "using"
        ):
            return Roles(scene.groups.subjects(item), scene.groups.objects(item), RoleFrame.LIGHT, item)
    return None


def _of_complement(scene: Scene, noun: NounGroup) -> Nouns:
    """The noun groups behind "of", or (): "the shelling of the town"."""
    lists = scene.text.language.events
    chain = scene.groups.chain(noun)
    after = next(scene.groups.followers(noun), None)
    by = after is not None and scene.groups.preposition(after) in lists.by
    return scene.groups.behind(noun, lists.of_) if by or len(chain) > 1 else ()


def _roles_from_verb(scene: Scene, noun: NounGroup) -> Roles:
    """The roles that the verb gives whose object or subject the noun is: "carried out an attack", "the
    blast killed ten"."""
    groups = scene.groups
    before = _verb_of_object(scene, noun)
    governed = _roles_from_governor(scene, before, noun) if before is not None else Roles()
    if governed.agents or governed.patients:
        return governed
    after = _verb_of_subject(scene, noun)
    if after is None:
        return governed
    word = scene.text.lowers[after.head]
    if word in groups.classes.of_class("light"):
        return Roles(groups.agents(after), (), RoleFrame.LIGHT, after)
    if word in groups.classes.of_class("harm") and not after.passive:
        return Roles((), (), RoleFrame.ACTIVE, after)
    return Roles((), (), RoleFrame.NOUN, after)


def _verb_of_subject(scene: Scene, noun: NounGroup) -> VerbGroup | None:
    """The first of the next verbs whose subject the noun is, or None."""
    for item in scene.groups.rightward(noun.order):
        if isinstance(item, VerbGroup) and noun in scene.groups.subjects(item):
            return item
    return None


def _verb_of_object(scene: Scene, noun: NounGroup) -> VerbGroup | None:
    """The verb right before the noun, or before the coordination or "of" chain that it ends, or None."""
    groups, right = scene.groups, noun
    for item in groups.leftward(noun.order):
        gap = groups.between(item, right)
        if isinstance(item, VerbGroup):
            return item if GOVERNING.issuperset(gap) or (gap == (Pos.BY,) and item.passive) else None
        if gap not in CHAINED or item.time:
            return _blaming_verb(scene, item)
        right = item
    return None


def _blaming_verb(scene: Scene, item: NounGroup) -> VerbGroup | None:
    """The verb of blame or of claiming responsibility before a noun group, or None: "blamed the group
    for the attack", "claimed responsibility for it"."""
    before = scene.groups.items[item.order - 1] if item.order else None
    if not isinstance(before, VerbGroup):
        return None
    claimed = scene.text.lowers[item.head] in scene.groups.classes.of_class("responsibility")
    return (
        before
        if claimed or scene.text.lowers[before.head] in scene.groups.classes.of_class("blaming")
        else None
    )


def _blamed(scene: Scene, verb: VerbGroup, noun: NounGroup) -> Nouns:
    """Who is blamed by a verb of blame: its object, or behind "on" or "to" where the noun is the object."""
    groups, lists = scene.groups, scene.text.language.events
    if noun not in groups.objects(verb):
        return groups.subjects(verb) if verb.passive else groups.objects(verb)
    return groups.behind(verb, lists.on | lists.to)


def _roles_from_governor(scene: Scene, verb: VerbGroup, noun: NounGroup) -> Roles:
    """The roles that a verb gives to the event noun that is its object."""
    lists = scene.text.language.events
    groups = scene.groups
    word = scene.text.lowers[verb.head]
    if word in groups.classes.of_class("blaming"):
        return Roles(_blamed(scene, verb, noun), (), RoleFrame.LIGHT, verb)
    if word in groups.classes.of_class("accepting") and not verb.passive and noun not in groups.objects(verb):
        return Roles(groups.subjects(verb), (), RoleFrame.LIGHT, verb)
    if word in groups.classes.of_class("light"):
        return Roles(() if verb.passive else groups.subjects(verb), (), RoleFrame.LIGHT, verb)
    preposition = groups.preposition(groups.edge(noun))
    if verb.form is Pos.BE:
        words = {preposition, scene.text.lowers[verb.last]}
        if words & lists.culprits:
            return Roles(groups.subjects(verb), (), RoleFrame.LIGHT, verb)
        return Roles((), groups.subjects(verb) if words & lists.victims else (), RoleFrame.PASSIVE, verb)
    if word in lists.victims and verb.passive:
        return Roles((), groups.subjects(verb), RoleFrame.PASSIVE, verb)
    if word in groups.classes.of_class("foiling"):
        return Roles((), (), RoleFrame.LIGHT, verb)
    undergo = groups.classes.of_class("undergo")
    if word in undergo or f"{word} {preposition}" in undergo:
        return Roles((), groups.subjects(verb), RoleFrame.LIGHT, verb)
    if has_victim_as_subject(scene, verb):
        return Roles((), groups.subjects(verb), RoleFrame.PASSIVE if verb.passive else RoleFrame.ACTIVE, verb)
    return Roles((), (), RoleFrame.NOUN, verb)
