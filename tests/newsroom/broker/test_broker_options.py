"""Time-outs of the transports: each option that is set is one that the transport reads."""

from __future__ import annotations

import inspect

import amqp
import pytest
from django.conf import settings
from kombu.transport import redis

from conflictdesk.newsroom.broker import broker_options
from conflictdesk.newsroom.configuration import server_urls


@pytest.mark.parametrize(
    ("url", "known"),
    [
        ("redis://localhost/0", set(redis.Channel.from_transport_options)),
        ("rediss://localhost/0", set(redis.Channel.from_transport_options)),
        ("unix:///run/redis.sock", set(redis.Channel.from_transport_options)),
        ("amqp://localhost/", {*inspect.signature(amqp.Connection).parameters}),
        ("amqps://localhost/", {*inspect.signature(amqp.Connection).parameters}),
    ],
)
def test_every_option_is_known_to_its_transport(url: str, known: set[str]) -> None:
    options = broker_options.transport_options(server_urls.broker_url(url))
    assert options
    assert options.keys() - known == set()


def test_kinds_without_options_have_none() -> None:
    assert broker_options.transport_options("sqs://") == {}
    assert broker_options.transport_options("filesystem://localhost") == {}


def test_a_broker_that_speaks_tls_shows_the_certificate_of_its_name() -> None:
    assert broker_options.tls("amqps://news@mq.example/") == {"server_hostname": "mq.example"}
    assert broker_options.tls("amqp://mq.example/") is None
    assert server_urls.broker_url("rediss://h/0").endswith("?ssl_cert_reqs=required")
    assert server_urls.broker_url("rediss://h/0?ssl_cert_reqs=none").endswith("?ssl_cert_reqs=none")


def test_workers_wait_for_their_broker_however_long_it_takes() -> None:
    assert settings.CELERY_BROKER_CONNECTION_MAX_RETRIES is None
    assert settings.CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP is True
