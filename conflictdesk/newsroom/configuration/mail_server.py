"""The mail server of `EMAIL_URL`, as Django wants it described."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

# Each with the port that is meant where none is named: https://www.rfc-editor.org/rfc/rfc8314
PORTS = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
# For each step of the conversation; whoever asked for the e-mail may be waiting.
WAIT_SECONDS = 10


@dataclass(frozen=True)
class MailServer:
    """`starts_tls`: encrypted once both agree on it; `speaks_tls`: from the first word. No `host`: none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    starts_tls: bool = False
    speaks_tls: bool = False


def mail_server(url: str) -> MailServer:
    """The server at a checked address; without an address, none."""
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
