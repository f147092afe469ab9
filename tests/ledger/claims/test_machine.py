"""Publish, edit, rule, undo, unpublish, restrict, rerun, in any order: the invariants hold."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.db import transaction
from django.test import TestCase
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.models import Page, PageViewRestriction
from wagtail.rich_text import RichText

from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import facts, facts_by_hand, rulings
from conflictdesk.ledger.extractions import housekeeping, site_vocabulary
from conflictdesk.ledger.models import Claim, Evidence, Extraction, FigureFact, Ruling, Situation, Snapshot
from conflictdesk.ledger.rights.ruling_rights import NotAllowed
from conflictdesk.ledger.snapshots import (
    correction_log,
    refreshing,
    snapshot_contents,
    snapshot_versions,
    visibility_intervals,
)
from conflictdesk.ledger.snapshots.public_content import public
from conflictdesk.newsroom.models import ArticlePage
from conflictdesk.reconcile.standing_ruling import standing
from tests.factories import EditorFactory, SituationFactory, article, figure, record

pytestmark = pytest.mark.django_db
SENTENCES = (
    "12 people were killed in the market.",
    "14 people were killed in the market.",
    "30 people were wounded near the bridge.",
    "On Sunday 12 people were killed in the market.",
)
REFUSED = (
    rulings.AlreadyDecided,
    rulings.AlreadyThere,
    rulings.InvalidAmendment,
    rulings.NoSituation,
    rulings.TwoPeopleMove,
    NotAllowed,
)
texts = st.lists(st.sampled_from(range(len(SENTENCES))), max_size=3, unique=True)
some = st.integers(0, 10_000)


class Newsroom(RuleBasedStateMachine):
    """Two articles of two situations, three editors, and everything that can happen to them."""

    @initialize(tidy=st.booleans())
    def open(self, tidy: bool) -> None:
        """Sets the newsroom up; with `tidy` housekeeping runs after each step and treats everything as
        old.
        """
        self.tidy = tidy
        self.atom = transaction.atomic()
        self.atom.__enter__()
        self.numbers = itertools.count()
        self.editors = [EditorFactory() for _ in range(3)]
        self.situations = [SituationFactory() for _ in range(2)]
        with self._committed():
            self.section = (
                Page.objects.filter(depth=2)
                .first()
                .add_child(instance=Page(title="Section", slug=f"section-{id(self)}"))
            )
            self.pages = [self._article(number).pk for number in range(2)]
        self.made: dict[int, tuple[Any, ...]] = {}
        self.ruled_on: set[int] = set()

    def _article(self, number: int) -> ArticlePage:
        page = article(SENTENCES[number], situation=self.situations[number], parent=self.section)
        self._read(page)
        return page

    def teardown(self) -> None:
        if hasattr(self, "atom"):
            transaction.set_rollback(True)
            self.atom.__exit__(None, None, None)

    def _committed(self) -> Any:
        return TestCase.captureOnCommitCallbacks(execute=True)

    def _page(self, pick: int) -> ArticlePage:
        return ArticlePage.objects.get(pk=self.pages[pick % 2])

    def _claim(self, pick: int) -> Claim | None:
        claims = list(Claim.objects.order_by("pk"))
        return claims[pick % len(claims)] if claims else None

    def _editor(self, pick: int) -> User:
        return self.editors[pick % 3]

    def _read(self, page: ArticlePage) -> None:
        """Reads as a worker would, with a stand-in for the extractor that finds each sentence's number."""
        text = Extraction.objects.filter(page_key=page.pk).first().text  # type: ignore[union-attr]
        found = []
        for sentence in SENTENCES:
            if f"\n{sentence}" in f"\n{text}":
                number = int("".join(one for one in sentence if one.isdigit()))
                quote = f"{number} people"
                at = text.index(sentence)
                told = figure(text[at:], quote, low=number, best=number, high=number, period="cumulative",
                              measure="wounded" if "wounded" in sentence else "killed")  # fmt: skip
                found.append(_moved(told, at))
        record(page, *found)

    @rule(pick=some, told=texts)
    def edit(self, pick: int, told: list[int]) -> None:
        """Publishes an edit that is not read yet: facts whose words are gone have left already."""
        page = self._page(pick)
        page.body = [("paragraph", RichText(f"<p>{SENTENCES[one]}</p>")) for one in told]
        with self._committed():
            page.save_revision(user=self._editor(pick)).publish()

    @rule(pick=some)
    def read(self, pick: int) -> None:
        page = self._page(pick)
        if page.live:
            with self._committed():
                self._read(page)

    @rule(pick=some)
    def rerun(self, pick: int) -> None:
        """Reads the text again, with another version of the extractor."""
        page = self._page(pick)
        now = Extraction.objects.filter(page_key=page.pk, extractor=site_vocabulary.version())
        for one in now:
            Extraction.objects.filter(pk=one.pk).update(extractor=f"rules/0.{one.pk}.{next(self.numbers)}")
        if page.live:
            with self._committed():
                self._read(page)

    @rule(pick=some)
    def unpublish(self, pick: int) -> None:
        with self._committed():
            self._page(pick).unpublish()

    @rule(pick=some)
    def publish(self, pick: int) -> None:
        with self._committed():
            self._page(pick).get_latest_revision().publish()  # type: ignore[union-attr]

    @rule(pick=some, ancestor=st.booleans())
    def restrict(self, pick: int, ancestor: bool) -> None:
        page = self.section if ancestor else Page.objects.get(pk=self.pages[pick % 2])
        with self._committed():
            PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)

    @precondition(lambda self: PageViewRestriction.objects.exists())
    @rule()
    def open_again(self) -> None:
        with self._committed():
            PageViewRestriction.objects.first().delete()  # type: ignore[union-attr]

    @rule(pick=some, who=some, how=st.sampled_from(["approve", "amend", "reject", "reopen", "undo", "move"]))
    def decide(self, pick: int, who: int, how: str) -> None:
        claim, editor = self._claim(pick), self._editor(who)
        if claim is None:
            return
        try:
            with self._committed(), transaction.atomic():
                self._rule(claim, editor, how)
        except REFUSED:
            pass

    def _rule(self, claim: Claim, editor: User, how: str) -> None:
        if how == "amend":
            rulings.amend(claim.pk, editor, {"high": 99}, version=claim.version)
        elif how == "reject":
            rulings.reject(claim.pk, editor, "other", version=claim.version)
        elif how == "move":
            rulings.move(claim.pk, editor, self.situations[claim.pk % 2], version=claim.version)
        elif how == "undo":
            if claim.ruling is not None and claim.ruling.user is not None:
                rulings.undo(claim.ruling_id, claim.ruling.user)  # type: ignore[arg-type]
        elif how == "approve":
            rulings.approve(claim.pk, editor, version=claim.version)
        else:
            rulings.reopen(claim.pk, editor, version=claim.version)

    @rule(pick=some, who=some)
    def mark_by_hand(self, pick: int, who: int) -> None:
        extraction = facts_by_hand.text_of(self.pages[pick % 2])
        span = facts_by_hand.find(extraction, "people were") if extraction else None
        if extraction and span:
            try:
                with self._committed(), transaction.atomic():
                    facts_by_hand.add(extraction, self._editor(who), *span, "event", "clash")
            except facts_by_hand.AlreadyThere:
                pass

    @invariant()
    def nothing_is_public_without_a_live_public_page_and_a_standing_approval(self) -> None:
        if not hasattr(self, "made"):
            return
        for situation in self.situations:
            snapshot = refreshing.latest(situation.pk)
            for entry in _entries(snapshot.content) if snapshot else []:
                claim = Claim.objects.get(pk=entry["claim"])
                assert claim.page is not None
                assert claim.page.live
                assert not claim.page.get_view_restrictions().exists()
                assert (claim.state, claim.presence) == ("approved", "present")
                assert claim.situation_id == situation.pk
                assert claim.ruling is not None
                assert claim.ruling.outcome == "approved"
                assert entry["ruling"] == claim.ruling_id
                if claim.topic == "killed":
                    people = Ruling.objects.filter(pk__in=[claim.ruling_id, claim.ruling.seconds_id])
                    assert people.values("user").distinct().count() == 2

    @invariant()
    def no_ruling_is_lost_and_the_last_one_not_undone_stands(self) -> None:
        if not hasattr(self, "made"):
            return
        now = {one.pk: (one.claim_id, one.decision, one.user_id, one.amendment, one.at) for one in
               Ruling.objects.all()}  # fmt: skip
        assert {pk: now.get(pk) for pk in self.made} == self.made
        self.made = now
        for claim in Claim.objects.select_related("ruling"):
            left = standing(claim.rulings.order_by("pk").values_list("pk", "undoes_id"))
            assert claim.ruling_id == (left[-1] if left else None)
            assert claim.state == (claim.ruling.outcome if claim.ruling else "pending")

    @invariant()
    def every_snapshot_follows_from_the_ledger(self) -> None:
        if not hasattr(self, "made"):
            return
        for situation in Situation.objects.all():
            latest = refreshing.latest(situation.pk)
            if latest is not None:
                found = public(situation)
                told = snapshot_contents.content(situation, found)
                told["corrections"] = len(correction_log.public(situation))
                assert told == latest.content
                assert visibility_intervals.at(situation.pk, latest.version) == found.rulings
            for snapshot in situation.snapshots.all():
                _reproduce(situation, snapshot)

    @invariant()
    def versions_are_whole_and_so_are_texts_that_count(self) -> None:
        if not hasattr(self, "made"):
            return
        if self.tidy:
            housekeeping.run()
        for row in Snapshot.objects.all():
            assert snapshot_versions.digest_of(snapshot_versions.content_of(row)) == row.digest
        whole = set(Extraction.objects.exclude(text="").values_list("pk", flat=True))
        assert self.ruled_on <= whole
        ruled = Evidence.objects.filter(claim__rulings__isnull=False, extraction__in=whole)
        self.ruled_on = set(ruled.values_list("extraction", flat=True))
        for page in self.pages:
            newest = queries.latest_extraction(page)
            assert newest is not None
            assert newest.pk in whole
        for claim in Claim.objects.filter(presence="present"):
            shown = claim.evidence.order_by("-extraction__sequence").first()
            assert shown is not None
            assert shown.extraction_id in whole

    @invariant()
    def facts_follow_from_claims_and_rulings(self) -> None:
        for fact in FigureFact.objects.select_related("claim__extraction", "claim__ruling", "ruling"):
            assert fact.claim.state == "approved"
            assert fact.claim.ruling == fact.ruling
            derived = facts.figure_values(fact.claim, fact.ruling)
            assert {name: getattr(fact, name) for name in derived} == derived
        assert (
            FigureFact.objects.count()
            == queries.Claim.objects.filter(state="approved", kind="figure").count()
        )


def _entries(content: dict[str, Any]) -> list[dict[str, Any]]:
    standing = [one for each in content["standings"] for one in (each["leader"], *each["rivals"])]
    return [*standing, *content["events"]]


def _reproduce(situation: Situation, snapshot: Any) -> None:
    """Returns what a past version showed, derived from the claims and rulings that were public then."""
    then = visibility_intervals.at(situation.pk, snapshot.version)
    content = snapshot_versions.content_of(snapshot)
    assert content["facts"]["figures"] + content["facts"]["events"] == len(then)
    for entry in _entries(content):
        assert then[entry["claim"]] == entry["ruling"]
        claim, ruling = queries.claim(entry["claim"]), Ruling.objects.get(pk=entry["ruling"])
        if claim.kind == "figure":
            values = facts.figure_values(claim, ruling)
            assert [entry[one] for one in ("low", "best", "high")] == [
                values[one] for one in ("low", "best", "high")
            ]


def _moved(told: Any, by: int) -> Any:
    values = {name: getattr(told, name) for name in type(told).__slots__}
    span = type(told.sentence)(told.sentence.start + by, told.sentence.end + by)
    return type(told)(**{**values, "start": told.start + by, "end": told.end + by, "sentence": span})


def test_whatever_happens_the_invariants_hold(settings: Any) -> None:
    settings.CONFLICTDESK_SECOND_APPROVAL = {"figure:killed"}
    settings.CONFLICTDESK_KEEP_SNAPSHOTS_DAYS = settings.CONFLICTDESK_KEEP_TEXTS_DAYS = 0
    run_state_machine_as_test(Newsroom, settings=OPTIONS)


OPTIONS = settings(
    max_examples=6,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
