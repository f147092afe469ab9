"""Finds the network address by which failed log-ins are counted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest

# The entry in TRUSTED_PROXIES for a proxy that connects by a Unix socket.
SOCKET = "unix"
# An IPv6 network of this size belongs to one customer: https://www.rfc-editor.org/rfc/rfc6177
_HOST_BITS = 64
# Some proxies add the port, and brackets around IPv6: https://www.rfc-editor.org/rfc/rfc7239#section-6
_WITH_PORT = re.compile(r"(?P<ipv4>[\d.]+):\d+|\[(?P<ipv6>[^\]]*:[^\]]*)\](:\d+)?")


def client_address(request: HttpRequest) -> str | None:
    """Returns the visitor's address; for IPv6 that of the visitor's network. None if no address is
    known.

    `X-Forwarded-For` is read from the right, and only as far as proxies in `TRUSTED_PROXIES` wrote it:
    anything further left may come from the visitor.
    """
    found = None
    for hop in _hops(request):
        found = _counted(hop) or found
        if not _is_trusted(hop):
            break
    return found


def check_proxy(value: str) -> None:
    """Raises ValueError if the value does not name a proxy."""
    if value != SOCKET:
        ip_network(value, strict=False)


def _hops(request: HttpRequest) -> Iterator[str]:
    """Yields the addresses of those who passed the request on, the nearest first, as each reported the
    one before.
    """
    yield request.META.get("REMOTE_ADDR") or SOCKET
    for hop in reversed(request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")):
        yield _without_port(hop.strip())


def _without_port(hop: str) -> str:
    found = _WITH_PORT.fullmatch(hop)
    return (found["ipv4"] or found["ipv6"]) if found else hop


def _counted(hop: str) -> str | None:
    address = _address(hop)
    if isinstance(address, IPv6Address):
        address = IPv6Address(int(address) >> _HOST_BITS << _HOST_BITS)
    return str(address) if address else None


def _is_trusted(hop: str) -> bool:
    proxies: list[str] = settings.TRUSTED_PROXIES
    if hop == SOCKET:
        return SOCKET in proxies
    address = _address(hop)
    return address is not None and any(
        address in ip_network(one, strict=False) for one in proxies if one != SOCKET
    )


def _address(hop: str) -> IPv4Address | IPv6Address | None:
    """Returns the address; None if the text is not an address. A server that listens for both kinds
    writes IPv4 as IPv6: that becomes IPv4 again.
    """
    try:
        address = ip_address(hop)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address
