"""The shapes of what is stored as JSON and travels between rooms: proposals, readings, snapshots.

A proposal is a candidate in the contract's names, as `types.to_json` gives it. A reading is a claim's values
in flat, editable form; an amendment is those of them that a person has set. A snapshot's content is what
readers of a situation see, in no language. Dates are ISO dates, both ends inclusive.

None means unknown. A figure is told from an event by its key `measure`: `if "measure" in content`.
"""

from __future__ import annotations

from typing import Literal, NotRequired, TypedDict, final

from conflictdesk.contract.entries import Bound as BoundName

Bound = float | None
BOUNDS: tuple[BoundName, ...] = ("low", "best", "high")

# "from" is a word of Python.
Dates = TypedDict("Dates", {"from": str | None, "to": str | None, "precision": str | None})


class Number(TypedDict):
    """A number by its bounds; a bound is None if the source does not give it."""

    low: Bound
    best: Bound
    high: Bound
    qualifier: str


class Quantity(Number):
    """A number with its unit, a unit id of the contract."""

    unit: str


class Location(TypedDict):
    """A place without the words that name it: latitude and longitude in degrees, WGS 84; `country` is ISO
    3166-1 alpha-2; `within` names the place around it.
    """

    name: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    geonames_id: int | None
    within: str | None


class SpanJson(TypedDict):
    """Characters `start` to `end` of the document's text."""

    start: int
    end: int


class WordsJson(SpanJson):
    text: str


class ActorJson(WordsJson):
    """An actor where the text names it; id and name are null when the vocabulary does not know the words."""

    id: str | None
    name: str | None
    role: str | None


class PlaceJson(WordsJson, Location):
    pass


class WhenJson(WordsJson, Dates):
    pass


class AttributionJson(WordsJson):
    actor: ActorJson | None
    hedged: bool
    via: ActorJson | None


class SinceJson(WordsJson):
    """The words that name a start, and the ISO day that they fix, if any."""

    date: str | None


class CandidateJson(SpanJson):
    """What figures and events have in common."""

    quote: str
    sentence: SpanJson
    same_as: int | None
    attribution: AttributionJson | None
    place: PlaceJson | None
    when: WhenJson | None
    realis: str
    confidence: float
    rule: str


@final
class FigureJson(CandidateJson, Quantity):
    measure: str
    population: str | None
    side: ActorJson | None
    part_of: int | None
    period: str | None
    # Claims that were recorded under version 1 of the contract have neither.
    since: NotRequired[SinceJson | None]
    cause: NotRequired[str]


@final
class EventJson(CandidateJson):
    type: str
    actors: list[ActorJson]
    targets: list[ActorJson]
    weapon: str | None
    figures: list[int]


ProposalJson = FigureJson | EventJson


class ContextJson(TypedDict):
    """What is known of a document's subject besides its text; countries are ISO 3166-1 alpha-2."""

    countries: list[str]
    places: list[str]
    parties: list[str]


class IncidentJson(TypedDict):
    """Figures and events of one text that are one thing, by their indexes; `kind`: incident, totals."""

    kind: str
    events: list[int]
    figures: list[int]
    type: str | None
    place: PlaceJson | None
    when: WhenJson | None
    actors: list[ActorJson]
    targets: list[ActorJson]
    weight: float
    reasons: list[str]


class ResultJson(TypedDict):
    """All that an extractor finds in a text; `contract` is the contract's version."""

    contract: int
    extractor: str
    figures: list[FigureJson]
    events: list[EventJson]
    incidents: list[IncidentJson]


class ActorReading(TypedDict):
    """An actor by name; id and role are None for words that nobody has identified."""

    id: str | None
    name: str
    role: str | None


class PlaceReading(Location):
    """A place without its span; `text` is how it is written."""

    text: NotRequired[str | None]


class ClaimReading(Dates):
    """What the readings of figures and events have in common; `source` is who says so."""

    source: ActorReading | None
    hedged: bool
    place: PlaceReading | None
    realis: str


class SinceReading(TypedDict):
    """From when a number counts, in the text's words; `date` is the ISO day that they fix, if any."""

    text: str
    date: str | None


@final
class FigureReading(ClaimReading, Quantity):
    """A figure's values; `since` is the article's own, and no amendment changes it."""

    measure: str
    population: str | None
    period: str | None
    since: SinceReading | None
    cause: str
    side: ActorReading | None
    is_part: bool


@final
class EventReading(ClaimReading):
    type: str
    weapon: str | None
    actors: list[ActorReading]
    targets: list[ActorReading]


Reading = FigureReading | EventReading


AmendedDates = TypedDict(
    "AmendedDates", {"from": str | None, "to": str | None, "precision": str | None}, total=False
)


class Amendment(AmendedDates, total=False):
    """The fields of a claim's reading that a person set or confirmed: of a figure, or of an event."""

    source: ActorReading | None
    hedged: bool
    place: PlaceReading | None
    realis: str
    measure: str
    low: Bound
    best: Bound
    high: Bound
    qualifier: str
    unit: str
    population: str | None
    period: str | None
    side: ActorReading | None
    is_part: bool
    type: str
    weapon: str | None
    actors: list[ActorReading]
    targets: list[ActorReading]


class ActorName(TypedDict):
    name: str


class EventWords(TypedDict):
    """What an event's line is written from, where the event is in no snapshot."""

    type: str
    trigger: str
    actors: list[str]
    targets: list[str]
    weapon: str | None
    realis: str
    hedged: bool
    source: ActorName | None
    place: str | None


class SituationContent(TypedDict):
    """A situation as its box names it; `summary` is the editor's sentence, "" without one."""

    slug: str
    name: str
    state: str
    summary: str


class RangeContent(TypedDict):
    """The ends of a standing's range; None for an open end."""

    low: Bound
    high: Bound


class SourceContent(TypedDict):
    """Who says so; `party` where it is a party to the conflict."""

    name: str
    role: str | None
    party: bool


class PointContent(TypedDict):
    """A point on the map, in degrees, WGS 84."""

    latitude: float
    longitude: float
    precision: str


class ArticleName(TypedDict):
    title: str
    url: str


class ArticleContent(ArticleName):
    """An article, and the id of the block with the words; "" for no block."""

    block: str


class TellersContent(TypedDict):
    """How many articles and sources tell it."""

    articles: int
    sources: int


class EntryContent(Dates):
    """What figures and events of a snapshot have in common. `as_of` is the article's day, `approved_at` a
    date-time; `claim` and `ruling` are keys of rows.
    """

    claim: int
    ruling: int
    source: SourceContent | None
    hedged: bool
    place: str | None
    point: PointContent | None
    as_of: str
    quote: str
    sentence: str
    article: ArticleContent
    told_by: TellersContent
    approved_at: str


class StartContent(TypedDict):
    """The start from which a figure counts; without the key where the article names none."""

    since: NotRequired[SinceReading]


@final
class FigureContent(EntryContent, Quantity, StartContent):
    measure: str
    population: str
    period: str
    side: str
    amended: bool


@final
class EventContent(EntryContent):
    type: str
    trigger: str
    actors: list[str]
    targets: list[str]
    weapon: str
    realis: str


class HistoryPoint(Number):
    """A value of a standing's history, in the standing's unit."""

    claim: int
    as_of: str
    source: str


class StandingKey(TypedDict):
    """What tells one standing of a situation from another; `place` is None for the whole of it."""

    measure: str
    unit: str
    population: str
    side: str
    period: str
    place: str | None


class ShownStanding(StandingKey):
    """What a box shows of a standing."""

    leader: FigureContent
    rivals: list[FigureContent]
    history: list[HistoryPoint]


class StandingContent(ShownStanding):
    """A standing of a snapshot; `policy` is the situation's, by which the leader was chosen."""

    policy: str
    range: RangeContent


class PastStanding(StandingKey):
    """A standing as readers may see it later: `leader` is None where it is left out, `withdrawn` counts."""

    leader: FigureContent | None
    rivals: list[FigureContent]
    history: list[HistoryPoint]
    policy: str
    range: RangeContent
    withdrawn: int


class ProspectFigure(Quantity):
    """A figure of a standing as it would be after an approval, without its evidence."""

    measure: str
    population: str
    place: str
    source: str
    as_of: str


class ProspectStanding(StandingKey):
    """A standing as it is without, or would be with, a claim that waits."""

    leader: ProspectFigure
    rivals: list[ProspectFigure]


class CorrectedEntry(Dates):
    """What corrected figures and events have in common: what readers could see, by name."""

    claim: int
    source: str | None
    hedged: bool
    place: str | None
    as_of: str
    realis: str


@final
class CorrectedFigure(CorrectedEntry, Quantity):
    kind: Literal["figure"]
    measure: str
    population: str | None
    period: str | None
    side: str | None
    is_part: bool


@final
class CorrectedEvent(CorrectedEntry):
    kind: Literal["event"]
    type: str
    weapon: str | None
    actors: list[str]
    targets: list[str]


class FactsContent(TypedDict):
    """How many facts are public, and a digest of which and under which rulings."""

    figures: int
    events: int
    digest: str


class BoxContent(TypedDict):
    """What a box and a situation's page are made of. `corrections`: how many there are; absent where none
    are counted.
    """

    situation: SituationContent
    standings: list[StandingContent]
    events: list[EventContent]
    articles: int
    corrections: NotRequired[int]


class SnapshotContent(BoxContent):
    """The content of a stored snapshot, in the present format."""

    facts: FactsContent


class PastContent(TypedDict):
    """A past state without what is not public today; `withdrawn` counts what is left out."""

    situation: SituationContent
    standings: list[PastStanding]
    events: list[EventContent]
    articles: int
    withdrawn: int
