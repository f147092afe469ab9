"""Where a text is: the place that a sentence goes on about when it names none itself.

That is the place of the sentence before, or of the sentence behind where that goes on about the same event;
else the scene of the whole text: the place at which most of what it tells happens.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from conflictdesk.contract.types import Place
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.gazetteer.great_circle import kilometres
from conflictdesk.extraction.grammar.pos_tags import Pos
from conflictdesk.extraction.places import PlaceMention
from conflictdesk.extraction.text.lexicon import of_kind
from conflictdesk.extraction.text.sentences import ENDERS
from conflictdesk.extraction.text.tokens import Sentence
from conflictdesk.extraction.whereabouts.clause_places import scale_of, steps_between
from conflictdesk.extraction.whereabouts.place_uses import Use, is_state, use_of
from conflictdesk.vocabulary.entries import EventEntry

WEIGHTS = {
    Use.SCENE: 1.0, Use.STRUCK: 0.8, Use.MODIFIER: 0.6, Use.REFERENCE: 0.4, Use.LOOSE: 0.2, Use.SOURCE: 0.2,
    Use.ORIGIN: 0.1,
}  # fmt: skip
# The first sentences of a text and what they weigh; what a country weighs, and a place that no event is near.
LEAD, LEAD_WEIGHT = 4, 3.0
COUNTRY_WEIGHT, APART_WEIGHT = 0.35, 0.3
# A place inside the scene is the scene where it has this much of its weight; how far it lies from the middle.
INSIDE, WITHIN_KM = 0.6, 120.0
# A scene is alone where no other small place has this much of its weight; what no small place is.
ALONE = 0.5
WIDE = frozenset({"country", "adm1", "adm2"})
# How far from its beginning a sentence says that it "happened" there, and names it ("the suicide attack").
POINTED, NAMED = 8, 3
# How many tokens from a place a word for an event is looked for.
TOLD = 30


@dataclass(frozen=True)
class Story:
    """The scenes of one document.

    By the sentence's index `near` has the place at which a sentence tells of an event, `ahead` that of the
    sentence behind it which points back, and `ends` the token up to which a place may be its scene. `main` is
    the scene of the whole text, `country` the country in which it lies, and `alone` says that no other small
    place has much of its weight.
    """

    near: dict[int, PlaceMention]
    ahead: dict[int, PlaceMention]
    main: PlaceMention | None
    country: PlaceMention | None
    ends: tuple[int, ...]
    alone: bool

    @classmethod
    def of(cls, analysis: Analysis) -> Story:
        """The scenes of an analysed document."""
        near: dict[int, PlaceMention] = {}
        ahead: dict[int, PlaceMention] = {}
        weights: dict[str, float] = defaultdict(float)
        places: dict[str, PlaceMention] = {}
        for sentence, one, use, tells in _uses(analysis):
            key = (one.place.name or one.place.text).casefold()
            places.setdefault(key, one)
            weights[key] += _weight(sentence, one, use, tells)
            if tells and use <= Use.STRUCK and one.place.precision != "country":
                near.setdefault(sentence.index, one)
            if use <= Use.STRUCK and _points_back(analysis, sentence):
                ahead.setdefault(sentence.index - 1, one)
        main = _finest(places, weights)
        alone = main is not None and _is_alone(places, weights, main)
        return cls(near, ahead, main, _country(analysis, main), _ends(analysis), alone)

    def place_at(self, index: int) -> PlaceMention | None:
        """The place at which the text is in a sentence that names none; None where it names none so far."""
        found = self.beside(index)
        if found is None and self.main is not None and self.main.first < self.ends[index]:
            return self.main
        return found

    def country_at(self, index: int) -> PlaceMention | None:
        """The country in which the scene lies; None where the text names it only far behind a sentence."""
        near = min(index + 1, len(self.ends) - 1)
        named = self.country is not None and self.country.first < self.ends[near]
        return self.country if named else None

    def beside(self, index: int) -> PlaceMention | None:
        """The place of the sentence before, or of one behind that points back; None where these name none."""
        return self.near.get(index - 1) or self.ahead.get(index)

    def within(self, analysis: Analysis, found: PlaceMention) -> PlaceMention:
        """The only scene of the whole text where it lies in the country that a sentence names, else that
        country: "in Norland" is in Vell where the text tells what happened in Vell."""
        groups = analysis.groups(analysis.text.sentence_of(found.first))
        if self.main is None or not self.alone or not is_state(groups, found):
            return found
        return self.main if _lies_in(self.main.place, found.place) else found


def _uses(analysis: Analysis) -> Iterator[tuple[Sentence, PlaceMention, Use, bool]]:
    """Each place that may be a scene, in text order: its sentence, the place, its use, and whether its clause
    tells of an event."""
    for one in analysis.places:
        sentence = analysis.text.sentence_of(one.first)
        use = use_of(analysis, sentence, one)
        if use is Use.NONE:
            continue
        yield sentence, one, use, _tells(analysis, sentence, one)


def _tells(analysis: Analysis, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether the clause of a place, or one right beside it, has a word for an event."""
    first, last = max(sentence.first, mention.first - TOLD), min(sentence.last, mention.last + TOLD)
    tags = of_kind(analysis.tags.beginning(first, last), EventEntry)
    words = dict.fromkeys(tag.first for tag in tags)
    clauses = analysis.clauses(sentence) if words else None
    return clauses is not None and any(steps_between(clauses, word, mention.last - 1) < 2 for word in words)


def _weight(sentence: Sentence, mention: PlaceMention, use: Use, tells: bool) -> float:
    """What a mention adds to the weight of its place."""
    lead = LEAD_WEIGHT if sentence.index < LEAD else 1.0
    whole = COUNTRY_WEIGHT if mention.place.precision == "country" else 1.0
    return WEIGHTS[use] * lead * whole * (1.0 if tells else APART_WEIGHT)


def _finest(places: dict[str, PlaceMention], weights: dict[str, float]) -> PlaceMention | None:
    """The place with the most weight, or one inside it with much of that weight; None without a place."""
    main = max(weights, key=lambda key: weights[key], default=None)
    if main is None:
        return None
    inside = [
        key
        for key in places
        if weights[key] >= INSIDE * weights[main] and _lies_in(places[key].place, places[main].place)
    ]
    return places[max(inside, key=lambda key: weights[key], default=main)]


def _is_alone(places: dict[str, PlaceMention], weights: dict[str, float], main: PlaceMention) -> bool:
    """Whether no other small place has much of the weight of the main scene."""
    least = ALONE * max(weights[key] for key, one in places.items() if one is main)
    return not any(
        weights[key] > least and one is not main and one.place.precision not in WIDE
        for key, one in places.items()
    )


def _lies_in(inner: Place, outer: Place) -> bool:
    """Whether a place lies in another, as far as their names and points say."""
    if scale_of(inner) >= scale_of(outer):
        return False
    if inner.within is not None and inner.within in (outer.name, outer.within):
        return True
    if outer.precision == "country":
        return inner.precision != "unresolved" and inner.country == outer.country
    if outer.precision not in ("adm1", "adm2") or inner.latitude is None or outer.latitude is None:
        return False
    points = (inner.latitude, inner.longitude or 0.0), (outer.latitude, outer.longitude or 0.0)
    return kilometres(*points) < WITHIN_KM


def _country(analysis: Analysis, scene: PlaceMention | None) -> PlaceMention | None:
    """The first mention of the country in which a scene lies; None where the text names it nowhere."""
    if scene is None or scene.place.country is None:
        return None
    named = (one for one in analysis.places if one.kind == "place" and one.place.precision == "country")
    return next((one for one in named if one.place.country == scene.place.country), None)


def _ends(analysis: Analysis) -> tuple[int, ...]:
    """The last token of each sentence; of a headline, which has no full stop, that of the whole text."""
    words = analysis.text.words
    return tuple(
        one.last if one.index or words[one.last - 1] in ENDERS else len(words)
        for one in analysis.text.sentences
    )


def _points_back(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether a sentence is about the event just told: "The attack took place in", "It happened in"."""
    lists = analysis.text.language.figures
    lowers, first = analysis.text.lowers, sentence.first
    if lowers[first] in lists.pointing and not lists.placed.isdisjoint(lowers[first : first + POINTED]):
        return True
    if lowers[first] not in lists.the_or_this:
        return False
    behind = range(first + 1, min(first + 1 + NAMED, sentence.last))
    groups = analysis.groups(sentence)
    return any(groups.pos(at) is Pos.NOUN and analysis.tags.at(at, EventEntry) is not None for at in behind)
