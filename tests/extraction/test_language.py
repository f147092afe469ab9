"""Text is read by the words of its language."""

from __future__ import annotations

import pytest

from conflictdesk.contract.types import Document
from conflictdesk.extraction.engine import extract, find_numbers
from conflictdesk.vocabulary.loader import Vocabulary, load

TEXT = "A blast killed 12 people in Mosul."
NUMERALS = """kind: numerals
entries:
  - {id: doce, value: 12, class: teen, patterns: [doce], examples: [doce heridos], counterexamples: [docena]}
"""


@pytest.fixture(scope="module")
def spanish(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    """A language that has numerals and nothing else yet."""
    folder = tmp_path_factory.mktemp("es")
    (folder / "numerals.yaml").write_text(NUMERALS, encoding="utf-8")
    return load(folder, language="es")


def test_a_language_of_numerals_alone_finds_numbers(spanish: Vocabulary) -> None:
    found = find_numbers(Document("Murieron doce personas.", language="es"), vocabulary=spanish)
    assert [(one.quote, one.best) for one in found] == [("doce", 12)]


@pytest.mark.parametrize(
    ("language", "figures"),
    [("en", ["killed"]), ("en-GB", ["killed"]), ("EN", ["killed"]), ("es", []), ("es-MX", []), ("de", [])],
)
def test_no_text_is_read_by_the_words_of_another_language(language: str, figures: list[str]) -> None:
    document = Document(TEXT, language=language)
    assert [one.measure for one in extract(document).figures] == figures


def test_words_of_one_language_read_no_other(spanish: Vocabulary) -> None:
    result = extract(Document(TEXT), vocabulary=spanish)
    assert (result.figures, result.events) == ((), ())
    assert extract(Document(TEXT, language="es"), vocabulary=spanish).extractor == result.extractor
