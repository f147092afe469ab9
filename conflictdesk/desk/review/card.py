"""The card: one claim as an editor sees it, with its headline, its fields and its paragraph."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from conflictdesk.contract.stored import Reading
from conflictdesk.desk.article import progress
from conflictdesk.desk.review import claim_fields
from conflictdesk.desk.review.approval_preview import Prospect, prospect
from conflictdesk.desk.review.claim_fields import Field
from conflictdesk.desk.review.evidence import Mark, Piece, marks, moved, paragraph, paragraph_number, pieces
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, readings, rulings, second_approvals
from conflictdesk.ledger.extractions import text_limit
from conflictdesk.ledger.models import Claim, Evidence, Extraction, Ruling, Situation
from conflictdesk.ledger.rights import article_rights, ruling_rights
from conflictdesk.reconcile import priority
from conflictdesk.wording import reading_lines


def claims() -> QuerySet[Claim]:
    """Returns claims with the related rows that a card needs; of their text only the part that was read."""
    found = Claim.objects.select_related("extraction", "situation", "page__live_revision", "ruling")
    return found.defer("extraction__text").annotate(text_read=text_limit.read_part("extraction__"))


REASONS = {
    "type": gettext_lazy("type"),
    "place": gettext_lazy("place"),
    "time": gettext_lazy("time"),
    "actors": gettext_lazy("actors"),
    "numbers": gettext_lazy("numbers"),
}
TWINS_SHOWN = 3


@dataclass(frozen=True)
class Twin:
    """Another claim that reports, or may report, the same; `because` lists the fields that agree."""

    claim: Claim
    because: tuple[str, ...] = ()

    @property
    def headline(self) -> str:
        return reading_lines.headline(
            readings.reading(self.claim, self.claim.ruling), self.claim.proposal["quote"]
        )

    @property
    def title(self) -> str:
        return self.claim.page_title

    @property
    def reasons(self) -> str:
        return ", ".join(str(REASONS[one]) for one in self.because)

    @property
    def url(self) -> str:
        return f"{reverse('conflictdesk_facts:queue')}?claim={self.claim.pk}"


class Card:
    """A claim for one user. Each property queries the ledger at most once."""

    def __init__(self, claim: Claim, user: Any) -> None:
        self.claim = claim
        self.user = user

    @cached_property
    def ruling(self) -> Ruling | None:
        """The ruling that stands; on a waiting claim, the first of two approvals or the ruling that
        reopened it.
        """
        return self.claim.ruling

    @cached_property
    def reading(self) -> Reading:
        """The values to decide on: as proposed, or as the standing ruling has set them."""
        return readings.reading(self.claim, self.ruling)

    @cached_property
    def headline(self) -> str:
        return reading_lines.headline(self.reading, self.claim.proposal["quote"])

    @property
    def waits(self) -> bool:
        return self.claim.presence in Claim.RULED_ON and self.claim.state == Claim.State.PENDING

    @property
    def contradicts(self) -> bool:
        """Whether it waits and contradicts what readers see now."""
        return self.waits and priority.is_conflict(self.claim.owed)

    @property
    def needs_two(self) -> bool:
        """Whether facts of its kind need two approvals and there is none yet."""
        return self.first is None and rulings.needs_second(self.claim, {})

    @cached_property
    def refusal(self) -> str | None:
        """Why this user may not rule on it, in words; None if they may."""
        return rulings.refusal(self.claim, self.user)

    @cached_property
    def situations(self) -> list[Situation]:
        """The situations that the user may know of, those of the article first."""
        mine = {one.pk for one in queries.situations_shown_on(self.claim.page)} if self.claim.page else set()
        found = article_rights.situations(self.user)
        return sorted(found, key=lambda one: (one.pk not in mine, one.name))

    @cached_property
    def first(self) -> Ruling | None:
        """The approval that waits for a second person; None without one, or if it no longer counts."""
        return None if self.lapse else self.claim.first_approval

    @cached_property
    def lapse(self) -> str:
        """Why the first approval no longer counts, in words; "" if it counts."""
        return second_approvals.lapse(self.claim, self.claim.situation_id)

    @property
    def is_mine(self) -> bool:
        """Whether this user gave the first approval, and so may not give the second."""
        return self.first is not None and self.first.user_id == self.user.pk

    @property
    def may_lead(self) -> bool:
        """Whether editors may pick this figure to lead its standing."""
        situation, claim = self.claim.situation, self.claim
        picks = situation is not None and situation.policy == Situation.Policy.EDITORS_PICK
        return picks and claim.kind == Claim.Kind.FIGURE and claim.state == Claim.State.APPROVED

    @cached_property
    def twins(self) -> list[Twin]:
        """Claims that people have confirmed to report the same."""
        found = claim_matches.of(self.claim)
        seen = article_rights.allowed(self.user, article_rights.Act.SEE, found) if found else ()
        return [Twin(one) for one in found if one.pk in seen]

    @cached_property
    def likely(self) -> list[Twin]:
        """Claims that may report the same, the likeliest first."""
        found = {one.first if one.first != self.claim.pk else one.second: one.reasons
                 for one in claim_matches.suggest(self.claim)[:TWINS_SHOWN]}  # fmt: skip
        seen = Claim.objects.filter(article_rights.claims(self.user)).select_related("page", "ruling")
        rows = seen.in_bulk(found)
        return [Twin(rows[pk], reasons) for pk, reasons in found.items() if pk in rows]

    @property
    def pairings(self) -> list[tuple[str, str]]:
        """The decisions on a likely twin: each one's address name and button text."""
        return [
            ("conflictdesk_facts:same", _("Tells the same")),
            ("conflictdesk_facts:apart", _("Something else")),
        ]

    @cached_property
    def edit_url(self) -> str:
        """The address of the article's editor; "" if the user may not edit the article."""
        page = self.claim.page
        if page is None or not page.permissions_for_user(self.user).can_edit():
            return ""
        return reverse("wagtailadmin_pages:edit", args=(page.pk,))

    @cached_property
    def live_url(self) -> str:
        """The address of the paragraph as readers see it; "" if the article is not live."""
        page = self.claim.page
        if page is None or not page.live or not page.url:
            return ""
        block = self._evidence[0].block
        return f"{page.url}#block-{block}" if block else str(page.url)

    @cached_property
    def replaced(self) -> str:
        """What the same sentence said before the article was edited; "" if this claim replaces none."""
        before = self.claim.replaces.select_related("ruling").order_by("-pk").first()
        if before is None:
            return ""
        said = reading_lines.headline(readings.reading(before, before.ruling), before.proposal["quote"])
        return f"{said} ({before.get_state_display()})"

    @cached_property
    def prospect(self) -> Prospect:
        return prospect(self.claim)

    @cached_property
    def fields(self) -> list[Field]:
        return claim_fields.of(self.claim, self.reading)

    @cached_property
    def why(self) -> list[Field]:
        """The claim's confidence, rule and extractor."""
        return [
            Field(_("confidence"), f"{self.claim.confidence:.2f}"),
            Field(_("rule"), self.claim.proposal["rule"]),
            Field(_("extractor"), self.claim.extraction.extractor),
        ]

    @property
    def marked_by(self) -> str:
        """The name of whoever marked the words by hand; "" if the extractor proposed the claim."""
        return self.claim.added_by_name

    @cached_property
    def _evidence(self) -> list[Evidence]:
        """The mentions in the newest text that has the claim and that the user may read, in text order."""
        rows = self.claim.evidence.select_related("extraction").defer("extraction__text")
        found = list(rows.order_by("-extraction__sequence", "-extraction_id", "start"))
        if _is_draft(found[0]) and not article_rights.may_read_drafts(self.user, self.claim.page_key):
            found = [one for one in found if not _is_draft(one)]
        return [one for one in found if one.extraction_id == found[0].extraction_id]

    @cached_property
    def _marks(self) -> tuple[Mark, ...]:
        first = self._evidence[0]
        again = first.extraction_id != self.claim.extraction_id
        by = first.start - self.claim.proposal["start"] if again else 0
        return moved(marks(self.claim.proposal), by - self._begin, self.text)

    @property
    def is_kept(self) -> bool:
        """Whether the text is still stored, not only the sentence of the evidence."""
        return bool(self._text_read)

    @property
    def text(self) -> str:
        """The part of the newest text with the claim that the extractor read; the whole text if the
        words were marked by hand beyond that part; only the sentence if the text is no longer stored.
        """
        first, read = self._evidence[0], self._text_read
        if read and first.sentence_end > len(read):
            return first.extraction.text
        return read or first.sentence

    @cached_property
    def _text_read(self) -> str:
        extraction, known = self._evidence[0].extraction, getattr(self.claim, "text_read", None)
        if known is not None and extraction == self.claim.extraction:
            return str(known)
        stored = Extraction.objects.filter(pk=extraction.pk)
        return stored.values_list(text_limit.read_part(), flat=True).get()

    @cached_property
    def cut(self) -> str:
        """Says up to where the article was read; "" if it was read to its end."""
        return progress.cut_words(self._evidence[0].extraction)

    @property
    def _begin(self) -> int:
        """The offset in the article at which `text` begins."""
        return 0 if self.is_kept else self._evidence[0].sentence_start

    @property
    def _sentence(self) -> tuple[int, int]:
        first = self._evidence[0]
        return first.sentence_start - self._begin, first.sentence_end - self._begin

    @cached_property
    def passage(self) -> tuple[Piece, ...]:
        """The paragraph of the first mention."""
        return pieces(self.text, paragraph(self.text, *self._sentence), self._sentence, self._marks)

    @cached_property
    def paragraph_number(self) -> int | None:
        """The number of the paragraph within its field; None if the text is no longer stored."""
        first = self._evidence[0]
        if not self.is_kept:
            return None
        return paragraph_number(self.text, first.extraction.segments, first.start)

    @property
    def published(self) -> str:
        return claim_fields.publication_day(self.claim)

    @cached_property
    def legend(self) -> list[tuple[str, str]]:
        """The kinds of marks in this passage with their names, in order of first occurrence."""
        names = {
            "number": _("number"),
            "qualifier": _("qualifier"),
            "trigger": _("what happened"),
            "source": _("source"),
            "place": _("place"),
            "when": _("date"),
            "actor": _("side"),
        }
        seen = dict.fromkeys(piece.kind for piece in self.passage)
        return [(kind, names[kind]) for kind in seen if kind in names]

    @cached_property
    def also(self) -> list[str]:
        """The other sentences of the article that report the same."""
        first, *others = self._evidence
        return list(dict.fromkeys(one.sentence for one in others if one.sentence != first.sentence))

    def article(self) -> Iterator[tuple[Piece, ...]]:
        """Yields the part of the text that was read, paragraph by paragraph."""
        start = 0
        for line in self.text[: self._evidence[0].extraction.read_until].split("\n"):
            if line.strip():
                yield pieces(self.text, (start, start + len(line)), self._sentence, self._marks)
            start += len(line) + 1


def _is_draft(evidence: Evidence) -> bool:
    return evidence.extraction.state == Extraction.State.DRAFT


def many(claims: Sequence[Claim], user: Any) -> list[Card]:
    """Returns the claims' cards in order; checks the user's rights for all of them at once."""
    refusals = ruling_rights.refusals(claims, user)
    cards = [Card(claim, user) for claim in claims]
    for shown in cards:
        shown.refusal = refusals[shown.claim.pk]
    return cards
