"""Logging out: what only looks at the address ends no session, and says nothing of having ended one."""

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
    """As Wagtail's, for POST. To other methods Wagtail refuses to log out, and takes the cookie away."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        # Its message would want a session, and a cookie, that the visitor has just got rid of.
        list(messages.get_messages(request))
        return response
