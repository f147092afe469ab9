"""Renders a snapshot to HTML in one language."""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from hashlib import sha256
from typing import Any

from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

import conflictdesk
from conflictdesk import conf
from conflictdesk.boxes.live.box import Limits, box
from conflictdesk.contract.stored import BoxContent

TEMPLATE = "conflictdesk/boxes/box.html"
TEMPLATES = (
    TEMPLATE,
    "conflictdesk/boxes/standing.html",
    "conflictdesk/boxes/chart.html",
    "conflictdesk/boxes/figure.html",
    "conflictdesk/boxes/evidence.html",
    "conflictdesk/boxes/moment.html",
    "conflictdesk/boxes/event.html",
)


def render(content: BoxContent, version: int, taken: datetime, language: str) -> str:
    """Returns the box's HTML. It is the same for every reader, so it uses nothing of a request."""
    limits = Limits(conf.get("LEADING_FIGURES"), conf.get("FURTHER_FIGURES"), conf.get("LATEST_EVENTS"))
    with translation.override(language):
        seen = box(content, version, taken, language, limits)
        context = {
            "box": seen,
            "url": reverse("conflictdesk:box", args=[seen.slug, language]),
            "page_url": reverse("conflictdesk:situation", args=[seen.slug, language]),
            "interval": conf.get("POLL_SECONDS"),
            "words": json.dumps(_words(), ensure_ascii=False),
        }
        return get_template(TEMPLATE).render(context).strip()


def _words() -> dict[str, str]:
    """Returns the script's words; `{…}` are holes that the script fills."""
    return {
        "updating": _("Updates by itself"),
        "paused": _("Updates paused"),
        "just_now": pgettext("updated", "just now"),
        "failing": _("Not updating: no connection to the newsroom"),
        "closed": pgettext("situation", "Closed"),
        "pause": pgettext("updates", "Pause"),
        "resume": pgettext("updates", "Resume"),
        "label": _("{action} updates: {name}"),
        "changed": _("{name}, updated: {changes}"),
        "withdrawn": _("withdrawn: {label}"),
    }


@cache
def template_version() -> str:
    """Returns a digest of all that boxes are rendered with, so that a deployment never serves boxes
    cached by an older one.
    """
    digest = sha256(conflictdesk.__version__.encode())
    for name in TEMPLATES:
        found: Any = get_template(name)
        digest.update(found.template.source.encode())
    return digest.hexdigest()[:12]
