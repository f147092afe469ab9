"""Finds the events of a document that has been analysed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from conflictdesk.contract.terms import EVENT_TYPES, HAPPENED, INTENDED, LONG_AGO
from conflictdesk.contract.types import Event, Figure, Span, When
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.events import (
    clauses,
    confidence,
    event_attachments,
    event_days,
    event_merge,
    event_setting,
    event_weights,
    weapons,
)
from conflictdesk.extraction.events.event_draft import Draft
from conflictdesk.extraction.events.event_weights import Weights
from conflictdesk.extraction.events.participants import parties
from conflictdesk.extraction.events.participants.referents import Referents
from conflictdesk.extraction.events.participants.scene import Scene, is_armed
from conflictdesk.extraction.events.selection import Choice, Selection
from conflictdesk.extraction.events.senses import Senses
from conflictdesk.extraction.events.triggers import Trigger
from conflictdesk.extraction.grammar.clauses import Bond
from conflictdesk.extraction.grammar.groups import VerbGroup
from conflictdesk.extraction.grammar.realis import RealisReader, is_past
from conflictdesk.extraction.text.lexicon import Tag, of_kind
from conflictdesk.extraction.text.tokens import Sentence
from conflictdesk.extraction.whereabouts import Story
from conflictdesk.vocabulary.entries import (
    ActorEntry,
    CountedEntry,
    EventEntry,
    RealisEntry,
    RoleEntry,
    WeaponEntry,
)
from conflictdesk.vocabulary.loader import Vocabulary

SURE_CONFIDENCE = 0.85
# A sentence with so many weighted terms is an index.
INDEX_TERMS = 4
KINDS = frozenset({EventEntry, ActorEntry, RoleEntry, WeaponEntry, RealisEntry, CountedEntry})


@dataclass(frozen=True)
class EventFinder:
    """Finds events with the words of one vocabulary; without weights by its rules alone."""

    senses: Senses
    weights: Weights | None = None

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> EventFinder:
        """The finder of a vocabulary, with the weights of its language."""
        return cls(Senses.of(vocabulary), event_weights.shipped(vocabulary.language))

    def find(self, analysis: Analysis, figures: Sequence[Figure] = ()) -> list[Event]:
        """All mentions in text order. `figures` are the document's; each event refers to its own."""
        choices = self.selection(analysis).all()
        found = [draft for scene, taken in choices for draft in _drafts(analysis, scene, taken)]
        drafts = event_merge.carried(event_days.dated(analysis, event_merge.typed(found)), Story.of(analysis))
        links = event_merge.linked(drafts)
        drafts = event_merge.headlines_completed(drafts, links)
        confidences = confidence.of_drafts(drafts)
        rows = zip(drafts, links, event_attachments.figures_of(drafts, figures), confidences, strict=True)
        return [_event(analysis, *row) for row in rows]

    def scenes(self, analysis: Analysis) -> Iterator[Scene]:
        """The sentences that contain a word for an event."""
        document, referents = self._document_features(analysis), Referents(analysis.text)
        for sentence in analysis.text.walk():
            tags = [tag for tag in analysis.tags.within(sentence) if type(tag.entry) in KINDS]
            scene = None
            told = any(self._is_unmasked(analysis, tag) for tag in of_kind(tags, EventEntry))
            if told and not _is_index(analysis, sentence):
                places, parsed = analysis.places_of(sentence), analysis.clauses(sentence)
                side, group = referents.side(sentence), referents.last_group
                scene = Scene(analysis.text, sentence, parsed, tags, places, document, side, group)
                yield scene
            referents.note(sentence, tags, scene)

    def _is_unmasked(self, analysis: Analysis, tag: Tag[EventEntry]) -> bool:
        """Whether the phrase may name an event: no entry masks it."""
        return bool(self.senses.of_phrase(analysis.text.lowers[tag.first : tag.last]))

    def _document_features(self, analysis: Analysis) -> frozenset[str]:
        """The feature "conflict" where the document surely reports one; else none."""
        for tag in analysis.tags.all:
            entry = tag.entry
            if isinstance(entry, EventEntry):
                if entry.confidence >= SURE_CONFIDENCE and not entry.needs:
                    return frozenset({"conflict"})
            elif isinstance(entry, ActorEntry) and is_armed(entry):
                return frozenset({"conflict"})
        return frozenset()

    def selection(self, analysis: Analysis) -> Selection:
        """What chooses the readings of a document."""
        return Selection.of(analysis, list(self.scenes(analysis)), self.senses, self.weights)


def _is_index(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether it is a list of index terms with their weights, as archives add it to a text:
    "WAR (95%); AIR FORCES (78%); …".
    """
    raw = analysis.text.raw[sentence.start : sentence.end]
    return min(raw.count("%"), raw.count(";")) >= INDEX_TERMS


def _drafts(analysis: Analysis, scene: Scene, taken: Sequence[Choice]) -> list[Draft]:
    """The events of a sentence, one per clause, of the types that the subject of its text leaves open."""
    found = []
    for choice in taken:
        draft = _draft(analysis, scene, choice)
        if draft is not None and analysis.subject.tells(scene.sentence.index, draft.type):
            found.append(draft)
    return clauses.one_per_clause(found)


def _draft(analysis: Analysis, scene: Scene, choice: Choice) -> Draft | None:
    """The event that a reading reports; None where its clause reports no event.

    A reading that was weighed and taken happened where the words of its clause are those of policy.
    """
    trigger, roles = choice.reading.trigger, choice.reading.roles
    weapon = weapons.of_trigger(scene, trigger, roles)
    actors, targets = parties.of_roles(scene, trigger, roles)
    when = event_setting.when_of(analysis, scene, trigger)
    reader, kind = RealisReader(scene.groups, scene.realis), trigger.type
    realis = reader.of(trigger.first, trigger.group)
    if kind.when_tried and isinstance(trigger.group, VerbGroup):
        tried = reader.tried(trigger.group)
        realis, kind = (tried, EVENT_TYPES[kind.when_tried]) if tried is not None else (realis, kind)
    if realis == INTENDED and trigger.type.street and _is_purpose(scene, trigger):
        realis = HAPPENED
    if realis is None:
        if choice.probability is None:
            return None
        realis = HAPPENED
    if realis == HAPPENED and _is_background(analysis, scene, trigger, when):
        realis = LONG_AGO
    return Draft(
        scene=scene,
        trigger=trigger,
        type=weapons.refined(trigger, weapon) if kind == trigger.type else kind,
        frame=roles.frame,
        actors=actors,
        targets=targets,
        place=event_setting.place_of(analysis, scene, trigger, roles),
        when=when,
        weapon=scene.text.quote(weapon.first, weapon.last) if weapon is not None else None,
        realis=realis,
        probability=choice.probability,
    )


def _is_purpose(scene: Scene, trigger: Trigger) -> bool:
    """Whether it is the purpose of something done, by which it is done too: "blocked a road to protest"."""
    verb, groups = trigger.group, scene.groups
    if not isinstance(verb, VerbGroup) or not verb.infinitive:
        return False
    before = groups.verb_before(verb.order)
    planned = any(before is not None and before.first <= tag.first < verb.first for tag in scene.realis)
    return before is not None and before.modal < 0 and not (before.infinitive or before.negated or planned)


def _is_background(analysis: Analysis, scene: Scene, trigger: Trigger, when: When | None) -> bool:
    """Whether its date is well before the article or an earlier year names it: "the 2003 war"."""
    published = analysis.document.published
    starts = scene.groups.verb_before(trigger.group.order)
    if starts is not None and scene.text.lowers[starts.head] in scene.text.language.events.starting:
        return False  # "the war, triggered by the group's attack in April 2014"
    for token in range(trigger.group.first, trigger.first):
        word = scene.text.lowers[token]
        if len(word) == 4 and word.isdigit() and word[:2] in ("19", "20"):
            return not published or word < published[:4]
    if published is None and _main_day(analysis) is None and when is not None:
        # "The front, which fought the army in 1998, has sent men": only the year of an aside is past.
        clauses, group = scene.clauses, trigger.group
        return when.precision == "year" and clauses.all[clauses.homes[group.order]].bond is Bond.RELATIVE
    return is_past(when, published, _main_day(analysis))


def _main_day(analysis: Analysis) -> str | None:
    """The first whole date of the text, which stands for a missing day of publication, or None."""
    days = (m.when.begin for m in analysis.whens if m.when.precision == "day" and m.when.begin)
    return next(days, None)


def _event(
    analysis: Analysis, draft: Draft, same_as: int | None, figures: tuple[int, ...], certainty: float
) -> Event:
    """The event of the contract that a draft becomes."""
    text, sentence = analysis.text, draft.scene.sentence
    text.checkpoint()
    first, last = draft.span
    start, end = text.starts[first], text.ends[last - 1]
    return Event(
        start=start,
        end=end,
        quote=text.raw[start:end],
        sentence=Span(sentence.start, sentence.end),
        type=draft.type,
        actors=draft.actors,
        targets=draft.targets,
        place=draft.place,
        when=draft.when,
        attribution=event_attachments.attribution_of(analysis, draft),
        weapon=draft.weapon,
        same_as=same_as,
        figures=figures,
        realis=draft.realis,
        confidence=certainty,
        rule=draft.rule,
    )
