"""Who speaks a quotation whose verb is no word of saying: "…," Orr joked; The minister was blunt: "…"."""

from __future__ import annotations

from conflictdesk.extraction.attribution.quotations import Quotation
from conflictdesk.extraction.attribution.speakers import Speakers
from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import FINITES, Pos
from conflictdesk.extraction.text.tokens import Text

# What the words of a quotation end in where its speaker stands behind it.
GOES_ON = frozenset({",", "?", "!"})
TOLD = FINITES | {Pos.PAST_OR_PARTICIPLE}


def behind(text: Text, parse: Groups, speakers: Speakers, quotation: Quotation) -> NounGroup | None:
    """The speaker right behind a quotation, with any verb: "…," Orr joked, "…," jokes Orr; else None."""
    at = quotation.last
    if GOES_ON.isdisjoint(text.lowers[at - 3 : at]):
        return None
    first = parse.group_of(at)
    second = (
        parse.items[first.order + 1] if first is not None and first.order + 1 < len(parse.items) else None
    )
    if first is None or second is None or second.first != first.last:
        return None
    noun, verb = (second, first) if isinstance(first, VerbGroup) else (first, second)
    if not isinstance(noun, NounGroup) or not isinstance(verb, VerbGroup):
        return None
    return noun if _acts(verb) and noun.preposition < 0 and speakers.speaks(parse, noun) else None


def ahead(text: Text, parse: Groups, speakers: Speakers, quotation: Quotation) -> NounGroup | None:
    """The subject of the last clause before a colon that a quotation stands behind, else None."""
    before = quotation.first - 1
    if parse.pos(before) is Pos.OUTSIDE or text.lowers[before] != ":":
        return None
    for item in reversed(parse.items):
        if not isinstance(item, VerbGroup) or item.first > before or not _acts(item):
            continue
        subject = next(iter(parse.subjects(item)), None)
        if subject is not None and speakers.speaks(parse, subject):
            return subject
    return None


def _acts(verb: VerbGroup) -> bool:
    """Whether a verb group is finite and active."""
    return not (verb.passive or verb.infinitive or verb.modal >= 0) and verb.form in TOLD
