"""No request chooses the character set in which its query, form or address is decoded."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from conflictdesk.ledger.models import Situation
from tests.factories import SituationFactory

# What a visitor may name: of text in another order, of no text at all, of nothing.
CHARSETS = ("cp037", "utf-16", "utf-7", "zlib", "hex", "undefined", "idna", "nonsense", "rot13", "latin-1")
UNREADABLE = ("a/b; charset*=undefined''%41", "a/b; charset*=zlib''%41", "a/b; charset*=none-such''%41")
REFUSAL = (400, b"This request holds characters that no text has.\n")


@pytest.fixture(autouse=True)
def _connection_of_the_test() -> Any:
    """Keeps the connection open that a whole application would close, as Django's test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def asked(
    path: str, content_type: str | None = None, body: bytes = b"", method: str = "GET"
) -> tuple[int, bytes]:
    """Returns status and body of the response of the application that gunicorn serves."""
    from conflictdesk.newsroom.wsgi import application

    path, _, query = path.partition("?")
    environ: dict[str, Any] = {
        **{"REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "SCRIPT_NAME": ""},
        **{"SERVER_NAME": "localhost", "SERVER_PORT": "8000", "REMOTE_ADDR": "127.0.0.1"},
        **{"wsgi.input": BytesIO(body), "wsgi.url_scheme": "http", "CONTENT_LENGTH": str(len(body))},
    }
    if content_type is not None:
        environ["CONTENT_TYPE"] = content_type
    started: list[str] = []
    answer: Any = application(environ, lambda status, headers, error=None: started.append(status))
    return int(started[0].split()[0]), b"".join(answer)


@pytest.mark.parametrize("content_type", [*(f"a/b; charset={one}" for one in CHARSETS), *UNREADABLE])
def test_health_is_answered_whatever_the_type_says(content_type: str) -> None:
    assert asked("/healthz?x=1", content_type) == (200, b'{"status": "ok"}')


@pytest.fixture
def mosul(db: None) -> Situation:
    return SituationFactory(slug="mosul", name="Mosul")


@pytest.mark.parametrize("charset", CHARSETS)
def test_what_readers_get_does_not_hang_on_it(mosul: Situation, charset: str) -> None:
    """Caches keep one response for all, whatever content type a request has."""
    for path in ("/situations/mosul/en/?on=2020-01-31", "/api/conflictdesk/v1/figures/?place=%D0%9A"):
        assert asked(path, f"a/b; charset={charset}") == asked(path), path


@pytest.mark.parametrize("charset", CHARSETS)
@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"])
def test_a_form_in_another_character_set_is_refused_in_words(db: None, charset: str, kind: str) -> None:
    form = urlencode({"username": "olena", "password": "b"}).encode()
    assert asked("/admin/login/?next=/admin/", f"{kind}; charset={charset}", form, "POST") == REFUSAL


@pytest.mark.parametrize("content_type", UNREADABLE)
def test_a_type_that_cannot_be_read_is_refused_in_words(db: None, content_type: str) -> None:
    assert asked("/admin/login/?next=/admin/", content_type, b"a=b", "POST") == REFUSAL


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", '"utf-8"', "utf8"])
def test_a_form_that_says_what_it_is_is_read(db: None, charset: str) -> None:
    kind = f"application/x-www-form-urlencoded; charset={charset}"
    # It comes without a token: refused by who looks for that, which is after it was read.
    assert asked("/admin/login/", kind, b"username=a", "POST")[0] == 403
