"""Structured data of a situation page: schema.org in JSON-LD, and the description for its head.

A https://schema.org/LiveBlogPosting while the situation is not closed; its figures are a
https://schema.org/Dataset.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from conflictdesk.boxes.live.addresses import Addresses
from conflictdesk.boxes.live.box_standings import Standing
from conflictdesk.boxes.live.states import State
from conflictdesk.boxes.page.public_corrections import ShownCorrection
from conflictdesk.contract.stored import BoxContent, EventContent, StandingContent
from conflictdesk.wording import event_lines
from conflictdesk.wording.languages import locale

RUNNING = ("live", "slowing")
UPDATES = 30
# As in django.utils.html.json_script: nothing in the data can end the element.
_ESCAPES = {
    ord(">"): "\\u003E",
    ord("<"): "\\u003C",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def script(
    state: State, standings: Sequence[Standing], corrections: Iterable[ShownCorrection], addresses: Addresses
) -> SafeString:
    """Returns the JSON of the page's <script type="application/ld+json">."""
    graph = [_page(state, corrections, addresses), *_dataset(state, standings, addresses)]
    data = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False)
    return mark_safe(data.translate(_ESCAPES))  # _ESCAPES leaves no tag in it # nosec B308


def description(state: State, standings: Sequence[Standing]) -> str:
    """Returns the situation in one line: the editor's summary, else its leading figures."""
    summary: str = state.content["situation"]["summary"]
    return summary or "; ".join(one.said for one in standings[:3])


def _page(state: State, corrections: Iterable[ShownCorrection], addresses: Addresses) -> dict[str, Any]:
    situation, content = state.content["situation"], state.content
    data: dict[str, Any] = {
        "@type": "LiveBlogPosting" if situation["state"] in RUNNING else "WebPage",
        "@id": addresses.page,
        "url": addresses.page,
        "name": situation["name"],
        "inLanguage": addresses.language,
        "dateModified": _iso(state.taken),
        "image": addresses.picture(state.version),
        "citation": _citations(content, addresses),
        "correction": [_correction(one, addresses) for one in corrections],
    }
    if situation["state"] in RUNNING:
        data["headline"] = situation["name"]
        data["liveBlogUpdate"] = [_update(one, addresses) for one in content["events"][:UPDATES]]
    return data


def _update(event: EventContent, addresses: Addresses) -> dict[str, Any]:
    return {
        "@type": "BlogPosting",
        "headline": str(event_lines.line(event, locale(addresses.language))),
        "datePublished": event["approved_at"],
        "url": f"{addresses.page}#e{event['claim']}",
        "citation": addresses.whole(event["article"]["url"]),
    }


def _correction(one: ShownCorrection, addresses: Addresses) -> dict[str, Any]:
    return {
        "@type": "CorrectionComment",
        "datePublished": one.at.iso,
        "text": one.said,
        "url": f"{addresses.page}#{one.key}",
    }


def _dataset(state: State, standings: Sequence[Standing], addresses: Addresses) -> list[dict[str, Any]]:
    if not standings:
        return []
    measured = zip(standings, state.content["standings"], strict=False)
    return [
        {
            "@type": "Dataset",
            "@id": f"{addresses.page}#figures",
            "url": f"{addresses.page}#figures",
            "name": _("Figures: %(name)s") % {"name": state.content["situation"]["name"]},
            "description": description(state, standings),
            "inLanguage": addresses.language,
            "dateModified": _iso(state.taken),
            "variableMeasured": [_variable(*one, addresses) for one in measured],
        }
    ]


def _variable(standing: Standing, raw: StandingContent, addresses: Addresses) -> dict[str, Any]:
    leader = raw["leader"]
    bounds = {"minValue": leader["low"], "value": leader["best"], "maxValue": leader["high"]}
    return {
        "@type": "PropertyValue",
        "name": standing.title,
        "description": standing.said,
        "unitText": raw["unit"],
        **{name: bound for name, bound in bounds.items() if bound is not None},
        "url": f"{addresses.page}#{standing.key}",
        "citation": [addresses.whole(one["article"]["url"]) for one in (leader, *raw["rivals"])],
    }


def _citations(content: BoxContent, addresses: Addresses) -> list[str]:
    facts = [one for each in content["standings"] for one in (each["leader"], *each["rivals"])]
    urls = (addresses.whole(fact["article"]["url"]) for fact in (*facts, *content["events"]))
    return list(dict.fromkeys(filter(None, urls)))


def _iso(at: datetime) -> str:
    return at.isoformat(timespec="seconds")
