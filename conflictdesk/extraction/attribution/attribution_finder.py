"""Who says what a text states.

Sources are read from "according to X", "X said", ", said X", "estimated by X" and "citing X". A source
covers its sentence, or its part of it where the sentence has several. Three things reach further: a
quotation of several sentences has one source, named at its end or its beginning; a sentence that ends in a
colon speaks for those behind it; "he added" and "the ministry" mean a source named before.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from conflictdesk.contract.types import Actor, Attribution
from conflictdesk.extraction.actors.actor_names import actor_of, span
from conflictdesk.extraction.attribution import statement_scopes
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention, is_outlet
from conflictdesk.extraction.attribution.headlines import add_headlines
from conflictdesk.extraction.attribution.quotations import add_announced, add_quotations
from conflictdesk.extraction.attribution.sources import Source, Sources
from conflictdesk.extraction.attribution.statement_scopes import Span
from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.text.lexicon import Tag, Tags
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import ActorEntry, RoleEntry, SpeechEntry

# Groups from the beginning of a sentence among which "it" is looked for.
ANTECEDENTS = 4


def find(text: Text, tags: Tags, groups: Callable[[Sentence], Groups]) -> list[AttributionMention]:
    """All statements of a text, in text order; an empty list when nobody speaks.

    `tags` are the text's tags with composed actors, `groups` parses a sentence. Raises what the text's
    checkpoint raises.
    """
    reader = _Reader(text, tags)
    spoken: dict[int, list[Tag[SpeechEntry]]] = {}
    for tag in tags.of_kind(SpeechEntry):
        spoken.setdefault(text.sentence_of(tag.first).index, []).append(tag)
    found: dict[int, list[AttributionMention]] = {}
    for index, said in spoken.items():
        text.checkpoint()
        sentence = text.sentences[index]
        mentions = reader.sentence(sentence, groups(sentence), said)
        if mentions:
            found[index] = mentions
    add_headlines(text, tags, found)
    add_quotations(text, found)
    add_announced(text, found)
    mentions = [mention for index in sorted(found) for mention in found[index]]
    return sorted(mentions, key=lambda mention: mention.first)


class _Reader:
    """Reads a text's sentences in order and remembers who spoke last."""

    def __init__(self, text: Text, tags: Tags) -> None:
        self.text, self.tags, self.lists = text, tags, text.language.attribution
        self.actors = tags.of_kind(ActorEntry)
        self.spoken: list[Attribution] = []
        self.sources = Sources(text, tags, self.spoken)

    def sentence(
        self, sentence: Sentence, parse: Groups, said: Sequence[Tag[SpeechEntry]]
    ) -> list[AttributionMention]:
        """The statements of a sentence whose words of saying are `said`; cited sources come first."""
        cited = [tag for tag in said if tag.entry.frame == "cites"]
        named = [tag for tag in cited if self.text.lowers[tag.last - 1] in self.lists.by]
        cited = [tag for tag in cited if tag not in named]
        found: list[AttributionMention] = []
        for tag in said:
            if tag.entry.frame != "cites":
                found.extend(self._mentions(sentence, parse, tag))
        for tag in cited:
            source = self.sources.behind(parse, tag.last)
            if source is not None:
                found.insert(0, self._relayed(sentence, source, tag, found))
        for tag in named:
            found[:0] = self._quoted_by(sentence, parse, tag)
        self.spoken.extend(mention.attribution for mention in found[:1])
        return statement_scopes.divided(self.text, parse, sentence, found)

    def _mentions(
        self, sentence: Sentence, parse: Groups, tag: Tag[SpeechEntry]
    ) -> Iterator[AttributionMention]:
        """The statements that one word of saying makes, hedged where it or its sentence is."""
        for source in self.sources.of(parse, tag):
            attribution = self._attribution(sentence, parse, source)
            if attribution is not None:
                hedged = tag.entry.hedged or self._reportedly(sentence)
                via = attribution.via or self._told(tag)
                told = replace(attribution, hedged=hedged, via=via)
                for first, last in self._scope(sentence, parse, tag, source):
                    yield AttributionMention(first, last, source.first, told)

    def _scope(
        self, sentence: Sentence, parse: Groups, tag: Tag[SpeechEntry], source: Source
    ) -> tuple[Span, ...]:
        """The tokens that a statement covers: its sentence, or what its verb says."""
        if tag.entry.frame == "according":
            return (Span(sentence.first, sentence.last),)
        verb = parse.group_of(tag.first)
        said = Span(verb.first, max(verb.last, tag.last)) if isinstance(verb, VerbGroup) else Span(tag.first, tag.last)
        return statement_scopes.of_verb(self.text, parse, sentence, source, said)

    def _attribution(self, sentence: Sentence, parse: Groups, source: Source) -> Attribution | None:
        """The source as it is written; for a pronoun, the source that it stands for.

        That is a body named earlier in its sentence, else who spoke last; None when nobody has spoken.
        """
        if (
            self.text.lowers[source.first] not in self.lists.people | self.lists.things
            or source.last - source.first > 1
        ):
            return self._as_written(source)
        own = self._antecedent(sentence, parse, source.first)
        if own is not None:
            return self._as_written(own)
        return self.spoken[-1] if self.spoken else None

    def _as_written(self, source: Source) -> Attribution:
        """The attribution to a source's own words, neither hedged nor relayed."""
        start, end = span(self.text, source.first, source.last)
        return Attribution(start, end, self.text.raw[start:end], self._actor(source))

    def _antecedent(self, sentence: Sentence, parse: Groups, pronoun: int) -> Source | None:
        """The body that "it" stands for, None when there is none among the sentence's first groups.

        "Russia's defence ministry gave a higher number: …, it said" is said by the ministry.
        """
        if self.text.lowers[pronoun] not in self.lists.things or pronoun - sentence.first < 6:
            return None
        for group in parse.items[:ANTECEDENTS]:
            if group.last > pronoun:
                return None
            free = isinstance(group, NounGroup) and not group.time and group.preposition < 0
            counted = (
                self.text.lowers[group.first] in self.lists.indefinite or parse.pos(group.first) is Pos.NUMBER
            )
            if free and not counted and self._named(group.first, group.last):
                return Source(group.first, group.last)
        return None

    def _named(self, first: int, last: int) -> bool:
        """Whether the tokens `[first, last)` hold an actor or a role noun."""
        return any(any(self.tags.inside(first, last, kind)) for kind in (ActorEntry, RoleEntry))

    def _relayed(
        self, sentence: Sentence, source: Source, tag: Tag[SpeechEntry], found: list[AttributionMention]
    ) -> AttributionMention:
        """The statement of a cited source, relayed by the sentence's first source or an outlet before.

        In "state TV said, citing the army", the army says and state TV relays.
        """
        start, end = span(self.text, source.first, source.last)
        via = found[0].attribution.actor if found else self._actor_before(sentence, tag)
        attribution = Attribution(
            start, end, self.text.raw[start:end], self._actor(source), self._reportedly(sentence), via
        )
        return AttributionMention(sentence.first, sentence.last, source.first, attribution)

    def _quoted_by(
        self, sentence: Sentence, parse: Groups, tag: Tag[SpeechEntry]
    ) -> Iterator[AttributionMention]:
        """The statement of a source that an outlet quotes; nothing when either is not a speaker.

        In "sources quoted by the agency said", the sources say and the agency relays.
        """
        source, relay = parse.group_of(tag.first - 1), self.sources.behind(parse, tag.last)
        if not isinstance(source, NounGroup) or relay is None or not self.sources.speaks(parse, source):
            return
        told = self._as_written(Source(source.first, source.last))
        via = self._actor(relay)
        yield AttributionMention(sentence.first, sentence.last, source.first, replace(told, via=via))

    def _actor_before(self, sentence: Sentence, tag: Tag[SpeechEntry]) -> Actor | None:
        """The last outlet that the sentence names before a word of saying, None without one."""
        named = self.tags.inside(sentence.first, tag.first, ActorEntry)
        media = [one for one in named if is_outlet(one.entry.role)]
        return actor_of(self.text, self.tags, media[-1].first, media[-1].last) if media else None

    def _told(self, tag: Tag[SpeechEntry]) -> Actor | None:
        """The outlet that was told ("told Reuters") and so relays, None without one."""
        if not self.text.lowers[tag.first].startswith(self.lists.telling):
            return None
        at = tag.last + (self.text.lowers[tag.last : tag.last + 1] in self.lists.the_)
        outlet = self.tags.at(at, ActorEntry)
        if outlet is None or not is_outlet(outlet.entry.role):
            return None
        return actor_of(self.text, self.tags, outlet.first, outlet.last)

    def _reportedly(self, sentence: Sentence) -> bool:
        """Whether a word of the sentence marks hearsay: "reportedly"."""
        lowers = self.text.lowers[sentence.first : sentence.last]
        return not self.lists.hearsay.isdisjoint(lowers)

    def _actor(self, source: Source) -> Actor:
        """The actor of a source; for "the ministry" and "its army", the one that was named before.

        Without one before, it is what the source's own words name.
        """
        actor = actor_of(self.text, self.tags, source.first, source.last)
        for spoken in reversed(self.spoken[-6:]):
            known = spoken.actor
            same = known is not None and self.text.lowers[source.last - 1] in spoken.text.lower().split()
            if (
                actor.id is None
                and same
                and known is not None
                and self.text.lowers[source.first] in self.lists.the
            ):
                return Actor(actor.text, actor.start, actor.end, known.id, known.name, known.role)
        if actor.id is not None or self.text.lowers[source.first] not in self.lists.owners:
            return actor
        noun = self.text.lowers[source.last - 1]
        for tag in reversed(self._before(source.first)):
            if noun in self.text.lowers[tag.first : tag.last]:
                return Actor(actor.text, actor.start, actor.end, tag.id, tag.entry.label, tag.entry.role)
        return actor

    def _before(self, token: int) -> list[Tag[ActorEntry]]:
        """The actors named before a token, at most 40."""
        until = bisect_left(self.actors, token, key=lambda tag: tag.first)
        return self.actors[max(0, until - 40) : until]

