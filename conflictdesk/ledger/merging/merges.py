"""Merges: who merged which two rows, and until when the merge can be undone."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from conflictdesk.errors import ConflictdeskError
from conflictdesk.ledger.merging.moved_rows import Moved
from conflictdesk.ledger.models import Actor, Merge, Place, Situation
from conflictdesk.ledger.rights.ruling_rights import NotAllowed, name_of
from conflictdesk.ledger.transactions import writing

Kind = Merge.Kind
Row = Situation | Actor | Place
MODELS: dict[str, Any] = {Kind.SITUATION: Situation, Kind.ACTOR: Actor, Kind.PLACE: Place}
# A mistake is noticed the same day or the next morning. Later, too many decisions rest on the merge.
UNDO_FOR = timedelta(hours=24)


class CannotUndo(ConflictdeskError):
    """This merge can no longer be undone."""


def may(user: Any, kind: str) -> bool:
    """Whether the person may merge two rows of this kind, and undo that: they may change such rows."""
    return bool(user.has_perm(f"conflictdesk.change_{kind}"))


def refusal(user: Any, kind: str) -> str | None:
    """Returns in words why the person may not; None if they may, and without a user: then the caller is
    the site's own code.
    """
    return None if user is None or may(user, kind) else _("You may not merge these, or undo it.")


def allow(user: Any, kind: str) -> None:
    """Raises `NotAllowed` with the refusal, if there is one."""
    if words := refusal(user, kind):
        raise NotAllowed(words)


def record(double: Row, into: Row, user: Any, moved: Moved) -> Merge:
    """Records that the double was merged into the other one, and which rows were moved; returns the
    merge.
    """
    return Merge.objects.create(
        kind=Kind(str(double._meta.model_name)),
        kept_key=into.pk,
        kept_name=str(into),
        merged_key=double.pk,
        merged_name=str(double),
        moved=moved,
        user=user,
        user_name=name_of(user) if user is not None else "",
    )


def exclude_from_undo(claims: Iterable[int]) -> None:
    """Excludes these claims from undoing any merge: a person has since put them into another situation."""
    if keys := list(claims):
        Merge.claims.through.objects.filter(claim__in=keys).delete()


def undoable(row: Row) -> list[Merge]:
    """Returns the merges of the last 24 hours in which the row was kept or merged, newest first."""
    merges = _standing(str(row._meta.model_name), [row.pk])
    return list(merges.filter(at__gt=timezone.now() - UNDO_FOR))


def undo_until(merge: Merge) -> datetime:
    """Returns the moment from which on the merge can no longer be undone."""
    return merge.at + UNDO_FOR


def obstacle(merge: Merge) -> str | None:
    """Returns in words why the merge cannot be undone; None if it can."""
    if merge.undone_at is not None:
        words = _("%(name)s has undone this merge already.")
        return words % {"name": merge.undone_by_name}
    if timezone.now() >= undo_until(merge):
        return _("A merge can be undone for 24 hours. They are over.")
    if later := _later(merge):
        words = _("“%(merged)s” was merged into “%(kept)s” after this. Undo that first.")
        return words % {"merged": later.merged_name, "kept": later.kept_name}
    rows = MODELS[merge.kind].objects
    if not rows.filter(pk=merge.merged_key, merged_into=merge.kept_key).exists():
        return str(CannotUndo())
    return None


def lock(merge_id: int) -> Merge:
    """Locks the merge until the transaction ends, so that nobody else undoes or empties it, and returns
    it.
    """
    return Merge.objects.select_for_update(no_key=True, of=("self",)).get(pk=merge_id)


def mark_undone(merge: Merge, user: Any) -> None:
    """Records that the merge was undone, when and by whom."""
    merge.undone_at, merge.undone_by = timezone.now(), user
    merge.undone_by_name = name_of(user) if user is not None else ""
    merge.save(update_fields=["undone_at", "undone_by", "undone_by_name"])


def drop_undo_data(most: int) -> int:
    """Drops what was moved from at most `most` merges that can no longer be undone; who merged and who
    undid stays. Returns how many there were; fewer than `most` when none is left. Merges that somebody
    is undoing right now are skipped: an undo that began in time still needs the data.
    """
    ended = Q(at__lt=timezone.now() - UNDO_FOR) | Q(undone_at__isnull=False)
    with writing():
        # PostgreSQL checks the condition again once it has locked the row. SQLite has only one writer.
        locked = Merge.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        found = locked.filter(ended).exclude(moved={}).order_by("pk")
        keys = list(found.values_list("pk", flat=True)[:most])
        Merge.claims.through.objects.filter(merge__in=keys).delete()
        return Merge.objects.filter(pk__in=keys).update(moved={})


def _later(merge: Merge) -> Merge | None:
    """Returns the newest later merge that involves either row; None if there is none."""
    return _standing(merge.kind, [merge.kept_key, merge.merged_key]).filter(pk__gt=merge.pk).first()


def _standing(kind: str, keys: list[int]) -> QuerySet[Merge]:
    either = Q(kept_key__in=keys) | Q(merged_key__in=keys)
    return Merge.objects.filter(either, kind=kind, undone_at=None)
