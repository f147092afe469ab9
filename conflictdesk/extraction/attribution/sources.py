"""Where in a sentence the source of a statement stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from conflictdesk.contract.types import Attribution
from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import FINITES, PREDICATE_STARTS, Pos
from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import ActorEntry, CountedEntry, EventEntry, RoleEntry, SpeechEntry

# The forms of a verb of saying, and where its clause ends.
SAYING = FINITES | {Pos.PAST_OR_PARTICIPLE, Pos.ING_VERB}
ENDS = frozenset({Pos.PUNCTUATION, Pos.OUTSIDE})
QUOTE_ENDS = frozenset({Pos.COMMA, Pos.QUOTE})
# What makes the name behind it no subject.
CLAIMING = frozenset({Pos.COORDINATOR, Pos.OF, Pos.PREPOSITION, Pos.BY})
NAMED_DEED = frozenset({Pos.NOUN, Pos.BASE_VERB})
DEED = NAMED_DEED | {Pos.DETERMINER, Pos.ADJECTIVE, Pos.PROPER_NAME, Pos.POSSESSIVE}
SPEAKERS = frozenset({"person", "noun"})


class Source(NamedTuple):
    """Tokens `[first, last)` that name a source."""

    first: int
    last: int


class Sources:
    """Finds sources in the sentences of one text; `spoken` is who has spoken before."""

    def __init__(self, text: Text, tags: Tags, spoken: list[Attribution]) -> None:
        self.text, self.tags, self.spoken = text, tags, spoken
        self.lists = text.language.attribution

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
        return self._whole(parse, group)

    def _whole(self, parse: Groups, group: NounGroup) -> Source:
        """A group with those that hang on it or that it hangs on: "a spokesman for the Arakan Army"."""
        last, order = group.last, group.order
        while order + 1 < len(parse.items) and last - group.first < 12:
            nxt = parse.items[order + 1]
            hung = isinstance(nxt, NounGroup) and nxt.preposition == last and not nxt.time
            counted = parse.pos(nxt.first) is Pos.NUMBER
            if not hung or self.text.lowers[last] not in self.lists.hung or counted:
                break
            last, order = nxt.last, order + 1
        base = self._hung_on(parse, group) or group
        return Source(base.first, last)

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
        apposed = self._apposed(parse, verb)
        if apposed is not None:
            return apposed
        joined = self._both(parse, parse.subjects(verb))
        if joined is not None:
            return joined
        for group in (self._inverted(parse, tag, verb), *parse.subjects(verb)[:1]):
            if group is not None and self.speaks(parse, group):
                base = self._hung_on(parse, group) or group
                return self._named(parse, base) or self._whole(parse, group)
        return None

    def _both(self, parse: Groups, subjects: tuple[NounGroup, ...]) -> Source | None:
        """Two joined subjects as one source, "UNICEF and residents"; None unless both speak."""
        if len(subjects) < 2:
            return None
        last, first = subjects[:2]
        joined = first.last == last.first - 1 and parse.pos(first.last) is Pos.COORDINATOR
        speaking = joined and self.speaks(parse, first) and self.speaks(parse, last)
        return (
            Source(first.first, last.last) if speaking and parse.pos(first.first) is not Pos.NUMBER else None
        )

    def _closing(self, parse: Groups, tag: Tag[SpeechEntry], group: NounGroup) -> Source | None:
        """The source before a word of saying that the parser took for a noun; None when it is a noun.

        ", Iraqi commanders believe." and "the rebels alleged that" are such.
        """
        if tag.first != group.last - 1 or tag.first == group.first:
            return None
        ends = parse.pos(group.last) in ENDS and parse.pos(group.first - 1) is Pos.COMMA
        alleged = "past" in tag.form and self.text.lowers[group.last : group.last + 1] in self.lists.that_
        if not alleged and not (ends and "base" in tag.form):
            return None
        source = Source(group.first, tag.first)
        named = (self.tags.inside(group.first, group.last, kind) for kind in (ActorEntry, RoleEntry))
        return source if any(any(tags) for tags in named) else None

    def _apposed(self, parse: Groups, verb: VerbGroup) -> Source | None:
        """A source with its apposition, as in "the UN children's fund, UNICEF, said", else None."""
        last = parse.items[verb.order - 1] if verb.order > 1 else None
        if not isinstance(last, NounGroup) or self.text.lowers[verb.first - 1] != ",":
            return None
        near = self._hung_on(parse, last) if last.last == verb.first - 1 and not last.time else None
        if near is None or near.order == 0 or self.text.lowers[near.first - 1] != ",":
            return None
        before = parse.items[near.order - 1]
        first = self._hung_on(parse, before) if isinstance(before, NounGroup) and not before.time else None
        if first is None or not isinstance(before, NounGroup) or before.last != near.first - 1:
            return None
        return (
            Source(first.first, last.last) if self.speaks(parse, near) or self.speaks(parse, first) else None
        )

    def _hung_on(self, parse: Groups, group: NounGroup) -> NounGroup | None:
        """The group that a group hangs on, itself when it hangs on none, None when it may not.

        In "the chairman of the council", "the council" hangs on "the chairman".
        """
        while group.preposition >= 0:
            before = parse.items[group.order - 1] if group.order else None
            if self.text.lowers[group.preposition] not in self.lists.hung or not isinstance(
                before, NounGroup
            ):
                return None
            if before.last != group.preposition or before.time:
                return None
            group = before
        return group

    def _named(self, parse: Groups, group: NounGroup) -> Source | None:
        """The name before an apposition, None without one.

        It is "Abdul Karim" in "Abdul Karim, a spokesman for the governor, said".
        """
        before = parse.items[group.order - 1] if group.order else None
        if not isinstance(before, NounGroup) or not before.proper or before.time or group.proper:
            return None
        listed = parse.pos(before.first - 1) in CLAIMING
        if parse.between(before, group) != (Pos.COMMA,) or before.preposition >= 0 or listed:
            return None
        return Source(before.first, before.last)

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

    def speaks(self, parse: Groups, group: NounGroup) -> bool:
        """Whether a group may be a source: a name, an actor, a role, a pronoun; not "the blast"."""
        lower = self.text.lowers[group.head]
        if group.pronoun:
            return lower in self.lists.people | self.lists.things
        if self._spoken_of(group):
            return True
        if group.proper or any(
            parse.pos(token) is Pos.PROPER_NAME for token in range(group.first, group.last)
        ):
            return True
        return any(self.tags.inside(group.first, group.last, RoleEntry)) or any(
            tag.entry.class_ in SPEAKERS for tag in self.tags.inside(group.first, group.last, CountedEntry)
        )

    def _spoken_of(self, group: NounGroup) -> bool:
        """Whether it means one of the last six sources: "the mission" after "the UN mission said"."""
        noun = self.text.lowers[group.head]
        if self.text.lowers[group.first] not in self.lists.the or group.last - group.first > 3:
            return False
        return any(noun in spoken.text.lower().split() for spoken in self.spoken[-6:])
