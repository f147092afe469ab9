"""Numbers in words: "two hundred and fifty thousand", "twenty-five", "two and a half million"."""

from __future__ import annotations

from conflictdesk.extraction.numbers.numerals import LARGEST, Core, Numerals
from conflictdesk.extraction.text.tokens import Text


class WordReader:
    """Reads one number from its first word on. With `article` an "a" stands before it."""

    def __init__(self, text: Text, index: int, numerals: Numerals, article: bool = False) -> None:
        self.text, self.first, self.numerals = text, index, numerals
        self.at, self.words = index, text.language.numbers
        self.total = 0.0
        self.current: float | None = 1.0 if article else None
        self.last_class = ""
        self.suffix = ""

    def core(self) -> Core | None:
        """The number that begins at the first word, as long as it can be; None when the words are none."""
        while self.at < len(self.text.lowers) and self._take(self.text.lowers[self.at]):
            self.at += 1
            if self.suffix:
                break
            self._join()
        value = self.total + (self.current or 0)
        if self.at == self.first or (self.last_class in ("multiplier", "collective") and not value):
            return None
        if not self._sound():
            return None
        whole = round(value) if abs(value - round(value)) < 1e-9 else value
        return Core(self.first, self.at, whole, word=True, suffix=self.suffix, multiplied=self.total > 0)

    def _sound(self) -> bool:
        """Whether the words are a number by themselves.

        Bare "score", "quarter" as part of a town and "third" as an ordinal are not.
        """
        if self.at != self.first + 1:
            return True
        word = self.text.lowers[self.first]
        if self.last_class == "fraction" and "-" not in word:
            following = self.text.lowers[self.at] if self.at < len(self.text.lowers) else ""
            return (
                self.current != 1.0
                if self.suffix
                else (word in self.words.half or following in self.words.of_) and self._led()
            )
        return word not in self.words.score and (
            self.last_class != "multiplier" or self.total > 0 or self._led()
        )

    def _led(self) -> bool:
        """Whether an article or "one" leads the number, or its word needs none: "dozen", "hundred"."""
        before = self.text.lowers[self.first - 1] if self.first else ""
        word = self.text.lowers[self.first]
        return word in self.words.unled or before in self.words.leading

    def _take(self, word: str) -> bool:
        """Adds a word to the number. Returns False when it does not belong to it."""
        if "-" in word:
            return self._hyphened(word.split("-"))
        known = self.numerals.words.get(word)
        return known is not None and self._add(*known)

    def _hyphened(self, parts: list[str]) -> bool:
        """Adds "twenty-five" or "two-thirds"; of "five-year" the rest becomes the suffix.

        Returns False when the parts do not belong to the number.
        """
        if self.at != self.first and self.last_class not in ("multiplier",):
            return False
        known = [self.numerals.words.get(part) for part in parts]
        if (
            known[0] is None
            or len(parts) > 4
            or (known[0][1] == "fraction" and parts[0] not in self.words.half)
        ):
            return False
        for number, (part, value) in enumerate(zip(parts, known, strict=True)):
            if value is None or not self._add(*value):
                self.suffix = "-" + "-".join(parts[number:])
                return part not in self.words.uncompounded
        return True

    def _add(self, value: float, name: str) -> bool:
        """Adds a value of a class of numerals. Returns False when it does not fit what stands before."""
        if name == "vague" or (name == "zero" and self.current is not None):
            return False
        if name in ("multiplier", "collective"):
            return self._multiply(value, name)
        if name == "fraction":
            return self._fraction(value)
        if not self._fits(name):
            return False
        self.current = (self.current or 0) + value
        self.last_class = name
        return True

    def _fits(self, name: str) -> bool:
        """Whether a numeral may follow: behind "twenty" only a unit, behind a multiplier all below it."""
        if self.current is None or self.last_class == "multiplier":
            return True
        return self.last_class == "ten" and name in ("unit", "one")

    def _multiply(self, value: float, name: str) -> bool:
        """Multiplies by "hundred", "thousand" or "dozen".

        Returns False right behind another multiplier and where the value would grow beyond LARGEST.
        """
        if self.current is None and self.total:
            return False
        base = 1.0 if self.current is None else self.current
        if base * value > LARGEST:
            return False
        if value == 100:
            self.current = base * 100
        else:
            self.total, self.current = self.total + base * value, None
        self.last_class = name
        return True

    def _fraction(self, value: float) -> bool:
        """Multiplies by a fraction: "two thirds". Returns False behind a fraction or a multiplier."""
        if self.last_class == "fraction" or self.total:
            return False
        self.current = (1.0 if self.current is None else self.current) * value
        self.last_class = "fraction"
        return True

    def _join(self) -> None:
        """Steps over what joins two parts of a number.

        That is the "and" of "two hundred and fifty" and the "and a half" of "two and a half million".
        Behind a fraction it steps to the multiplier: "half a million".
        """
        lowers, at = self.text.lowers, self.at
        if lowers[at : at + 3] in self.words.and_a_half and self.last_class in (
            "unit",
            "one",
            "teen",
            "multiplier",
        ):
            if self.current is None:
                self.total *= 1.5
            else:
                self.current += 0.5
            self.at, self.last_class = at + 3, "teen"
        elif self.last_class == "fraction" and (factor := self._behind_article(at)) < len(lowers):
            known = self.numerals.words.get(lowers[factor])
            if factor > at and known and known[1] in ("multiplier", "collective"):
                self.at = factor
        elif (
            lowers[at : at + 1] in self.words.and_
            and self.last_class == "multiplier"
            and at + 1 < len(lowers)
        ):
            known = self.numerals.words.get(lowers[at + 1].split("-", 1)[0])
            if known and known[1] in ("one", "unit", "teen", "ten"):
                self.at = at + 1

    def _behind_article(self, at: int) -> int:
        """The token behind the "a" of "half a million" and the "of a" of "a quarter of a million".

        Without these words it is the token itself.
        """
        for words in self.words.before_multiplier:
            if self.text.lowers[at : at + len(words)] == words:
                return at + len(words)
        return at
