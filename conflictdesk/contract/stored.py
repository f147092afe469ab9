"""The shapes of what is stored as JSON and travels between rooms: proposals, readings, snapshots.

A proposal is a candidate in the contract's names, as `types.to_json` gives it. A reading is a claim's values
in flat, editable form. A snapshot's content is what readers of a situation are told, in no language.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict, final

Bound = float | None


class SpanJson(TypedDict):
    start: int
    end: int


class ActorJson(TypedDict):
    """An actor where the text names it; id and name are null when the vocabulary does not know the words."""

    text: str
    start: int
    end: int
    id: str | None
    name: str | None
    role: str | None


class PlaceJson(TypedDict):
    text: str
    start: int
    end: int
    name: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    precision: str
    geonames_id: int | None
    within: str | None


WhenJson = TypedDict(
    "WhenJson",
    {"text": str, "start": int, "end": int, "from": str | None, "to": str | None, "precision": str | None},
)


class AttributionJson(TypedDict):
    start: int
    end: int
    text: str
    actor: ActorJson | None
    hedged: bool
    via: ActorJson | None


class CandidateJson(TypedDict):
    """What figures and events have in common."""

    start: int
    end: int
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
class FigureJson(CandidateJson):
    measure: str
    low: Bound
    best: Bound
    high: Bound
    qualifier: str
    unit: str
    population: str | None
    side: ActorJson | None
    part_of: int | None
    period: str | None


@final
class EventJson(CandidateJson):
    type: str
    actors: list[ActorJson]
    targets: list[ActorJson]
    weapon: str | None
    figures: list[int]


class SituationContent(TypedDict):
    slug: str
    name: str
    state: str
    summary: str


class RangeContent(TypedDict):
    low: Bound
    high: Bound


class SourceContent(TypedDict):
    """Who says so; `party` where it is a party to the conflict."""

    name: str
    role: str | None
    party: bool


class PointContent(TypedDict):
    latitude: float
    longitude: float
    precision: str


class ArticleContent(TypedDict):
    title: str
    url: str
    block: str


class TellersContent(TypedDict):
    """How many articles and sources tell it."""

    articles: int
    sources: int


# "from" is a word of Python.
DatedContent = TypedDict("DatedContent", {"from": str | None, "to": str | None, "precision": str | None})


class EntryContent(DatedContent):
    """What figures and events of a snapshot have in common."""

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


class FigureContent(EntryContent):
    measure: str
    unit: str
    population: str
    period: str
    low: Bound
    best: Bound
    high: Bound
    qualifier: str
    side: str
    amended: bool


class EventContent(EntryContent):
    type: str
    trigger: str
    actors: list[str]
    targets: list[str]
    weapon: str
    realis: str


class HistoryPoint(TypedDict):
    claim: int
    as_of: str
    source: str
    low: Bound
    best: Bound
    high: Bound
    qualifier: str


class StandingContent(TypedDict):
    measure: str
    unit: str
    population: str
    side: str
    period: str
    place: str | None
    policy: str
    range: RangeContent
    leader: FigureContent
    rivals: list[FigureContent]
    history: list[HistoryPoint]


class PastStanding(TypedDict):
    """A standing as readers may see it later: `leader` is None where it is left out, `withdrawn` counts."""

    measure: str
    unit: str
    population: str
    side: str
    period: str
    place: str | None
    policy: str
    range: RangeContent
    leader: FigureContent | None
    rivals: list[FigureContent]
    history: list[HistoryPoint]
    withdrawn: int


class FactsContent(TypedDict):
    """How many facts are public, and a digest of which and under which rulings."""

    figures: int
    events: int
    digest: str


class SnapshotContent(TypedDict):
    """The content of a stored snapshot, in the present format."""

    situation: SituationContent
    standings: list[StandingContent]
    events: list[EventContent]
    articles: int
    facts: FactsContent
    corrections: NotRequired[int]


class PastContent(TypedDict):
    """A past state without what is not public today; `withdrawn` counts what is left out."""

    situation: SituationContent
    standings: list[PastStanding]
    events: list[EventContent]
    articles: int
    withdrawn: int


ProposalJson = FigureJson | EventJson
