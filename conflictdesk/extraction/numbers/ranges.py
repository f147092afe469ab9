"""Two numbers that form a range: "between A and B", "A to B", "A-B", "two or three"."""

from __future__ import annotations

from collections.abc import Callable

from conflictdesk.extraction.numbers.numerals import DASHES, Core, product
from conflictdesk.extraction.text.tokens import Text


def joined(text: Text, found: list[Core]) -> list[Core]:
    """The numbers of a text in text order, the two of a range made one."""
    result: list[Core] = []
    for core in found:
        merged = _range(text, result[-1], core) if result else None
        if merged is not None:
            result[-1] = merged
        else:
            result.append(core)
    return result


def _range(text: Text, a: Core, b: Core) -> Core | None:
    """The range that two neighbouring numbers form, None when they form none."""
    lowers = text.lowers
    if b.first - a.last != 1 or a.upper is not None or a.suffix or a.vague or b.vague:
        return None
    link = lowers[a.last]
    before = lowers[a.first - 1] if a.first else ""
    test = _test(text, link)
    if test is None or not test(text, a, b, before):
        return None
    low = product(a.value, b.value / (_mantissa(b) or 1)) if _shares_multiplier(a, b) else a.value
    if low >= b.value or (a.unit and b.unit and a.unit != b.unit):
        return None
    begin = a.first - 1 if before in text.language.numbers.range_openers else a.first
    return Core(begin, b.last, low, b.value, b.unit or a.unit, a.word and b.word, suffix=b.suffix)


def _between(text: Text, a: Core, b: Core, before: str) -> bool:
    """Whether "and" links a range: the word before is "between"."""
    return before in text.language.numbers.between


def _to(text: Text, a: Core, b: Core, before: str) -> bool:
    """Whether "to" links a range: it does in "20 to 30", not in "rose from 20 to 30"."""
    lists = text.language.numbers
    lowers = text.lowers
    changed = before in lists.from_ and any(
        word in lists.rising for word in lowers[max(0, a.first - 6) : a.first]
    )
    return not changed and before not in lists.rising


def _or(text: Text, a: Core, b: Core, before: str) -> bool:
    """Whether "or" links a range: the larger number is little more than the smaller one."""
    return 1 <= a.value < b.value <= a.value * 1.5 + 1


def _dash(text: Text, a: Core, b: Core, before: str) -> bool:
    """Whether a dash links a range: not in a score ("2-2"), nor in a telephone number ("555-0134")."""
    glued = text.starts[b.first] - text.ends[a.last - 1] <= 3
    following = text.lowers[b.last] if b.last < len(text.lowers) else ""
    after = text.starts[b.last] - text.ends[b.last - 1] if following else 1
    written = text.lowers[b.first]
    return glued and not (following in DASHES and not after) and not (written[0] == "0" and len(written) > 1)


def _test(text: Text, link: str) -> Callable[[Text, Core, Core, str], bool] | None:
    """The test of whether a link between two numbers makes a range; None for what links none."""
    words = text.language.numbers
    if link in DASHES:
        return _dash
    if link in words.between_links:
        return _between
    if link in words.to_links:
        return _to
    return _or if link in words.or_links else None


def _shares_multiplier(a: Core, b: Core) -> bool:
    """Whether the smaller number borrows the multiplier: "2 to 3 million"."""
    return b.multiplied and not a.multiplied and a.value < 1000 and a.value < _mantissa(b) * 1.0001


def _mantissa(core: Core) -> float:
    """The number before its multiplier: 3 for "3 million", as far as its value shows."""
    value = core.value
    for factor in (1e12, 1e9, 1e6, 1e3, 100, 12):
        if value >= factor and abs(value / factor - round(value / factor, 3)) < 1e-9:
            return value / factor
    return value
