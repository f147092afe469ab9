"""The public door of the extraction room: a document in, its figures and events out.

Promises: pure and deterministic; neither clock, network nor database is used. An engine is built
once for each vocabulary and gazetteer and kept. Text in a language without a vocabulary gives an
empty result.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from conflictdesk.contract.garbage_collection import paused
from conflictdesk.contract.types import Document, Figure, Number, Place, Result, When
from conflictdesk.extraction import about, extractor_version, figures, since
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
    @paused()
    def of(cls, vocabulary: Vocabulary, places: Gazetteer) -> Engine:
        """The engine of a vocabulary and a gazetteer, built anew."""
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
        """What all stages before figures and events find in a document."""
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

    def find_figures(self, analysis: Analysis) -> list[Figure]:
        """The figures of a document in text order, each with its start and its cause."""
        return about.with_causes(analysis, since.of(analysis, self.figures.find(analysis)))

    def find_places(self, text: Text, document: Document, own: Sequence[OwnPlace]) -> list[PlaceMention]:
        """The places and adjectives of places in a text, in text order."""
        countries = document.context.countries if document.context else ()
        return self.places.find(text, Hints(document.title, document.place, own, countries))

    def find_dates(self, text: Text, document: Document) -> list[WhenMention]:
        """The dates in a text, in text order; relative dates count from the day of publication."""
        return self.dates.find(text, document.published)


@cache
def _engine(vocabulary: Vocabulary, places: Gazetteer) -> Engine:
    """The engine, built once for each vocabulary and gazetteer."""
    return Engine.of(vocabulary, places)


def engine_for(vocabulary: Vocabulary | None = None, gazetteer: Gazetteer | None = None) -> Engine:
    """The engine of a vocabulary and a gazetteer, the shipped ones by default."""
    return _engine(vocabulary or shipped(), shipped_gazetteer() if gazetteer is None else gazetteer)


def reads(language: str, vocabulary: Vocabulary | None = None) -> bool:
    """Whether text in a BCP 47 language is read with a vocabulary: it has that language's words. Without
    one, whether the package has words of the language.
    """
    return _primary(language) in (languages() if vocabulary is None else {vocabulary.language})


def _primary(language: str) -> str:
    """The language without script and region: "en" of "en-GB"."""
    return language.lower().split("-", 1)[0]


def version(
    vocabulary: Vocabulary | None = None,
    gazetteer: Gazetteer | None = None,
    own_places: Sequence[OwnPlace] = (),
) -> str:
    """The version that a result carries as its `extractor` when a text is read with these."""
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
    """The figures and events of a document; none for a language that is not read. `own_places` are the
    editors' own and come before all others.

    `checkpoint` is called between sentences; an error that it raises ends the extraction.
    """
    if vocabulary is None and reads(document.language):
        vocabulary = shipped(_primary(document.language))
    extractor = version(vocabulary, gazetteer, own_places)
    if not reads(document.language, vocabulary):
        return Result(extractor=extractor)
    engine = engine_for(vocabulary, gazetteer)
    analysis = engine.analyse(document, own_places, checkpoint)
    found_figures = engine.find_figures(analysis)
    events = engine.events.find(analysis, found_figures)
    return Result(tuple(found_figures), tuple(events), extractor)


def find_numbers(document: Document, *, vocabulary: Vocabulary | None = None) -> list[Number]:
    """Every number in the text that is not masked, with or without a measure."""
    engine = engine_for(vocabulary)
    text = read(document.text, language=engine.language)
    return [as_number(text, mention) for mention in engine.numbers.find(text, engine.lexicon.tag(text))]


def find_places(document: Document, *, vocabulary: Vocabulary | None = None) -> list[Place]:
    """Every place named in the text; "Iraqi" and "Washington Post" name none."""
    engine = engine_for(vocabulary)
    found = engine.find_places(read(document.text, language=engine.language), document, ())
    return [mention.place for mention in found if mention.kind == "place"]


def find_dates(document: Document, *, vocabulary: Vocabulary | None = None) -> list[When]:
    """Every date in the text."""
    engine = engine_for(vocabulary)
    return [
        mention.when for mention in engine.find_dates(read(document.text, language=engine.language), document)
    ]
