"""The public door of the extraction room: a document in, its figures and events out.

Promises: pure and deterministic; the clock, the network and the database are never asked. An engine is
built once for each vocabulary and kept. Text in a language that is not read gives an empty result.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from conflictdesk.contract.types import Document, Number, Place, Result, When
from conflictdesk.extraction import extractor_version, figures
from conflictdesk.extraction.actors.nations import Nations
from conflictdesk.extraction.analysis import Analysis
from conflictdesk.extraction.attribution import attribution_finder
from conflictdesk.extraction.dates import DateFinder, WhenMention
from conflictdesk.extraction.events import EventFinder
from conflictdesk.extraction.gazetteer import Gazetteer
from conflictdesk.extraction.gazetteer import shipped as shipped_gazetteer
from conflictdesk.extraction.grammar.parser import GroupParser
from conflictdesk.extraction.language.language import Language
from conflictdesk.extraction.numbers.number_finder import NumberFinder, as_number
from conflictdesk.extraction.places import Hints, OwnPlace, PlaceFinder, PlaceMention
from conflictdesk.extraction.text.lexicon import Lexicon
from conflictdesk.extraction.text.tokens import Checkpoint, Text, read, unwatched
from conflictdesk.vocabulary.loader import Vocabulary, languages, shipped


class Engine(NamedTuple):
    """The finders of one vocabulary and one gazetteer."""

    vocabulary: Vocabulary
    language: Language
    lexicon: Lexicon
    nations: Nations
    numbers: NumberFinder
    parser: GroupParser
    places: PlaceFinder
    dates: DateFinder
    figures: figures.FigureFinder
    events: EventFinder

    @classmethod
    def of(cls, vocabulary: Vocabulary, places: Gazetteer) -> Engine:
        return cls(
            vocabulary,
            Language.of(vocabulary),
            Lexicon.of(vocabulary),
            Nations.of(vocabulary),
            NumberFinder.of(vocabulary),
            GroupParser.of(vocabulary),
            PlaceFinder.of(places, vocabulary),
            DateFinder.of(vocabulary),
            figures.FigureFinder.of(vocabulary),
            EventFinder.of(vocabulary),
        )

    def analyse(
        self, document: Document, own: Sequence[OwnPlace] = (), checkpoint: Checkpoint = unwatched
    ) -> Analysis:
        text = read(document.text, checkpoint, self.language)
        tags = self.nations.compose(text, self.lexicon.tag(text))
        numbers = self.numbers.find(text, tags)
        groups = self.parser.sentence_parser(text, tags, numbers)
        return Analysis(
            document,
            text,
            tags,
            numbers,
            self.find_places(text, document, own),
            self.dates.find(text, document.published),
            attribution_finder.find(text, tags, groups),
            groups,
        )

    def find_places(self, text: Text, document: Document, own: Sequence[OwnPlace]) -> list[PlaceMention]:
        return self.places.find(text, Hints(document.title, document.place, own))

    def find_dates(self, text: Text, document: Document) -> list[WhenMention]:
        return self.dates.find(text, document.published)


@cache
def _engine(vocabulary: Vocabulary, places: Gazetteer) -> Engine:
    return Engine.of(vocabulary, places)


def engine_for(vocabulary: Vocabulary | None = None, gazetteer: Gazetteer | None = None) -> Engine:
    """The engine of a vocabulary and a gazetteer, by default the shipped ones."""
    return _engine(vocabulary or shipped(), shipped_gazetteer() if gazetteer is None else gazetteer)


def reads(language: str) -> bool:
    """Whether text in a BCP 47 language is read: the package has a folder of words for it."""
    return language.lower().split("-", 1)[0] in languages()


def version(
    vocabulary: Vocabulary | None = None,
    gazetteer: Gazetteer | None = None,
    own_places: Sequence[OwnPlace] = (),
) -> str:
    """What `Result.extractor` says of a text that is read with these."""
    places = shipped_gazetteer() if gazetteer is None else gazetteer
    return extractor_version.version(vocabulary or shipped(), places, own_places)


def extract(
    document: Document,
    *,
    vocabulary: Vocabulary | None = None,
    gazetteer: Gazetteer | None = None,
    own_places: Sequence[OwnPlace] = (),
    checkpoint: Checkpoint = unwatched,
) -> Result:
    """The figures and events of a document. `own_places` are the editors', found before any other.

    `checkpoint` is called between sentences all along; what it raises ends the reading.
    """
    engine = engine_for(vocabulary, gazetteer)
    extractor = version(engine.vocabulary, gazetteer, own_places)
    if not reads(document.language):
        return Result(extractor=extractor)
    analysis = engine.analyse(document, own_places, checkpoint)
    found = engine.figures.find(analysis)
    events = engine.events.find(analysis, found)
    return Result(tuple(found), tuple(events), extractor)


def find_numbers(document: Document, *, vocabulary: Vocabulary | None = None) -> list[Number]:
    """Every number that is not masked, those of no measure too."""
    engine = engine_for(vocabulary)
    text = read(document.text, language=engine.language)
    return [as_number(text, mention) for mention in engine.numbers.find(text, engine.lexicon.tag(text))]


def find_places(document: Document, *, vocabulary: Vocabulary | None = None) -> list[Place]:
    """Every place named in the text; "Iraqi" and "Washington Post" name none."""
    engine = engine_for(vocabulary)
    found = engine.find_places(read(document.text, language=engine.language), document, ())
    return [mention.place for mention in found if mention.kind == "place"]


def find_dates(document: Document, *, vocabulary: Vocabulary | None = None) -> list[When]:
    """Every date named in the text."""
    engine = engine_for(vocabulary)
    return [
        mention.when for mention in engine.find_dates(read(document.text, language=engine.language), document)
    ]
