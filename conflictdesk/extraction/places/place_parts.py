"""Finds parts of cities ("the Old City of Mosul"), and the places that unlisted places lie within."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise, zip_longest

from conflictdesk.extraction.gazetteer import Entry
from conflictdesk.extraction.gazetteer import gazetteer_names as fold
from conflictdesk.extraction.places.place_mention import Candidate
from conflictdesk.extraction.places.place_names import Names
from conflictdesk.extraction.places.place_resolution import distance
from conflictdesk.extraction.text.tokens import Text

AHEAD, BACK = 14, 60
METROPOLIS = 1_000_000
SMALL = 300_000
FAR_KM = 1_000.0
NEAR_KM = 200.0


def find(text: Text, names: Names, kept: list[Candidate]) -> list[Candidate]:
    """Returns the candidates with the parts of cities; "Mosul's old city" replaces "Mosul"."""
    lowers, parts = text.lowers, []
    by_first = {c.name_first: c for c in kept if c.kind != "adjective"}
    by_last = {c.last: c for c in kept if c.kind != "adjective"}
    for token in range(len(lowers) - 1):
        if (
            lowers[token + 1] in text.language.places.part_nouns
            and f"{lowers[token]} {lowers[token + 1]}" in names.words.part
        ):
            part = _part(text, token, by_first, by_last)
            if part is not None:
                parts.append(part)
    if not parts:
        return kept
    covered = {token for part in parts for token in range(part.first, part.last)}
    rest = [c for c in kept if c.name_first not in covered]
    return sorted(rest + parts, key=lambda candidate: candidate.first)


def _part(
    text: Text, token: int, by_first: dict[int, Candidate], by_last: dict[int, Candidate]
) -> Candidate | None:
    lists = text.language.places
    lowers, last = text.lowers, token + 2
    outer = by_first.get(last + 1) if last < len(lowers) and lowers[last] in lists.part_prepositions else None
    key = f"{lowers[token]} {lowers[token + 1]}"
    if outer is not None and lowers[last] in lists.of_:
        return _district(token, outer.last, key, outer)
    owner = by_last.get(token - 1) if token and lowers[token - 1] in lists.possessive else by_last.get(token)
    if owner is not None:
        return _district(owner.first, last, key, owner)
    if not text.words[token][0].isupper() or not text.words[token + 1][0].isupper():
        return None
    return _district(token, last, key, outer)


def _district(first: int, last: int, key: str, outer: Candidate | None) -> Candidate:
    return Candidate(
        first,
        last,
        key,
        (),
        0,
        name_first=first,
        name_last=last,
        precision="district",
        within=outer,
        score=5.0,
    )


def unlist(text: Text, names: Names, kept: list[Candidate]) -> None:
    """Removes the entries of neighbourhoods and city districts that have the name of a smaller town."""
    for candidate, following in zip_longest(kept, kept[1:]):
        if not candidate.noun or not candidate.entries or candidate.flags in ("v", "o"):
            continue
        size, word = max(entry.population for entry in candidate.entries), text.lowers[candidate.last - 1]
        part_of_city = word in text.language.places.district and _is_in(text, candidate, following)
        if size < METROPOLIS and (part_of_city or word in names.words.neighbourhood):
            candidate.entries = ()


def unlist_abroad(text: Text, kept: list[Candidate]) -> None:
    """Removes the entries of districts that share their name with towns of other countries only.

    In a text on Mosul "the Karama district" is a part of that city, not a town in a country that the
    text does not name.
    """
    told = [c for c in kept if c.entries and not _is_quarter(text, c)]
    if not any(c.entries[0].kind == "city" for c in told):
        return
    countries = {entry.country for c in told for entry in c.entries[: c.main or 1]}
    for candidate in kept:
        if not candidate.entries or candidate.container or not _is_quarter(text, candidate):
            continue
        size = max(entry.population for entry in candidate.entries)
        if size < METROPOLIS and not any(entry.country in countries for entry in candidate.entries):
            candidate.entries = ()


def unlist_elsewhere(text: Text, kept: list[Candidate]) -> None:
    """Removes the entries of a small place where the larger place named right behind it is elsewhere.

    "Highfields, Harare" is no town in Australia, "the Baba area of Kandahar" none in Ecuador.
    """
    for candidate, following in pairwise(kept):
        if not candidate.entries or candidate.flags in ("v", "o") or not following.entries:
            continue
        between = text.lowers[candidate.last : following.first]
        size = max(entry.population for entry in candidate.entries)
        if size < SMALL and _is_link(text, between) and not _may_lie_in(candidate, following):
            candidate.entries = ()


def _is_link(text: Text, between: list[str]) -> bool:
    """Whether a comma, a bracket, "of" or "in" alone stands between a place and a larger one."""
    lists = text.language.places
    words = [word for word in between if word not in lists.the]
    return len(words) == 1 and (words[0] in (",", "(") or words[0] in lists.part_prepositions)


def _may_lie_in(candidate: Candidate, outer: Candidate) -> bool:
    """Whether a place that a name means is in the country of the other; near it, if that is a town."""
    for holder in outer.entries:
        for entry in candidate.entries:
            near = holder.kind != "city" or distance(entry, holder) < NEAR_KM
            if entry.country == holder.country and near:
                return True
    return False


def unlist_namesakes(kept: list[Candidate]) -> None:
    """Removes the entries of names that are only other names of small towns far away.

    In a text on Mosul "Jadida" alone is not the small town El Jadida in Morocco. Towns within `FAR_KM`
    of another place of the text stay: "Raqqa and Falluja" are in two countries.
    """
    told = [c for c in kept if c.entries and not _is_other_name(c)]
    if not any(c.entries[0].kind == "city" for c in told):
        return
    named = [entry for c in told for entry in c.entries[: c.main or 1]]
    for candidate in kept:
        if _is_other_name(candidate) and not any(_is_around(one, named) for one in candidate.entries):
            candidate.entries = ()


def _is_around(entry: Entry, named: list[Entry]) -> bool:
    return any(entry.country == one.country or distance(entry, one) < FAR_KM for one in named)


def _is_other_name(candidate: Candidate) -> bool:
    """Whether the name means small towns only, and the main name of the largest is a different one."""
    entries = candidate.entries
    if not entries or candidate.container is not None or candidate.flags in ("v", "o"):
        return False
    small = all(one.kind in ("city", "adm2") and one.population < SMALL for one in entries)
    largest = max(entries, key=lambda one: one.population)
    own = fold.key(largest.name)
    region = largest.kind == "adm2" and own.endswith(f" {candidate.key}")
    return small and own != candidate.key and not region


def _is_quarter(text: Text, candidate: Candidate) -> bool:
    own = candidate.flags in ("v", "o")
    return (
        bool(candidate.noun) and not own and text.lowers[candidate.last - 1] in text.language.places.district
    )


def _is_in(text: Text, candidate: Candidate, following: Candidate | None) -> bool:
    """Whether "of" or "in" and a city follow: "the Yarmouk district of Damascus", ", in Damascus"."""
    outer = (following.within or following) if following is not None else None
    if following is None or outer is None or not outer.entries or following.first - candidate.last > 4:
        return False
    between = text.lowers[candidate.last : following.first]
    return not text.language.places.part_prepositions.isdisjoint(between) and outer.entries[0].kind == "city"


def place_within(text: Text, kept: list[Candidate]) -> None:
    """Sets `within` of unresolved candidates to a resolved place; leaves it where the text has none.

    A part of a city takes the city of the same part elsewhere in the text, else the city that the text
    names most. All others, and a part where no city is named, take the nearest place behind them in
    their sentence, else the nearest before them.
    """
    cities = {c.key: c.within for c in kept if c.precision == "district" and c.within and c.within.chosen}
    main = _main_city(kept)
    for number, candidate in enumerate(kept):
        if candidate.chosen is not None or (candidate.within is not None and candidate.within.chosen):
            continue
        if candidate.precision == "district":
            candidate.within = cities.get(candidate.key) or main or _nearest(text, kept, number)
        else:
            candidate.within = _nearest(text, kept, number)
        candidate.inside = _is_inside(text, candidate)


def _is_inside(text: Text, candidate: Candidate) -> bool:
    """Whether the place that a candidate lies within stands in its sentence, and not in a list with it."""
    outer = candidate.within
    if outer is None or text.sentence_of(outer.first) != text.sentence_of(candidate.first):
        return False
    first, second = sorted((candidate, outer), key=lambda one: one.first)
    between = text.lowers[first.last : second.first]
    return len(between) > 2 or not _lists(text, between, second.last)


def _lists(text: Text, between: list[str], last: int) -> bool:
    """Whether two places are equals in a list: "Homs and Tamsit", "Tamsit, Homs and Hama"."""
    links = text.language.places.list_links
    following = text.lowers[last : last + 1]
    joined = bool(between) and links.issuperset(between)
    return joined and (between != [","] or (bool(following) and following[0] in links))


def _main_city(kept: list[Candidate]) -> Candidate | None:
    """Returns the city that the text names most, the first of equals; None when it names no city."""
    counts = Counter(c.key for c in kept if c.chosen and c.chosen.kind == "city" and c.kind == "place")
    if not counts:
        return None
    best = max(counts.values())
    return next(c for c in kept if c.chosen and counts.get(c.key) == best)


def _nearest(text: Text, kept: list[Candidate], number: int) -> Candidate | None:
    candidate = kept[number]
    sentence = text.sentence_of(candidate.first)
    for other in kept[number + 1 : number + 1 + AHEAD]:
        if other.first >= min(sentence.last, candidate.last + AHEAD):
            break
        if (outer := _resolved(other)) is not None:
            return outer
    for other in reversed(kept[max(0, number - BACK) : number]):
        if (outer := _resolved(other)) is not None:
            return outer
    return None


def _resolved(candidate: Candidate) -> Candidate | None:
    outer = candidate if candidate.chosen is not None else candidate.within
    return outer if outer is not None and outer.chosen is not None and outer.kind == "place" else None
