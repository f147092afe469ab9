"""What is asked for at an address: the values of its pattern, its query, and what a form there sends.

A row of the tables is named by its address, and by its case after an “@”: “desk:approve@sport” approves the
claim of the article in the other section.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from conflictdesk.ledger.models import Claim, Extraction

from . import secrets
from .secrets import SHOWN, Planted

Values = dict[str, Any]
# What is asked for where a row names no case: a claim or article, or the case of the row.
TARGETS = {
    "desk:reopen": SHOWN,
    "desk:move": SHOWN,
    "desk:pick": SHOWN,
    "desk:split": "again",
    "desk:add": "again",
    "desk:retry": "again",
}
USUAL = "waiting"


def parts(row: str) -> tuple[str, str]:
    """The address's name and the case; "" for a row without one."""
    address, _, case = row.partition("@")
    return address, case


def target(row: str) -> str:
    """Which of the planted the row is about."""
    address, case = parts(row)
    return case if case in secrets.MAY_SEE else TARGETS.get(address, USUAL)


def values(row: str, planted: Planted) -> Values:
    """What the address's pattern may ask for."""
    about, (address, case) = target(row), parts(row)
    claim = planted.claims.get(about, planted.claims[USUAL])
    slug = planted.situations["prepared" if case == "prepared" else "war"].slug
    of_case = {"ruling_id": claim.ruling_id, "extraction_id": claim.extraction_id} if case else {}
    return {
        **planted.keys,
        **of_case,
        "claim_id": claim.pk,
        "page_id": planted.pages.get(about, planted.pages[USUAL]),
        "id": _fact(address, case, planted).pk,
        "pk": _row_of(address, case, planted),
        "slug": slug,
        "language": "en",
        "of": "actors",
    }


def _fact(address: str, case: str, planted: Planted) -> Claim:
    name = case if case in planted.claims else SHOWN
    return planted.claims[f"{name} event" if "event" in address else name]


def _row_of(address: str, case: str, planted: Planted) -> int:
    """The situation, actor or place, one that nothing uses where it is deleted; or the merge."""
    if address == "desk:unmerge":
        return planted.keys["merge_id"]
    if "actor" in address:
        return planted.actors["army"].pk
    if "place" in address:
        return planted.places["Mawsil"].pk
    unused = address in ("desk:open", "situation:delete") and case != "used"
    return planted.situations["prepared" if case == "prepared" else "closed" if unused else "war"].pk


def query(row: str, planted: Planted) -> str:
    """The address's query with its question mark, or ""."""
    address, case = parts(row)
    made = QUERIES.get(address)
    given = made(planted, target(row), case) if made else {}
    if case in ("csv", "xlsx"):
        given["export"] = case
    return f"?{urlencode(given, doseq=True)}" if given else ""


def _filtered(planted: Planted, about: str, case: str) -> Values:
    return {"claim": planted.claims[about].pk} if about in planted.claims else {}


def _chosen(model: str, usual: str) -> Callable[[Planted, str, str], Values]:
    """Of a list; afterwards Wagtail leads back to another page than its first."""
    return lambda planted, about, case: {
        "id": getattr(planted, model)[case or usual].pk,
        "next": "/admin/reports/",
    }


QUERIES: dict[str, Callable[[Planted, str, str], Values]] = {
    "desk:queue": _filtered,
    "desk:ahead": lambda planted, about, case: {"after": planted.claims[case or SHOWN].pk, "number": 5},
    "desk:together": lambda planted, about, case: {"article": planted.pages[about]},
    "desk:names": lambda planted, about, case: {"q": "The"},
    "desk:save_filter": lambda planted, about, case: {"kind": "figure"},
    "desk:around": lambda planted, about, case: {
        "latitude": 36, "longitude": 43, "km": 100, "width": 400, "height": 300,
    },
    "public:oembed": lambda planted, about, case: {
        "url": f"http://localhost/situations/{planted.situations['prepared' if case else 'war'].slug}/en/"
    },
    "choose_situation:chosen_multiple": lambda planted, about, case: {
        "id": planted.situations["prepared"].pk
    },
    "choose_actor:chosen_multiple": lambda planted, about, case: {"id": planted.actors["army"].pk},
    "choose_place:chosen_multiple": lambda planted, about, case: {"id": planted.places["Mosul"].pk},
    "all:page:join_situation": lambda planted, about, case: {
        "id": planted.pages[about], "next": "/admin/reports/",
    },
    "all:situation:delete": _chosen("situations", "closed"),
    "all:situation:close": _chosen("situations", "war"),
    "all:situation:reopen": _chosen("situations", "closed"),
    "all:actor:delete": _chosen("actors", "army"),
    "all:place:delete": _chosen("places", "Mawsil"),
}  # fmt: skip


def data(row: str, planted: Planted) -> Values:
    """What a form at the address sends: all that a permitted person needs to succeed."""
    about, (address, case) = target(row), parts(row)
    claim = planted.claims.get(about)
    version = {"version": claim.version} if claim else {}
    made = FORMS.get(address)
    return version | (made(planted, case or about) if made else {})


def _marked(planted: Planted, about: str) -> Values:
    """Words of the article's live text, as an event: no claim of it says so yet."""
    text = Extraction.objects.filter(page_key=planted.pages[about]).latest("sequence")
    return {"words": "killed in", "text": text.pk, "tells": "event:clash"}


def _amended(planted: Planted, about: str) -> Values:
    return {
        "claim-qualifier": "exact", "claim-number": "17", "claim-measure": "killed", "claim-unit": "person",
        "claim-realis": "actual",
    }  # fmt: skip


def _situation(planted: Planted, about: str) -> Values:
    prefix = "situation_actors"
    counts = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    given = {"name": "Renamed", "slug": "renamed", "summary": "New.", "state": "live", "policy": "newest"}
    return given | {f"{prefix}-{name}": value for name, value in counts.items()}


def _actor(planted: Planted, about: str) -> Values:
    return {"name": "Renamed", "identifier": "renamed", "role": "other", "aliases": ""}


def _place(planted: Planted, about: str) -> Values:
    return {"name": "Renamed", "aliases": "", "country": "IQ", "precision": "city"}


def _pair(planted: Planted, about: str) -> Values:
    return {"other": planted.claims["sport" if about == "with_sport" else "twice"].pk}


def _ticked(planted: Planted, about: str) -> Values:
    claim = planted.claims[about]
    return {"claim": f"{claim.pk}:{claim.version}", "action": "other"}


FORMS: dict[str, Callable[[Planted, str], Values]] = {
    "desk:amend": _amended,
    "desk:reject": lambda planted, about: {"reason": "other"},
    "desk:move": lambda planted, about: {"situation": planted.situations["prepared"].pk},
    "desk:same": _pair,
    "desk:apart": _pair,
    "desk:add": _marked,
    "desk:together": _ticked,
    "desk:save_filter": lambda planted, about: {"name": "Mine"},
    "desk:merge_situation": lambda planted, about: {"into": planted.situations["prepared"].pk},
    "desk:merge_actor": lambda planted, about: {"into": planted.actors["corps"].pk},
    "desk:merge_place": lambda planted, about: {"into": planted.places["Mosul"].pk},
    "all:page:join_situation": lambda planted, about: {"situation": planted.situations["raqqa"].pk},
    "situation:add": _situation,
    "situation:edit": _situation,
    "situation:copy": _situation,
    "actor:add": _actor,
    "actor:edit": _actor,
    "actor:copy": _actor,
    "place:add": _place,
    "place:edit": _place,
    "place:copy": _place,
}
