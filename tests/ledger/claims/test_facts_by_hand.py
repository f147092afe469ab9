"""Facts that the extractor missed: marked by an editor, then ruled on and tracked like any other."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from wagtail.models import PageLogEntry

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts_by_hand, rulings
from conflictdesk.ledger.models import Claim, Extraction, FigureFact, Situation
from conflictdesk.ledger.rights import ruling_rights
from conflictdesk.ledger.snapshots import refreshing
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile.marked_words import NoNumber, NoSuchKind, NotInText
from tests.factories import JournalistFactory, article, edit, figure, record

pytestmark = pytest.mark.django_db
LINE = "Of the bakers of the town 14 were no more. Fighting went on."


@pytest.fixture
def page(situation: Situation) -> ArticlePage:
    page = article(LINE, situation=situation)
    record(page)
    return page


def _text(page: ArticlePage) -> Extraction:
    found = facts_by_hand.text_of(page.pk)
    assert found is not None
    return found


def _add(page: ArticlePage, editor: User, words: str = "14 were no more", topic: str = "killed") -> Claim:
    extraction = _text(page)
    span = facts_by_hand.find(extraction, words)
    assert span is not None
    return facts_by_hand.add(extraction, editor, *span, "figure", topic)


def test_marked_words_are_a_claim_like_any_other(
    page: ArticlePage, situation: Situation, editor: User
) -> None:
    claim = _add(page, editor)

    assert (claim.state, claim.presence, claim.situation, claim.added_by) == (
        "pending", "present", situation, editor,
    )  # fmt: skip
    assert (claim.added_by_name, claim.topic, claim.proposal["rule"]) == ("Ada Editor", "killed", "by_hand")
    assert [claim.proposal[name] for name in ("low", "best", "high", "qualifier", "unit")] == [
        14, 14, 14, "exact", "person",
    ]  # fmt: skip
    evidence = claim.evidence.get()
    assert evidence.extraction.text[evidence.start : evidence.end] == evidence.quote == "14 were no more"
    assert evidence.sentence == "Of the bakers of the town 14 were no more."
    assert evidence.block == str(page.body[0].id)
    assert list(queries.pending()) == [claim]
    assert PageLogEntry.objects.get(action="conflictdesk.add").user == editor

    rulings.approve(claim.pk, editor, version=claim.version)
    assert FigureFact.objects.get().best == 14


def test_an_event_by_hand(page: ArticlePage, editor: User) -> None:
    extraction = _text(page)
    claim = facts_by_hand.add(
        extraction, editor, *facts_by_hand.find(extraction, "Fighting"), "event", "clash"
    )  # type: ignore[misc]

    assert (claim.kind, claim.topic, claim.evidence.get().sentence) == (
        "event", "clash", "Fighting went on.",
    )  # fmt: skip


def test_what_cannot_be_added_and_why(page: ArticlePage, editor: User) -> None:
    extraction = _text(page)
    end = len(extraction.text)
    for error, span, kind, topic in [
        (NoNumber, facts_by_hand.find(extraction, "Fighting"), "figure", "killed"),
        (NoSuchKind, facts_by_hand.find(extraction, "Fighting"), "event", "tea"),
        (NotInText, (end - 1, end + 5), "event", "clash"),
        (NotInText, (3, 3), "event", "clash"),
    ]:
        with pytest.raises(error):
            facts_by_hand.add(extraction, editor, *span, kind, topic)  # type: ignore[misc, arg-type]
    with pytest.raises(ruling_rights.NotAllowed, match="Only fact editors add facts"):
        _add(page, JournalistFactory())
    first = _add(page, editor)
    with pytest.raises(facts_by_hand.AlreadyThere) as caught:
        _add(page, editor)

    assert caught.value.claim == first
    assert Claim.objects.count() == 1


def test_words_are_marked_in_the_text_that_is_live(page: ArticlePage, editor: User) -> None:
    old = _text(page)
    edit(page, "Everything is different.")
    assert facts_by_hand.text_of(page.pk) is None
    with pytest.raises(facts_by_hand.NotThisText):
        facts_by_hand.add(old, editor, *facts_by_hand.find(old, "14 were no more"), "figure", "killed")  # type: ignore[misc]


@pytest.mark.parametrize(
    ("after", "presence"),
    [
        (LINE, "present"),
        ("On Sunday: Of the bakers of the town 14 were no more. Fighting went on.", "present"),
        ("Of the bakrs of the town 14 were no more. Fighting went on.", "present"),
        ("Of the bakers of the town 15 were no more. Fighting went on.", "vanished"),
        ("Fighting went on.", "vanished"),
        (f"{LINE} {LINE}", "vanished"),
    ],
    ids=["unchanged", "moved", "typo", "number", "deleted", "told twice"],
)
def test_it_follows_an_edit(
    page: ArticlePage, situation: Situation, editor: User, after: str, presence: str
) -> None:
    claim = _add(page, editor)
    rulings.approve(claim.pk, editor, version=claim.version)
    edit(page, after)
    record(page)

    claim.refresh_from_db()
    snapshot = refreshing.latest(situation.pk)
    assert (claim.presence, claim.state) == (presence, "approved")
    assert snapshot is not None
    assert snapshot.content["facts"]["figures"] == (presence == "present")


def test_an_extractor_that_learns_to_find_it_finds_the_same_claim(page: ArticlePage, editor: User) -> None:
    claim = _add(page, editor)
    rulings.approve(claim.pk, editor, version=claim.version)
    Extraction.objects.update(extractor="rules/older")
    text = _text(page).text
    sentence = "Of the bakers of the town 14 were no more."
    found = figure(text, "14 were no more", low=14, best=14, high=14)
    (again,) = record(page, type(found)(**{
        **{name: getattr(found, name) for name in found.__slots__},
        "sentence": type(found.sentence)(text.index(sentence), text.index(sentence) + len(sentence)),
    }))  # fmt: skip

    assert (again.pk, again.presence, Claim.objects.count()) == (claim.pk, "present", 1)
