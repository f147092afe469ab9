"""Replaces e-mail where there is no mail server: logs that a message was not sent, and what to do."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

logger = logging.getLogger(__name__)


class EmailBackend(BaseEmailBackend):
    """Sends nothing and logs neither text, subject nor addresses: the text may have links that let
    people in, the subject the title of a draft, and addresses are private.
    """

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Returns 0: no message was sent."""
        for message in email_messages:
            people = len(message.recipients())
            logger.warning(
                "E-mail to %d %s was not sent: there is no mail server. Name one with EMAIL_URL.",
                people, "person" if people == 1 else "people",
            )  # fmt: skip
        return 0
