"""Who says what a text states.

Sources are read from "according to X", "X said", ", said X", "estimated by X" and "citing X". A source
covers its sentence, or its part of it where the sentence has several. Three things reach further: a
quotation of several sentences has one source, named at its end or its beginning; a sentence that ends in a
colon speaks for those behind it; "he added" and "the ministry" mean a source named before.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from conflictdesk.contract.types import Attribution
from conflictdesk.extraction.actors.actor_names import span
from conflictdesk.extraction.attribution import quote_sources, source_names, statement_scopes
from conflictdesk.extraction.attribution.attribution_mentions import AttributionMention
from conflictdesk.extraction.attribution.headlines import add_headlines
from conflictdesk.extraction.attribution.quotations import Quotation, add_announced, add_quotations
from conflictdesk.extraction.attribution.quotations import find as find_quotations
from conflictdesk.extraction.attribution.source_actors import SourceActors
from conflictdesk.extraction.attribution.source_names import Source
from conflictdesk.extraction.attribution.sources import Sources
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
    reader, quotations = _Reader(text, tags), list(find_quotations(text))
    spoken: dict[int, list[Tag[SpeechEntry]]] = defaultdict(list)
    for tag in tags.of_kind(SpeechEntry):
        spoken[text.sentence_of(tag.first).index].append(tag)
    quoted: dict[int, list[Quotation]] = defaultdict(list)
    for quotation in quotations:
        for index in {text.sentence_of(at).index for at in (quotation.first, quotation.last - 1)}:
            quoted[index].append(quotation)
    found: dict[int, list[AttributionMention]] = {}
    for index in sorted({*spoken, *quoted}):
        text.checkpoint()
        sentence = text.sentences[index]
        mentions = reader.sentence(sentence, groups(sentence), spoken[index], quoted[index])
        if mentions:
            found[index] = mentions
    add_headlines(text, tags, found)
    add_quotations(text, quotations, found, lambda sentence: reader.lead(sentence, groups(sentence)))
    add_announced(text, found)
    mentions = [mention for index in sorted(found) for mention in found[index]]
    return sorted(mentions, key=lambda mention: mention.first)


class _Reader:
    """Reads a text's sentences in order and remembers who spoke last."""

    def __init__(self, text: Text, tags: Tags) -> None:
        self.text, self.tags, self.lists = text, tags, text.language.attribution
        self.spoken: list[Attribution] = []
        self.known = SourceActors(text, tags, self.spoken)
        self.sources = Sources(text, tags, self.spoken)

    def sentence(
        self,
        sentence: Sentence,
        parse: Groups,
        said: Sequence[Tag[SpeechEntry]],
        quoted: Sequence[Quotation],
    ) -> list[AttributionMention]:
        """The statements of a sentence with these words of saying and quotations."""
        cited = [tag for tag in said if tag.entry.frame == "cites"]
        named = [tag for tag in cited if self.text.lowers[tag.last - 1] in self.lists.by]
        cited = [tag for tag in cited if tag not in named]
        found: list[AttributionMention] = []
        plain = {
            tag.first: list(self._mentions(sentence, parse, tag)) for tag in said if tag not in cited + named
        }
        for tag in said:
            others = [one for at, told in plain.items() if at != tag.first for one in told]
            found.extend(
                one
                for one in plain.get(tag.first, ())
                if tag.entry.source == "any" or not _is_told(one, others)
            )
        for tag in cited:
            found = self._relayed(sentence, parse, tag, found)
        for tag in named:
            found[:0] = self._quoted_by(sentence, parse, tag)
        found.extend(self._quoted(sentence, parse, quoted, found))
        self.spoken.extend(mention.attribution for mention in found[:1])
        return statement_scopes.divided(self.text, parse, sentence, found)

    def lead(self, sentence: Sentence, parse: Groups) -> Attribution | None:
        """The named subject of a sentence's first verb, as a source; None without one."""
        verb = next((item for item in parse.items if isinstance(item, VerbGroup)), None)
        subjects = parse.subjects(verb) if verb is not None and not verb.passive else ()
        if len(subjects) != 1 or not subjects[0].proper:
            return None
        return self._as_written(source_names.full(self.lists, parse, subjects[0]))

    def _mentions(
        self, sentence: Sentence, parse: Groups, tag: Tag[SpeechEntry]
    ) -> Iterator[AttributionMention]:
        """The statements that one word of saying makes, hedged where it or its sentence is."""
        for source in self.sources.of(parse, tag):
            attribution = self._attribution(sentence, parse, source)
            if attribution is not None:
                hedged = tag.entry.hedged or self._reportedly(sentence)
                via = attribution.via or self.known.told(tag)
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
        said = Span(verb.first, verb.last) if isinstance(verb, VerbGroup) else Span(tag.first, tag.last)
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
        return Attribution(start, end, self.text.raw[start:end], self.known.actor(source))

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
        self, sentence: Sentence, parse: Groups, tag: Tag[SpeechEntry], found: list[AttributionMention]
    ) -> list[AttributionMention]:
        """The statements of a sentence with those of its first source given to the source that it cites.

        In "state TV said, citing the army", the army says and state TV relays. They stay as they are where
        what is cited cannot speak.
        """
        source = self.sources.behind(parse, tag.last)
        if source is None or not self.sources.speakers.names(parse, source):
            return found
        start, end = span(self.text, source.first, source.last)
        first = found[0].attribution if found else None
        via = first.actor if first is not None else self.known.outlet_before(sentence, tag)
        hedged = self._reportedly(sentence)
        told = Attribution(start, end, self.text.raw[start:end], self.known.actor(source), hedged, via)
        if not found:
            return [AttributionMention(sentence.first, sentence.last, source.first, told)]
        return [one._replace(attribution=told) if one.attribution == first else one for one in found]

    def _quoted(
        self,
        sentence: Sentence,
        parse: Groups,
        quoted: Sequence[Quotation],
        found: Sequence[AttributionMention],
    ) -> Iterator[AttributionMention]:
        """The statements of quotations whose speaker is named without a word of saying."""
        for quotation in quoted:
            ahead = quote_sources.ahead(self.text, parse, self.sources.speakers, quotation)
            behind = quote_sources.behind(self.text, parse, self.sources.speakers, quotation)
            group = behind or ahead
            if group is None or any(one.first <= quotation.first < one.last for one in found):
                continue
            source = source_names.full(self.lists, parse, group)
            told = self._attribution(sentence, parse, source)
            if told is not None:
                first, last = max(sentence.first, quotation.first), min(sentence.last, quotation.last)
                yield AttributionMention(first, last, source.first, told)

    def _quoted_by(
        self, sentence: Sentence, parse: Groups, tag: Tag[SpeechEntry]
    ) -> Iterator[AttributionMention]:
        """The statement of a source that an outlet quotes; nothing when either is not a speaker.

        In "sources quoted by the agency said", the sources say and the agency relays.
        """
        source, relay = parse.group_of(tag.first - 1), self.sources.behind(parse, tag.last)
        if (
            not isinstance(source, NounGroup)
            or relay is None
            or not self.sources.speakers.speaks(parse, source)
        ):
            return
        told = self._as_written(Source(source.first, source.last))
        via = self.known.actor(relay)
        yield AttributionMention(sentence.first, sentence.last, source.first, replace(told, via=via))

    def _reportedly(self, sentence: Sentence) -> bool:
        """Whether a word of the sentence marks hearsay: "reportedly"."""
        lowers = self.text.lowers[sentence.first : sentence.last]
        return not self.lists.hearsay.isdisjoint(lowers)


def _is_told(mention: AttributionMention, others: Sequence[AttributionMention]) -> bool:
    """Whether a statement is part of what another source says: "officials say that medics counted 40"."""
    content = [one for one in others if one.token < one.first]
    return any(one.first <= mention.token < one.last for one in content)
