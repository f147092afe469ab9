"""Environment variables are parsed strictly: an invalid one ends the command with one line that names
it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from kombu import Connection

from conflictdesk.newsroom.configuration import environment, server_urls


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    names = ("DATABASE_URL", "REDIS_URL", "BROKER_URL", "CACHE_URL", "PORT", "SECRET_KEY", "BASE_URL")
    others = ("ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "TIME_ZONE", "STATIC_ROOT")
    accounts = ("EMAIL_URL", "EMAIL_FROM", "TRUSTED_PROXIES", "MEDIA_ROOT")
    for name in (*names, *others, *accounts):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("VAR_DIR", str(tmp_path))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "70000"),
        ("PORT", "0"),
        ("DEBUG", "perhaps"),
        ("SECURE_COOKIES", "2"),
        ("SSL_REDIRECT", "https"),
        ("HSTS_SECONDS", "-1"),
        ("HSTS_SECONDS", "a year"),
        ("HSTS_SECONDS", "99999999999"),
        ("SESSION_HOURS", "0"),
        ("SESSION_HOURS", "999999999"),
        ("SECRET_KEY", " "),
        ("STATIC_ROOT", "/etc/passwd"),
        ("MEDIA_ROOT", "/etc/passwd"),
        ("MEDIA_ROOT", "/etc/passwd/media"),
        ("ALLOWED_HOSTS", "https://news.example.org"),
        ("ALLOWED_HOSTS", "news.example.org:443"),
        ("ALLOWED_HOSTS", "news.example.org www.example.org"),
        ("ALLOWED_HOSTS", "news.example.org/"),
        ("ALLOWED_HOSTS", "news.example.org,"),
        ("ALLOWED_HOSTS", "::1"),
        ("BASE_URL", "https://news.example.org:99999"),
        ("BASE_URL", "https://news.example.org:0"),
        ("BASE_URL", "https://news.example.org:"),
        ("BASE_URL", "https://news.example.org/news"),
        ("BASE_URL", "https://news.example.org?page=1"),
        ("BASE_URL", "https://news.example.org#top"),
        ("BASE_URL", "https://news. example.org"),
        ("BASE_URL", "https://news.example.org "),
        ("BASE_URL", "https://news:cret@news.example.org"),
        ("BASE_URL", "https://*.example.org"),
        ("BASE_URL", "https://a,b"),
        ("CSRF_TRUSTED_ORIGINS", "https://news.example.org/admin"),
        ("CSRF_TRUSTED_ORIGINS", "https://news.example.org,"),
        ("DATABASE_URL", "postgresql://news@db.example/room?bogus=1"),
        ("DATABASE_URL", "postgresql://news@db.example/room?connect_timeout=abc"),
        ("DATABASE_URL", "postgresql://news@db.example/room?keepalives_idle="),
        ("DATABASE_URL", "postgresql://news:12?cret@db.example/room"),
        ("DATABASE_URL", "postgresql://news@db.example"),
        ("DATABASE_URL", "postgresql://news@db.example/"),
        ("BASE_URL", "news.example.org"),
        ("CSRF_TRUSTED_ORIGINS", "https://a.example,b.example"),
        ("TIME_ZONE", "Mars/Olympus"),
        ("TIME_ZONE", "../etc/passwd"),
        ("DATABASE_URL", "mysql://localhost/news"),
        ("DATABASE_URL", "news.sqlite3"),
        ("DATABASE_URL", "postgresql://news:se/cret@db.example/room"),
        ("REDIS_URL", "localhost:6379"),
        ("REDIS_URL", "amqp://localhost:5672/"),
        ("REDIS_URL", "redis://"),
        ("CACHE_URL", "memcached://localhost:11211"),
        ("CACHE_URL", "redis://localhost:6379/news"),
        ("CACHE_URL", "redis://localhost:six/0"),
        ("CACHE_URL", "redis://localhost/0?socket_timeout=9"),
        ("CACHE_URL", "redis://localhost/0?ssl_cert_reqs=none"),
        ("CACHE_URL", "redis://:se/cret@localhost/0"),
        ("CACHE_URL", "redis://news:12?cret@localhost/0"),
        ("CACHE_URL", "unix://"),
        ("EMAIL_URL", "mail.example"),
        ("EMAIL_URL", "https://mail.example"),
        ("EMAIL_URL", "smtp://"),
        ("EMAIL_URL", "smtps://news:se/cret@mail.example"),
        ("EMAIL_URL", "smtps://news:12/cret@mail.example"),
        ("EMAIL_URL", "smtps://news:12#cret@mail.example"),
        ("EMAIL_URL", "smtps://news:12?cret@mail.example"),
        ("EMAIL_URL", "smtp+tls://news@mail.example"),
        ("EMAIL_URL", "smtp+tls://:cret@mail.example"),
        ("EMAIL_URL", "smtp://mail.example:99999"),
        ("EMAIL_URL", "smtp://mail.example?timeout=3"),
        ("EMAIL_URL", "smtp://mail.example/news"),
        ("EMAIL_FROM", "newsroom"),
        ("EMAIL_FROM", ""),
        ("EMAIL_FROM", "news@a.example\nBcc: all@a.example"),
        ("TRUSTED_PROXIES", "proxy.example"),
        ("TRUSTED_PROXIES", "10.0.0.0/33"),
        ("TRUSTED_PROXIES", "10.0.0.1,"),
        ("BROKER_URL", "localhost:5672"),
        ("BROKER_URL", "kafka://localhost"),
        ("BROKER_URL", "amqp://news:se/cret@localhost"),
        ("BROKER_URL", "amqp://localhost:99999/"),
        ("BROKER_URL", "redis://[::1"),
        ("BROKER_URL", "amqp:///news"),
        ("BROKER_URL", "amqp://localhost/?heartbeat=3"),
        ("BROKER_URL", "rediss://localhost/0?db=3"),
    ],
)
def test_a_wrong_value_is_one_line_that_names_the_variable(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)

    with pytest.raises(SystemExit) as caught:
        environment.read()

    message = str(caught.value)
    assert message.startswith("conflictdesk: ")
    assert f'"{name}"' in message
    assert "\n" not in message
    # `se/cret` is a password that was not percent-encoded: no part of it is repeated.
    assert re.search(r"\bse\b|cret", message) is None


@pytest.mark.parametrize("installed", [True, False])
def test_sqs_needs_packages_of_its_own(monkeypatch: pytest.MonkeyPatch, installed: bool) -> None:
    def transport(name: str) -> None:
        if not installed:
            raise ModuleNotFoundError(f"No module for {name}")

    monkeypatch.setattr(server_urls, "get_transport_cls", transport)
    monkeypatch.setenv("BROKER_URL", "sqs://")

    if installed:
        assert environment.read().broker_url == "sqs://"
        return
    with pytest.raises(SystemExit) as caught:
        environment.read()
    assert str(caught.value) == (
        'conflictdesk: Environment variable "BROKER_URL" invalid: '
        "needs packages that are not installed: pip install 'celery[sqs]'"
    )


def test_the_line_is_all_that_a_command_prints(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "manage.py", "check"],
        capture_output=True, text=True, cwd=environment.PROJECT,
        env=os.environ | {"PORT": "eighty", "VAR_DIR": str(tmp_path),
                          "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings"},
    )  # fmt: skip

    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == 'conflictdesk: Environment variable "PORT" invalid: Not a valid integer.\n'


@pytest.mark.parametrize(
    ("name", "value", "attribute", "expected"),
    [
        ("PORT", "8001", "base_url", "http://localhost:8001"),
        ("BASE_URL", "https://news.example.org", "secure", True),
        ("ALLOWED_HOSTS", "a.example,b.example", "allowed_hosts", ["a.example", "b.example"]),
        (
            "ALLOWED_HOSTS",
            "a.example, .b.example , [::1],*",
            "allowed_hosts",
            ["a.example", ".b.example", "[::1]", "*"],
        ),
        ("ALLOWED_HOSTS", "", "allowed_hosts", ["localhost", "127.0.0.1", "[::1]"]),
        ("TRUSTED_PROXIES", "127.0.0.1, unix", "trusted_proxies", ["127.0.0.1", "unix"]),
        (
            "CSRF_TRUSTED_ORIGINS",
            "https://News.example/, https://*.b.example:443",
            "trusted_origins",
            ["https://news.example", "https://*.b.example"],
        ),
        ("PORT", "", "port", 8000),
        ("BASE_URL", "", "base_url", "http://localhost:8000"),
        ("TIME_ZONE", "", "time_zone", "UTC"),
        ("HSTS_SECONDS", "", "hsts_seconds", 0),
        ("SESSION_HOURS", "", "session_hours", 12),
        ("BASE_URL", "HTTPS://News.Example.org", "is_public", True),
        ("BASE_URL", "HTTPS://News.Example.org", "secure", True),
        ("BASE_URL", "HTTPS://News.Example.org", "ssl_redirect", True),
        ("BASE_URL", "HTTPS://News.Example.org:443/", "base_url", "https://news.example.org"),
        ("BASE_URL", "https://новини.укр", "base_url", "https://xn--b1amarcd.xn--j1amh"),
        ("BASE_URL", "http://[2001:DB8::1]:8000", "base_url", "http://[2001:db8::1]:8000"),
        ("DEBUG", "true", "debug", True),
        ("REDIS_URL", "redis://localhost:6379/1", "broker_url", "redis://localhost:6379/1"),
        ("REDIS_URL", "redis://localhost:6379/1", "cache_url", "redis://localhost:6379/1"),
        ("REDIS_URL", "unix:///run/redis.sock?db=2", "cache_url", "unix:///run/redis.sock?db=2"),
        (
            "BROKER_URL",
            "amqps://news:pw@mq.example/%2Fnews",
            "broker_url",
            "amqps://news:pw@mq.example/%2Fnews",
        ),
        ("BROKER_URL", "amqp://localhost", "cache_url", ""),
        ("CACHE_URL", "rediss://:pw@cache.example", "cache_url", "rediss://:pw@cache.example"),
        ("CACHE_URL", "redis://localhost", "broker_url", ""),
        ("STATIC_ROOT", "/srv/static", "static_root", Path("/srv/static")),
        ("DATABASE_URL", "", "database", None),
        ("MEDIA_ROOT", "/srv/media", "media_root", Path("/srv/media")),
        ("MEDIA_ROOT", "", "media_root", None),
        (
            "TRUSTED_PROXIES",
            "127.0.0.1,10.0.0.0/8,::1,unix",
            "trusted_proxies",
            ["127.0.0.1", "10.0.0.0/8", "::1", "unix"],
        ),
        ("TRUSTED_PROXIES", "", "trusted_proxies", []),
        ("EMAIL_FROM", "The Newsroom <desk@a.example>", "email_from", "The Newsroom <desk@a.example>"),
        ("BASE_URL", "https://news.example.org", "email_from", "newsroom@news.example.org"),
        ("BASE_URL", "http://192.0.2.1:8000", "email_from", "newsroom@localhost"),
        ("BASE_URL", "http://[2001:db8::1]", "email_from", "newsroom@localhost"),
        ("PORT", "8001", "email_from", "newsroom@localhost"),
    ],
)
def test_values_as_they_are_read(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, attribute: str, expected: Any
) -> None:
    monkeypatch.setenv(name, value)

    assert getattr(environment.read(), attribute) == expected


def test_broker_and_cache_of_their_own_stand_before_the_one_redis(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "redis://both.example/0")
    monkeypatch.setenv("BROKER_URL", "amqp://mq.example/")
    read = environment.read()
    assert (read.broker_url, read.cache_url) == ("amqp://mq.example/", "redis://both.example/0")
    monkeypatch.setenv("CACHE_URL", "redis://cache.example/0")
    assert environment.read().cache_url == "redis://cache.example/0"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://:pw@redis.example:6380/3", ("redis", "redis.example", 6380, "pw", "3", False)),
        ("rediss://redis.example/0", ("rediss", "redis.example", None, None, "0", {"ssl_cert_reqs": 2})),
        ("amqp://u:p%2Fw@mq.example/%2Fnews", ("amqp", "mq.example", None, "p/w", "/news", False)),
        (
            "unix://:pw@/run/redis.sock?db=2",
            ("redis", "socket://:pw@/run/redis.sock?virtual_host=2", None, None, "/", False),
        ),
    ],
)
def test_celery_reads_the_address_as_it_is_meant(url: str, expected: tuple[Any, ...]) -> None:
    read = Connection(server_urls.broker_url(url))
    found = (read.transport_cls, read.hostname, read.port, read.password, read.virtual_host, read.ssl)
    assert found == expected


def test_a_postgresql_address_becomes_the_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://news:pw@db.example:5433/room")

    database = environment.read().database

    assert database is not None
    assert [database[key] for key in ("ENGINE", "NAME", "USER", "HOST", "PORT")] == [
        "conflictdesk.newsroom.postgres", "room", "news", "db.example", 5433,
    ]  # fmt: skip


def test_the_secret_is_made_once_and_kept_for_the_owner_alone(tmp_path: Path) -> None:
    assert environment.read().secret_key == ""
    first, second = (environment.kept_secret(tmp_path) for _ in range(2))

    assert first == second == (tmp_path / "secret-key").read_text()
    assert environment.secret(environment.read()) == first
    assert len(first) >= 50
    assert (tmp_path / "secret-key").stat().st_mode & 0o777 == 0o600


def test_an_empty_var_dir_means_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty VAR_DIR does not put the data into the working directory of a script."""
    monkeypatch.setenv("VAR_DIR", "")
    assert environment.read().var_dir == environment.PROJECT / "var"


def test_a_secret_that_is_set_is_not_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SECRET_KEY", "set")
    assert environment.secret(environment.read()) == "set"
    assert not (tmp_path / "secret-key").exists()


def test_a_secret_that_cannot_be_kept_is_one_line(tmp_path: Path) -> None:
    taken = tmp_path / "file"
    taken.touch()

    with pytest.raises(SystemExit) as caught:
        environment.kept_secret(taken / "var")

    message = str(caught.value)
    assert message.startswith('conflictdesk: Environment variable "SECRET_KEY" is not set')
    assert "\n" not in message


def test_a_kept_secret_that_is_empty_is_named(tmp_path: Path) -> None:
    (tmp_path / "secret-key").touch()
    with pytest.raises(SystemExit, match=r"secret-key is empty; remove it, and a new one is made$"):
        environment.kept_secret(tmp_path)


FULL = """
import resource, sys
from pathlib import Path
from conflictdesk.newsroom.configuration import environment
resource.setrlimit(resource.RLIMIT_FSIZE, (20, 20))
environment.kept_secret(Path(sys.argv[1]))
"""


def test_a_secret_that_cannot_be_written_leaves_none(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path)], capture_output=True, text=True, cwd=environment.PROJECT
    )
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1), ran.stderr
    assert ran.stderr.startswith('conflictdesk: Environment variable "SECRET_KEY" is not set and none can be')
    assert [one.name for one in tmp_path.iterdir()] == ["secret-key.lock"]
    assert len(environment.kept_secret(tmp_path)) == 50


@pytest.mark.parametrize(
    ("command", "kept"), [("extract", []), ("migrate", ["newsroom.sqlite3"])], ids=["extract", "migrate"]
)
def test_a_command_makes_only_what_it_needs(tmp_path: Path, command: str, kept: list[str]) -> None:
    var_dir = tmp_path / "var"
    arguments = {"extract": ["-"], "migrate": ["contenttypes", "--verbosity", "0"]}[command]
    ran = subprocess.run(
        [sys.executable, "manage.py", command, *arguments],
        capture_output=True, text=True, cwd=environment.PROJECT, input="12 people were killed in Mosul.",
        env=os.environ | {"VAR_DIR": str(var_dir),
                          "DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings"},
    )  # fmt: skip

    assert (ran.returncode, ran.stderr) == (0, "")
    assert sorted(one.name for one in var_dir.glob("*.sqlite3")) == kept
    assert var_dir.exists() is bool(kept)


def test_one_reason_stands_without_brackets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REDIS_URL", "localhost:6379")

    with pytest.raises(SystemExit) as caught:
        environment.read()

    assert str(caught.value) == (
        'conflictdesk: Environment variable "REDIS_URL" invalid: '
        "is not a Redis address such as redis://localhost:6379/0"
    )
