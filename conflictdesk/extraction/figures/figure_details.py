"""What else a sentence says of a figure: whose people, when, over what time, and whether it happened."""

from __future__ import annotations

from conflictdesk.contract.terms import (
    AT_MOMENT,
    DENIED,
    HAPPENED,
    IN_EVENT,
    IN_TOTAL,
    LONG_AGO,
    ON_DAY,
    SUPPOSED,
    Period,
    Realis,
)
from conflictdesk.contract.types import Actor, When
from conflictdesk.extraction.actors.actor_names import actor_of
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.dates import clause_dates, of_result
from conflictdesk.extraction.dates import nearest as nearest_date
from conflictdesk.extraction.figures.figure_frames import Link
from conflictdesk.extraction.grammar.groups import Group, Groups, VerbGroup
from conflictdesk.extraction.grammar.pos_tags import PRESENTS, Pos
from conflictdesk.extraction.grammar.realis import RealisReader, is_past, reported_realis
from conflictdesk.extraction.text.lexicon import of_kind
from conflictdesk.extraction.text.tokens import Sentence, Text
from conflictdesk.vocabulary.entries import ActorEntry, MeasureEntry, RealisEntry

AVERTED = 10
# In so many tokens what an anniversary is of is named.
NAMED = 4
# The least of a number that counts what happened in a whole year.
LARGE = 100


def realis_of(analysis: Analysis, sentence: Sentence, link: Link, when: When | None) -> Realis:
    """Whether a figure happened: what the verb or noun that gives the measure says.

    A figure of a past year is historical unless it goes on until now. None at all is always actual.
    """
    if link.group.kind == "zero":
        return HAPPENED
    parse = analysis.groups(sentence)
    telling = _telling(analysis, parse, link)
    tags = of_kind(analysis.tags.within(sentence), RealisEntry)
    # "feared dead": a state has no group of its own; the word before it says how real it is.
    before = next((tag for tag in tags if tag.last == link.trigger.first), None)
    said = before.entry.realis if before is not None else HAPPENED
    found = (
        RealisReader(parse, tags).of(*telling) if telling is not None else reported_realis(said)
    ) or HAPPENED
    if found == HAPPENED and _denied(analysis, sentence, link):
        return DENIED
    if found == HAPPENED and _averted(analysis, link):
        return SUPPOSED
    if found == HAPPENED and (_recalled(analysis, link) or _remembered(analysis, sentence, when)):
        return LONG_AGO
    if found == HAPPENED and is_past(when, analysis.document.published, None):
        return HAPPENED if _goes_on(analysis, parse, link) else LONG_AGO
    return found


def _goes_on(analysis: Analysis, parse: Groups, link: Link) -> bool:
    """Whether a number dated long ago holds until now: "The war, which began in 2023, has killed"."""
    lists = analysis.text.language.figures
    group = parse.group_of(link.trigger.first) or parse.group_of(link.group.mention.core_first)
    verb = group if isinstance(group, VerbGroup) else parse.verb_before(group.order) if group else None
    behind = analysis.text.lowers[link.group.last : link.group.last + 2]
    if link.measure.is_stock and not lists.ongoing.isdisjoint(behind):
        return True
    if verb is not None and parse.pos(verb.first - 1) is Pos.COORDINATOR:
        verb = parse.verb_before(verb.order)
    if verb is None:
        return False
    perfect = not lists.perfect.isdisjoint(analysis.text.lowers[verb.first : verb.last])
    return perfect or (link.measure.is_stock and verb.form in PRESENTS and not verb.infinitive)


def _recalled(analysis: Analysis, link: Link) -> bool:
    """Whether a number belongs to a past year: "the worst attack since 2009, when 57 were killed"."""
    published, found = (
        analysis.document.published,
        nearest_date(analysis.whens, analysis.text, link.group.first),
    )
    if found is None or published is None or not link.group.first > found.last:
        return False
    behind = [word for word in analysis.text.lowers[found.last : found.last + 2] if word != ","]
    return (
        behind[:1] in analysis.text.language.figures.when_
        and (found.when.begin or published) < f"{int(published[:4]) - 1}"
    )


def _remembered(analysis: Analysis, sentence: Sentence, when: When | None) -> bool:
    """Whether it belongs to what the sentence before remembers: "the anniversary of the Battle of Vell.
    Hundreds died in the battle".
    """
    if when is not None or sentence.index == 0:
        return False
    before = analysis.text.sentences[sentence.index - 1]
    lowers, lists = analysis.text.lowers, analysis.text.language.figures
    named = {
        word
        for tag in of_kind(analysis.tags.within(before), RealisEntry)
        if tag.entry.realis == LONG_AGO and tag.entry.scope == "governs"
        for word in lowers[tag.last : min(tag.last + NAMED, before.last)]
    }
    own = range(sentence.first, sentence.last - 1)
    return any([lowers[at]] in lists.the_ and lowers[at + 1] in named for at in own)


def _averted(analysis: Analysis, link: Link) -> bool:
    """Whether it was prevented: "prevented the bombers from killing 200 worshippers"."""
    lists = analysis.text.language.figures
    at = link.trigger.first
    before = analysis.text.lowers[max(0, at - AVERTED) : at]
    return before[-1:] in lists.from_averted and not lists.preventing.isdisjoint(before)


def _denied(analysis: Analysis, sentence: Sentence, link: Link) -> bool:
    """Whether it is denied: "denied that it had killed 12 civilians"."""
    lists = analysis.text.language.figures
    before = analysis.text.lowers[sentence.first : min(link.trigger.first, link.group.first)]
    if not lists.rumours.isdisjoint(before) and _called_false(analysis, sentence, link):
        return True
    denying = next((at for at, word in enumerate(before) if word in lists.denying), None)
    return denying is not None and lists.turns.isdisjoint(before[denying:])


def _telling(analysis: Analysis, parse: Groups, link: Link) -> tuple[int, Group] | None:
    """The group whose realis is the figure's, with the token that speaks for it; None without one.

    It is what forces the figure's words, else the group of these words; for telling words, the nearest
    verb before.
    """
    before = parse.group_of(link.group.first - 1)
    caused = analysis.text.lowers[link.group.first - 1] in analysis.text.language.figures.causing
    if caused and isinstance(before, VerbGroup) and link.trigger.first >= link.group.last:
        return before.head, before
    group = parse.group_of(link.trigger.first)
    if isinstance(group, VerbGroup) and (governor := _governor(analysis, parse, group)) is not None:
        return governor.head, governor
    entry = link.trigger.entry
    if isinstance(entry, MeasureEntry) and entry.frame == "context":
        number = parse.group_of(link.group.mention.core_first)
        verb = parse.verb_before(number.order) if number is not None else None
        if verb is not None:
            return verb.head, verb
    return (link.trigger.first, group) if group is not None else None


def _governor(analysis: Analysis, parse: Groups, verb: VerbGroup) -> VerbGroup | None:
    """The verb that decides for an infinitive behind it, else None.

    "Could be forced to flee" has one.
    """
    lists = analysis.text.language.figures
    before = parse.items[verb.order - 1] if verb.infinitive and verb.order else None
    if not isinstance(before, VerbGroup) or before.last != verb.first:
        return None
    return before if before.passive and analysis.text.lowers[before.head] in lists.causing else None


def _called_false(analysis: Analysis, sentence: Sentence, link: Link) -> bool:
    """Whether it is called false: "The rumour that 40 people had been killed was false"."""
    lists = analysis.text.language.figures
    behind = analysis.text.lowers[max(link.trigger.last, link.group.last) : sentence.last]
    at = next((at for at, word in enumerate(behind) if word in lists.false), None)
    return at is not None and not lists.being.isdisjoint(behind[max(0, at - 3) : at])


def when_of(analysis: Analysis, link: Link) -> When | None:
    """The date of the clause that gives the figure its measure, or of one that shares it; None without one,
    and
    for a figure that happened one to come.
    """
    group = link.group
    sentence = analysis.text.sentence_of(group.first)
    parse, mentions = analysis.groups(sentence), analysis.whens_of(sentence)
    telling = parse.group_of(link.trigger.first) or parse.group_of(group.mention.core_first)
    if not mentions:
        return None
    if telling is None:
        found = nearest_date(analysis.whens, analysis.text, group.head if group.head >= 0 else group.first)
    else:
        found = clause_dates.of_group(analysis.clauses(sentence), mentions, group.first, telling)
    realis = None
    if found is not None and found.to_come:
        realis = realis_of(analysis, sentence, link, found.when)
    return of_result(found, realis)


def period_of(analysis: Analysis, sentence: Sentence, link: Link, when: When | None) -> Period:
    """Over what time a figure counts, by the words near it, its measure and its date.

    Without a sign of another period it counts an incident.
    """
    lists = analysis.text.language.figures
    lowers = analysis.text.lowers[sentence.first : sentence.last]
    near = lowers[max(0, link.group.first - sentence.first - 8) : link.group.last - sentence.first + 14]
    if _is_daily(analysis.text, near):
        return ON_DAY
    if link.frame == "toll" and link.group.first < link.trigger.first:
        return IN_TOTAL  # "brings to 91,000 the number of"
    if not lists.since.isdisjoint(lowers) or not lists.total.isdisjoint(near):
        return IN_TOTAL
    if not (lists.so.isdisjoint(lowers) or lists.far.isdisjoint(lowers)):
        return IN_TOTAL
    if (
        not (lists.campaigns.isdisjoint(lowers) or _perfects(analysis.text).isdisjoint(lowers))
        and not link.measure.is_stock
    ):
        return IN_TOTAL
    if link.measure.is_stock or lists.ongoing & set(near) or (when is None and _standing(analysis, link)):
        return AT_MOMENT
    long = when is not None and _long(analysis.text, link, when)
    if long or not lists.recent.isdisjoint(near) or (when is None and _running(analysis, sentence, link)):
        return IN_TOTAL
    return IN_EVENT


def _perfects(text: Text) -> frozenset[str]:
    """The auxiliaries of what has been or had been done."""
    return text.language.figures.perfect | text.language.dates.pluperfect


def _is_daily(text: Text, near: list[str]) -> bool:
    """Whether the words near a figure give a rate ("35 a day", "daily"), not "a day earlier".

    A newspaper's name is no rate.
    """
    lists = text.language.figures
    if any(
        word in lists.daily and near[at - 1] not in lists.before_newspaper
        for at, word in enumerate(near)
        if at
    ):
        return True
    spans = (at for at in range(len(near) - 1) if near[at : at + 2] in lists.daily_phrases)
    return any(near[at + 2 : at + 3] == [] or near[at + 2] not in lists.no_rate for at in spans)


def _standing(analysis: Analysis, link: Link) -> bool:
    """Whether a number stands and no move is told: "12,000 displaced people", "are displaced"."""
    if not link.measure.also_state:
        return False
    between, entry = analysis.text.lowers[link.group.last : link.trigger.first], link.trigger.entry
    standing = isinstance(entry, MeasureEntry) and link.frame in entry.standing
    return standing or not analysis.text.language.figures.present.isdisjoint(between)


def _long(text: Text, link: Link, when: When) -> bool:
    """Whether a number counts all of a long date: "this year", "over the past week", "between May and
    July", for a flow any several days.

    Of a past year it does so if it is a large one: what struck one place "in August 2013" is not the year's.
    """
    lists, words = text.language.figures, when.text.lower().split()
    months = when.precision == "month" and (when.begin or "")[:7] != (when.until or "")[:7]
    if months or words[0] in lists.this or (when.begin != when.until and not lists.past.isdisjoint(words)):
        return True
    if link.measure.is_flow:
        return when.begin != when.until
    return when.precision == "year" and link.group.mention.value >= LARGE


def _running(analysis: Analysis, sentence: Sentence, link: Link) -> bool:
    """Whether a flow is told in the perfect: "750,000 people have fled"."""
    verb = analysis.groups(sentence).group_of(link.trigger.first)
    if not link.measure.is_flow or not isinstance(verb, VerbGroup):
        return False
    return not analysis.text.language.figures.perfect.isdisjoint(analysis.text.lowers[verb.first : verb.last])


def side_of(analysis: Analysis, link: Link) -> Actor | None:
    """The actor named inside the counted group or behind its "of", None without one.

    "Members of the Afghan police" names one.
    """
    lists = analysis.text.language.figures
    group, text = link.group, analysis.text
    inside = list(analysis.tags.inside(group.mention.last, group.last, ActorEntry))
    if inside:
        tag = inside[-1]
        return actor_of(text, analysis.tags, tag.first, tag.last)
    at = group.last
    if text.lowers[at : at + 1] not in lists.of_side:
        return None
    at += 2 if text.lowers[at + 1 : at + 2] in lists.the_ else 1
    behind = analysis.tags.at(at, ActorEntry)
    return actor_of(text, analysis.tags, behind.first, behind.last) if behind is not None else None
