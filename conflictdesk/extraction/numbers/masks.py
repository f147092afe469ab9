"""Which bare numbers count nothing: dates, times, ages, ordinals, calibres, names of units and roads.

`Masks.hides` looks only at the tokens beside a number, so it costs the same wherever the number stands.
"""

from __future__ import annotations

from dataclasses import dataclass

from conflictdesk.extraction.numbers.numerals import DASHES, Core
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import MaskEntry
from conflictdesk.vocabulary.loader import Vocabulary

# Marks behind the last of several days.
ENDS = frozenset({",", ".", "", ")", ";", ":"})


@dataclass(frozen=True, slots=True)
class Masks:
    """Words before a number that make it the name of a thing (`named`) or an age (`aged`)."""

    named: frozenset[str]
    aged: frozenset[str]

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Masks:
        """The masks of a vocabulary; a mask that it does not have hides nothing."""

        def words(entry_id: str) -> frozenset[str]:
            entry = vocabulary.of(MaskEntry).get(entry_id)
            found = entry.phrases if entry else ()
            return frozenset(phrase.words[0] for phrase in found if len(phrase.words) == 1)

        return cls(words("named"), words("aged"))

    def hides(self, text: Text, tags: Tags, core: Core) -> bool:
        """Whether a number counts nothing."""
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
        """Whether a number is an age: "22-year-old", "aged 22", "he was 22", "22 years old", ", 22,".

        Words of the `after` masks hide calibres and times of day in the same way.
        """
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
        """Whether a number in plain digits names a thing: "Highway 80", "Brigade 93", "the Fortune 100".

        A number word does so only behind a capitalised word: "Channel Four".
        """
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
            return text.words[core.first - 1][0].isupper() and not core.word
        return core.value < 10000 and (not core.word or text.words[core.first - 1][0].isupper())


def _titled(text: Text, core: Core) -> bool:
    """Whether plain digits stand behind a name at the end of a sentence, as in "the Fortune 100"."""
    written = text.words[core.first]
    if not written.isdigit() or len(written) > 3 or _lower(text, core.last) not in ("", "."):
        return False
    sentence = text.sentence_of(core.first)
    name = text.words[core.first - 1] if core.first > sentence.first + 1 else ""
    return name[:1].isupper() and not sentence.caps and name.lower() not in text.language.numbers.months


def _address(text: Text, core: Core) -> bool:
    """Whether digits are a house number: "16-18 Palm Avenue"."""
    if core.word or core.unit or core.multiplied:
        return False
    for token in range(core.last, min(core.last + 4, len(text.words))):
        if not text.words[token][0].isupper():
            return False
        if text.lowers[token] in text.language.numbers.streets:
            return token > core.last and text.words[token][1:].islower()
    return False


def _christened(text: Text, core: Core) -> bool:
    """Whether a capitalised number word belongs to a name: "the Big Six won". Headlines do not count."""
    at = core.first
    if not core.word or core.last - at != 1 or not text.words[at].istitle() or at + 1 >= len(text.words):
        return False
    if not text.words[at + 1].islower() or not text.words[at - 1].istitle() or core.suffix:
        return False
    return at > 1 and text.words[at - 2] in text.language.numbers.the


def _lower(text: Text, index: int) -> str:
    """The word at a token in lower case, "" outside the text."""
    return text.lowers[index] if 0 <= index < len(text.lowers) else ""


def _ordinal(text: Text, core: Core) -> bool:
    """Whether a number is an ordinal ("16th") or begins an adjective ("a five-year plan")."""
    if core.word:
        return bool(core.suffix) and core.last - core.first == 1
    return core.suffix[:2] in text.language.numbers.ordinal_ends


def _date(text: Text, core: Core) -> bool:
    """Whether a number belongs to a date: "27 June", "June 27", "June 27-29", "27/06"."""
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
        introduced = _lower(text, core.first - 2)
        # "In May 12 people died" names no day; "On May 12 people died" does.
        counts = introduced in lists.year_prepositions or introduced in lists.of_
        return not (whole and counts and after in lists.counted_after)
    if whole and _further_day(text, core):
        return True
    dated = before in lists.before_day and _lower(text, core.first - 2) in lists.months and core.value < 100
    slashed = (before == "/" and _lower(text, core.first - 2)[:1].isdigit()) or (
        after == "/" and _lower(text, core.last + 1)[:1].isdigit()
    )
    return slashed or (dated and core.value == int(core.value) and before == "-")


def _further_day(text: Text, core: Core) -> bool:
    """Whether a number is another day behind "May 3": "May 3 and 9, 212 people", "May 3, 4 and 9".

    Behind "and" a mark or a word such as "the" must follow, unless "between" comes before.
    """
    lists = text.language.numbers
    at, later = core.first, core.value
    closed = _lower(text, core.last) in ENDS or _lower(text, core.last) in lists.after_days
    link = _lower(text, at - 1)
    if link not in lists.range_words and (
        link != "," or _lower(text, core.last) not in {",", *lists.range_words}
    ):
        return False
    while (before := _lower(text, at - 2)).isdecimal() and int(before) < later < 32:
        at, later = at - 2, int(before)
        if _lower(text, at - 1) in lists.months and _capital(text, at - 1):
            return closed or link == "," or _lower(text, at - 2) in lists.between
        if _lower(text, at - 1) != ",":
            return False
    return False


def _capital(text: Text, index: int) -> bool:
    """Whether a word has a capital: "may" the verb and "march" the walk are no months."""
    return text.words[index][0].isupper()


def _time(text: Text, tags: Tags, core: Core) -> bool:
    """Whether a number belongs to a time of day: "5pm", "14:30", "at 1430 hours"."""
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
    """Whether a number is a year: 1500 to 2199 without separators, or a decade, "the 1990s".

    It is one behind words such as "since"; elsewhere not if it is qualified or counts a plural noun.
    """
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
    """Whether a plural noun in lower case stands behind the number."""
    after = _lower(text, core.last)
    return len(after) > 3 and after.endswith("s") and after.isalpha() and text.words[core.last].islower()


def _appositive_age(text: Text, core: Core) -> bool:
    """Whether a small number between commas behind a name is an age: "Munir Abdulkader, now 22, from"."""
    lists = text.language.numbers
    first, last = core.first, core.last
    if core.word or core.upper is not None or core.suffix or core.unit or not 0 < core.value < 110:
        return False
    first -= _lower(text, first - 1) in lists.before_age
    if _lower(text, first - 1) != "," or _lower(text, last) not in (",", ".", ";"):
        return False
    name = text.words[first - 2] if first > 1 else ""
    if not name[:1].isalpha() or name.lower() in lists.months:
        return False
    return name[:1].isupper() or _lower(text, last + 1) in lists.after_age


def _serial(text: Text, core: Core) -> bool:
    """Whether a dash, a hash or a plus glues the digits to something longer: "#12", "555-0134"."""
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
    """Whether "one" counts nothing: "no one", "one another", "the one", "one day"."""
    lists = text.language.numbers
    if text.lowers[core.first] not in lists.one or core.last - core.first != 1:
        return False
    before, after = _lower(text, core.first - 1), _lower(text, core.last)
    stage = before in lists.at and after in lists.stages
    if _lower(text, core.first - 2) in lists.indefinite and before not in lists.further and before.isalpha():
        return True
    return stage or before in lists.before_pronoun or after in lists.after_pronoun
