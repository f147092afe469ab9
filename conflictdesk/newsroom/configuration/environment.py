"""Reads the newsroom's environment variables, once and strictly: an invalid value ends the command with
one line that names the variable.
"""

from __future__ import annotations

import fcntl
import re
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import dj_database_url
from django.core.exceptions import ValidationError as DjangoValidationError
from django.core.management.utils import get_random_secret_key
from django.core.validators import validate_email
from environs import Env, EnvError, ValidationError

from conflictdesk.newsroom.accounts import client_address
from conflictdesk.newsroom.configuration import private_files, public_addresses, server_urls

# How soon it is noticed that PostgreSQL is gone; the query of the address overrides these.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
POSTGRESQL = {
    "connect_timeout": 2,  # seconds, as all but the last
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
# Short, so that a certificate that fails in the first days locks browsers out for an hour, not a year.
HSTS_SECONDS = 3600
# Ten years in seconds, and a year in hours: larger values are slips, and break headers and log-ins.
LONGEST_HSTS = 315_360_000
LONGEST_SESSION = 8_760
PROJECT: Path = Path(__file__).resolve().parents[3]


@dataclass(frozen=True)
class Environment:
    """Every variable that the newsroom reads; docs/settings.md lists them for operators. Without
    `secret_key` the newsroom makes and keeps its own: `kept_secret`. `REDIS_URL` is used as broker and
    as cache where these are not set.
    """

    debug: bool
    secret_key: str
    allowed_hosts: list[str]
    trusted_origins: list[str]
    base_url: str
    port: int
    time_zone: str
    var_dir: Path
    database: dict[str, Any] | None
    broker_url: str
    cache_url: str
    static_root: Path | None
    secure: bool
    media_root: Path | None
    email_url: str
    email_from: str
    trusted_proxies: list[str]
    ssl_redirect: bool
    hsts_seconds: int
    hsts_subdomains: bool
    hsts_preload: bool
    session_hours: int

    @property
    def is_public(self) -> bool:
        """Whether strangers can reach the newsroom: BASE_URL is https."""
        return _is_https(self.base_url)


def invalid(variable: str, reason: str) -> SystemExit:
    """Returns the exit for an invalid variable: its name and the first line of the reason."""
    return SystemExit(f'conflictdesk: Environment variable "{variable}" invalid: {reason.splitlines()[0]}')


def read() -> Environment:
    """Returns the parsed environment. Exits with one line on stderr that names the first invalid
    variable.
    """
    env = Env()
    try:
        return _parse(env)
    except EnvError as error:
        raise SystemExit(f"conflictdesk: {_one_line(str(error))}") from None


def _one_line(message: str) -> str:
    """Returns the message in one line, without the brackets that environs puts around a single reason."""
    return re.sub(r"\[['\"](.*)['\"]\]$", r"\1", " ".join(message.split()))


def _parse(env: Env) -> Environment:
    var_dir = Path(env.str("VAR_DIR", "", validate=_no_file) or PROJECT / "var").expanduser().absolute()
    port = _int(env, "PORT", 8000, _port)
    named = env.str("BASE_URL", "", validate=_one_host)
    base_url = public_addresses.normalise(named or f"http://localhost:{port}")
    redis_url = env.str("REDIS_URL", "", validate=server_urls.check_redis)
    is_https = _is_https(base_url)
    return Environment(
        debug=env.bool("DEBUG", False),
        secret_key=env.str("SECRET_KEY", "", validate=_not_blank),
        allowed_hosts=_list(env, "ALLOWED_HOSTS", _hosts) or ["localhost", "127.0.0.1", "[::1]"],
        trusted_origins=[
            public_addresses.normalise(one) for one in _list(env, "CSRF_TRUSTED_ORIGINS", _origins)
        ],
        base_url=base_url,
        port=port,
        time_zone=env.str("TIME_ZONE", "", validate=_time_zone) or "UTC",
        var_dir=var_dir,
        database=_database(env.str("DATABASE_URL", "", validate=server_urls.check_postgresql)),
        broker_url=env.str("BROKER_URL", "", validate=server_urls.check_broker) or redis_url,
        cache_url=env.str("CACHE_URL", "", validate=server_urls.check_redis) or redis_url,
        static_root=_folder(env.str("STATIC_ROOT", "", validate=_no_file)),
        media_root=_folder(env.str("MEDIA_ROOT", "", validate=_no_file)),
        email_url=env.str("EMAIL_URL", "", validate=server_urls.check_mail),
        email_from=env.str("EMAIL_FROM", _sender(base_url), validate=_email),
        trusted_proxies=_list(env, "TRUSTED_PROXIES", _proxies),
        secure=env.bool("SECURE_COOKIES", is_https),
        ssl_redirect=env.bool("SSL_REDIRECT", is_https),
        hsts_seconds=_int(env, "HSTS_SECONDS", HSTS_SECONDS if is_https else 0, _within_years),
        hsts_subdomains=env.bool("HSTS_SUBDOMAINS", False),
        hsts_preload=env.bool("HSTS_PRELOAD", False),
        session_hours=_int(env, "SESSION_HOURS", 12, _within_a_year),
    )


def _int(env: Env, name: str, default: int, validate: Callable[[int], None]) -> int:
    """Returns the number; the default if the variable is unset or empty."""
    return env.int(name, validate=validate) if env.str(name, "") else default


def _list(env: Env, name: str, validate: Callable[[list[str]], None]) -> list[str]:
    """Returns the items between commas, stripped."""
    return env.list(name, [], subcast=str.strip, validate=validate)


def _within_years(value: int) -> None:
    if not 0 <= value <= LONGEST_HSTS:
        raise ValidationError(f"is not a number of seconds from 0 to {LONGEST_HSTS}")


def _within_a_year(value: int) -> None:
    if not 1 <= value <= LONGEST_SESSION:
        raise ValidationError(f"is not a number of hours from 1 to {LONGEST_SESSION}")


def _not_blank(value: str) -> None:
    if value and not value.strip():
        raise ValidationError("is blank")


def _port(value: int) -> None:
    if not 1 <= value <= 65535:
        raise ValidationError("is not a port number from 1 to 65535")


def _no_file(value: str) -> None:
    """Raises ValidationError if the folder, or one above it, is a file; a missing folder may be made
    later.
    """
    folder = Path(value).expanduser().absolute()
    for one in (folder, *folder.parents):
        if one.exists() and not one.is_dir():
            raise ValidationError(f"{one} is a file, not a folder")


def _one_host(value: str) -> None:
    if value and "*" in public_addresses.normalise(value):
        raise ValidationError("has a host that is no host name")


def _is_https(base_url: str) -> bool:
    return urlsplit(base_url).scheme == "https"


def _hosts(values: list[str]) -> None:
    for value in values:
        public_addresses.check_host(value)


def _origins(values: list[str]) -> None:
    for value in values:
        public_addresses.normalise(value)


def _sender(base_url: str) -> str:
    """Returns the default sender of e-mails: an account of the host of BASE_URL."""
    host = urlsplit(base_url).hostname or "localhost"
    is_address = ":" in host or host.replace(".", "").isdigit()
    return f"newsroom@{'localhost' if is_address else host}"


def _email(value: str) -> None:
    """Raises ValidationError unless the value is `newsroom@news.example.org` or `The Newsroom
    <newsroom@news.example.org>`.
    """
    try:
        validate_email(parseaddr(value)[1])
    except DjangoValidationError:
        raise ValidationError("is not an e-mail address such as newsroom@news.example.org") from None
    if not value.isprintable():
        raise ValidationError("has a line break or another character that is not printable")


def _proxies(values: list[str]) -> None:
    for value in values:
        try:
            client_address.check_proxy(value)
        except ValueError:
            raise ValidationError(
                "is not a list of addresses or networks such as 127.0.0.1,10.0.0.0/8, or unix"
            ) from None


def _time_zone(value: str) -> None:
    try:
        ZoneInfo(value or "UTC")
    except (ValueError, KeyError, OSError) as error:
        raise ValidationError("is not a time zone such as Europe/Kyiv") from error


def _folder(value: str) -> Path | None:
    return Path(value).expanduser().absolute() if value else None


def _database(url: str) -> dict[str, Any] | None:
    """Returns Django's settings of a PostgreSQL at this address; None, for the embedded SQLite file,
    without an address.
    """
    if not url:
        return None
    try:
        parsed = dj_database_url.parse(
            url, "conflictdesk.newsroom.postgres", conn_max_age=60, conn_health_checks=True
        )
    except ValueError as error:
        raise EnvError(f'Environment variable "DATABASE_URL" invalid: {error}') from error
    return {**parsed, "OPTIONS": {**POSTGRESQL, **parsed.get("OPTIONS", {})}}


def secret(found: Environment) -> str:
    """Returns the secret that is set, else the one that is kept. Exits with one line if there is
    neither.
    """
    return found.secret_key or kept_secret(found.var_dir)


def kept_secret(var_dir: Path) -> str:
    """Returns this installation's secret, which is made when it is first needed and kept in
    `VAR_DIR/secret-key`. Exits with one line if it cannot be kept.
    """
    kept = var_dir / "secret-key"
    try:
        if not kept.exists():
            _make_secret(kept)
        found = kept.read_text()
    except (OSError, UnicodeDecodeError) as error:
        raise _no_secret(error) from None
    if not found:
        raise _no_secret(f"{kept} is empty; remove it, and a new one is made")
    return found


def _make_secret(kept: Path) -> None:
    """Writes a new secret. If several processes do so at once, all get the first one's. A full disk
    leaves no half-written file.
    """
    private_files.make_folder(kept.parent)
    with open(kept.parent / "secret-key.lock", "w", opener=private_files.opener) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if kept.exists():
            return
        new = kept.with_suffix(".new")
        try:
            new.touch(private_files.FILE)
            new.write_text(get_random_secret_key())
            new.replace(kept)
        finally:
            new.unlink(missing_ok=True)


def _no_secret(reason: object) -> SystemExit:
    return SystemExit(
        "conflictdesk: "
        f'Environment variable "SECRET_KEY" is not set and none can be kept in VAR_DIR: {reason}'
    )
