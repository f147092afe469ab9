"""The StreamField block with which a journalist puts a situation's box into the text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StructBlock
from wagtail.snippets.blocks import SnippetChooserBlock


class SituationBoxBlock(StructBlock):
    """Shows the live box of one situation."""

    situation = SnippetChooserBlock("conflictdesk.Situation", label=_("situation"))

    class Meta:
        icon = "table"
        label = _("Situation box")
        template = "conflictdesk/boxes/block.html"
