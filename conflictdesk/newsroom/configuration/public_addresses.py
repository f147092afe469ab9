"""Checks and normalises the addresses and host names that the newsroom is reached by.

No message repeats a part of the address: it may contain a password.
"""

from __future__ import annotations

import re
from urllib.parse import SplitResult, urlsplit

from environs import ValidationError

PORTS = {"http": 80, "https": 443}
# RFC 1123, and the underscore that private networks use.
_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?")
_IPV6 = re.compile(r"\[[0-9a-f:.]+\]")


def normalise(value: str) -> str:
    """Returns scheme, host and port as browsers write them: small letters, ASCII, no default port, no
    slash. Raises ValidationError if there is more, or if it is no http or https address.
    """
    parts = _split(value)
    if parts.scheme not in PORTS or not parts.hostname:
        raise ValidationError("is not an address such as https://news.example.org")
    if parts.username is not None or parts.password is not None:
        raise ValidationError("has a user or a password; an address that everybody reads has none")
    if parts.path.strip("/") or parts.query or parts.fragment or "?" in value or "#" in value:
        raise ValidationError("has something behind the host and port: only https://news.example.org is read")
    port = "" if parts.port in (None, PORTS[parts.scheme]) else f":{parts.port}"
    return f"{parts.scheme}://{_host(parts.hostname)}{port}"


def check_host(value: str) -> None:
    """Raises ValidationError unless the value is an entry of ALLOWED_HOSTS: `news.example.org`,
    `.example.org`, `[::1]`, an IPv4 address, or `*`.
    """
    if value != "*" and not _is_host(value.lower().removeprefix(".")):
        raise ValidationError(
            "is not a list of host names such as news.example.org,[::1]: without https://, ports and spaces"
        )


def _split(value: str) -> SplitResult:
    # Python would drop line breaks and tabs silently.
    if not value.isprintable() or " " in value:
        raise ValidationError("has a space or a character that is not printable")
    try:
        parts = urlsplit(value)
        if parts.port == 0 or parts.netloc.endswith(":"):
            raise ValueError
    except ValueError:
        raise ValidationError(
            "cannot be read: a port is a number from 1 to 65535, and an IPv6 address stands in brackets"
        ) from None
    return parts


def _host(name: str) -> str:
    """Returns the host as a Host header has it. Its first part may be `*`, which means all subdomains in
    CSRF_TRUSTED_ORIGINS. Raises ValidationError if it is no host name.
    """
    found = f"[{name}]" if ":" in name else name
    if not found.isascii():
        try:
            found = found.encode("idna").decode()
        except UnicodeError:
            raise ValidationError("has a host that is no host name") from None
    if not _is_host(found.removeprefix("*.")):
        raise ValidationError("has a host that is no host name")
    return found


def _is_host(name: str) -> bool:
    return bool(_NAME.fullmatch(name) or _IPV6.fullmatch(name))
