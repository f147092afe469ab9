"""Creates the sample's pages: home, sections, and articles published as a journalist publishes them."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import User
from django.core.files import File
from wagtail.images.models import Image
from wagtail.models import Page, Site

from conflictdesk.ledger.models import Situation
from conflictdesk.ledger.situations import membership
from conflictdesk.newsroom.models import ArticlePage, HomePage, SectionPage
from conflictdesk.newsroom.sample.manuscripts import IMAGES, Block, Manuscript


def create_site(home: Mapping[str, str], owner: User) -> HomePage:
    """Creates the home page and makes it the root of the default site in place of Wagtail's welcome
    page.
    """
    site = Site.objects.get(is_default_site=True)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    welcome = site.root_page
    page = HomePage(slug="newsroom", owner=owner, show_in_menus=False, **home)
    Page.get_first_root_node().add_child(instance=page)
    site.root_page, site.site_name = page, home["title"]
    site.hostname = address.hostname or site.hostname
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()
    if welcome.depth > 1:
        welcome.delete()
    return page


def create_sections(home: HomePage, sections: list[dict[str, str]], owner: User) -> dict[str, SectionPage]:
    """Creates the sections, in their order in the menu, and returns them by slug."""
    created = {}
    for section in sections:
        page = SectionPage(owner=owner, show_in_menus=True, **section)
        created[page.slug] = home.add_child(instance=page)
    return created


def store_images(titles: Mapping[str, str], owner: User) -> dict[str, Image]:
    """Stores the pictures in Wagtail's library and returns them by file name without suffix."""
    stored = {}
    for name, title in titles.items():
        with (IMAGES / f"{name}.svg").open("rb") as drawing:
            picture = File(drawing, name=f"{name}.svg")
            stored[name] = Image.objects.create(title=title, file=picture, uploaded_by_user=owner)
    return stored


def publish(
    manuscript: Manuscript,
    section: SectionPage,
    situations: Mapping[str, Situation],
    images: Mapping[str, Image],
    journalist: User,
) -> ArticlePage:
    """Publishes one article by Wagtail's own revision, dated in the past, and returns it."""
    page = section.add_child(instance=_page(manuscript, situations, images, journalist))
    membership.assign(page.pk, [situations[slug] for slug in manuscript.situations], journalist)
    page.first_published_at = manuscript.published
    page.save_revision(user=journalist).publish(user=journalist)
    ArticlePage.objects.filter(pk=page.pk).update(
        last_published_at=manuscript.published, latest_revision_created_at=manuscript.published
    )
    return ArticlePage.objects.get(pk=page.pk)


def _page(
    manuscript: Manuscript,
    situations: Mapping[str, Situation],
    images: Mapping[str, Image],
    journalist: User,
) -> ArticlePage:
    return ArticlePage(
        title=manuscript.title,
        slug=manuscript.slug,
        standfirst=manuscript.standfirst,
        byline=manuscript.byline,
        dateline=manuscript.place,
        lead_image=images[manuscript.image] if manuscript.image else None,
        body=[_value(block, situations, images) for block in manuscript.blocks],
        owner=journalist,
        live=False,
    )


def _value(block: Block, situations: Mapping[str, Situation], images: Mapping[str, Image]) -> tuple[str, Any]:
    parts = block.parts
    if block.kind == "situation_box":
        return block.kind, {"situation": situations[parts["situation"]]}
    if block.kind == "paragraph":
        return block.kind, f"<p>{parts['text']}</p>"
    if block.kind == "heading":
        return block.kind, parts["text"]
    if block.kind == "quote":
        return block.kind, parts
    return block.kind, {
        # A copy: Wagtail notes the alternative text on the picture itself.
        "image": {"image": copy(images[parts["image"]]), "alt_text": parts["alt"], "decorative": False},
        "caption": parts["caption"],
        "credit": parts["credit"],
    }
