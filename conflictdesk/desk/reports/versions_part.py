"""The part of the newsroom's state that says how many live texts an older version of the extractor read, or
the present one in another context.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext

from conflictdesk.desk.reports.newsroom_state import Part
from conflictdesk.ledger.extractions import outdated_texts
from conflictdesk.ledger.extractions.outdated_texts import Count
from conflictdesk.ledger.rights import article_rights
from conflictdesk.reconcile.alerts import Condition
from conflictdesk.vocabulary.loader import VocabularyError


@dataclass(frozen=True)
class Versions:
    """The count, and whether the person may have the outdated texts read again."""

    count: Count
    may: bool

    @property
    def may_read_again(self) -> bool:
        return self.may and self.count.outdated > 0

    @property
    def part(self) -> Part:
        name, count = gettext("Extractor"), self.count
        if not count.outdated:
            return Part(name, Condition.WELL, gettext("All live texts were read by the present version."))
        words = ngettext(
            "%(n)s of %(all)s live texts was read by an older version of the extractor, "
            "or in another context.",
            "%(n)s of %(all)s live texts were read by an older version of the extractor, "
            "or in another context.",
            count.outdated,
        ) % {"n": _grouped(count.outdated), "all": _grouped(count.live)}
        advice = gettext(
            "Nothing has to be done: what was decided stands. Read again, they may propose more; what "
            "people have ruled on stays."
        )
        return Part(name, Condition.UNKNOWN, words, advice)

    @property
    def waits(self) -> str:
        """How many texts wait to be read again, in words."""
        words = ngettext("%(n)s waits to be read again.", "%(n)s wait to be read again.", self.count.waiting)
        return words % {"n": _grouped(self.count.waiting)}

    @property
    def button(self) -> str:
        words = ngettext("Read %(n)s text again", "Read %(n)s texts again", self.count.outdated)
        return words % {"n": _grouped(self.count.outdated)}

    @property
    def asked(self) -> int:
        """How many texts the progress bar stands for: all live ones."""
        return self.count.live

    @property
    def done(self) -> int:
        """How many of those the present version has read."""
        return self.count.live - self.count.outdated - self.count.waiting


def of(user: Any) -> Versions | None:
    """Returns the count and what the person may do; None if the vocabulary is invalid, because then no
    version would read anything.
    """
    try:
        return Versions(outdated_texts.count(), may_read_again(user))
    except (VocabularyError, OSError):
        return None


def may_read_again(user: Any) -> bool:
    """Whether the person may have the texts of the whole site read again: they must be allowed to decide
    on all of them.
    """
    return article_rights.may_decide_everywhere(user)


def _grouped(number: int) -> str:
    return number_format(number, force_grouping=True)
