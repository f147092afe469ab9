"""The public addresses of a situation, whole: what other sites, feeds and social networks are given."""

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
        """Of the site, whatever the request calls it."""
        return cls(public_sites.root_url(request), slug, language)

    def whole(self, path: str) -> str:
        """An address of this site with its host; any other as it is."""
        return f"{self.root}{path}" if path.startswith("/") else path

    def path(self, name: str) -> str:
        return reverse(f"conflictdesk:{name}", args=[self.slug, self.language])

    def named(self, name: str) -> str:
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
        """Named anew with every version: who keeps pictures for long must not keep an old number."""
        return f"{self.named('picture')}?version={version}"

    def in_language(self, language: str) -> Addresses:
        return Addresses(self.root, self.slug, language)
