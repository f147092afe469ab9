"""Sub-counts: people who are counted within a larger number.

A part has the measure of the number that it is part of. That number stands before it in its sentence or
at the end of the sentence before; where none does, only "of the dead" gives a part its measure.
"""

from __future__ import annotations

from collections.abc import Iterator

from conflictdesk.contract.entries import Population
from conflictdesk.contract.terms import MEASURES, POPULATIONS
from conflictdesk.extraction.figures.counted_group import Counted
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.figures.frame_scan import Scanner
from conflictdesk.extraction.figures.frame_ways import LIST_ENDS, measure_of
from conflictdesk.extraction.grammar.pos_tags import NAMES, Pos
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.vocabulary.entries import CountedEntry, MeasureEntry

CLAUSAL = frozenset({Pos.SUBORDINATOR, Pos.RELATIVE, Pos.PRONOUN})


def find(scanner: Scanner, tags: Tags, chosen: dict[int, Link], before: Link | None) -> list[Link]:
    """The links of parts among a sentence's groups; an empty list when there are none.

    `chosen` are the sentence's links by first token, `before` is the last link of the sentence before,
    if any.
    """
    found: list[Link] = []
    last = before
    for group in scanner.groups:
        link = chosen.get(group.first)
        of_them = _of_the_dead(scanner, tags, group)
        if of_them is not None and (link is None or link.measure == of_them.measure):
            found.append(of_them)
        elif link is not None:
            last = link
        elif last is not None and last is not before and _graded(scanner, group, last):
            found.append(_grade(scanner, group, last))
        elif last is not None and last is not before and _elsewhere(scanner, group, last):
            last = last._replace(group=group, frame="elsewhere", named="", score=last.score * 0.9)
            found.append(last)
        elif group.people and group.kind != "zero":
            found.extend(_part(scanner, tags, group, last, last is not before))
    return found


def _part(scanner: Scanner, tags: Tags, group: Counted, last: Link | None, here: bool) -> Iterator[Link]:
    """The link of a group that is part of the last number, none otherwise.

    `here` says that this number is in the same sentence.
    """
    if last is not None and (_told(scanner, group, last) if here else _of_those_before(scanner, tags, group)):
        who = group.population or _predicate(scanner, tags, group)
        told = group._replace(population=who)
        yield Link(told, last.measure, "part", last.score * 0.9, last.trigger, True)


def _told(scanner: Scanner, group: Counted, last: Link) -> bool:
    """Whether words make a group a part: "among them three children", "of the 31, 12 were children"."""
    return scanner.parted(group) or _listed(scanner, group, last) or _out_of(scanner, group, last)


def _graded(scanner: Scanner, group: Counted, last: Link) -> bool:
    """Whether a number says how many suffered how badly: "30 were hurt, four critically"."""
    if not last.measure.when_fatal or group.cls != "bare" or group.mention.value > last.group.mention.value:
        return False
    ends = scanner.pos(group.last + 1) in LIST_ENDS
    return ends and not scanner.text.language.figures.grades.isdisjoint(
        scanner.text.lowers[group.last : group.last + 1]
    )


def _grade(scanner: Scanner, group: Counted, last: Link) -> Link:
    """The link of a graded number: "fatally" makes it one of the killed, else it is a part."""
    score = last.score * 0.9
    if scanner.text.lowers[group.last] in scanner.text.language.figures.fatally:
        return Link(group, MEASURES[last.measure.when_fatal], "graded", score, last.trigger)
    return Link(group, last.measure, "graded", score, last.trigger, True)


def _elsewhere(scanner: Scanner, group: Counted, last: Link) -> bool:
    """Whether a number is the same again in another place: "killed in Avdiivka and four in Bakhmut"."""
    lists = scanner.text.language.figures
    lowers, at = scanner.text.lowers, group.first - 1
    if group.cls != "bare" or lowers[at] not in lists.elsewhere_links or group.first - last.group.last > 16:
        return False
    placed = lowers[group.last : group.last + 1] in lists.elsewhere
    between = scanner.parse.pos_of(last.group.last, group.first)
    return placed and scanner.pos(group.last + 1) is Pos.PROPER_NAME and CLAUSAL.isdisjoint(between)


def _of_those_before(scanner: Scanner, tags: Tags, group: Counted) -> bool:
    """Whether a sentence begins with a part of the number before: "Twelve of them", "Among them 12"."""
    lowers, first = scanner.text.lowers, scanner.sentence.first
    led = scanner.parted(group) and scanner.text.language.figures.opening.issuperset(
        lowers[first : group.first]
    )
    return led and (group.population is not None or _predicate(scanner, tags, group) is not None)


def _listed(scanner: Scanner, group: Counted, last: Link) -> bool:
    """Whether a colon makes a group a part: "Twelve were killed: eight soldiers, three policemen"."""
    if group.mention.value > last.group.mention.value or group.cls == "noun":
        return False
    between = scanner.text.lowers[last.group.last : group.first]
    return ":" in between and not {".", ";"} & set(between)


def _out_of(scanner: Scanner, group: Counted, last: Link) -> bool:
    """Whether "of" leads to a part: "Of the 31 people killed, 12 were children"."""
    led = (
        scanner.text.lowers[scanner.sentence.first] in scanner.text.language.figures.of_
        and last.group.first - scanner.sentence.first < 4
    )
    return led and scanner.pos(group.last) is Pos.BE and group.mention.value <= last.group.mention.value


def _of_the_dead(scanner: Scanner, tags: Tags, group: Counted) -> Link | None:
    """The link of "eight of the dead were children", None without such words."""
    at = group.mention.last
    if scanner.text.lowers[at : at + 2] not in scanner.text.language.figures.of_those:
        return None
    tag = tags.at(at + 1, MeasureEntry) or tags.at(at + 2, MeasureEntry)
    frames = ("state", "object", "toll")
    if tag is None or tag.last > scanner.sentence.last or tag.entry.frame not in frames:
        return None
    measure = measure_of(tag, group)
    if measure is None or scanner.pos(tag.last) in NAMES:
        return None
    who = group.population or _predicate(scanner, tags, group._replace(last=tag.last))
    wide = group._replace(last=tag.last, population=who)
    return Link(wide, measure, "part", 0.85, tag, True)


def _predicate(scanner: Scanner, tags: Tags, group: Counted) -> Population | None:
    """The population that "were children" gives to a group, None without one."""
    at = group.last
    if scanner.pos(at) is not Pos.BE:
        return None
    tag = tags.at(at + 1, CountedEntry)
    return POPULATIONS.get(tag.entry.population) if tag is not None else None
