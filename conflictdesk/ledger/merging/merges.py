"""Merges: who found two to be one, and until when that can be undone."""

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
# A mistake shows on the same day or on the next morning. Later, too much has been decided on the two as one.
UNDO_FOR = timedelta(hours=24)


class CannotUndo(ConflictdeskError):
    """This merge can no longer be undone."""


def may(user: Any, kind: str) -> bool:
    """Whether the person merges two of this kind, and undoes that: they may change both."""
    return bool(user.has_perm(f"conflictdesk.change_{kind}"))


def refusal(user: Any, kind: str) -> str | None:
    """Why the person may not, in words; None when they may. Without a user it is the site's own code."""
    return None if user is None or may(user, kind) else _("You may not merge these, or undo it.")


def allow(user: Any, kind: str) -> None:
    """Raises `NotAllowed` where there is a refusal."""
    if words := refusal(user, kind):
        raise NotAllowed(words)


def record(double: Row, into: Row, user: Any, moved: Moved) -> Merge:
    """That the double was merged into the other one, and what went over with it."""
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


def settled(claims: Iterable[int]) -> None:
    """A person has put these claims into another situation: no undoing takes them out of it."""
    if keys := list(claims):
        Merge.claims.through.objects.filter(claim__in=keys).delete()


def undoable(row: Row) -> list[Merge]:
    """The merges of the last day that have the row as the kept or the merged one, newest first."""
    merges = _standing(str(row._meta.model_name), [row.pk])
    return list(merges.filter(at__gt=timezone.now() - UNDO_FOR))


def undo_until(merge: Merge) -> datetime:
    """The moment from which on the merge cannot be undone any more."""
    return merge.at + UNDO_FOR


def obstacle(merge: Merge) -> str | None:
    """Why the merge cannot be undone, in words; None when it can."""
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


def hold(merge_id: int) -> Merge:
    """The merge as it is stored now. Until the transaction ends nobody else undoes or thins it."""
    return Merge.objects.select_for_update(no_key=True, of=("self",)).get(pk=merge_id)


def mark_undone(merge: Merge, user: Any) -> None:
    """What went over is back; who undid it is kept."""
    merge.undone_at, merge.undone_by = timezone.now(), user
    merge.undone_by_name = name_of(user) if user is not None else ""
    merge.save(update_fields=["undone_at", "undone_by", "undone_by_name"])


def thin(most: int) -> int:
    """Forgets what went over with merges that cannot be undone any more, `most` at a time; who merged what,
    and who undid it, stays. How many there were: fewer than `most` when none is left but those that somebody
    is undoing right now; an undoing that began in time still needs what went over.
    """
    ended = Q(at__lt=timezone.now() - UNDO_FOR) | Q(undone_at__isnull=False)
    with writing():
        # PostgreSQL looks at the condition again once it has the row. SQLite has one writer anyway.
        held = Merge.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        found = held.filter(ended).exclude(moved={}).order_by("pk")
        keys = list(found.values_list("pk", flat=True)[:most])
        Merge.claims.through.objects.filter(merge__in=keys).delete()
        return Merge.objects.filter(pk__in=keys).update(moved={})


def _later(merge: Merge) -> Merge | None:
    """The newest merge since that has either of the two."""
    return _standing(merge.kind, [merge.kept_key, merge.merged_key]).filter(pk__gt=merge.pk).first()


def _standing(kind: str, keys: list[int]) -> QuerySet[Merge]:
    either = Q(kept_key__in=keys) | Q(merged_key__in=keys)
    return Merge.objects.filter(either, kind=kind, undone_at=None)
