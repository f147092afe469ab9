"""Parses `EMAIL_URL` into the settings of a mail server that Django needs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# The default port of each scheme: https://www.rfc-editor.org/rfc/rfc8314
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
# The timeout of each step; whoever asked for the e-mail may be waiting.
WAIT_SECONDS = 10


@dataclass(frozen=True)
class MailServer:
    """`starts_tls`: encrypted after STARTTLS; `speaks_tls`: encrypted from the start. An empty `host`
    means that there is no mail server.
    """

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    speaks_tls: bool = False


def mail_server(url: str) -> MailServer:
    """Returns the server at a checked address; one without a host for ""."""
    if not url:
        return MailServer()
    parts = urlsplit(url)
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starts_tls=parts.scheme == "smtp+tls",
        speaks_tls=parts.scheme == "smtps",
    )
