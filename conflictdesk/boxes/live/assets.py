"""The style sheet and script that a page with boxes needs."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def tags() -> SafeString:
    """Returns the style sheet and the script of the boxes, for a page's <head>."""
    return format_html(
        '<link rel="stylesheet" href="{}">\n<script type="module" src="{}"></script>',
        static("conflictdesk/boxes/box.css"),
        static("conflictdesk/boxes/box.js"),
    )
