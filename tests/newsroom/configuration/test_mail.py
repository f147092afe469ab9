"""E-mail by a real SMTP server, or by none: then the log says so, without links and addresses of the
message.
"""

from __future__ import annotations

import os
import socketserver
import subprocess
import sys
import threading
from base64 import b64decode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from conflictdesk.newsroom.configuration import mail_server
from conflictdesk.newsroom.configuration.environment import PROJECT
from conflictdesk.newsroom.configuration.mail_server import MailServer

SEND = """
import django; django.setup()
from django.core.mail import EmailMessage
from wagtail.admin.mail import send_mail
print(send_mail("Facts to review", "Twelve: https://news.example/x?token=s3cr3t", ["olena@news.example"]))
print(EmailMessage("New password", "/confirm/s3cr3t/", to=["a@news.example"], bcc=["b@news.example"]).send())
"""


class Conversation(socketserver.StreamRequestHandler):
    """A conversation with one client, by RFC 5321 and RFC 4954; the server stores what it receives."""

    def handle(self) -> None:
        self.server.heard = heard = []  # type: ignore[attr-defined]
        self._say("220 mail.example ESMTP")
        for line in map(bytes.decode, self.rfile):
            heard.append(line.rstrip("\r\n"))
            word = line.split()[0].upper()
            if word == "EHLO":
                self._say("250-mail.example", "250 AUTH PLAIN")
            elif word == "AUTH":
                self._say("235 welcome")
            elif word == "DATA":
                self._say("354 go on")
                self._read(heard)
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _read(self, heard: list[str]) -> None:
        while (line := self.rfile.readline().decode().rstrip("\r\n")) != ".":
            heard.append(line)

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


@pytest.fixture
def smtp() -> Iterator[Any]:
    """Yields a server on this machine; `.heard` is what its latest client sent."""
    with socketserver.TCPServer(("127.0.0.1", 0), Conversation) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def run(folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """Sends two e-mails with the newsroom's own settings."""
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_URL")}
    return subprocess.run(
        [sys.executable, "-c", SEND], capture_output=True, text=True, cwd=PROJECT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "conflictdesk.newsroom.settings",
                           "VAR_DIR": str(folder)} | variables,
    )  # fmt: skip


def test_without_a_server_the_log_says_so_and_holds_no_token(tmp_path: Path) -> None:
    ran = run(tmp_path)
    lines = [line.partition(" WARNING ")[2] for line in ran.stderr.splitlines()]

    assert (ran.returncode, ran.stdout) == (0, "0\n0\n")
    assert lines == [
        "conflictdesk.newsroom.unsent_mail E-mail to 1 person was not sent: there is no mail server. "
        "Name one with EMAIL_URL.",
        "conflictdesk.newsroom.unsent_mail E-mail to 2 people was not sent: there is no mail server. "
        "Name one with EMAIL_URL.",
    ]


def test_with_a_server_it_arrives(tmp_path: Path, smtp: Any) -> None:
    port = smtp.server_address[1]
    ran = run(
        tmp_path,
        EMAIL_URL=f"smtp://news%40room:p%2Fw%3A%23@127.0.0.1:{port}",
        BASE_URL="https://news.example.org",
    )
    heard = smtp.heard

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "1\n1\n", "")
    [signed_in] = [line.split()[2] for line in heard if line.startswith("AUTH PLAIN")]
    assert b64decode(signed_in) == b"\0news@room\0p/w:#"
    assert [line.upper().split()[:2] for line in heard if line.startswith(("mail ", "rcpt "))] == [
        ["MAIL", "FROM:<NEWSROOM@NEWS.EXAMPLE.ORG>"],
        ["RCPT", "TO:<A@NEWS.EXAMPLE>"],
        ["RCPT", "TO:<B@NEWS.EXAMPLE>"],
    ]
    assert "Subject: New password" in heard
    assert "/confirm/s3cr3t/" in heard


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", MailServer()),
        ("smtp://mail.example", MailServer("mail.example", 25)),
        ("smtp://mail.example:2525/", MailServer("mail.example", 2525)),
        (
            "smtp+tls://news:p%2Fw@mail.example",
            MailServer("mail.example", 587, "news", "p/w", starts_tls=True),
        ),
        ("smtps://news:pw@[::1]:4650", MailServer("::1", 4650, "news", "pw", speaks_tls=True)),
        ("smtps://mail.example", MailServer("mail.example", 465, speaks_tls=True)),
    ],
)
def test_the_server_of_an_address(url: str, expected: MailServer) -> None:
    assert mail_server.mail_server(url) == expected


def test_a_server_that_is_silent_is_not_waited_for_for_ever(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"

    assert mail.get_connection().timeout == settings.EMAIL_TIMEOUT == 10
