"""Every response of the API follows its own schema: https://schemathesis.readthedocs.io"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from conflictdesk.ledger.models import Claim
from conflictdesk.newsroom.models import ArticlePage

pytestmark = pytest.mark.django_db
ROOT = "/api/conflictdesk/v1"
KEYS = {"situations": "slug", "figures": "id", "events": "id"}
# The database is kept for all examples: they only read.
SETTINGS = settings(
    max_examples=60, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture
def described(page: ArticlePage) -> Iterator[Any]:
    """Returns the API as a web server calls it. The end of a request would close the connection with the
    test's transaction; it is kept open, as Django's own test client does.
    """
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield schemathesis.openapi.from_wsgi(f"{ROOT}/schema/?format=json", get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(
    "address",
    [f"{ROOT}/{kind}/{one}" for kind, key in KEYS.items() for one in ("", f"{{{key}}}/")],
)
def test_whatever_is_asked_the_answer_is_as_the_schema_says(described: Any, address: str) -> None:
    """Valid input may still be refused: an unknown slug is an error (docs/api.md)."""

    @SETTINGS
    @given(described[address]["GET"].as_strategy())
    def asked(case: Any) -> None:
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    asked()


@pytest.mark.parametrize(("kind", "key"), KEYS.items())
def test_what_there_is_is_as_the_schema_says(described: Any, kind: str, key: str) -> None:
    claims = dict(Claim.objects.values_list("kind", "pk"))
    known = {"situations": "mosul", "figures": claims["figure"], "events": claims["event"]}[kind]
    one = described[f"{ROOT}/{kind}/{{{key}}}/"]["GET"].Case(path_parameters={key: known})
    assert one.call_and_validate().status_code == 200
    several = described[f"{ROOT}/{kind}/"]["GET"].Case().call_and_validate()
    assert several.json()["count"] == 1
