"""Pages of results: `?page=2&page_size=100`."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _
from rest_framework.exceptions import ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request

from conflictdesk.ledger import public_sites
from conflictdesk.untrusted import number


class Pages(PageNumberPagination):
    """50 a page unless the caller says otherwise, 200 at most."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "page_size"

    def get_page_size(self, request: Request) -> int:
        """More than the most is the most; what is no size is an error."""
        given = number(request.query_params.get(self.page_size_query_param, str(self.page_size)))
        if not given:
            raise ValidationError({self.page_size_query_param: [_("Must be a number from 1 to 200.")]})
        return min(given, self.max_page_size)

    def get_next_link(self) -> str | None:
        return self._of_the_site(super().get_next_link())

    def get_previous_link(self) -> str | None:
        return self._of_the_site(super().get_previous_link())

    def _of_the_site(self, link: str | None) -> str | None:
        """The link with the site's own host: the request's may be anybody's."""
        assert self.request is not None
        parts = urlsplit(link or "")
        return link and f"{public_sites.root_url(self.request)}{parts.path}?{parts.query}".removesuffix("?")
