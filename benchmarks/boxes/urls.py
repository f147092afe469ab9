"""The newsroom's addresses, and the bare view."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.urls import path

from conflictdesk.newsroom.urls import urlpatterns as newsroom

BARE_KEY = "benchmark-bare"


def bare(request: HttpRequest) -> HttpResponse:
    """Returns one key of the cache: as little as a Django view can do."""
    return HttpResponse(cache.get(BARE_KEY))


urlpatterns = [path("bare/", bare), *newsroom]
