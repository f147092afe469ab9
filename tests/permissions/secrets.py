"""What is planted: one public figure, and one of each kind that must be held from somebody.

Each has a number and a place that nothing else has, so that any answer can be searched for them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group, User
from wagtail.models import Page, PageViewRestriction, Site

from conflictdesk.desk.models import Batch, SavedFilter
from conflictdesk.ledger import queries
from conflictdesk.ledger.claims import claim_matches, drafts, rulings
from conflictdesk.ledger.extractions import outbox
from conflictdesk.ledger.models import Actor, ArticleSituation, Claim, Extraction, Place, Situation
from conflictdesk.ledger.situations import lifecycle
from conflictdesk.newsroom.models import ArticlePage, SectionPage
from tests.factories import SituationFactory, article, at_place, edit, event, figure, record, said_by

from .people import people

# What readers see of the article at issue, and who may see what else: the roles that have a right to it.
SHOWN = "shown"
_DESK = frozenset({"journalist", "section_editor", "editor", "author", "admin"})
_WHOLE_SITE = _DESK - {"section_editor"}
_DECIDE_HERE = _DESK - {"journalist"}
# Whoever edits a page reads its words in its editor, with or without the desk.
_EDIT_HERE = frozenset({"writer", "author", "moderator", "admin"})
MAY_SEE: dict[str, frozenset[str]] = {
    "waiting": _DESK,  # proposed, not decided, of a public article
    "rejected": _DESK,
    "correction": _WHOLE_SITE,  # what an edited article says now, of the other section
    "sport": _WHOLE_SITE,  # of the other section
    "password": _EDIT_HERE,
    "groups": _EDIT_HERE,
    "draft": _DECIDE_HERE | _EDIT_HERE,
    "withdrawn": _DECIDE_HERE | _EDIT_HERE,  # approved, then the page was taken down
    "gone": _DECIDE_HERE - {"section_editor"},  # the page is deleted: for those who decide in the whole site
    "prepared": _DESK,  # the name of a situation that no public article belongs to
    "unannounced": _DESK,  # approved, of a public article, in that situation
}
_NUMBERS = {name: 810_101 + 1_010 * at for at, name in enumerate((SHOWN, *MAY_SEE))}


@dataclass
class Planted:
    """The site as it stands before each request. Claims, pages and situations by what is held of them."""

    people: dict[str, User | None] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    pages: dict[str, int] = field(default_factory=dict)
    situations: dict[str, Situation] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    # Of the fact editor: a ruling, a batch, a saved filter and a merge; and a text that could not be read.
    keys: dict[str, int] = field(default_factory=dict)


def place(name: str) -> str:
    """The place that only this claim names."""
    return f"{name.capitalize()}ville"


def needles(name: str) -> tuple[str, ...]:
    """The words that give the secret away, as any answer might write them."""
    number = (f"{_NUMBERS[name]}", f"{_NUMBERS[name]:,}")
    return number if name == "correction" else (*number, place(name))


def seen(text: str) -> set[str]:
    """The secrets that are in the text."""
    return {name for name in MAY_SEE if any(needle in text for needle in needles(name))}


def plant() -> Planted:
    """Everything that the tables ask for."""
    home = Site.objects.get(is_default_site=True).root_page
    world = home.add_child(instance=SectionPage(title="World", slug="world"))
    sport = home.add_child(instance=SectionPage(title="Sport", slug="sport"))
    planted = Planted(people(world, sport))
    _situations(planted)
    _at_issue(planted, world)
    for name in ("sport", "password", "groups", "withdrawn", "gone"):
        _held(planted, name, sport if name == "sport" else world)
    _unannounced(planted, world)
    _correction(planted, sport)
    _draft(planted, world)
    _second(planted, world)
    _failed(planted, world)
    _names(planted)
    _of_the_editor(planted)
    _other_situation(planted)
    _merge(planted)
    return planted


def _situations(planted: Planted) -> None:
    war = SituationFactory(name="Battle of Mosul", slug="mosul", policy=Situation.Policy.EDITORS_PICK)
    prepared = SituationFactory(name=f"Battle of {place('prepared')}", slug="next")
    closed = SituationFactory(name="Old war", slug="old", state=Situation.State.CLOSED)
    planted.situations = {"war": war, "prepared": prepared, "closed": closed}


def _sentence(name: str, number: int | None = None) -> str:
    where = place(name)
    killed = f"The UN said {number or _NUMBERS[name]} people were killed in {where}"
    return f"{killed}, and clashes near {where} went on."


def _figure(text: str, name: str, number: int | None = None) -> Any:
    said = number or _NUMBERS[name]
    bounds = dict.fromkeys(("low", "best", "high"), said)
    where = {"place": at_place(text, place(name)), "attribution": said_by(text, "UN", "un", "un")}
    return figure(text, f"{said} people", period="cumulative", **bounds, **where)


def _event(text: str, name: str) -> Any:
    return event(text, f"clashes near {place(name)}", place=at_place(text, place(name)))


def _told(planted: Planted, section: Page, *names: str, title: str, owner: User | None = None) -> ArticlePage:
    """A public article with a claim for each name."""
    page = article(
        *map(_sentence, names), title=title, parent=section, situation=planted.situations["war"], owner=owner
    )
    text = _text(page)
    for name in names:
        planted.pages[name] = page.pk
    for claim in record(page, *(made(text, name) for name in names for made in (_figure, _event))):
        planted.claims[_name_of(claim, names)] = claim
    return page


def _name_of(claim: Claim, names: tuple[str, ...]) -> str:
    """The secret's own name for its figure; its event is called so."""
    quote = claim.proposal["quote"]
    name = next(one for one in names if str(_NUMBERS[one]) in quote or place(one) in quote)
    return name if claim.kind == Claim.Kind.FIGURE else f"{name} event"


def _approve(planted: Planted, *names: str) -> None:
    for name in names:
        claim = planted.claims[name]
        rulings.approve(claim.pk, planted.people["editor"], version=claim.version)


def _at_issue(planted: Planted, world: Page) -> None:
    """By the author: one figure is public, one waits, one was rejected."""
    _told(planted, world, SHOWN, "waiting", "rejected", title="At issue", owner=planted.people["author"])
    for name in ("rejected", "rejected event"):
        claim = planted.claims[name]
        rulings.reject(claim.pk, planted.people["admin"], "other", version=claim.version)
    _approve(planted, SHOWN, f"{SHOWN} event")


def _held(planted: Planted, name: str, section: Page) -> None:
    """The titles of public articles are no secret, of all others they are."""
    title = "A match" if name == "sport" else f"News of {place(name)}"
    page = _told(planted, section, name, title=title)
    _HOLD.get(name, lambda planted, page: None)(planted, page)


def _restrict(page: ArticlePage, kind: str) -> None:
    row = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="open sesame")
    row.groups.add(Group.objects.get_or_create(name="Subscribers")[0])


def _take_down(planted: Planted, page: ArticlePage) -> None:
    _approve(planted, "withdrawn", "withdrawn event")
    page.unpublish()


_HOLD: dict[str, Callable[[Planted, ArticlePage], Any]] = {
    "password": lambda planted, page: _restrict(page, PageViewRestriction.PASSWORD),
    "groups": lambda planted, page: _restrict(page, PageViewRestriction.GROUPS),
    "withdrawn": _take_down,
    "gone": lambda planted, page: page.delete(),
}


def _unannounced(planted: Planted, world: Page) -> None:
    """Facts of a public article that stand in the situation in preparation."""
    _told(planted, world, "unannounced", title="A word too early")
    names = ("unannounced", "unannounced event")
    _approve(planted, *names)
    for name in names:
        claim = Claim.objects.get(pk=planted.claims[name].pk)
        rulings.move(
            claim.pk, planted.people["editor"], planted.situations["prepared"], version=claim.version
        )


def _correction(planted: Planted, sport: Page) -> None:
    """What the article said was public; what it says since it was edited waits."""
    new = _NUMBERS["correction"]
    before, now = _sentence("correction", new + 1), _sentence("correction")
    page = article(before, title="Corrected", parent=sport, situation=planted.situations["war"])
    (claim,) = record(page, _figure(_text(page), "correction", new + 1))
    rulings.approve(claim.pk, planted.people["editor"], version=claim.version)
    page = edit(page, now)
    claims = record(page, _figure(_text(page), "correction"))
    planted.claims["correction"] = next(one for one in claims if one.pk != claim.pk)
    planted.pages["correction"] = page.pk


def _text(page: ArticlePage) -> str:
    """The article's live text as it is read."""
    found = queries.latest_extraction(page.pk)
    assert found is not None
    return found.text


def _draft(planted: Planted, world: Page) -> None:
    """Never published, and read to be cleared."""
    war, words = planted.situations["war"], _sentence("draft")
    page = article(words, title=f"News of {place('draft')}", parent=world, situation=war, live=False)
    drafts.record(page)
    planted.claims["draft"] = Claim.objects.filter(page_key=page.pk, kind=Claim.Kind.FIGURE).get()
    planted.pages["draft"] = page.pk


def _second(planted: Planted, world: Page) -> None:
    """Two more articles of World that report what the article at issue does."""
    for name in ("again", "twice"):
        page = article(
            _sentence(SHOWN), title=f"Told {name}", parent=world, situation=planted.situations["war"]
        )
        text = _text(page)
        planted.claims[name] = record(page, _figure(text, SHOWN))[0]
        planted.pages[name] = page.pk
    claim_matches.confirm(planted.claims["again"], planted.claims["twice"], planted.people["editor"])


def _failed(planted: Planted, world: Page) -> None:
    """A text of World that could not be read."""
    page = article("Not to be read.", title="Failed", parent=world, situation=planted.situations["war"])
    failed = outbox.request(page)
    assert failed is not None
    Extraction.objects.filter(pk=failed.pk).update(state=Extraction.State.FAILED, error="ValueError")
    planted.keys["extraction_id"] = failed.pk


def _names(planted: Planted) -> None:
    planted.actors = {
        name: Actor.objects.create(identifier=name, name=f"The {name}", role="other")
        for name in ("army", "corps")
    }
    planted.places = {name: Place.objects.create(name=name) for name in ("Mosul", "Mawsil")}


def _of_the_editor(planted: Planted) -> None:
    editor = planted.people["editor"]
    again = Claim.objects.get(pk=planted.claims["again"].pk)
    ruling = rulings.approve(again.pk, editor, version=again.version)
    planted.keys["ruling_id"] = ruling.pk
    batch = Batch.objects.create(user=editor)
    batch.rulings.add(ruling)
    planted.keys["batch_id"] = batch.pk
    saved = SavedFilter.objects.create(user=editor, name="Mosul", query="situation=mosul")
    planted.keys["filter_id"] = saved.pk
    planted.claims = {name: Claim.objects.get(pk=claim.pk) for name, claim in planted.claims.items()}


def _other_situation(planted: Planted) -> None:
    """A public one that the other articles do not belong to."""
    raqqa = SituationFactory(name="Siege of Raqqa", slug="raqqa")
    ArticleSituation.objects.create(page_id=planted.pages["again"], situation=raqqa)
    planted.situations["raqqa"] = raqqa


def _merge(planted: Planted) -> None:
    """Of two situations without articles."""
    one, other = SituationFactory(name="A raid"), SituationFactory(name="The same raid")
    planted.keys["merge_id"] = lifecycle.merge(one, other, planted.people["editor"]).pk
