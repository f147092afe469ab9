"""The StreamField block with which a journalist puts a situation's box into the text.

A block does not know who edits: a situation in preparation is named here to nobody. Whether a person may
choose it is asked by the form, `conflictdesk.desk.article.box_choices`.
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
    """Wagtail's chooser, which names public situations alone."""

    def get_display_title(self, instance: Situation) -> str:
        return name_in_public(instance)


class SituationChooserBlock(SnippetChooserBlock):
    """Chooses a situation. Migrations know it as Wagtail's own block: nothing that is stored differs."""

    @cached_property
    def widget(self) -> SituationChooser:
        return SituationChooser(self.target_model, icon=super().widget.icon)

    def render_basic(self, value: Situation | None, context: Mapping[str, Any] | None = None) -> str:
        """Also what Wagtail compares and shows of two versions."""
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
    """The name of a public situation; of another one that it is in preparation."""
    is_public = queries.public_situations().filter(pk=situation.pk).exists()
    return situation.name if is_public else str(_("A situation in preparation"))
