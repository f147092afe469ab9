"""Bare numbers of a text: digits, words, fractions, percentages and money.

`find` reads from left to right and takes no token twice. Ages, dates and roads are numbers here, too:
`masks` hides them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from conflictdesk.extraction.language.number_lists import NumberWords
from conflictdesk.extraction.numbers.number_words import WordReader
from conflictdesk.extraction.numbers.numerals import LARGEST, Core, Numerals, product
from conflictdesk.extraction.text.lexicon import Tags
from conflictdesk.extraction.text.tokens import Text
from conflictdesk.vocabulary.entries import NumeralEntry

MAX_DIGITS = 15
DIGITS = re.compile(r"(\d+(?:[.,]\d+)*|\.\d+)([a-z]*)((?:-[a-z]+)*)\Z")
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?\Z")
DOTTED = re.compile(r"\d{1,3}(?:\.\d{3}){2,}\Z")
MINUS = frozenset({"-", "–", "−"})


def find(text: Text, tags: Tags, numerals: Numerals) -> list[Core]:
    """The bare numbers of a text in text order; an empty list when there are none.

    `tags` are the text's tags. Raises what the text's checkpoint raises.
    """
    lists = text.language.numbers
    found: list[Core] = []
    words, free = numerals.words, 0
    for index, word in _tokens(text):
        if index < free or (word.isalpha() and word not in words and word not in lists.leaders):
            continue
        if word[0].isdigit() or (word[0] == "." and word[-1].isdigit()):
            core = _digits(text, index, numerals)
        elif word in words or "-" in word or word in lists.leaders:
            core = _words(text, index, tags, numerals)
        else:
            continue
        if core is not None:
            found.append(_signed(text, _with_unit(text, core)))
            free = found[-1].last
    return found


def _tokens(text: Text) -> Iterator[tuple[int, str]]:
    """Each token's index and its word in lower case, with a checkpoint before each sentence."""
    for sentence in text.walk():
        yield from enumerate(text.lowers[sentence.first : sentence.last], sentence.first)


def parse_digits(digits: str) -> float | None:
    """The value of "750,000", "1.2" or "1.234.567"; None for digits that are no plain number.

    Numbers of more than 15 digits are none.
    """
    if len(digits) > MAX_DIGITS + 6:
        return None
    if digits.isdigit():
        return int(digits) if len(digits) <= MAX_DIGITS else None
    if THOUSANDS.match(digits):
        bare = digits.replace(",", "")
        return float(bare) if "." in bare else int(bare)
    if DOTTED.match(digits):
        return int(digits.replace(".", ""))
    if digits.count(".") == 1 and "," not in digits:
        return float(digits)
    return None


def _digits(text: Text, index: int, numerals: Numerals) -> Core | None:
    """The number in digits at a token, with its multiplier and what is glued on; None without one."""
    lists = text.language.numbers
    match = DIGITS.match(text.lowers[index]) if len(text.lowers[index]) < 60 else None
    value = parse_digits(match[1]) if match else None
    if match is None or value is None:
        return None
    suffix, tail = match[2], match[3]
    if suffix in lists.glued_multipliers and not (suffix in lists.ambiguous_multipliers and tail):
        return Core(
            index, index + 1, product(value, lists.glued_multipliers[suffix]), suffix=tail, multiplied=True
        )
    if not suffix and tail.startswith(lists.multiplier_suffixes):
        head, _, rest = tail[1:].partition("-")
        factor = numerals.words[head][0]
        return Core(index, index + 1, product(value, factor), suffix=rest and "-" + rest, multiplied=True)
    last, value = _grouped(text, index, match, value)
    core = Core(index, last, value, suffix=suffix + tail)
    return core if suffix or tail else _multiplied(text, core, numerals)


def _grouped(text: Text, index: int, match: re.Match[str], value: float) -> tuple[int, float]:
    """Where a number in groups of three digits ("750 000") ends, and its value.

    One space parts the groups. Other digits end behind their own token, and so do those behind a month:
    "June 27 350".
    """
    last = index + 1
    if match[0] != match[1] or not match[1].isdigit() or len(match[1]) > 3 or match[1][0] == "0":
        return last, value
    digits = match[1]
    lowers, starts, ends = text.lowers, text.starts, text.ends
    while last < len(lowers) and len(lowers[last]) == 3 and lowers[last].isdigit() and last - index < 4:
        if starts[last] - ends[last - 1] != 1 or text.folded[ends[last - 1]] != " ":
            break
        digits += lowers[last]
        last += 1
    if last == index + 1 or (
        digits[-3:] != "000" and index and lowers[index - 1] in text.language.numbers.months
    ):
        return index + 1, value
    return last, int(digits)


def _multiplied(text: Text, core: Core, numerals: Numerals) -> Core:
    """The number with the multipliers behind it: "1.2 million", "2 dozen", "8 B people".

    Unchanged when none stands there or the value would grow beyond LARGEST.
    """
    last, value = core.last, core.value
    lowers = text.lowers
    while last < len(lowers):
        word, _, rest = lowers[last].partition("-")
        known = numerals.words.get(word)
        if known is None or known[1] not in ("multiplier", "collective") or value * known[0] > LARGEST:
            break
        value, last = product(value, known[0]), last + 1
        if rest:
            return core._replace(last=last, value=value, multiplied=True, suffix="-" + rest)
    if last == core.last and _capital_multiplier(text, last):
        value, last = product(value, text.language.numbers.capital_multipliers[text.words[last]]), last + 1
    return core._replace(last=last, value=value, multiplied=last > core.last)


def _capital_multiplier(text: Text, at: int) -> bool:
    """Whether a capital multiplies: the "B" of "8 B people", not that of "the 22 B Squadron men"."""
    following = text.words[at + 1] if at + 1 < len(text.words) else ""
    return (
        text.words[at : at + 1] != []
        and text.words[at] in text.language.numbers.capital_multipliers
        and following.islower()
    )


def _prefixed(words: NumberWords, index: int, word: str) -> Core | None:
    """The number of "minus-5" or "sub-300"; None when no digits follow the prefix."""
    head, _, digits = word.partition("-")
    value = parse_digits(digits) if head in words.signed and digits.isdecimal() else None
    if value is None:
        return None
    return Core(index, index + 1, -value if head in words.minus else value, below=head in words.below)


def _signed(text: Text, core: Core) -> Core:
    """The number, made negative when "minus" or a minus sign stands before it: "was -5", "-1.3%".

    A dash is a sign if it touches its number but not the word before.
    """
    lists = text.language.numbers
    at = core.first - 1
    if core.word or at < 1 or not (text.lowers[at] in lists.minus or text.lowers[at] in MINUS):
        return core
    before = text.lowers[at - 1]
    if not before.isalpha() or text.sentence_of(at).first == at:
        return core
    if text.lowers[at] not in lists.minus:
        glued = text.ends[at] == text.starts[core.first] and text.starts[at] > text.ends[at - 1]
        if not glued or not (core.unit == "percent" or before in lists.before_sign):
            return core
    return core._replace(first=at, value=-core.value)


def _words(text: Text, index: int, tags: Tags, numerals: Numerals) -> Core | None:
    """The number in words that begins at a token, None without one."""
    lists = text.language.numbers
    vague = tags.at(index, NumeralEntry)
    if vague is not None and vague.entry.class_ == "vague":
        return _vague(text, vague.first, vague.last, vague.entry.value)
    if vague is not None and vague.last - vague.first > 1 and vague.entry.class_ == "collective":
        return Core(index, vague.last, vague.entry.value, word=True)
    word = text.lowers[index]
    if word in lists.indefinite:
        return _article(text, index, tags, numerals)
    if word not in numerals.words and "-" not in word:
        return None
    if word.startswith(lists.sign_prefixes):
        return _prefixed(lists, index, word)
    return WordReader(text, index, numerals).core()


def _vague(text: Text, first: int, last: int, value: float) -> Core | None:
    """The vague number of "dozens" or "scores of"; None for "scores" in front of other words."""
    lists = text.language.numbers
    lowers = text.lowers
    if lowers[first] in lists.scores and (last >= len(lowers) or lowers[last] not in lists.after_scores):
        return None
    return Core(first, last, value, vague=True, word=True)


def _article(text: Text, index: int, tags: Tags, numerals: Numerals) -> Core | None:
    """The number that an article begins, None without one.

    "A dozen", "a hundred", "a couple of" and "a third of" are such.
    """
    if index + 1 >= len(text.lowers):
        return None
    tag = tags.at(index + 1, NumeralEntry)
    if tag is not None and tag.entry.class_ == "collective" and tag.last - tag.first > 1:
        return Core(index, tag.last, tag.entry.value, word=True)
    known = numerals.words.get(text.lowers[index + 1])
    if known is None or known[1] not in ("multiplier", "collective", "fraction"):
        return None
    core = WordReader(text, index + 1, numerals, article=True).core()
    return core._replace(first=index) if core else None


def _with_unit(text: Text, core: Core) -> Core:
    """The number with the percent sign or currency beside it; unchanged without one."""
    lists = text.language.numbers
    lowers, first, last = text.lowers, core.first, core.last
    after = lowers[last] if last < len(lowers) else ""
    if after in lists.percent and not core.suffix:
        more = 2 if lowers[last : last + 2] in lists.percentage_points else 1
        return core._replace(last=last + more, unit="percent")
    if lowers[last : last + 2] in lists.percent_phrases and not core.suffix:
        return core._replace(last=last + 2, unit="percent")
    before = lowers[first - 1] if first else ""
    if before in lists.currency_signs and text.starts[first] - text.ends[first - 1] <= 1:
        begin = first - 1
        if (
            begin
            and lowers[begin - 1] in lists.before_currency_sign
            and text.ends[begin - 1] == text.starts[begin]
        ):
            begin -= 1
        last = last + 1 if after in lists.currencies else last
        return core._replace(first=begin, last=last, unit=lists.currency_signs[before])
    if after in lists.dollar_country and lowers[last + 1 : last + 2] in lists.dollar:
        return core._replace(last=last + 2, unit="usd")
    if after in lists.currencies:
        return core._replace(last=last + 1, unit=lists.currencies[after])
    return core
