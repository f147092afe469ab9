"""Refuses to delete situations, actors and places in use, and says why."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models.deletion import Collector, ProtectedError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import ngettext
from wagtail.admin import messages

from conflictdesk.ledger.models import Actor, Place, Situation

OURS = (Situation, Actor, Place)


def refuse(request: HttpRequest, instances: Iterable[Any]) -> HttpResponse | None:
    """Redirects from Wagtail's deletion of snippets, with a warning, if a situation, actor or place is
    in use; None if all may be deleted.
    """
    ours = [one for one in instances if isinstance(one, OURS)]
    words = list(filter(None, map(_reason, ours)))
    if not words:
        return None
    messages.warning(request, " ".join(words))
    return redirect(ours[0].snippet_viewset.get_url_name("list"))  # type: ignore[union-attr]


def _reason(instance: Situation | Actor | Place) -> str | None:
    """Returns why the row cannot be deleted; None if it can."""
    if isinstance(instance, Situation) and (words := _claims(instance)):
        return words
    try:
        Collector(using="default").collect([instance])
    except ProtectedError as error:
        count = len(error.protected_objects)
        return ngettext(
            "“%(name)s” is used by %(count)d fact or situation and cannot be deleted.",
            "“%(name)s” is used by %(count)d facts or situations and cannot be deleted.",
            count,
        ) % {"name": instance, "count": count}
    return None


def _claims(situation: Situation) -> str | None:
    count = situation.claims.count()
    if not count:
        return None
    return ngettext(
        "“%(name)s” has %(count)d claim and cannot be deleted. Set its state to “closed” instead.",
        "“%(name)s” has %(count)d claims and cannot be deleted. Set its state to “closed” instead.",
        count,
    ) % {"name": situation, "count": count}
