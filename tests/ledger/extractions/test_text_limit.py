"""Texts that are too long: which part is read, and that the rest is not read but kept."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import drafts, facts_by_hand
from conflictdesk.ledger.extractions import intake, outbox, text_limit
from conflictdesk.ledger.extractions.text_limit import Cut, cut_of, read_until
from conflictdesk.ledger.models import Claim, Evidence, Extraction
from conflictdesk.ledger.situations import situation_suggestions
from tests.factories import EditorFactory, SituationFactory, article

PARAGRAPHS = "One two. Three four.\n\nFive six seven. Eight nine.\n\nTen eleven twelve."


@pytest.mark.parametrize(
    ("text", "most", "read"),
    [
        ("Short.", 6, None),
        (PARAGRAPHS, len(PARAGRAPHS), None),
        (PARAGRAPHS, 51, "One two. Three four.\n\nFive six seven. Eight nine."),
        (PARAGRAPHS, 49, "One two. Three four.\n\nFive six seven. Eight nine."),
        (PARAGRAPHS, 30, "One two. Three four."),
        (PARAGRAPHS, 48, "One two. Three four.\n\nFive six seven."),
        (PARAGRAPHS, 15, "One two."),
        ("One two.\nThree. Four five", 15, "One two."),
        ("He said “One two.” Three four", 20, "He said “One two.”"),
        ("one two three four", 10, "one two"),
        ("one two three four", 7, "one two"),
        ("x" * 30, 10, "x" * 10),
        ("12 " * 2_000 + "y" * 3_000, 9_000 - 1, ("12 " * 2_000 + "y" * 3_000)[: 9_000 - 1]),
    ],
)
def test_a_text_is_cut_at_the_best_end_near_the_limit(
    text: str, most: int, read: str | None, settings: Settings
) -> None:
    settings.CONFLICTDESK_MAX_TEXT_LENGTH = most
    assert (None if (until := read_until(text)) is None else text[:until]) == read


KILLED = "Rebels killed {} soldiers in Mosul."


@pytest.fixture
def long_text(settings: Settings) -> Extraction:
    """Returns a text of three paragraphs, two of them within the limit."""
    settings.CONFLICTDESK_MAX_TEXT_LENGTH = 100
    article(*(KILLED.format(number) for number in (21, 22, 23)), title="Title", situation=SituationFactory())
    return Extraction.objects.get()


@pytest.mark.django_db
def test_only_what_is_within_the_limit_is_read_and_its_offsets_are_right(long_text: Extraction) -> None:
    intake.run(long_text.pk)

    row = Extraction.objects.get()
    assert row.text[: row.read_until] == "\n\n".join(["Title", KILLED.format(21), KILLED.format(22)])
    assert row.text.endswith(KILLED.format(23))
    claims = Claim.objects.filter(kind="figure").order_by("pk")
    assert [claim.proposal["best"] for claim in claims] == [21, 22]
    for one in Evidence.objects.all():
        assert row.text[one.start : one.end] == one.quote
        assert row.text[one.sentence_start : one.sentence_end] == one.sentence
        assert one.block


@pytest.mark.django_db
def test_a_fact_of_what_was_not_read_can_be_marked_by_hand_and_stays(long_text: Extraction) -> None:
    intake.run(long_text.pk)
    row = facts_by_hand.text_of(long_text.page_key)
    assert row is not None
    span = facts_by_hand.find(row, "23 soldiers")
    assert span is not None
    claim = facts_by_hand.add(row, EditorFactory(is_superuser=True), *span, "figure", "killed")

    outbox.request(long_text.page.specific)

    claim.refresh_from_db()
    assert (claim.proposal["best"], claim.presence) == (23, Claim.Presence.PRESENT)


@pytest.mark.django_db
def test_a_draft_is_read_up_to_the_limit_too(settings: Settings) -> None:
    settings.CONFLICTDESK_MAX_TEXT_LENGTH = 50
    draft = drafts.read(article(KILLED.format(21), KILLED.format(22), title="Title", live=False))

    assert [one.content["best"] for one in intake.propose(draft) if one.kind == "figure"] == [21]
    assert cut_of(draft) == Cut(42, len(draft.text), f"Title {KILLED.format(21)}")


@pytest.mark.django_db
def test_where_a_text_is_cut_is_found_without_fetching_it(long_text: Extraction) -> None:
    with CaptureQueriesContext(connection) as captured:
        cut = cut_of(Extraction.objects.defer("text").get())

    assert cut == Cut(
        79,
        len(long_text.text),
        "Title Rebels killed 21 soldiers in Mosul. Rebels killed 22 soldiers in Mosul.",
    )
    counted = r'\w+\("conflictdesk_extraction"."text"'
    assert ['"text"' in re.sub(counted, "", one["sql"]) for one in captured] == [False, False]


@pytest.mark.django_db
def test_of_many_words_the_last_ones_are_told(settings: Settings) -> None:
    settings.CONFLICTDESK_MAX_TEXT_LENGTH = 1000
    article("many words of no end " * 100 + "and an end", title="Title")

    cut = cut_of(Extraction.objects.get())

    assert cut is not None
    assert (cut.read, len(cut.words) <= text_limit.LAST_WORDS) == (998, True)
    assert cut.words.startswith("of no end many")


@pytest.mark.django_db
def test_suggestions_come_from_what_is_read(settings: Settings) -> None:
    settings.CONFLICTDESK_MAX_TEXT_LENGTH = 40
    SituationFactory(name="Within", keywords=["harvest"])
    SituationFactory(name="Beyond", keywords=["orchard"])
    page = article("The harvest was good.", "Nobody saw the orchard burn.", title="Title")

    assert queries.latest_words(page.pk) == "Title\n\nThe harvest was good."
    assert [one.situation.name for one in situation_suggestions.for_article(page.pk)] == ["Within"]


@pytest.mark.django_db
@pytest.mark.parametrize("paragraphs", [1, 5_000])
def test_a_text_of_five_megabytes_is_published_and_read_up_to_the_limit(paragraphs: int) -> None:
    words = 5_000_000 // paragraphs // len("Nothing happened. ")
    body = ["Nothing happened. " * words] * (paragraphs - 1)
    page = article(KILLED.format(21) + " " + "Nothing happened. " * words, *body, title="Title")

    done = intake.run(Extraction.objects.get(page=page).pk)

    assert done is not None
    assert (len(done.text) > 4_900_000, 198_000 < (done.read_until or 0) <= 200_000) == (True, True)
    assert done.text[(done.read_until or 0) - 1] == "."
    assert Extraction.objects.get().state == Extraction.State.DONE
    assert [one.proposal["best"] for one in Claim.objects.filter(kind="figure")] == [21]
