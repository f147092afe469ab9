"""Logs a person out by POST only: a GET neither ends the session nor says that it did."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from wagtail.admin.views.account import LogoutView


@method_decorator(never_cache, name="dispatch")
class LogOut(LogoutView):
    """Wagtail's view for POST, and 405 for other methods: for those, Wagtail would refuse to log out but
    delete the cookie.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        # Drops its message, which would need a new session and cookie just after the visitor ended theirs.
        list(messages.get_messages(request))
        return response
