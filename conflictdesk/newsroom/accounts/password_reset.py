"""Sends the e-mail with a link to a new password. A worker sends it, so that the response time does not
show whether there is an account with that address.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils import translation
from wagtail.admin.forms.auth import PasswordResetForm
from wagtail.admin.views.account import PasswordResetView

from conflictdesk.ledger.extractions import task_sending
from conflictdesk.newsroom.accounts.client_address import client_address

TASK = "newsroom.send_password_reset"
# An account gets one e-mail in so many seconds, however often somebody asks.
REST_SECONDS = 300
# How many requests one address may make, in how many seconds.
ASKED_TIMES, ASKED_SECONDS = 5, 60
NOBODY = 0
logger = logging.getLogger(__name__)


class ResetForm(PasswordResetForm):
    """Wagtail's form; sends a task also for an address without an account, and none if the visitor has
    asked too often.
    """

    def save(self, *, request: HttpRequest | None = None, **_: Any) -> None:
        if request is not None and not _may_ask(request):
            return
        found = [user.pk for user in self.get_users(self.cleaned_data["email"])]
        for key in found or [NOBODY]:
            if not task_sending.send(TASK, key):
                logger.error("The broker does not answer: a new password was asked for, and no worker was.")


def _may_ask(request: HttpRequest) -> bool:
    """Whether this visitor has asked less often than is allowed; True while the cache is down."""
    key = f"newsroom-password-reset-from:{client_address(request)}"
    return any(cache.add(f"{key}:{time}", True, ASKED_SECONDS) for time in range(ASKED_TIMES))


class _OneAccount(PasswordResetForm):
    def __init__(self, user: Any) -> None:
        super().__init__({"email": getattr(user, user.get_email_field_name())})
        self.user = user

    def get_users(self, email: str) -> Iterator[Any]:
        yield self.user

    def send_mail(
        self,
        subject_template_name: str,
        email_template_name: str,
        context: dict[str, Any],
        from_email: str | None,
        to_email: str,
        html_email_template_name: str | None = None,
    ) -> None:
        """Sends the message and raises its errors; Django's own method only logs them."""
        subject = " ".join(render_to_string(subject_template_name, context).split())
        body = render_to_string(email_template_name, context)
        EmailMessage(subject, body, from_email, [to_email]).send()


def send(key: int) -> None:
    """Sends the link to the account of that key; sends nothing if there is no such account or if it was
    sent one within `REST_SECONDS`. A failed attempt does not count, so that the next request is not
    refused.
    """
    user = get_user_model()._default_manager.filter(pk=key, is_active=True).first()
    note = f"newsroom-password-reset:{key}"
    if user is None or not cache.add(note, True, REST_SECONDS):
        return
    try:
        _write(user)
    except OSError as error:
        # SMTP's errors are OSErrors; their text is not logged, because it may repeat the address.
        cache.delete(note)
        logger.error("The mail server did not take a link to a new password: %s.", type(error).__name__)


def _write(user: Any) -> None:
    form = _OneAccount(user)
    profile = getattr(user, "wagtail_userprofile", None)
    with translation.override(profile.get_preferred_language() if profile else settings.LANGUAGE_CODE):
        if form.is_valid():
            _send(form)


def _send(form: _OneAccount) -> None:
    base = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    form.save(
        domain_override=base.netloc,
        use_https=base.scheme == "https",
        subject_template_name=PasswordResetView.subject_template_name,
        email_template_name=PasswordResetView.email_template_name,
    )
