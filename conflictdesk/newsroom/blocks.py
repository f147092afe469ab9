"""The blocks of an article's body."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock

from conflictdesk.boxes.blocks import SituationBoxBlock


class HeadingBlock(blocks.CharBlock):
    """A heading between paragraphs."""

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "newsroom/blocks/heading.html"


class ParagraphBlock(blocks.RichTextBlock):
    """Running text. Headings and quotes have blocks of their own."""

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "newsroom/blocks/paragraph.html"


class QuoteBlock(blocks.StructBlock):
    """The words of a person, set apart from the text, with the name of that person."""

    text = blocks.TextBlock(label=_("Words"))
    speaker = blocks.CharBlock(label=_("Who said so"), required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "newsroom/blocks/quote.html"


class FigureBlock(blocks.StructBlock):
    """A picture with alternative text, caption and credit."""

    # A picture's alternative text repeats what the article says, so no claims are read from it.
    image = ImageBlock(label=_("Image"), search_index=False)
    caption = blocks.CharBlock(label=_("Caption"), required=False)
    credit = blocks.CharBlock(label=_("Credit"), required=False, search_index=False)

    class Meta:
        icon = "image"
        label = _("Image")
        template = "newsroom/blocks/figure.html"


class BodyBlock(blocks.StreamBlock):
    """An article's body, block by block; each is rendered with `id="block-<uuid>"`."""

    paragraph = ParagraphBlock(features=["bold", "italic", "link", "ol", "ul"])
    heading = HeadingBlock()
    quote = QuoteBlock()
    image = FigureBlock()
    situation_box = SituationBoxBlock()
