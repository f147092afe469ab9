"""What the environment says: read once, strictly; a wrong value is one line that names its variable."""

from __future__ import annotations

import fcntl
import re
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

from conflictdesk.newsroom import private_files, server_urls
from conflictdesk.newsroom.accounts import client_address

# How soon it is noticed that PostgreSQL is gone; what the address says in its query goes before.
# https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-PARAMKEYWORDS
POSTGRESQL = {
    "connect_timeout": 2,  # seconds, as all but the last
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # milliseconds
}
# Short, so that a certificate that fails in the first days costs an hour, not a year.
HSTS_SECONDS = 3600
PROJECT: Path = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Environment:
    """Every variable that the newsroom reads. docs/settings.md lists them for operators. Without a
    `secret_key` the newsroom keeps its own: `kept_secret`. `REDIS_URL` is the broker and the cache where
    these are not named themselves.
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
        """Whether strangers reach the newsroom: https says so."""
        return self.base_url.startswith("https://")


def invalid(variable: str, reason: str) -> SystemExit:
    """How a wrong variable ends a command: with its name and the first line of the reason."""
    return SystemExit(f'conflictdesk: Environment variable "{variable}" invalid: {reason.splitlines()[0]}')


def read() -> Environment:
    """The environment, parsed. Exits with one line on stderr that names the first wrong variable."""
    env = Env()
    try:
        return _parse(env)
    except EnvError as error:
        raise SystemExit(f"conflictdesk: {_one_line(str(error))}") from None


def _one_line(message: str) -> str:
    """The message without the brackets that a list of one reason brings along."""
    return re.sub(r"\[['\"](.*)['\"]\]$", r"\1", " ".join(message.split()))


def _parse(env: Env) -> Environment:
    var_dir = Path(env.str("VAR_DIR", "", validate=_no_file) or PROJECT / "var").expanduser().absolute()
    port = env.int("PORT", 8000, validate=_port)
    base_url = env.str("BASE_URL", f"http://localhost:{port}", validate=_http_url)
    redis_url = env.str("REDIS_URL", "", validate=server_urls.check_redis)
    is_https = base_url.startswith("https://")
    return Environment(
        debug=env.bool("DEBUG", False),
        secret_key=env.str("SECRET_KEY", ""),
        allowed_hosts=env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"]),
        trusted_origins=env.list("CSRF_TRUSTED_ORIGINS", [], validate=_origins),
        base_url=base_url,
        port=port,
        time_zone=env.str("TIME_ZONE", "UTC", validate=_time_zone),
        var_dir=var_dir,
        database=_database(env.str("DATABASE_URL", "", validate=server_urls.check_postgresql)),
        broker_url=env.str("BROKER_URL", "", validate=server_urls.check_broker) or redis_url,
        cache_url=env.str("CACHE_URL", "", validate=server_urls.check_redis) or redis_url,
        static_root=_folder(env.str("STATIC_ROOT", "")),
        media_root=_folder(env.str("MEDIA_ROOT", "")),
        email_url=env.str("EMAIL_URL", "", validate=server_urls.check_mail),
        email_from=env.str("EMAIL_FROM", _sender(base_url), validate=_email),
        trusted_proxies=env.list("TRUSTED_PROXIES", [], validate=_proxies),
        secure=env.bool("SECURE_COOKIES", is_https),
        ssl_redirect=env.bool("SSL_REDIRECT", is_https),
        hsts_seconds=env.int("HSTS_SECONDS", HSTS_SECONDS if is_https else 0, validate=_none_or_more),
        hsts_subdomains=env.bool("HSTS_SUBDOMAINS", False),
        hsts_preload=env.bool("HSTS_PRELOAD", False),
        session_hours=env.int("SESSION_HOURS", 12, validate=_one_or_more),
    )


def _none_or_more(value: int) -> None:
    if value < 0:
        raise ValidationError("is less than 0")


def _one_or_more(value: int) -> None:
    if value < 1:
        raise ValidationError("is less than 1")


def _port(value: int) -> None:
    if not 1 <= value <= 65535:
        raise ValidationError("is not a port number from 1 to 65535")


def _no_file(value: str) -> None:
    """A folder may be made later; below a file none can be."""
    folder = Path(value).expanduser().absolute()
    for one in (folder, *folder.parents):
        if one.exists() and not one.is_dir():
            raise ValidationError(f"{one} is a file, not a folder")


def _http_url(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValidationError("is not an address such as https://news.example.org")


def _origins(values: list[str]) -> None:
    for value in values:
        _http_url(value)


def _sender(base_url: str) -> str:
    """Who writes the newsroom's e-mails, unless another is named: an account of the host that serves it."""
    host = urlsplit(base_url).hostname or "localhost"
    is_address = ":" in host or host.replace(".", "").isdigit()
    return f"newsroom@{'localhost' if is_address else host}"


def _email(value: str) -> None:
    """`newsroom@news.example.org`, or `The Newsroom <newsroom@news.example.org>`."""
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
        ZoneInfo(value)
    except (ValueError, KeyError, OSError) as error:
        raise ValidationError("is not a time zone such as Europe/Kyiv") from error


def _folder(value: str) -> Path | None:
    return Path(value).expanduser().absolute() if value else None


def _database(url: str) -> dict[str, Any] | None:
    """Django's database dictionary for a PostgreSQL address; None keeps the embedded SQLite file."""
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
    """The secret that is set, else the one that is kept; without either exits with one line."""
    return found.secret_key or kept_secret(found.var_dir)


def kept_secret(var_dir: Path) -> str:
    """A secret of this installation, made when it is first needed and kept in `VAR_DIR/secret-key`. Exits
    with one line where it cannot be.
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
    """Of several processes that make one at once, all get that of the first, whole. A full disk leaves
    nothing behind.
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
