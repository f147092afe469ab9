"""Rulings, and what else people decide here, in Wagtail's audit log and in the history of the article."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from conflictdesk.ledger.models import RejectReason, Ruling

# By action: the label in the log's filter, and the sentence of an entry.
ACTIONS: dict[str, tuple[Any, Any]] = {
    Ruling.Decision.APPROVE: (_("Approve a claim"), _("Approved the claim “%(words)s”")),
    Ruling.Decision.AMEND: (_("Amend a claim"), _("Amended and approved the claim “%(words)s”")),
    Ruling.Decision.REJECT: (_("Reject a claim"), _("Rejected the claim “%(words)s”")),
    Ruling.Decision.REOPEN: (_("Reopen a claim"), _("Reopened the claim “%(words)s”")),
    Ruling.Decision.UNDO: (_("Undo a decision on a claim"), _("Took back the decision on “%(words)s”")),
    "move": (_("Move a claim"), _("Moved the claim “%(words)s” to %(situation)s")),
    "add": (_("Add a claim by hand"), _("Marked the claim “%(words)s” by hand")),
    "pick": (_("Pick a figure to lead"), _("Picked “%(words)s” to lead")),
    "same": (_("Confirm that two claims tell the same"), _("Confirmed: %(words)s")),
    "split": (_("Keep two claims apart"), _("Kept apart: %(words)s")),
    "merge": (_("Merge two situations"), _("Merged “%(words)s” into “%(situation)s”")),
    "close": (_("Close a situation"), _("Closed “%(words)s”")),
    "resume": (_("Reopen a situation"), _("Reopened “%(words)s”")),
    "double": (_("Merge two of one name"), _("Merged “%(words)s” into “%(situation)s”")),
    "unmerge": (_("Undo a merge"), _("Undid the merge of “%(words)s” into “%(situation)s”")),
}


class RulingFormatter(LogFormatter):
    """One kind of ruling; the entry's data are `words` and, of a rejection, `reason`."""

    sentence: Any

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data or {}
        return str(self.sentence) % {name: data.get(name, "") for name in ("words", "situation")}

    def format_comment(self, log_entry: Any) -> str:
        reason = (log_entry.data or {}).get("reason", "")
        return str(dict(RejectReason.choices).get(reason, reason))


def register(actions: Any) -> None:
    """Makes the rulings known to Wagtail's log."""
    for decision, (label, sentence) in ACTIONS.items():
        formatter = type("Formatter", (RulingFormatter,), {"label": label, "sentence": sentence})
        actions.register_action(f"conflictdesk.{decision}")(formatter)
