"""Signal receivers: each docstring says what happened; each receiver calls a few functions and decides
nothing.
"""

from __future__ import annotations

from typing import Any

import swapper
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django.dispatch import receiver
from wagtail.models import PageViewRestriction, Revision, Site
from wagtail.signals import (
    page_published,
    page_slug_changed,
    page_unpublished,
    post_page_move,
    workflow_cancelled,
)

from conflictdesk.boxes.live import box_cache, purge
from conflictdesk.desk import articles
from conflictdesk.desk.article import clearing
from conflictdesk.ledger.claims import claim_priority
from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.models import (
    Actor,
    ArticleSituation,
    FormerAddress,
    Place,
    Situation,
    SituationActor,
)
from conflictdesk.ledger.on_commit import after_commit
from conflictdesk.ledger.rights import authors
from conflictdesk.ledger.signals import situation_changed, visibility_changed
from conflictdesk.ledger.situations import membership, membership_changes, situation_addresses
from conflictdesk.ledger.snapshots import visibility_changes

Page = swapper.load_model("wagtailcore", "Page")


@receiver(post_save, dispatch_uid="conflictdesk.article_saved")
def article_saved(instance: Any, created: bool, update_fields: Any = None, **_: Any) -> None:
    """A page was saved: it gets the situations chosen in its form, and a new one its authors."""
    articles.write_situations(instance, created=created, fields=update_fields)
    if created and isinstance(instance, Page):
        authors.inherit(instance)


@receiver(page_published, dispatch_uid="conflictdesk.page_published")
def read_and_show(instance: Any, revision: Any = None, **_: Any) -> None:
    """A page was published: by a click, on schedule or from code."""
    authors.published(instance, revision)
    membership_changes.publish(instance, revision)
    outbox.request(instance)
    visibility_changes.page_changed(instance)


@receiver(page_unpublished, dispatch_uid="conflictdesk.page_unpublished")
@receiver(page_slug_changed, dispatch_uid="conflictdesk.page_slug_changed")
@receiver(post_page_move, dispatch_uid="conflictdesk.post_page_move")
def show_or_hide(instance: Any, **_: Any) -> None:
    """A page was unpublished or moved, or its address changed, with those of all pages below it."""
    visibility_changes.page_changed(instance)


@receiver(pre_delete, sender=Page, dispatch_uid="conflictdesk.page_deleted")
def hide_deleted(instance: Any, **_: Any) -> None:
    """A page is about to be deleted; pages below it send their own signals. Claims and rulings stay."""
    visibility_changes.page_changed(instance)


@receiver([post_save, post_delete], sender=PageViewRestriction, dispatch_uid="conflictdesk.restriction")
def restrict(instance: PageViewRestriction, **_: Any) -> None:
    """A view restriction of a page and all pages below it was changed."""
    visibility_changes.page_changed(instance.page)


@receiver([post_save, post_delete], sender=Site, dispatch_uid="conflictdesk.site")
def follow_sites(**_: Any) -> None:
    """A site was added, changed or deleted."""
    visibility_changes.sites_changed()


@receiver([post_save, post_delete], sender=ArticleSituation, dispatch_uid="conflictdesk.membership")
def belong(instance: ArticleSituation, **_: Any) -> None:
    """An article joined or left a situation."""
    membership.assign_pending_claims(instance.page_id)
    after_commit(claim_priority.rank_page, instance.page_id)
    visibility_changes.situation_changed(instance.situation_id, "articles changed")


@receiver([post_save, post_delete], sender=SituationActor, dispatch_uid="conflictdesk.situation_actor")
def mark_party(instance: SituationActor, **_: Any) -> None:
    """An actor's role as party to the conflict was changed."""
    visibility_changes.situation_changed(instance.situation_id, "parties changed")


@receiver(pre_save, sender=Situation, dispatch_uid="conflictdesk.situation_moves")
def keep_address(instance: Situation, **_: Any) -> None:
    """A situation is about to be saved, perhaps with a new address; the former one still leads to it."""
    former = Situation.objects.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if former is not None:
        situation_addresses.keep(instance, former)


@receiver(post_save, sender=Situation, dispatch_uid="conflictdesk.situation_saved")
def rename(instance: Situation, **_: Any) -> None:
    """A situation's name, summary, state or policy was changed."""
    visibility_changes.situation_changed(instance.pk, "situation edited")


@receiver(post_save, sender=Actor, dispatch_uid="conflictdesk.actor_saved")
@receiver(post_save, sender=Place, dispatch_uid="conflictdesk.place_saved")
def rename_everywhere(instance: Any, created: bool, **_: Any) -> None:
    """An actor or a place was changed. A new one is in no fact yet."""
    if not created:
        visibility_changes.name_changed(instance)


@receiver(m2m_changed, sender=Situation.places.through, dispatch_uid="conflictdesk.situation_places")
def choose_places(instance: Any, action: str, reverse: bool, **_: Any) -> None:
    """The places of a situation were changed."""
    if action.startswith("post_") and not reverse:
        visibility_changes.situation_changed(instance.pk, "places changed")


@receiver(workflow_cancelled, dispatch_uid="conflictdesk.workflow_cancelled")
def give_up_draft(instance: Any, **_: Any) -> None:
    """A workflow was cancelled: its draft will not be published by it."""
    if isinstance(instance.content_object, Page):
        clearing.drop_draft(instance.content_object)


@receiver(post_save, sender=Revision, dispatch_uid="conflictdesk.revision_saved")
def follow_draft(instance: Revision, created: bool, **_: Any) -> None:
    """A draft was saved, perhaps of an article that is being cleared."""
    if created and isinstance(instance.content_object, Page):
        authors.saved(instance)
        after_commit(clearing.read_saved_draft, instance.content_object)


@receiver(situation_changed, dispatch_uid="conflictdesk.box_changed")
def show_change(slug: str, situation_id: int, version: int, **_: Any) -> None:
    """A situation has a new version: renders its boxes again, purges front-end caches, and asks for its
    pending claims to be ranked.
    """
    box_cache.refill(slug)
    purge.purge(slug)
    claim_priority.request(situation_id, version)


@receiver(visibility_changed, dispatch_uid="conflictdesk.box_shown_or_hidden")
def show_or_hide_box(slug: str, **_: Any) -> None:
    """A situation may have become public, or may no longer be."""
    if box_cache.show_or_hide(slug):
        purge.purge(slug)


@receiver(post_save, sender=FormerAddress, dispatch_uid="conflictdesk.situation_moved")
def forget_former(instance: FormerAddress, **_: Any) -> None:
    """A situation left an address: requests for it are redirected from now on."""
    after_commit(box_cache.forget, instance.slug)


@receiver(post_delete, sender=Situation, dispatch_uid="conflictdesk.situation_deleted")
def forget(instance: Situation, **_: Any) -> None:
    """A situation was deleted: its boxes go, too."""
    after_commit(box_cache.forget, instance.slug)
