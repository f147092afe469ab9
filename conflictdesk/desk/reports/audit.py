"""Registers rulings and other decisions with Wagtail's audit log and the article's history.

Wagtail shows an article's entries to all who have any permission on its page, and formats them without
knowing the reader. So they name a claim by its number, never by its words; the claim's card checks the
rights.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogFormatter

from conflictdesk.ledger.models import Claim, RejectReason, Ruling

# Entries of an article, by action: the label in the log's filter, and the entry's sentence.
ON_CLAIMS: dict[str, tuple[Any, Any]] = {
    Ruling.Decision.APPROVE: (_("Approve a claim"), _("Approved %(claim)s")),
    Ruling.Decision.AMEND: (_("Amend a claim"), _("Amended and approved %(claim)s")),
    Ruling.Decision.REJECT: (_("Reject a claim"), _("Rejected %(claim)s")),
    Ruling.Decision.REOPEN: (_("Reopen a claim"), _("Reopened %(claim)s")),
    Ruling.Decision.UNDO: (_("Undo a decision on a claim"), _("Took back the decision on %(claim)s")),
    "move": (_("Move a claim"), _("Moved %(claim)s to another situation")),
    "add": (_("Add a claim by hand"), _("Marked %(claim)s by hand")),
    "pick": (_("Pick a figure to lead"), _("Picked %(claim)s to lead")),
    "same": (_("Confirm that two claims tell the same"), _("Confirmed that %(claims)s tell the same")),
    "split": (_("Keep two claims apart"), _("Kept %(claims)s apart")),
}
# Entries of a situation, actor or place: Wagtail shows them only to users with a permission on such rows.
ON_NAMES: dict[str, tuple[Any, Any]] = {
    "merge": (_("Merge two situations"), _("Merged “%(words)s” into “%(situation)s”")),
    "close": (_("Close a situation"), _("Closed “%(words)s”")),
    "resume": (_("Reopen a situation"), _("Reopened “%(words)s”")),
    "double": (_("Merge two of one name"), _("Merged “%(words)s” into “%(situation)s”")),
    "unmerge": (_("Undo a merge"), _("Undid the merge of “%(words)s” into “%(situation)s”")),
}


class RulingFormatter(LogFormatter):
    """Formats one kind of ruling. The entry's data are the claim's number `claim`, its `kind`, the
    `reason` of a rejection, and for a pair both numbers, `claims`. Entries of earlier versions lack some
    of them and have words instead.
    """

    sentence: Any

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data or {}
        return str(self.sentence) % {"claim": _claim(data), "claims": _pair(data)}

    def format_comment(self, log_entry: Any) -> str:
        reason = (log_entry.data or {}).get("reason", "")
        return str(dict(RejectReason.choices).get(reason, reason))


class NameFormatter(RulingFormatter):
    """Formats a decision on a situation, actor or place; the entry's data are names, `words` and
    `situation`.
    """

    def format_message(self, log_entry: Any) -> str:
        data = log_entry.data or {}
        return str(self.sentence) % {name: data.get(name, "") for name in ("words", "situation")}


def _claim(data: Mapping[str, Any]) -> str:
    kind = dict(Claim.Kind.choices).get(data.get("kind", ""))
    if "claim" not in data:
        return _now("a claim")
    if kind is None:
        return _now("claim %(number)s") % {"number": data["claim"]}
    return _now("claim %(number)s (%(kind)s)") % {"number": data["claim"], "kind": kind}


def _pair(data: Mapping[str, Any]) -> str:
    if "claims" not in data:
        return _now("two claims")
    first, second = data["claims"]
    return _now("claims %(first)s and %(second)s") % {"first": first, "second": second}


def register(actions: Any) -> None:
    """Registers all decisions with Wagtail's log."""
    for formatter, sentences in ((RulingFormatter, ON_CLAIMS), (NameFormatter, ON_NAMES)):
        for decision, (label, sentence) in sentences.items():
            made = type("Formatter", (formatter,), {"label": label, "sentence": sentence})
            actions.register_action(f"conflictdesk.{decision}")(made)
