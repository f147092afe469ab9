"""The address of a request: only a trusted proxy can say that it is another than the connection's."""

from __future__ import annotations

import pytest
from django.test import RequestFactory, override_settings

from conflictdesk.newsroom.accounts.client_address import client_address

PROXIES = ["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48", "unix"]


@pytest.mark.parametrize(
    ("trusted", "nearest", "forwarded", "expected", "why"),
    [
        ([], "198.51.100.7", None, "198.51.100.7", "nobody in between"),
        ([], "198.51.100.7", "192.0.2.1", "198.51.100.7", "nobody is trusted"),
        (PROXIES, "198.51.100.7", "192.0.2.1", "198.51.100.7", "a visitor who comes past the proxy"),
        (PROXIES, "127.0.0.1", "192.0.2.1", "192.0.2.1", "one proxy"),
        (PROXIES, "127.0.0.1", "6.6.6.6, 192.0.2.1", "192.0.2.1", "a visitor who makes up an address"),
        (PROXIES, "127.0.0.1", "6.6.6.6, 192.0.2.1, 10.1.2.3", "192.0.2.1", "a CDN before the proxy"),
        (PROXIES, "127.0.0.1", "10.9.9.9, 10.1.2.3", "10.9.9.9", "a visitor in the proxies' own network"),
        (PROXIES, "127.0.0.1", None, "127.0.0.1", "a proxy that says nothing"),
        (PROXIES, "127.0.0.1", "", "127.0.0.1", "a proxy that says nothing"),
        (PROXIES, "127.0.0.1", "192.0.2.1, rubbish", "127.0.0.1", "a proxy that says something odd"),
        (PROXIES, "127.0.0.1", "unix, 192.0.2.1", "192.0.2.1", "a visitor who claims to be a socket"),
        (PROXIES, "", "192.0.2.1", "192.0.2.1", "a proxy on a socket"),
        ([], "", "192.0.2.1", None, "a socket that nobody trusts"),
        ([], "2001:db8::1:2:3:4", None, "2001:db8::", "one of the addresses of one customer"),
        ([], "2001:db8:0:0:ffff::9", None, "2001:db8::", "another of them"),
        ([], "::ffff:198.51.100.7", None, "198.51.100.7", "IPv4 on a socket for both"),
        (PROXIES, "::ffff:127.0.0.1", "192.0.2.1", "192.0.2.1", "a proxy on a socket for both"),
        (PROXIES, "127.0.0.1", "192.0.2.1, ::ffff:10.1.2.3", "192.0.2.1", "a CDN that writes so"),
        (PROXIES, "2001:db8:1::5", "2001:db8:2:3::4", "2001:db8:2:3::", "IPv6 behind IPv6"),
        (PROXIES, "127.0.0.1", "198.51.100.9:4000", "198.51.100.9", "a proxy that adds the port"),
        (PROXIES, "127.0.0.1", "[2001:db8:2:3::4]:99", "2001:db8:2:3::", "brackets and a port"),
        (PROXIES, "127.0.0.1", "[2001:db8:2:3::4]", "2001:db8:2:3::", "brackets alone"),
        (PROXIES, "127.0.0.1", "192.0.2.1:1, 10.1.2.3:443", "192.0.2.1", "proxies with ports, too"),
        (PROXIES, "127.0.0.1", "192.0.2.1, [unix]:1", "127.0.0.1", "a visitor who dresses up a socket"),
        (PROXIES, "127.0.0.1", "198.51.100.9:4000:1", "127.0.0.1", "no address and no port"),
    ],
)
def test_the_address_that_is_counted(
    trusted: list[str], nearest: str, forwarded: str | None, expected: str | None, why: str
) -> None:
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    request = RequestFactory().get("/", REMOTE_ADDR=nearest, **headers)  # type: ignore[arg-type]

    with override_settings(TRUSTED_PROXIES=trusted):
        assert client_address(request) == expected, why
