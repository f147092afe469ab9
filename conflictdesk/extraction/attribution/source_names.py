"""How far the name of a source reaches: what hangs on it, what it hangs on, its apposition, its short form.

"a spokesman for the army" is one source, and so are "the UN children's fund, UNICEF" and "the Refugee Council
(RC)"; in "Ann Orr, a doctor, said" the name is the source.
"""

from __future__ import annotations

from typing import NamedTuple

from conflictdesk.extraction.grammar.groups import Groups, NounGroup, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PARTICIPLES, Pos
from conflictdesk.extraction.language.attribution_lists import AttributionWords

# What makes the name behind it no subject.
CLAIMING = frozenset({Pos.COORDINATOR, Pos.OF, Pos.PREPOSITION, Pos.BY})
CLOSES = frozenset({Pos.COMMA, Pos.PUNCTUATION, Pos.OUTSIDE, Pos.QUOTE})
# The tokens over which an apposition or a relative clause may part a source from its verb.
REACH = 30


class Source(NamedTuple):
    """Tokens `[first, last)` that name a source."""

    first: int
    last: int


def whole(lists: AttributionWords, parse: Groups, group: NounGroup) -> Source:
    """A group with those that hang on it or that it hangs on, and its short form in parentheses."""
    last, order = group.last, group.order
    while order + 1 < len(parse.items) and last - group.first < 12:
        nxt = parse.items[order + 1]
        hung = isinstance(nxt, NounGroup) and nxt.preposition == last and not nxt.time
        counted = parse.pos(nxt.first) is Pos.NUMBER
        if not hung or parse.lowers[last] not in lists.hung or counted:
            break
        last, order = nxt.last, order + 1
    base = hung_on(lists, parse, group) or group
    return Source(base.first, _with_short_form(parse, last))


def full(lists: AttributionWords, parse: Groups, group: NounGroup) -> Source:
    """The name before or behind a group that is its apposition, else the whole group."""
    base = hung_on(lists, parse, group) or group
    return named(lists, parse, base) or _with_name(parse, whole(lists, parse, group))


def _with_name(parse: Groups, source: Source) -> Source:
    """A source with the name behind it that ends its clause: "said the mayor, Ann Orr."."""
    name = parse.group_of(source.last + 1)
    if parse.pos(source.last) is not Pos.COMMA or not isinstance(name, NounGroup):
        return source
    apposed = name.proper and name.first == source.last + 1 and parse.pos(name.last) in CLOSES
    return Source(source.first, name.last) if apposed else source


def _with_short_form(parse: Groups, last: int) -> int:
    """The token behind a name's short form, "(UNHCR)"; the token itself without one."""
    short = parse.group_of(last + 1)
    one = isinstance(short, NounGroup) and short.proper and short.last == last + 2
    return last + 3 if one and parse.lowers[last] == "(" and parse.lowers[last + 2] == ")" else last


def hung_on(lists: AttributionWords, parse: Groups, group: NounGroup) -> NounGroup | None:
    """The group that a group hangs on, itself when it hangs on none, None when it may not.

    In "the chairman of the council", "the council" hangs on "the chairman".
    """
    while group.preposition >= 0:
        before = parse.items[group.order - 1] if group.order else None
        if parse.lowers[group.preposition] not in lists.hung or not isinstance(before, NounGroup):
            return None
        if before.last != group.preposition or before.time:
            return None
        group = before
    return group


def named(lists: AttributionWords, parse: Groups, group: NounGroup) -> Source | None:
    """The name before an apposition, with a comma or without; None without one.

    It is "Abdul Karim" in "Abdul Karim, a spokesman for the governor, said".
    """
    before = parse.items[group.order - 1] if group.order else None
    described = parse.lowers[group.first] in lists.indefinite
    if not isinstance(before, NounGroup) or before.time or (group.proper and not described):
        return None
    gap = parse.between(before, group)
    base = hung_on(lists, parse, before)
    if base is None or not base.proper or parse.pos(base.first - 1) in CLAIMING:
        return None
    if isinstance(parse.group_of(base.first - 1), VerbGroup):
        return None
    apposed = gap == (Pos.COMMA,) or (not gap and described)
    return Source(base.first, before.last) if apposed else None


def apposed(lists: AttributionWords, parse: Groups, verb: VerbGroup) -> tuple[NounGroup, NounGroup] | None:
    """A group before a verb and the apposition between them, both with what they hang on; else None."""
    last = parse.items[verb.order - 1] if verb.order > 1 else None
    if not isinstance(last, NounGroup) or last.time or last.last != verb.first - 1:
        return None
    near = hung_on(lists, parse, last)
    if parse.pos(last.last) is not Pos.COMMA or near is None or near.order == 0:
        return None
    before = parse.items[near.order - 1]
    if not isinstance(before, NounGroup) or before.time or before.last != near.first - 1:
        return None
    first = hung_on(lists, parse, before) if parse.pos(before.last) is Pos.COMMA else None
    return (first, near) if first is not None else None


def interrupted(lists: AttributionWords, parse: Groups, verb: VerbGroup) -> NounGroup | None:
    """The subject that an apposition or a relative clause between commas parts from its verb; else None.

    "Ann Orr, head of the ward and of its school in Vell, said" and "the rebels, who hold Vell, said".
    """
    if parse.pos(verb.first - 1) is not Pos.COMMA:
        return None
    found: NounGroup | None = None
    predicate = False
    for token in range(verb.first - 2, max(parse.first, verb.first - REACH), -1):
        group = parse.group_of(token)
        predicate = predicate or (isinstance(group, VerbGroup) and group.form not in PARTICIPLES)
        if parse.pos(token) is not Pos.COMMA:
            continue
        before = parse.group_of(token - 1)
        base = hung_on(lists, parse, before) if isinstance(before, NounGroup) and not before.time else None
        if base is None or (predicate and parse.pos(token + 1) is not Pos.RELATIVE):
            return found
        found, predicate = base, False
        if base.proper or parse.pos(base.first - 1) is not Pos.COMMA:
            return found
    return found
