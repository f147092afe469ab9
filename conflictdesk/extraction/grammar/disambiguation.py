"""Decides the letter of a word that its neighbours must tell: is "attack" a noun or a verb here?

Promise: looks only at the letters next to the word (see `wordclasses`) and the word before; those to the left
are settled.
"""

from __future__ import annotations

OPENERS = frozenset("dqxjnuS")
PEOPLE = frozenset({"people", "police", "men", "women", "gunmen", "children", "policemen", "militiamen"})


def settle(letters: list[str], at: int, lowers: list[str]) -> str:
    """The letter of the ambiguous token `at` of a sentence; all before it are settled."""
    if not at and letters[0] in "4g" and len(letters) > 2 and letters[1] in "n12" and letters[2] in "3P5HBM":
        return "j"  # "Retreating troops blew up the dam"
    if letters[at] == "3" and "-" in lowers[at]:
        return "E" if at and letters[at - 1] == "B" else "j"  # "were gang-raped", "car-bombed streets"
    before = letters[at - 1] if at else ""
    if before == "c" and at > 1 and letters[at - 2] == "j" and letters[at] == "3":
        before = "j"  # "missing and tortured people"
    if before == "a" and at > 1:
        before = letters[at - 2]
    after = letters[at + 1] if at + 1 < len(letters) else ""
    if letters[at] == "2" and at > 1 and letters[at - 2] == "d" and before == "n" and after in "dqxjnuSt":
        return "n" if lowers[at - 1].endswith("s") else "V"  # "the group recruits children"
    return SETTLERS[letters[at]](before, after, lowers[at - 1] if at else "")


def is_plural(word: str) -> bool:
    return word in PEOPLE or (word.endswith("s") and not word.endswith(("ss", "us", "is", "as")))


def _base(before: str, after: str, word: str) -> str:
    if before in "tMDu" and before:
        return "v"
    if before == "N":
        return "v"
    if (before in ("n", "x") and is_plural(word)) or before == "r":
        loose = after in ("t", "p", "3") and word != "police"  # "remain trapped", not "the police station in"
        return "v" if after in OPENERS or loose else "n"
    if after == "7" or (before == "c" and after in ("d", "q")):
        return "v"
    return "n"


def _third(before: str, after: str, word: str) -> str:
    if before in ("r", "u"):
        return "V"
    if before in ("n", "x", "s") and not word.endswith("s"):
        return "V" if after in ("d", "q", "u", "x") else "n"
    return "n"


def _past(before: str, after: str, word: str) -> str:
    if before in ("v", "V", "G") and after in ("n", "x"):
        return "j"  # "to protect displaced people"
    if before in ("d", "j", "s", "o", "b") or (before in ("p", "q") and after in ("n", "x", "1", "2")):
        return "j" if after in ("n", "x", "j", "1", "2", "4", "5", "6", "q") else "E"
    return "E"


def _ing(before: str, after: str, word: str) -> str:
    if before == "B":
        return "G"
    if before in ("d", "j", "s", "q", "o"):
        return "G" if before == "o" and after in OPENERS else "n"
    if before in ("n", "x"):
        return "G" if is_plural(word) or after in ("d", "q", "u", "j", "x", "n") else "n"
    if after == "S" and before == "c":
        return "n"
    return "G" if after in OPENERS or after == "t" or (before == "," and after in ("a", "p")) else "n"


def _only_ing(before: str, after: str, word: str) -> str:
    """ "a march calling for": no noun can end here."""
    return "G" if before in ("n", "x", "p") else _ing(before, after, word)


def _predicate(before: str, after: str, word: str) -> str:
    """ "shot dead a nurse", but "the dead soldiers", "feared dead"."""
    told = before in ("v", "V", "P", "E", "F", "G") and after in ("d", "q", "x", "n", "1", "2")
    return "a" if told else "j"


def _seldom(before: str, after: str, word: str) -> str:
    """ "did not bomb", "to force": a verb only where nothing else can stand."""
    told = before in ("n", "x") and is_plural(word) and after in ("d", "q")  # "rebels control most of"
    return "v" if told or before in ("t", "M", "D", "N") else "n"


def _same(before: str, after: str, word: str) -> str:
    """ "hit", "set", "cut": base, past and participle alike, and a noun."""
    if before in "tMDN" and before:
        return "v"
    if before in ("B", "H"):
        return "E"
    if before in ("d", "j", "s", "o", "p"):
        return "n"
    return "E"


def _compass(before: str, after: str, word: str) -> str:
    """ "the north", "north of the town", "heading north"."""
    if before in ("d", "j"):
        return "n"
    return "p" if after == "o" else "a"


def _that(before: str, after: str, word: str) -> str:
    if after in ("n", "1") and before not in ("n", "x"):
        return "d"
    return "r" if before else "u"


def _run(before: str, after: str, word: str) -> str:
    """ "run", "come": base and participle alike."""
    return "F" if before in ("B", "H") or after == "b" else _base(before, after, word)


SETTLERS = {
    "0": _seldom,
    "1": _base,
    "2": _third,
    "3": _past,
    "4": _ing,
    "5": _same,
    "6": _compass,
    "7": _that,
    "9": _run,
    "g": _only_ing,
    "y": _predicate,
}
