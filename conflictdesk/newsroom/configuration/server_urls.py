"""Checks the addresses of servers that the newsroom uses, and says in words what is wrong with one.

No message repeats a part of the address: it may contain a password.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from environs import ValidationError
from kombu.transport import get_transport_cls

from conflictdesk.newsroom.configuration import mail_server

_TLS = frozenset({"ssl_cert_reqs", "ssl_ca_certs", "ssl_certfile", "ssl_keyfile", "ssl_check_hostname"})
# For each scheme the names that may stand in the query.
_REDIS: Mapping[str, frozenset[str]] = {
    "redis": frozenset(),
    "rediss": _TLS,
    "unix": frozenset({"db"}),
}
_OTHER_BROKERS: Mapping[str, frozenset[str]] = {"amqp": frozenset(), "amqps": frozenset(), "sqs": frozenset()}
_LIBPQ_NUMBERS = frozenset(
    {
        "connect_timeout",
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
    }
)
_WITHOUT_HOST = frozenset({"unix", "sqs"})
_MAIL: Mapping[str, frozenset[str]] = dict.fromkeys(mail_server.PORTS, frozenset())


def check_redis(url: str) -> None:
    """Raises ValidationError unless it is the address of a Redis, or ""."""
    if url:
        _check(url, _REDIS, "is not a Redis address such as redis://localhost:6379/0")


def check_broker(url: str) -> None:
    """Raises ValidationError unless it is the address of a broker that can be used here, or ""."""
    if not url:
        return
    _check(
        url, {**_REDIS, **_OTHER_BROKERS},
        "is not a broker's address such as redis://localhost:6379/0 or amqp://user:password@localhost:5672/",
    )  # fmt: skip
    if urlsplit(url).scheme == "sqs":
        _check_sqs()


def check_postgresql(url: str) -> None:
    """Raises ValidationError unless it names a database of a PostgreSQL, or is ""."""
    if not url:
        return
    example = "is not an address such as postgresql://user@host:5432/name"
    parts = _split(url, ("postgres", "postgresql"), example)
    if not parts.path.strip("/"):
        raise ValidationError(f"{example}: it names no database")
    _check_libpq(parts, _query(url))


def _check_libpq(parts: SplitResult, query: Mapping[str, str]) -> None:
    if unknown := sorted(query.keys() - _libpq_names()):
        named = "something" if "@" in parts.query else f"“{unknown[0]}”"
        raise ValidationError(f"has {named} in its query, which libpq does not know")
    for name, value in query.items():
        if name in _LIBPQ_NUMBERS and not value.isdecimal():
            raise ValidationError(f"has “{name}” in its query, which is a whole number")


def _libpq_names() -> set[str]:
    from psycopg import pq  # noqa: PLC0415 - only where a PostgreSQL is named: loading it takes time

    # `currentSchema` is what dj-database-url calls the search path.
    return {one.keyword.decode() for one in pq.Conninfo.get_defaults()} | {"currentSchema"}


def check_mail(url: str) -> None:
    """Raises ValidationError unless it is the address of a mail server, or ""."""
    if not url:
        return
    _check(url, _MAIL, "is not a mail server's address such as smtp+tls://user:password@mail.example.org")
    parts = urlsplit(url)
    if parts.path.strip("/") or parts.fragment:
        raise ValidationError("has something behind the port; a password is percent-encoded")
    if bool(parts.username) != bool(parts.password):
        raise ValidationError("names a user without a password, or a password without a user")


def broker_url(url: str) -> str:
    """Returns the address as Celery needs it: another scheme for a socket, and certificates checked with
    TLS, which for Redis is not Celery's default.
    """
    parts, query = urlsplit(url), _query(url)
    if parts.scheme == "unix":
        query = {"virtual_host": query.get("db", "0")}
        # Without a netloc `geturl` writes only one slash before the path.
        return f"redis+socket://{parts.netloc}{parts.path}?{urlencode(query)}"
    if parts.scheme == "rediss":
        return parts._replace(query=urlencode({"ssl_cert_reqs": "required"} | query)).geturl()
    return url


def _check(url: str, known: Mapping[str, frozenset[str]], otherwise: str) -> None:
    parts = _split(url, known, otherwise)
    if unknown := sorted(_query(url).keys() - known[parts.scheme]):
        # Anything before an @ there is the rest of a password.
        named = "something" if "@" in parts.query else f"“{unknown[0]}”"
        raise ValidationError(f"has {named} in its query, which is not known here")
    if parts.scheme in {"redis", "rediss"} and not parts.path.strip("/").isdigit() and parts.path.strip("/"):
        raise ValidationError("ends with something else than the number of a Redis database")


def _split(url: str, schemes: Collection[str], otherwise: str) -> SplitResult:
    """Returns the parts of an address of one of these schemes. Raises ValidationError in words of our
    own: Python's may repeat a password, in which `#`, `/` and `?` must be written as %23, %2F and %3F.
    """
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) or parts.scheme in _WITHOUT_HOST
        parts.port  # noqa: B018 - raises if it is invalid
    except ValueError:
        raise ValidationError(
            "cannot be read: a port is a number up to 65535, an IPv6 address stands in brackets, and a "
            "password is percent-encoded"
        ) from None
    if parts.scheme not in schemes or not named or (parts.scheme == "unix" and not parts.path.strip("/")):
        raise ValidationError(otherwise)
    return parts


def _query(url: str) -> dict[str, str]:
    return {
        name: values[-1] for name, values in parse_qs(urlsplit(url).query, keep_blank_values=True).items()
    }


def _check_sqs() -> None:
    try:
        get_transport_cls("sqs")
    except ImportError:
        raise ValidationError("needs packages that are not installed: pip install 'celery[sqs]'") from None
