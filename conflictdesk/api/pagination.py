"""Splits results into pages: `?page=2&page_size=100`."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from conflictdesk.ledger import public_sites
from conflictdesk.untrusted import number


class Pages(PageNumberPagination):
    """Pages of 50 results, or of as many as the caller asks for, 200 at most."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        """Returns the page size, cut to the maximum. Raises ValidationError if it is not a number above
        0.
        """
        given = number(request.query_params.get(self.page_size_query_param, str(self.page_size)))
        if not given:
            raise ValidationError({self.page_size_query_param: [_("Must be a number from 1 to 200.")]})
        return min(given, self.max_page_size)

    def get_next_link(self) -> str | None:
        return self._of_the_site(super().get_next_link())

    def get_previous_link(self) -> str | None:
        return self._of_the_site(super().get_previous_link())

    def _of_the_site(self, link: str | None) -> str | None:
        """Returns the link with the site's own host, because the request's Host header may be forged;
        None for None.
        """
        assert self.request is not None
        parts = urlsplit(link or "")
        return link and f"{public_sites.root_url(self.request)}{parts.path}?{parts.query}".removesuffix("?")
