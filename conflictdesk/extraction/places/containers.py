"""Finds the larger place named behind a smaller one: "Mosul, Iraq", but not "Utah, Texas and Ohio"."""

from __future__ import annotations

from conflictdesk.extraction.places.place_mention import Candidate
from conflictdesk.extraction.text.tokens import Text


def contain(text: Text, candidates: list[Candidate]) -> None:
    """Sets `container` where a comma or a bracket and a larger place follow: "Mosul, Iraq"."""
    lowers = text.lowers
    for number, candidate in enumerate(candidates[:-1]):
        following = candidates[number + 1]
        if following.first - candidate.last == 1 and lowers[candidate.last] in (",", "("):
            behind = candidates[number + 2] if number + 2 < len(candidates) else None
            if _holds(following, candidate) and not _is_list(text, candidate, following, behind):
                candidate.container = following


def _is_list(text: Text, candidate: Candidate, following: Candidate, behind: Candidate | None) -> bool:
    """Whether the two names are equals in a list: "in Utah, Texas and Ohio", but not "Erbil, Iraq"."""
    if following.entries[0].kind == "country" or _only_city(candidate):
        return False
    if _rank(candidate) >= _rank(following):
        return True
    last = following.last
    return (
        behind is not None
        and behind.first - last <= 2
        and text.lowers[last] in text.language.places.list_links
    )


def _holds(larger: Candidate, smaller: Candidate) -> bool:
    """Whether a place of the smaller name lies in the country or region that the larger name means."""
    if larger.kind != "place":
        return False
    for entry in larger.entries[:4]:
        if entry.kind == "city":
            continue
        for inner in smaller.entries:
            if (
                inner is not entry
                and inner.country == entry.country
                and _same_region(inner.region, entry.region)
            ):
                return True
    return False


def _rank(candidate: Candidate) -> int:
    """Returns the rank of the largest place that the name means: country 2, region 1, town 0."""
    kinds = {entry.kind for entry in candidate.entries[: max(1, candidate.main)]}
    if "country" in kinds:
        return 2
    return 1 if kinds & {"adm1", "region"} else 0


def _only_city(candidate: Candidate) -> bool:
    return _rank(candidate) == 0


def _same_region(inner: str | None, outer: str | None) -> bool:
    return outer is None or inner == outer
