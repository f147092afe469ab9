"""Sends the digest: one e-mail that lists the waiting claims. A user can switch it off in their account."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.mail import send_mail
from wagtail.admin.utils import get_admin_base_url
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from conflictdesk.desk.models import Digest
from conflictdesk.desk.queue import queue_order
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import readings
from conflictdesk.ledger.models import Claim
from conflictdesk.ledger.rights import article_rights
from conflictdesk.wording import reading_lines

NAMED = 5


@dataclass(frozen=True)
class News:
    """Claims that came since a person's last digest, and the number of all that wait."""

    fresh: queue_order.Count
    waiting: queue_order.Count
    first: tuple[Claim, ...]

    @property
    def headlines(self) -> list[str]:
        return [reading_lines.headline(readings.reading(one), one.proposal["quote"]) for one in self.first]


def news(user: Any, since: datetime) -> News | None:
    """Returns the news for one user; None if no claim came since that still waits and that they may see."""
    waiting = queries.pending().filter(article_rights.claims(user))
    fresh = waiting.filter(proposed_at__gt=since)
    first = tuple(fresh.order_by("-owed", "pk")[:NAMED])
    return News(queue_order.count(fresh), queue_order.count(waiting), first) if first else None


def send_all() -> int:
    """Sends the digest to each person who may rule and wants it; returns how many were sent."""
    return sum(_send(one) for one in _recipients())


def _recipients() -> Iterator[Digest]:
    for user in filter(_address, article_rights.deciders()):
        digest, created = Digest.objects.get_or_create(user=user)
        if digest.by_mail and not created:
            yield digest


def _address(user: Any) -> str:
    """Returns the user's e-mail address; "" if they have none."""
    return getattr(user, user.get_email_field_name(), "") or ""


def _send(digest: Digest) -> bool:
    """Sends one digest and returns whether it did. Two processes never send the same news: the first to
    move `told_until` forward sends.
    """
    found = news(digest.user, digest.told_until)
    if found is None:
        return False
    mine = Digest.objects.filter(pk=digest.pk, told_until=digest.told_until)
    if not mine.update(told_until=timezone.now()):
        return False
    profile = getattr(digest.user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else translation.get_language()):
        send_mail(_subject(found), _text(found), [_address(digest.user)])
    return True


def _subject(found: News) -> str:
    words = ngettext(
        "%(shown)s new claim waits for review", "%(shown)s new claims wait for review", found.fresh.number
    )
    return words % {"shown": found.fresh}


def _text(found: News) -> str:
    base = (get_admin_base_url() or "").rstrip("/")
    context = {
        "news": found,
        "queue": base + reverse("conflictdesk_facts:queue"),
        "account": base + reverse("wagtailadmin_account"),
    }
    return render_to_string("conflictdesk/desk/reports/digest.txt", context)


class DigestForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs alone
    class Meta:
        model = Digest
        fields = ["by_mail"]


class DigestSettingsPanel(BaseSettingsPanel):
    """The digest's switch among the notifications of a user's account."""

    name = "conflictdesk_digest"
    title = _("Facts to review")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self) -> bool:
        """Whether the site's accounts have an e-mail address and the user may rule."""
        return hasattr(self.user, self.user.get_email_field_name()) and article_rights.may_decide(self.user)

    def get_form(self) -> DigestForm:
        digest, _created = Digest.objects.get_or_create(user=self.user)
        data = self.request.POST if self.request.method == "POST" else None
        return DigestForm(data, instance=digest, prefix=self.name)
