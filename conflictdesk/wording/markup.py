"""Phrases as HTML. What fills a hole is isolated from the direction of the text around it."""

from __future__ import annotations

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from conflictdesk.wording.sentences import Part, Phrase


def phrase(text: Phrase, *, party: bool = False) -> SafeString:
    """Returns the phrase, escaped. `party` marks the name that fills the hole "source"."""
    return format_html_join("", "{}", ((_part(part, party),) for part in text.parts))


def name(text: str, *, party: bool = False) -> SafeString:
    """Returns a source's name, marked if it is a party to the conflict."""
    return phrase(Phrase((Part(text, "source"),)), party=party)


def _part(part: Part, party: bool) -> str:
    if not part.hole:
        return escape(part.text)
    isolated = format_html("<bdi>{}</bdi>", part.text)
    return isolated + _party_mark() if party and part.hole == "source" else isolated


def _party_mark() -> SafeString:
    """Returns a visible asterisk, with its words for screen readers, on hover and focus, and in print."""
    words = format_html('<span class="cd-party-words"> ({})</span>', _("a party to the conflict"))
    return format_html('<span class="cd-party"><span aria-hidden="true">*</span>{}</span>', words)
