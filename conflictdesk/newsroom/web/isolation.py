"""Restricts, beside the content security policy, which devices of the visitor's machine pages may use,
and which other sites may load what.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

# Features that no page needs: https://www.w3.org/TR/permissions-policy/
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in UNUSED)


class Isolation:
    """Middleware that sets Permissions-Policy and Cross-Origin-Resource-Policy. Other sites may load
    static files, which frames and feeds refer to, pictures, and responses that say so themselves.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_shared = request.path_info.startswith((settings.STATIC_URL, settings.MEDIA_URL))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault(
            "Cross-Origin-Resource-Policy", "cross-origin" if is_shared else "same-origin"
        )
        return response
