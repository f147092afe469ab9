"""Sub-counts: people who are counted within a larger number.

A part has the measure of the number that it is part of. That number stands before it in its sentence or
at the end of the sentence before; where none does, only "of the dead" gives a part its measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.contract.entries import Population
from conflictdesk.contract.terms import MEASURES, POPULATIONS
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.counts import Counts
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.figures.frame_ways import LIST_ENDS, measure_of
from conflictdesk.extraction.grammar.pos_tags import NAMES, Pos
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.vocabulary.entries import CountedEntry, MeasureEntry

CLAUSAL = frozenset({Pos.SUBORDINATOR, Pos.RELATIVE, Pos.PRONOUN})


def find(counts: Counts, tags: Tags, chosen: dict[int, Link], before: Link | None) -> list[Link]:
    """The links of parts among a sentence's groups; an empty list when there are none.

    `chosen` are the sentence's links by first token, `before` is the last link of the sentence before,
    if any.
    """
    found = list(_among_a_whole(counts, chosen))
    last = before
    for group in counts.groups:
        link = chosen.get(group.first)
        of_them = _of_the_dead(counts, tags, group)
        if of_them is not None and (link is None or link.measure == of_them.measure):
            found.append(of_them)
        elif link is not None:
            if last is not None and last is not before and _is_share_of_days(counts, group, last):
                link = link._replace(part=True)
                found.append(link)
            last = link
        elif last is not None and last is not before and _graded(counts, group, last):
            found.append(_grade(counts, group, last))
        elif last is not None and last is not before and _elsewhere(counts, group, last):
            part = _is_share_of_days(counts, group, last)
            last = last._replace(group=group, frame="elsewhere", named="", score=last.score * 0.9, part=part)
            found.append(last)
        elif last is not None and last is before and _is_put_at(counts, group):
            last = last._replace(group=group, frame="elsewhere", named="", score=last.score * 0.9)
            found.append(last)
        elif group.people and group.kind != "zero":
            found.extend(_part(counts, tags, group, last, last is not before))
    return found


def _part(counts: Counts, tags: Tags, group: Counted, last: Link | None, here: bool) -> Iterator[Link]:
    """The link of a group that is part of the last number, none otherwise.

    `here` says that this number is in the same sentence.
    """
    if last is None:
        return
    before = _said_of_them(counts, group, last) or _of_those_before(counts, tags, group)
    if _told(counts, group, last) if here else before:
        who = group.population or _predicate(counts, tags, group)
        yield Link(group._replace(population=who), last.measure, "part", last.score * 0.9, last.trigger, True)


def _told(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether words make a group a part: "among them three children", "of the 31, 12 were children"."""
    return counts.parted(group) or _listed(counts, group, last) or _out_of(counts, group, last)


def _graded(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether a number says how many suffered how badly: "30 were hurt, four critically"."""
    if not last.measure.when_fatal or group.cls != "bare" or group.mention.value > last.group.mention.value:
        return False
    ends = counts.pos(group.last + 1) in LIST_ENDS
    return ends and not counts.text.language.figures.grades.isdisjoint(
        counts.text.lowers[group.last : group.last + 1]
    )


def _grade(counts: Counts, group: Counted, last: Link) -> Link:
    """The link of a graded number: "fatally" makes it one of the killed, else it is a part."""
    score = last.score * 0.9
    if counts.text.lowers[group.last] in counts.text.language.figures.fatally:
        return Link(group, MEASURES[last.measure.when_fatal], "graded", score, last.trigger)
    return Link(group, last.measure, "graded", score, last.trigger, True)


def _elsewhere(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether a number is the same again in another place or on another day: "killed in Avdiivka and four
    in Bakhmut"."""
    lists = counts.text.language.figures
    lowers, at = counts.text.lowers, group.first - 1
    if group.cls != "bare" or lowers[at] not in lists.elsewhere_links or group.first - last.group.last > 16:
        return False
    placed = lowers[group.last : group.last + 1] in lists.elsewhere
    between = counts.parse.pos_of(last.group.last, group.first)
    there = placed and counts.pos(group.last + 1) is Pos.PROPER_NAME
    return (there or _is_dated(counts, group)) and CLAUSAL.isdisjoint(between)


def _is_dated(counts: Counts, group: Counted) -> bool:
    """Whether a day stands right behind a number: "1,220 on Saturday"."""
    behind = counts.text.lowers[group.last : group.last + 1]
    return behind in counts.lists.on_day and counts.pos(group.last + 1) is Pos.TIME


def _is_share_of_days(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether a number says how many of the last one there were on a day: "3,120 have crossed, 1,900 on
    Friday and 1,220 on Saturday"."""
    opens = counts.pos(group.first - 1) is Pos.COMMA and group.mention.value < last.group.mention.value
    return _is_dated(counts, group) and (opens or (last.part and _is_dated(counts, last.group)))


def _is_put_at(counts: Counts, group: Counted) -> bool:
    """Whether somebody gives another number for what the sentence before counts: "Moscow put the number
    much lower, at 90"."""
    lists, at = counts.lists, group.first
    if group.cls != "bare" or counts.text.lowers[at - 1] not in lists.put_at:
        return False
    clauses = [clause for clause in counts.clauses.all if clause.verb is not None and clause.verb.last <= at]
    clause = clauses[-1] if clauses else None
    return (
        clause is not None
        and clause.verb is not None
        and counts.text.lowers[clause.verb.head] in lists.putting
        and any(not lists.numbers.isdisjoint(counts.text.lowers[n.first : n.last]) for n in clause.objects)
    )


def _among_a_whole(counts: Counts, chosen: dict[int, Link]) -> Iterator[Link]:
    """The links of the subjects of "were among the 14 dead", each a part of that number."""
    for whole in chosen.values():
        noun = counts.noun_of(whole.group)
        if noun is None or noun.preposition < 0:
            continue
        clause = counts.clauses.of(noun)
        among = counts.text.lowers[noun.preposition] in counts.lists.amid
        if among and clause.verb is not None and counts.pos(clause.verb.head) is Pos.BE:
            parts = counts.among(clause.subjects, lambda group: group.people and group.kind != "zero")
            for reached in parts:
                if reached.group.first not in chosen:
                    yield Link(reached.group, whole.measure, "part", whole.score * 0.9, whole.trigger, True)


def _said_of_them(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether a pronoun for those before includes a group: "They included two soldiers and a girl"."""
    noun = counts.noun_of(group)
    if noun is None or last.group.mention.value == 1:
        return False
    root = counts.clauses.root(noun)
    clause = counts.clauses.of(root)
    lowers = counts.text.lowers
    return (
        clause.verb is not None
        and root in clause.objects
        and lowers[clause.verb.head] in counts.lists.including_words
        and any(lowers[one.head] in counts.lists.those_before for one in clause.subjects)
    )


def _of_those_before(counts: Counts, tags: Tags, group: Counted) -> bool:
    """Whether a sentence begins with a part of the number before: "Twelve of them", "Among them 12"."""
    lowers, first = counts.text.lowers, counts.sentence.first
    led = counts.parted(group) and counts.text.language.figures.opening.issuperset(
        lowers[first : group.first]
    )
    return led and (group.population is not None or _predicate(counts, tags, group) is not None)


def _listed(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether a colon makes a group a part: "Twelve were killed: eight soldiers, three policemen"."""
    if group.mention.value > last.group.mention.value or group.cls == "noun" or group.kind == "single":
        return False
    between = counts.text.lowers[last.group.last : group.first]
    return ":" in between and not {".", ";"} & set(between)


def _out_of(counts: Counts, group: Counted, last: Link) -> bool:
    """Whether "of" leads to a part: "Of the 31 people killed, 12 were children"."""
    led = (
        counts.text.lowers[counts.sentence.first] in counts.text.language.figures.of_
        and last.group.first - counts.sentence.first < 4
    )
    return led and counts.pos(group.last) is Pos.BE and group.mention.value <= last.group.mention.value


def _of_the_dead(counts: Counts, tags: Tags, group: Counted) -> Link | None:
    """The link of "eight of the dead were children", None without such words."""
    at = group.mention.last
    if counts.text.lowers[at : at + 2] not in counts.text.language.figures.of_those:
        return None
    tag = tags.at(at + 1, MeasureEntry) or tags.at(at + 2, MeasureEntry)
    frames = ("state", "object", "toll", "roster")
    if tag is None or tag.last > counts.sentence.last or tag.entry.frame not in frames:
        return None
    measure = measure_of(tag, group)
    if measure is None or counts.pos(tag.last) in NAMES:
        return None
    who = group.population or _predicate(counts, tags, group._replace(last=tag.last))
    wide = group._replace(last=tag.last, population=who)
    return Link(wide, measure, "part", 0.85, tag, True)


def _predicate(counts: Counts, tags: Tags, group: Counted) -> Population | None:
    """The population that "were children" gives to a group, None without one."""
    at = group.last
    if counts.pos(at) is not Pos.BE:
        return None
    tag = tags.at(at + 1, CountedEntry)
    return POPULATIONS.get(tag.entry.population) if tag is not None else None
