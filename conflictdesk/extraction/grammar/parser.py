"""Parses a sentence into noun and verb groups: tags its words, then lets the
chunk grammar find the groups.

Promises: linear time; each sentence of a text is parsed once, when its groups are first
asked for. `GroupParser.of(vocabulary).sentence_parser(text, tags, numbers)` is a function
from a sentence to its `Groups`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from conflictdesk.extraction.grammar import asides
from conflictdesk.extraction.grammar.chunk_grammar import Chunk, chunks
from conflictdesk.extraction.grammar.disambiguation import disambiguated
from conflictdesk.extraction.grammar.groups import Group, Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import (
    MAIN_VERBS,
    NAMES,
    NOMINALS,
    PASSIVES,
    PREPOSITIONS,
    UNDECIDED,
    Pos,
)
from conflictdesk.extraction.grammar.word_classes import WordClasses
from conflictdesk.extraction.language.grammar_lists import GrammarWords
from conflictdesk.extraction.numbers.number_finder import NumberMention
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import ActorEntry
from conflictdesk.vocabulary.loader import Vocabulary

KnownTags = tuple[tuple[int, Pos], ...]
# What the neighbours of a word can change: "up" behind a verb is an adverb, an apostrophe may be possessive.
REVISABLE = UNDECIDED | {Pos.QUOTE, Pos.PREPOSITION, Pos.PRESENT_VERB}
# A capitalised word inside a sentence is a name where it could otherwise be one of these.
NAMES_IF_CAPITALISED = frozenset(
    {
        Pos.NOUN_RARELY_BASE,
        Pos.BASE_OR_NOUN,
        Pos.PRESENT_OR_NOUN,
        Pos.PARTICIPLE_OR_ADJECTIVE,
        Pos.ING_OR_NOUN,
        Pos.BASE_PAST_OR_NOUN,
        Pos.DURATION_OR_NOUN,
        Pos.BASE_OR_PARTICIPLE,
        Pos.ING_RARELY_NOUN,
        Pos.ADJECTIVE_OR_ADVERB,
        Pos.COMPASS_POINT,
        Pos.NOUN,
        Pos.ADJECTIVE,
        Pos.PRESENT_VERB,
        Pos.PAST_VERB,
        Pos.PAST_PARTICIPLE,
    }
)
BEHIND_HEAD = frozenset({Pos.ADVERB, Pos.NEGATION})
# "By" is looked for among as many words behind a bare participle, adverbs included.
AGENT_REACH = 4
# The most tokens of parentheses inside a noun group, both of them included.
LONGEST_BRACKETED = 6
# What may stand before a main verb that has no auxiliary.
BEFORE_BARE = frozenset({Pos.ADVERB, Pos.NEGATION})


@dataclass(frozen=True)
class GroupParser:
    """Parses sentences with the words of one vocabulary."""

    words: WordClasses

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> GroupParser:
        """The parser of a vocabulary."""
        return cls(WordClasses.of(vocabulary))

    def sentence_parser(self, text: Text, tags: Tags, numbers: Sequence[NumberMention]) -> SentenceParser:
        """A function from a sentence of the text to its groups; it parses each sentence once."""
        known: dict[int, KnownTags] = {}
        for mention in numbers:
            _add_known(text, known, mention.first, mention.last, Pos.NUMBER)
        for tag in tags.of_kind(ActorEntry):
            _add_known(text, known, tag.first, tag.last, Pos.PROPER_NAME)
        return SentenceParser(self, text, known)

    def parse(self, text: Text, sentence: Sentence, known: KnownTags = ()) -> Groups:
        """The groups of a sentence. `known` are tokens whose part of speech is already certain."""
        tags = self._tags(text, sentence, known)
        items: list[Group] = []
        at = [-1] * len(tags)
        spans = self.words.of_class("span")
        for order, chunk in enumerate(chunks(tags)):
            group = _group(chunk, order, sentence.first, tags, text.lowers, spans)
            if items and isinstance(group, VerbGroup):
                group = _with_shared_passive(items[-1], group, tags, sentence.first)
            items.append(group)
            _, start, end = chunk
            if end - start == 1:
                at[start] = order
            else:
                at[start:end] = [order] * (end - start)
        lowers = text.lowers[sentence.first : sentence.last]
        found = asides.find(self.words.lists, tags, lowers)
        skipped = {sentence.first + end: sentence.first + start for end, start in found.items()}
        return Groups(sentence.first, tuple(tags), text.lowers, tuple(items), self.words, at, skipped)

    def _tags(self, text: Text, sentence: Sentence, known: KnownTags) -> list[Pos]:
        """The part of speech of each word of the sentence."""
        first, last = sentence.first, sentence.last
        words, lowers = text.words[first:last], text.lowers[first:last]
        listed, pos_of = self.words.pos.get, self.words.pos_of
        tags = [listed(lower) or pos_of(word, lower) for word, lower in zip(words, lowers, strict=True)]
        if not sentence.caps:
            _mark_acronyms(tags, words)
            _mark_names(tags, words)
        if not self.words.lists.verb_months.isdisjoint(lowers):
            _mark_months(self.words.lists, tags, words, lowers)
        for token, pos in known:
            tags[token - first] = pos
        _mark_starts(self.words.lists, tags, lowers)
        for at in [at for at, pos in enumerate(tags) if pos in REVISABLE]:
            _settle(self.words.lists, tags, at, lowers)
        if asides.OPENING in lowers:
            _mark_bracketed(tags, lowers)
        if not asides.DASHES.isdisjoint(lowers):
            _mark_joined(tags, lowers)
        return tags


def _mark_starts(lists: GrammarWords, tags: list[Pos], lowers: Sequence[str]) -> None:
    """Tags "since" and "until" as prepositions where a time or a year follows, and no clause; and the second
    word of "on board the bus"."""
    for at, pos in enumerate(tags[:-1]):
        following = tags[at + 1]
        if following is Pos.DETERMINER and lowers[at - 1 : at + 1] in lists.double_prepositions:
            tags[at] = Pos.PREPOSITION
        if pos is Pos.SUBORDINATOR and lowers[at] in lists.bounding_times:
            dated = following is Pos.TIME or _is_year(lowers, at + 1, at + 2)
            tags[at] = Pos.PREPOSITION if dated else tags[at]


def _mark_bracketed(tags: list[Pos], lowers: list[str]) -> None:
    """Tags what stands in parentheses between the words of one noun group."""
    for end, start in asides.brackets(lowers).items():
        inside = start and tags[start - 1] in NOMINALS and end < len(tags) and tags[end] in NOMINALS
        if inside and end - start <= LONGEST_BRACKETED:
            tags[start:end] = [Pos.BRACKETED] * (end - start)


def _mark_joined(tags: list[Pos], lowers: list[str]) -> None:
    """Tags a dash with spaces inside a noun group as a part of it: "the Chad - Sudan border area"."""
    for at in range(2, len(tags) - 2):
        joins = tags[at - 1] is tags[at + 1] is Pos.PROPER_NAME and tags[at - 2] is Pos.DETERMINER
        if lowers[at] in asides.DASHES and joins and tags[at + 2] in NOMINALS:
            tags[at] = Pos.PROPER_NAME


def _add_known(text: Text, known: dict[int, KnownTags], first: int, last: int, pos: Pos) -> None:
    """Adds tokens whose part of speech is certain before parsing: numbers and names of actors."""
    sentence = text.sentence_of(first)
    tokens = tuple((token, pos) for token in range(first, min(last, sentence.last)))
    known[sentence.index] = (*known.get(sentence.index, ()), *tokens)


def _settle(lists: GrammarWords, tags: list[Pos], at: int, lowers: list[str]) -> None:
    """Sets the final part of speech of the word `at`, by its neighbours."""
    pos = tags[at]
    if pos is Pos.PREPOSITION:
        if at and lowers[at] in lists.particles and tags[at - 1] in MAIN_VERBS:
            tags[at] = Pos.ADVERB
    elif pos is Pos.PRESENT_VERB:
        of = at and tags[at - 1] is Pos.DETERMINER and tags[at + 1 : at + 2] == [Pos.OF]
        tags[at] = Pos.NOUN if of else pos  # "the remains of"
    elif pos is Pos.DURATION_OR_NOUN:
        tags[at] = Pos.NOUN
        _mark_time(lists, tags, lowers, at)
    elif pos is Pos.QUOTE:
        tags[at] = Pos.POSSESSIVE if _is_possessive(lowers, at) else pos
    else:
        tags[at] = disambiguated(lists, tags, at, lowers)


def _mark_acronyms(tags: list[Pos], words: list[str]) -> None:
    """Tags pronouns in capitals as names: "US strikes"; the "I" and a shout of one letter stay."""
    for at, pos in enumerate(tags):
        if pos is Pos.PRONOUN and len(words[at]) > 1 and words[at].isupper():
            tags[at] = Pos.PROPER_NAME


def _mark_names(tags: list[Pos], words: list[str]) -> None:
    """Tags capitalised words inside a sentence as names, unless the sentence looks like a headline."""
    capital = [at for at, word in enumerate(words) if word[0].isupper()]
    if len(capital) > 3:
        lower_long = len([word for word in words if len(word) > 4 and word[0].islower()])
        if lower_long <= len(capital) // 4:
            return
    for at in capital:
        if at and tags[at] in NAMES_IF_CAPITALISED:
            tags[at] = Pos.PROPER_NAME


def _mark_months(lists: GrammarWords, tags: list[Pos], words: list[str], lowers: list[str]) -> None:
    """Tags months that are also verbs as time where they are dated: "March 26", "2 May", "in May"."""
    for at, lower in enumerate(lowers):
        if lower in lists.verb_months and words[at][0].isupper():
            near = lowers[max(0, at - 1) : at] + lowers[at + 1 : at + 2]
            dated = any(word[0].isdigit() or word[-1].isdigit() for word in near) or (
                at and lowers[at - 1] in lists.before_months
            )
            if dated or (lower in lists.modal_months and at):
                tags[at] = Pos.TIME


def _mark_time(lists: GrammarWords, tags: list[Pos], lowers: list[str], at: int) -> None:
    """Tags a word for a duration as time where it dates or measures: "last week", "two days"."""
    if not at:
        return
    if lowers[at] in lists.days:
        tags[at] = Pos.TIME
    elif lowers[at - 1] in lists.pointers:
        tags[at - 1] = tags[at] = Pos.TIME
    elif tags[at - 1] is Pos.NUMBER:
        tags[at] = Pos.TIME


def _is_possessive(lowers: list[str], at: int) -> bool:
    """Whether the word `at` is the apostrophe of a plural possessive: "the rebels' advance"."""
    return lowers[at] == "'" and at > 0 and lowers[at - 1].endswith("s")


def _group(
    chunk: Chunk, order: int, first: int, tags: list[Pos], lowers: Sequence[str], spans: frozenset[str]
) -> Group:
    """The noun or verb group that a chunk of the sentence is."""
    kind, begin, stop = chunk
    if kind == "verb":
        return _verb_group(chunk, order, first, tags)
    start, end = begin + first, stop + first
    preposition = _preposition(tags, begin, first)
    if kind == "pronoun":
        return NounGroup(order, start, end, start, preposition, pronoun=True)
    head = end - 1 if tags[stop - 1] in NAMES else _head(tags, begin, stop) + first
    time = kind == "time" or lowers[head] in spans or _is_year(lowers, start, end)
    return NounGroup(order, start, end, head, preposition, tags[head - first] is Pos.PROPER_NAME, time)


def _with_shared_passive(before: Group, group: VerbGroup, tags: list[Pos], first: int) -> VerbGroup:
    """The verb group, made passive where it shares a passive auxiliary: "were killed and injured"."""
    if not isinstance(before, VerbGroup) or not before.passive:
        return group
    between = tags[before.last - first : group.first - first]
    shares = between == [Pos.COORDINATOR] and group.bare and group.form in PASSIVES
    return group._replace(passive=True) if shares else group


def _head(tags: list[Pos], begin: int, stop: int) -> int:
    """The last noun or name among words `[begin, stop)`; the last word where there is none."""
    return next((at for at in range(stop - 1, begin - 1, -1) if tags[at] in NAMES), stop - 1)


def _is_year(lowers: Sequence[str], start: int, end: int) -> bool:
    """Whether the tokens are one number of four digits."""
    return end - start == 1 and len(lowers[start]) == 4 and lowers[start].isdigit()


def _preposition(tags: list[Pos], at: int, first: int) -> int:
    """The token of the preposition right before the word `at`, adverbs skipped, or -1."""
    before = at - 1
    while before >= 0 and tags[before] is Pos.ADVERB:
        before -= 1
    return before + first if before >= 0 and tags[before] in PREPOSITIONS else -1


def _verb_group(chunk: Chunk, order: int, first: int, tags: list[Pos]) -> VerbGroup:
    """The verb group that a chunk is: its main verb, form, voice, negation and modal."""
    _, begin, stop = chunk
    head = stop - 1
    while head > begin and tags[head] in BEHIND_HEAD:
        head -= 1
    form, before = tags[head], tags[begin:head]
    modal = next((at for at in range(begin, stop) if tags[at] is Pos.MODAL), -1)
    return VerbGroup(
        order,
        begin + first,
        stop + first,
        head + first,
        form,
        passive=form in PASSIVES
        and (Pos.BE in before or (BEFORE_BARE.issuperset(before) and _has_agent(tags, stop))),
        negated=Pos.NEGATION in tags[begin:stop],
        modal=modal + first if modal >= 0 else -1,
        infinitive=tags[begin] is Pos.TO,
        bare=BEFORE_BARE.issuperset(before),
    )


def _has_agent(tags: list[Pos], stop: int) -> bool:
    """Whether "by" follows a bare participle, adverbs skipped: "a camp run jointly by the army"."""
    following = (pos for pos in tags[stop : stop + AGENT_REACH] if pos is not Pos.ADVERB)
    return next(following, None) is Pos.BY


@dataclass(frozen=True)
class SentenceParser:
    """Parses the sentences of one text, each once, when its groups are first asked for."""

    parser: GroupParser
    text: Text
    known: dict[int, KnownTags]
    memo: dict[int, Groups] = field(default_factory=dict)

    def __call__(self, sentence: Sentence) -> Groups:
        """The groups of a sentence of the text."""
        self.text.checkpoint()
        groups = self.memo.get(sentence.index)
        if groups is None:
            groups = self.memo[sentence.index] = self.parser.parse(
                self.text, sentence, self.known.get(sentence.index, ())
            )
        return groups
