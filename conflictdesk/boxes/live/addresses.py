"""The public addresses of a situation with scheme and host, for other sites, feeds and social networks."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from conflictdesk.ledger import public_sites


@dataclass(frozen=True, slots=True)
class Addresses:
    """All addresses of one situation in one language, with scheme and host."""

    root: str
    slug: str
    language: str

    @classmethod
    def of(cls, request: HttpRequest, slug: str, language: str) -> Addresses:
        """Returns the addresses on the site, whatever host the request names."""
        return cls(public_sites.root_url(request), slug, language)

    def whole(self, path: str) -> str:
        """Returns an address of this site with its host; any other unchanged."""
        return f"{self.root}{path}" if path.startswith("/") else path

    def path(self, name: str) -> str:
        """Returns the path of the named view."""
        return reverse(f"conflictdesk:{name}", args=[self.slug, self.language])

    def named(self, name: str) -> str:
        """Returns the whole address of the named view."""
        return self.root + self.path(name)

    @property
    def page(self) -> str:
        return self.named("situation")

    @property
    def feed(self) -> str:
        return self.named("feed")

    @property
    def embed(self) -> str:
        return self.named("embed")

    @property
    def oembed(self) -> str:
        query = urlencode({"url": self.page})
        return f"{self.root}{reverse('conflictdesk:oembed')}?{query}"

    def picture(self, version: int) -> str:
        """Returns an address that changes with every version, so that long-lived caches show no old
        number.
        """
        return f"{self.named('picture')}?version={version}"

    def in_language(self, language: str) -> Addresses:
        return Addresses(self.root, self.slug, language)
