"""The StreamField block with which a journalist puts a situation's box into the text.

A block does not know who edits, so it never names a situation in preparation. The form checks whether a
person may choose a situation: `conflictdesk.desk.article.box_choices`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock
from wagtail.snippets.widgets import AdminSnippetChooser

from conflictdesk.ledger import queries
from conflictdesk.ledger.models import Situation


class SituationChooser(AdminSnippetChooser):
    """Wagtail's chooser, which shows the names of public situations only."""

    def get_display_title(self, instance: Situation) -> str:
        return name_in_public(instance)


class SituationChooserBlock(SnippetChooserBlock):
    """Chooses a situation. Migrations see Wagtail's own block, because what is stored is the same."""

    @cached_property
    def widget(self) -> SituationChooser:
        return SituationChooser(self.target_model, icon=super().widget.icon)

    def render_basic(self, value: Situation | None, context: Mapping[str, Any] | None = None) -> str:
        """Returns the text that Wagtail shows and compares between two versions; "" without a situation."""
        return name_in_public(value) if value else ""

    def deconstruct(self) -> tuple[str, tuple[Any, ...], dict[str, Any]]:
        _path, arguments, keywords = super().deconstruct()
        return "wagtail.snippets.blocks.SnippetChooserBlock", arguments, keywords


class SituationBoxBlock(StructBlock):
    """Shows the live box of one situation."""

    situation = SituationChooserBlock("conflictdesk.Situation", label=_("situation"))

    class Meta:
        icon = "table"
        label = _("Situation box")
        template = "conflictdesk/boxes/block.html"


def name_in_public(situation: Situation) -> str:
    """Returns the name of a public situation; for any other says that it is in preparation."""
    is_public = queries.public_situations().filter(pk=situation.pk).exists()
    return situation.name if is_public else str(_("A situation in preparation"))
