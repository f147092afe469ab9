"""Where in a sentence the source of a statement stands."""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.contract.types import Attribution
from conflictdesk.extraction.attribution import source_names
from conflictdesk.extraction.attribution.source_names import Source
from conflictdesk.extraction.attribution.speakers import Speakers
from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import FINITES, PREDICATE_STARTS, Pos
from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import ActorEntry, EventEntry, RoleEntry, SpeechEntry

# The forms of a verb of saying, and where its clause ends.
SAYING = FINITES | {Pos.PAST_OR_PARTICIPLE, Pos.ING_VERB}
CLOSES = frozenset({Pos.PUNCTUATION, Pos.OUTSIDE, Pos.COMMA})
QUOTE_ENDS = frozenset({Pos.COMMA, Pos.QUOTE})
NAMED_DEED = frozenset({Pos.NOUN, Pos.BASE_VERB})
DEED = NAMED_DEED | {Pos.DETERMINER, Pos.ADJECTIVE, Pos.PROPER_NAME, Pos.POSSESSIVE}


class Sources:
    """Finds sources in the sentences of one text; `spoken` is who has spoken before."""

    def __init__(self, text: Text, tags: Tags, spoken: list[Attribution]) -> None:
        self.text, self.tags, self.spoken = text, tags, spoken
        self.lists = text.language.attribution
        self.speakers = Speakers(text, tags, spoken)

    def of(self, parse: Groups, tag: Tag[SpeechEntry]) -> Iterator[Source]:
        """The source of one word of saying ("said", "according to"); nothing when no one speaks."""
        behind = tag.entry.frame == "according"
        source = self.behind(parse, tag.last) if behind else self._speaker(parse, tag)
        if source is not None:
            yield source

    def behind(self, parse: Groups, at: int) -> Source | None:
        """The source right behind a word such as "citing", at token `at` or the next, else None."""
        group = parse.group_of(at) or parse.group_of(at + 1)
        if not isinstance(group, NounGroup) or group.first > at + 1:
            return None
        return source_names.whole(self.lists, parse, self._publisher(parse, group) or group)

    def _publisher(self, parse: Groups, group: NounGroup) -> NounGroup | None:
        """Who puts out the document that a group is: "figures released by the junta"; None for another."""
        verb = parse.items[group.order + 1] if group.order + 1 < len(parse.items) else None
        document = self.text.lowers[group.head] in self.lists.documents
        if not document or not isinstance(verb, VerbGroup) or verb.first != group.last or not verb.bare:
            return None
        return next(iter(parse.agents(verb)), None)

    def _speaker(self, parse: Groups, tag: Tag[SpeechEntry]) -> Source | None:
        """The subject of a verb of saying, before it or, inverted, behind it; else None.

        Passive, negated and modal verbs, infinitives and claims of a deed have no source.
        """
        verb = parse.group_of(tag.first)
        if isinstance(verb, NounGroup):
            return self._closing(parse, tag, verb)
        if not isinstance(verb, VerbGroup) or verb.passive or verb.negated or verb.modal >= 0:
            return None
        if parse.pos(tag.first) not in SAYING or verb.infinitive:
            return None
        if tag.form == "base" and self.text.lowers[tag.first] in self.lists.bare_verbs:
            return None
        if tag.entry.claims and self._claims_deed(parse, tag):
            return None
        apposed = self._apposed(parse, verb) or self._both(parse, parse.subjects(verb))
        apposed = apposed or self._both(parse, self._near(parse, verb))
        if apposed is not None:
            return apposed
        for group in self._subjects(parse, tag, verb):
            if group is not None and self.speakers.speaks(parse, group, tag.entry.source):
                return self._author(parse, group) or source_names.full(self.lists, parse, group)
        return None

    def _apposed(self, parse: Groups, verb: VerbGroup) -> Source | None:
        """A source with its apposition, as in "the UN children's fund, UNICEF, said", else None."""
        pair = source_names.apposed(self.lists, parse, verb)
        if pair is None or not any(self.speakers.speaks(parse, group) for group in pair):
            return None
        return Source(pair[0].first, verb.first - 1)

    def _both(self, parse: Groups, subjects: tuple[NounGroup, ...]) -> Source | None:
        """Two joined subjects as one source, "UNICEF and residents"; None unless both speak."""
        if len(subjects) < 2:
            return None
        last, first = subjects[:2]
        joined = first.last == last.first - 1 and parse.pos(first.last) is Pos.COORDINATOR
        base = source_names.hung_on(self.lists, parse, first) if joined else None
        if base is None or parse.pos(base.first) is Pos.NUMBER:
            return None
        speaking = self.speakers.speaks(parse, base) and self.speakers.speaks(parse, last)
        return Source(base.first, last.last) if speaking else None

    def _author(self, parse: Groups, group: NounGroup) -> Source | None:
        """Who puts out the document that speaks, "The town released a statement saying"; else None."""
        verb = parse.items[group.order - 1] if group.order else None
        document = self.text.lowers[group.head] in self.lists.documents
        if not document or not isinstance(verb, VerbGroup) or verb.last != group.first or verb.passive:
            return None
        subject = next(iter(parse.subjects(verb)), None)
        speaking = subject is not None and self.speakers.speaks(parse, subject, "any")
        return source_names.full(self.lists, parse, subject) if subject is not None and speaking else None

    def _subjects(self, parse: Groups, tag: Tag[SpeechEntry], verb: VerbGroup) -> Iterator[NounGroup | None]:
        """What may be the subject of a verb of saying, the likeliest first."""
        yield self._inverted(parse, tag, verb)
        yield source_names.interrupted(self.lists, parse, verb)
        yield from parse.subjects(verb)[:1]
        near = next(iter(self._near(parse, verb)), None)
        if near is not None and not near.time:
            yield source_names.hung_on(self.lists, parse, near)

    def _near(self, parse: Groups, verb: VerbGroup) -> tuple[NounGroup, ...]:
        """The two noun groups right before a verb, the nearest first; () where none ends there.

        A word that stands for them in between is left out: "the mayor and the army both said".
        """
        end = verb.first - (self.text.lowers[verb.first - 1] in self.lists.floating)
        before = [
            item for item in reversed(parse.items[max(0, verb.order - 3) : verb.order]) if item.last <= end
        ]
        nouns = tuple(item for item in before if isinstance(item, NounGroup))
        return nouns[:2] if nouns and nouns[0].last == end else ()

    def _closing(self, parse: Groups, tag: Tag[SpeechEntry], group: NounGroup) -> Source | None:
        """The source before a word of saying that the parser took for a noun; None when it is a noun.

        ", Iraqi commanders believe." and "the rebels alleged that" are such.
        """
        if tag.first != group.last - 1 or tag.first == group.first:
            return None
        ends = parse.pos(group.last) in CLOSES and parse.pos(group.first - 1) is Pos.COMMA
        alleged = self.text.lowers[group.last : group.last + 1] in self.lists.that_
        alleged = alleged or (tag.form == "s" and parse.pos(group.last) is Pos.NUMBER)
        if not alleged and not (ends and "base" in tag.form):
            return None
        source = Source(group.first, tag.first)
        named = (self.tags.inside(group.first, group.last, kind) for kind in (ActorEntry, RoleEntry))
        return source if any(any(tags) for tags in named) else None

    def _claims_deed(self, parse: Groups, tag: Tag[SpeechEntry]) -> bool:
        """Whether a deed is claimed, not stated: "claimed the attack", "claimed responsibility"."""
        for token in range(tag.last, min(tag.last + 4, len(self.text.lowers))):
            if self.text.lowers[token] in self.lists.responsibility:
                return True
            if parse.pos(token) not in DEED:
                return False
            if self.tags.at(token, EventEntry) is not None and parse.pos(token) in NAMED_DEED:
                return parse.pos(token + 1) not in PREDICATE_STARTS  # "its forces had": a statement
        return False

    def _inverted(self, parse: Groups, tag: Tag[SpeechEntry], verb: VerbGroup) -> NounGroup | None:
        """The subject behind the verb after a quotation, as in ", said the mayor", else None."""
        inverted = self.text.lowers[tag.first] in self.lists.inverted
        if not inverted or parse.pos(verb.first - 1) not in QUOTE_ENDS:
            return None
        nxt = parse.items[verb.order + 1] if verb.order + 1 < len(parse.items) else None
        if not isinstance(nxt, NounGroup) or nxt.first != verb.last or nxt.preposition >= 0:
            return None
        clause = parse.pos(nxt.first) is Pos.NUMBER or parse.pos(nxt.last) in PREDICATE_STARTS
        return None if clause or nxt.time or nxt.pronoun else nxt
