"""Cuts a sentence into noun and verb groups, by one regular expression over the letters of its words.

Promises: linear time; each sentence of a text is parsed once, when it is first asked for.
`GroupParser.of(vocabulary).reader(text, tags, numbers)` is a function from a sentence to its `Groups`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from conflictdesk.extraction.grammar.disambiguation import settle
from conflictdesk.extraction.grammar.groups import Group, Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos import WordClasses
from conflictdesk.extraction.numbers.number_finder import NumberMention
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.loader import Vocabulary

Fixed = tuple[tuple[int, str], ...]
CHUNK = re.compile(
    r"(?P<noun>(?:d*[jq]*T+(?=s)s)?d*(?:a(?=[jq]))?(?:[qjxn]|(?<=[xnT])s(?=[dqjxna]))*[qjxn])"
    r"|(?P<time>d*[jq]*T+q*)"
    r"|(?P<verb>(?:ta*(?=[vBHDa]))?a*(?:(?:[MDHB][aNu]*)*[vVPEFG]|[MDHB][aNBHD]*))"
    r"|(?P<pronoun>u|d)"
)
# Letters that the sentence decides: see wordclasses.
OPEN = re.compile(r'[0-9gy"p]')
SPAN = "8"
PASSIVES = frozenset("EF")
VERBAL = frozenset("vVPEFG")
PARTICLES = frozenset({"up", "out", "off", "down"})
BEFORE_MONTHS = frozenset(
    {"in", "since", "until", "by", "from", "early", "late", "last", "next", "this", "of"}
)
DAYS = frozenset({"today", "yesterday", "tomorrow", "tonight"})
POINTERS = frozenset({"last", "next", "past", "previous", "this", "that", "each", "every", "same"})


@dataclass(frozen=True)
class GroupParser:
    """Parses sentences with the words of one vocabulary."""

    words: WordClasses

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> GroupParser:
        return cls(WordClasses.of(vocabulary))

    def reader(self, text: Text, tags: Tags, numbers: Sequence[NumberMention]) -> SentenceReader:
        """A memoising parser of one text's sentences."""
        fixed: dict[int, Fixed] = {}
        for mention in numbers:
            _fix(text, fixed, mention.first, mention.last, "q")
        for tag in tags.all:
            if tag.kind == "actors":
                _fix(text, fixed, tag.first, tag.last, "x")
        return SentenceReader(self, text, fixed)

    def parse(self, text: Text, sentence: Sentence, fixed: Fixed = ()) -> Groups:
        letters = self._letters(text, sentence, fixed)
        items: list[Group] = []
        at = [-1] * len(letters)
        spans = self.words.of_class("span")
        for order, match in enumerate(CHUNK.finditer(letters)):
            group = _group(match, order, sentence.first, letters, text.lowers, spans)
            if items and isinstance(group, VerbGroup):
                group = _as_joined(items[-1], group, letters, sentence.first)
            items.append(group)
            start, end = match.span()
            if end - start == 1:
                at[start] = order
            else:
                at[start:end] = [order] * (end - start)
        return Groups(sentence.first, letters, text.lowers, tuple(items), self.words, at)

    def _letters(self, text: Text, sentence: Sentence, fixed: Fixed) -> str:
        first, last = sentence.first, sentence.last
        words, lowers = text.words[first:last], text.lowers[first:last]
        known, raw = self.words.letters.get, self.words.raw
        letters = [known(lower) or raw(word, lower) for word, lower in zip(words, lowers, strict=True)]
        if not sentence.caps:
            _mark_names(letters, words, lowers)
        if "march" in lowers or "may" in lowers:
            _mark_months(letters, words, lowers)
        for token, letter in fixed:
            letters[token - first] = letter
        for match in OPEN.finditer("".join(letters)):
            _decide(letters, match.start(), lowers)
        return "".join(letters)


def _fix(text: Text, fixed: dict[int, Fixed], first: int, last: int, letter: str) -> None:
    """Tokens whose letter is known before: numbers and names of actors."""
    sentence = text.sentence_of(first)
    tokens = tuple((token, letter) for token in range(first, min(last, sentence.last)))
    fixed[sentence.index] = (*fixed.get(sentence.index, ()), *tokens)


def _decide(letters: list[str], at: int, lowers: list[str]) -> None:
    letter = letters[at]
    if letter == SPAN:
        letters[at] = "n"
        _mark_time(letters, lowers, at)
    elif letter == '"':
        letters[at] = "s" if _owns(lowers, at) else letter
    elif letter == "p":
        if at and lowers[at] in PARTICLES and letters[at - 1] in VERBAL:
            letters[at] = "a"
    else:
        letters[at] = settle(letters, at, lowers)


def _mark_names(letters: list[str], words: list[str], lowers: list[str]) -> None:
    """Capitalised open-class words inside a sentence are names, except in a headline."""
    capital = [at for at, word in enumerate(words) if word[0].isupper()]
    if len(capital) > 3:
        lower_long = len([word for word in words if len(word) > 4 and word[0].islower()])
        if lower_long <= len(capital) // 4:
            return
    for at in capital:
        if at and letters[at] in "01234589gynjVPF" and lowers[at] != "i":
            letters[at] = "x"


def _mark_months(letters: list[str], words: list[str], lowers: list[str]) -> None:
    """ "March 26", "2 May", "in May": months that are also verbs."""
    for at, lower in enumerate(lowers):
        if lower in ("march", "may") and words[at][0].isupper():
            near = lowers[max(0, at - 1) : at] + lowers[at + 1 : at + 2]
            dated = any(word[0].isdigit() for word in near) or (at and lowers[at - 1] in BEFORE_MONTHS)
            if dated or (lower == "may" and at):
                letters[at] = "T"


def _mark_time(letters: list[str], lowers: list[str], at: int) -> None:
    """ "last week", "two days": time, not things."""
    if not at:
        return
    if lowers[at] in DAYS:
        letters[at] = "T"
    elif lowers[at - 1] in POINTERS:
        letters[at - 1] = letters[at] = "T"
    elif letters[at - 1] == "q":
        letters[at] = "T"


def _owns(lowers: list[str], at: int) -> bool:
    return lowers[at] == "'" and at > 0 and lowers[at - 1].endswith("s")


def _group(
    match: re.Match[str], index: int, first: int, letters: str, lowers: Sequence[str], spans: frozenset[str]
) -> Group:
    kind, (begin, behind) = match.lastgroup, match.span()
    if kind == "verb":
        return _verb_group(match, index, begin + first, letters[behind : behind + 4].lstrip("a")[:1])
    start, end = begin + first, behind + first
    preposition = _preposition(letters, begin, first)
    if kind == "pronoun":
        return NounGroup(index, start, end, start, preposition, pronoun=True)
    head = end - 1 if letters[behind - 1] in "nx" else _head(letters, begin, behind) + first
    time = kind == "time" or lowers[head] in spans or _is_year(lowers, start, end)
    return NounGroup(index, start, end, head, preposition, letters[head - first] == "x", time)


def _as_joined(before: Group, group: VerbGroup, letters: str, first: int) -> VerbGroup:
    """ "were killed and injured": the second verb is as passive as the first."""
    if not isinstance(before, VerbGroup) or not before.passive:
        return group
    joined = letters[before.last - first : group.first - first] == "c"
    return group._replace(passive=True) if joined and group.bare and group.form in PASSIVES else group


def _head(letters: str, begin: int, behind: int) -> int:
    """The last noun or name of a stretch of letters; else the last token."""
    found = max(letters.rfind("n", begin, behind), letters.rfind("x", begin, behind))
    return found if found >= 0 else behind - 1


def _is_year(lowers: Sequence[str], start: int, end: int) -> bool:
    return end - start == 1 and len(lowers[start]) == 4 and lowers[start].isdigit()


def _preposition(letters: str, at: int, first: int) -> int:
    """The token of the preposition right before, adverbs aside, or -1."""
    before = at - 1
    while before >= 0 and letters[before] == "a":
        before -= 1
    return before + first if before >= 0 and letters[before] in "pbot" else -1


def _verb_group(match: re.Match[str], index: int, start: int, after: str) -> VerbGroup:
    shape = match.group()
    end = start + len(shape)
    head = end - 1
    while head > start and shape[head - start] in "aN":
        head -= 1
    form = shape[head - start]
    auxiliaries = shape[: head - start]
    modal = shape.find("M")
    return VerbGroup(
        index,
        start,
        end,
        head,
        form,
        passive=form in PASSIVES and ("B" in auxiliaries or (not auxiliaries and after == "b")),
        negated="N" in shape,
        modal=start + modal if modal >= 0 else -1,
        infinitive=shape[0] == "t",
    )


@dataclass(frozen=True)
class SentenceReader:
    """Parses each sentence once, when it is first asked for."""

    parser: GroupParser
    text: Text
    fixed: dict[int, Fixed]
    memo: dict[int, Groups] = field(default_factory=dict)

    def __call__(self, sentence: Sentence) -> Groups:
        self.text.checkpoint()
        found = self.memo.get(sentence.index)
        if found is None:
            found = self.memo[sentence.index] = self.parser.parse(
                self.text, sentence, self.fixed.get(sentence.index, ())
            )
        return found
