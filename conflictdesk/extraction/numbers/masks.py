"""What looks like a number and is none: dates, times, ages, ordinals, names of units and roads, calibres.

Promise: `Masks.hides` looks at the tokens beside a number only, so it costs the same anywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictdesk.extraction.numbers.numerals import DASHES, Core
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import MaskEntry
from conflictdesk.vocabulary.loader import Vocabulary


@dataclass(frozen=True, slots=True)
class Masks:
    """Words that, before or after a number, make it a name, an age, a time or a calibre."""

    named: frozenset[str]
    aged: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Masks:
        def words(entry_id: str) -> frozenset[str]:
            entry = vocabulary.of(MaskEntry).get(entry_id)
            found = entry.phrases if entry else ()
            return frozenset(phrase.words[0] for phrase in found if len(phrase.words) == 1)

        return cls(words("named"), words("aged"))

    def hides(self, text: Text, tags: Tags, core: Core) -> bool:
        return (
            _ordinal(text, core)
            or _date(text, core)
            or _time(text, tags, core)
            or _year(text, core)
            or self._age(text, tags, core)
            or self._name(text, core)
            or _address(text, core)
            or _christened(text, core)
            or _serial(text, core)
            or _pronoun(text, core)
        )

    def _age(self, text: Text, tags: Tags, core: Core) -> bool:
        lists = text.language.numbers
        if core.suffix in lists.age_suffixes or (
            core.suffix and any(age in core.suffix for age in lists.ages)
        ):
            return True
        if _lower(text, core.first - 1) in self.aged or _lower(text, core.first - 2) in lists.aged:
            return True
        if _lower(text, core.first - 1) in lists.being and _lower(text, core.first - 2) in lists.human:
            return 0 < core.value < 110 and _lower(text, core.last) not in lists.of_
        after = tags.at(core.last, MaskEntry)
        if after is not None and after.entry.frame == "after":
            return True
        return _appositive_age(text, core)

    def _name(self, text: Text, core: Core) -> bool:
        """ "Highway 80", "Brigade 93": a capitalised or numbering word right before plain digits."""
        lists = text.language.numbers
        if core.multiplied or core.upper is not None or core.unit:
            return False
        at = core.first - 1
        if _lower(text, at) in DASHES and text.ends[at] == text.starts[core.first]:
            at -= 1
        before = _lower(text, at)
        if before not in self.named:
            return _titled(text, core) or (_lower(text, at - 1) == "&" and text.words[at].isupper())
        if before in lists.numbering:
            return (text.words[core.first - 1][0].isupper() and not core.word) or text.words[
                core.first - 1
            ] in lists.written_number
        return core.value < 10000 and (not core.word or text.words[core.first - 1][0].isupper())


def _titled(text: Text, core: Core) -> bool:
    """ "the Fortune 100.": plain digits behind a name, at the end of the sentence."""
    written = text.words[core.first]
    if not written.isdigit() or len(written) > 3 or _lower(text, core.last) not in ("", "."):
        return False
    sentence = text.sentence_of(core.first)
    name = text.words[core.first - 1] if core.first > sentence.first + 1 else ""
    return name[:1].isupper() and not sentence.caps and name.lower() not in text.language.numbers.months


def _address(text: Text, core: Core) -> bool:
    """ "16-18 Palm Avenue"."""
    if core.word or core.unit or core.multiplied:
        return False
    for token in range(core.last, min(core.last + 4, len(text.words))):
        if not text.words[token][0].isupper():
            return False
        if text.lowers[token] in text.language.numbers.streets:
            return token > core.last and text.words[token][1:].islower()
    return False


def _christened(text: Text, core: Core) -> bool:
    """ "the Big Six won": a number word in capitals within a name, not within a headline."""
    at = core.first
    if not core.word or core.last - at != 1 or not text.words[at].istitle() or at + 1 >= len(text.words):
        return False
    if not text.words[at + 1].islower() or not text.words[at - 1].istitle() or core.suffix:
        return False
    return at > 1 and text.words[at - 2] in text.language.numbers.the


def _lower(text: Text, index: int) -> str:
    return text.lowers[index] if 0 <= index < len(text.lowers) else ""


def _ordinal(text: Text, core: Core) -> bool:
    """ "16th", and numbers inside an adjective, "a five-year plan"."""
    if core.word:
        return bool(core.suffix) and core.last - core.first == 1
    return core.suffix[:2] in text.language.numbers.ordinal_ends


def _date(text: Text, core: Core) -> bool:
    """ "27 June", "June 27", "June 27-29", "27/06"."""
    lists = text.language.numbers
    if core.word or core.unit or core.multiplied:
        return False
    before, after = _lower(text, core.first - 1), _lower(text, core.last)
    whole = core.value == int(core.value) and core.value <= 31
    if text.lowers[core.first][:5].count("-") and len(text.lowers[core.first]) == 10:
        return True
    if whole and (after in lists.months and _capital(text, core.last)):
        return True
    if before in lists.months and _capital(text, core.first - 1) and (whole or 1000 < core.value < 2200):
        return True
    dated = before in lists.before_day and _lower(text, core.first - 2) in lists.months and core.value < 100
    slashed = (before == "/" and _lower(text, core.first - 2)[:1].isdigit()) or (
        after == "/" and _lower(text, core.last + 1)[:1].isdigit()
    )
    return slashed or (dated and core.value == int(core.value) and before == "-")


def _capital(text: Text, index: int) -> bool:
    """ "may" the verb and "march" the walk are no months."""
    return text.words[index][0].isupper()


def _time(text: Text, tags: Tags, core: Core) -> bool:
    lists = text.language.numbers
    if core.suffix in lists.clock:
        return True
    first, last = core.first, core.last
    before, after = _lower(text, first - 1), _lower(text, last)
    if after == ":" and text.starts[last] == text.ends[last - 1] and _lower(text, last + 1)[:1].isdigit():
        return True
    if before == ":" and text.starts[first] == text.ends[first - 1] and _lower(text, first - 2)[:1].isdigit():
        return True
    return (
        after in lists.hours
        and len(text.lowers[first]) == 4
        and text.lowers[first][0] in "012"
        and (before in lists.before_hour)
    )


def _year(text: Text, core: Core) -> bool:
    """1500 to 2199 without separators, unless it counts people or is qualified."""
    lists = text.language.numbers
    first = core.first + (text.lowers[core.first] in lists.range_openers)
    written = text.lowers[first]
    if written[:2] in ("19", "20") and written[4:] in lists.decade_ends:
        return True
    if core.word or core.unit or core.multiplied or not (len(written) == 4 and written.isdigit()):
        return False
    if core.upper is not None and (core.upper < 100 or 1500 <= core.upper <= 2199):
        return 1500 <= core.value <= 2199 and not _counts(text, core)
    if not 1500 <= core.value <= 2199:
        return False
    before, after = _lower(text, first - 1), _lower(text, core.last)
    if after in lists.counted_after:
        return before in lists.year_prepositions
    if before in lists.before_year or before in lists.weekdays or before in lists.months or not before:
        return True
    return not _counts(text, core) and before not in lists.qualifying


def _counts(text: Text, core: Core) -> bool:
    """A plural noun in lower case stands behind the number."""
    after = _lower(text, core.last)
    return len(after) > 3 and after.endswith("s") and after.isalpha() and text.words[core.last].islower()


def _appositive_age(text: Text, core: Core) -> bool:
    """ "Munir Abdulkader, 22, from": a small number between commas after a capitalised word."""
    lists = text.language.numbers
    first, last = core.first, core.last
    if core.word or core.upper is not None or core.suffix or core.unit or not 0 < core.value < 110:
        return False
    if _lower(text, first - 1) != "," or _lower(text, last) not in (",", ".", ";"):
        return False
    name = text.words[first - 2] if first > 1 else ""
    if not name[:1].isalpha() or name.lower() in lists.months:
        return False
    return name[:1].isupper() or _lower(text, last + 1) in lists.after_age


def _serial(text: Text, core: Core) -> bool:
    """Digits glued into something longer by a dash, a hash or a slash."""
    first, last = core.first, core.last
    before, after = _lower(text, first - 1), _lower(text, last)
    if before in ("#", "№", "+") and text.starts[first] == text.ends[first - 1]:
        return True
    glued_before = before in DASHES and text.starts[first] == text.ends[first - 1] == text.starts[first]
    if glued_before and first > 1 and text.ends[first - 2] == text.starts[first - 1] and not core.unit:
        return _lower(text, first - 2)[:1].isdigit() or _lower(text, first - 2).isalpha()
    glued_after = after in DASHES and text.starts[last] == text.ends[last - 1]
    return glued_after and _lower(text, last + 1)[:1].isdigit() and text.starts[last + 1] == text.ends[last]


def _pronoun(text: Text, core: Core) -> bool:
    """ "no one", "one another", "the one", "one day": no number."""
    lists = text.language.numbers
    if text.lowers[core.first] not in lists.one or core.last - core.first != 1:
        return (
            text.lowers[core.first].startswith(lists.one_prefixes)
            and core.last - core.first == 1
            and bool(core.suffix)
        )
    before, after = _lower(text, core.first - 1), _lower(text, core.last)
    stage = before in lists.at and after in lists.stages
    if _lower(text, core.first - 2) in lists.indefinite and before not in lists.further and before.isalpha():
        return True
    return stage or before in lists.before_pronoun or after in lists.after_pronoun
