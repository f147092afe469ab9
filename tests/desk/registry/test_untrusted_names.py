"""Every form and field removes invisible characters, and those that reverse text, from names and lines."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from conflictdesk.desk.models import SavedFilter
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Actor, Claim, EventFact, FigureFact, Place, Ruling, Situation
from tests.desk.conftest import url
from tests.factories import EditorFactory, UserFactory, article, at_place, event, figure, record, said_by

pytestmark = pytest.mark.django_db
# "evil" turned around, a bell, an isolate, a mark; and a name in Arabic, one in Persian with its joiner.
DIRTY = "\u202eUN\x07 \u2066Office\u2069\u200f"
CLEAN = "UN Office"
RTL = "قوات سوريا الديمقراطية"
PERSIAN = "نیروهای می‌خواهم"


@pytest.fixture
def all_powers(client: Client, db: None) -> Client:
    client.force_login(UserFactory(is_superuser=True))
    return client


def _add(client: Client, kind: str, **data: Any) -> Any:
    return client.post(reverse(f"wagtailsnippets_conflictdesk_{kind}:add"), data)


def _situation(**more: Any) -> dict[str, Any]:
    counts = {"situation_actors-TOTAL_FORMS": "0", "situation_actors-INITIAL_FORMS": "0",
              "situation_actors-MIN_NUM_FORMS": "0", "situation_actors-MAX_NUM_FORMS": "1000"}  # fmt: skip
    same = {
        "slug": "new",
        "summary": "",
        "state": "live",
        "policy": "newest",
        "place_names": "",
        "keywords": "",
    }
    return {**same, **counts, **more}


def test_situations(all_powers: Client) -> None:
    Place.objects.create(name=CLEAN)
    answer = _add(
        all_powers, "situation",
        **_situation(name=DIRTY, summary=f"{DIRTY}\nnext", keywords=f"{DIRTY}\n{RTL}", place_names=DIRTY),
    )  # fmt: skip
    assert answer.status_code == 302
    made = Situation.objects.get()
    # A sentence may contain a direction mark, but no character that reverses text.
    assert (made.name, made.summary, made.keywords) == (CLEAN, f"{CLEAN}\u200f\nnext", [CLEAN, RTL])
    assert [one.name for one in made.places.all()] == [CLEAN]


@pytest.mark.parametrize("name", [RTL, PERSIAN, "Côte d’Ivoire", "O'Brien-Smith", "👩‍🚒"])
def test_names_of_every_script_stay_as_they_are(all_powers: Client, name: str) -> None:
    assert _add(all_powers, "situation", **_situation(name=name)).status_code == 302
    assert Situation.objects.get().name == name


def test_a_name_of_nothing_that_is_seen_is_none(all_powers: Client) -> None:
    assert _add(all_powers, "situation", **_situation(name="\u202e\u200e\u2066")).status_code == 200
    assert Situation.objects.count() == 0


def test_actors(all_powers: Client) -> None:
    _add(all_powers, "actor", name=DIRTY, role="un", aliases=f"{DIRTY}\n{PERSIAN}", identifier="un-office")
    made = Actor.objects.get(identifier="un-office")
    assert (made.name, made.aliases) == (CLEAN, [CLEAN, PERSIAN])


def test_places(all_powers: Client) -> None:
    _add(
        all_powers,
        "place",
        name=DIRTY,
        aliases=DIRTY,
        country="",
        precision="exact",
        latitude="",
        longitude="",
    )
    made = Place.objects.get()
    assert (made.name, made.aliases) == (CLEAN, [CLEAN])


def test_saved_filters(desk: Client) -> None:
    desk.post(f"{url('save_filter')}?kind=event", {"name": DIRTY})
    assert SavedFilter.objects.get().name == CLEAN
    desk.post(f"{url('save_filter')}?kind=event", {"name": "\u202e"})
    assert SavedFilter.objects.count() == 1


def test_names_that_an_editor_amends(desk: Client, claims: list[Claim]) -> None:
    figure, event = claims
    same = {"version": 1, "claim-realis": "actual"}
    words = {"claim-source": DIRTY, "claim-place": DIRTY}
    number = {"claim-qualifier": "at_least", "claim-number": "750,000", "claim-measure": "displaced",
              "claim-unit": "person", "claim-side": DIRTY}  # fmt: skip
    desk.post(url("amend", figure.pk), {**same, **words, **number})
    desk.post(url("amend", event.pk), {
        **same, **words, "claim-type": "clash", "claim-actors": f"{DIRTY}, {RTL}", "claim-targets": DIRTY,
        "claim-weapon": DIRTY,
    })  # fmt: skip
    told = FigureFact.objects.get()
    assert (told.source_text, told.place_text, told.side_text) == (CLEAN, CLEAN, CLEAN)
    happened = EventFact.objects.get()
    assert (happened.source_text, happened.place_text) == (CLEAN, CLEAN)
    assert (happened.actors, happened.targets, happened.weapon) == ([CLEAN, RTL], [CLEAN], CLEAN)


def test_an_amendment_by_code_is_cleaned_too(claims: list[Claim], editor: Any) -> None:
    amended = {"source": {"name": DIRTY}, "place": {"name": DIRTY}}
    rulings.amend(claims[0].pk, editor, amended, version=claims[0].version)
    told = FigureFact.objects.get()
    assert (told.source_text, told.place_text) == (CLEAN, CLEAN)


def test_notes_of_rejections_and_names_of_people(desk: Client, editor: Any, claim: Claim) -> None:
    type(editor).objects.filter(pk=editor.pk).update(first_name="\u202eAda", last_name="Ed\x07itor")
    desk.post(url("reject", claim.pk), {"version": 1, "reason": "other", "note": f"{DIRTY}\nnext"})
    ruling = Ruling.objects.get()
    assert (ruling.user_name, ruling.note) == ("Ada Editor", f"{CLEAN}\u200f\nnext")


def test_names_that_the_extractor_finds(situation: Situation) -> None:
    """The evidence keeps the article's characters; the rows made from it, and the card, are clean."""
    dirty = "U\u202eN\u2069"
    page = article(
        f"The {dirty} said 12 people died in Mo\u2066sul, and clashes went on.", situation=situation
    )
    text = page.conflictdesk_extractions.get().text
    place, source = (
        at_place(text, "Mo\u2066sul", geonames_id=99072, latitude=36.0, longitude=43.0),
        said_by(text, dirty),
    )
    for claim in record(
        page,
        figure(text, "12 people", attribution=source, place=place),
        event(text, "clashes", attribution=source, place=place),
    ):
        rulings.approve(claim.pk, EditorFactory(), version=claim.version)
    assert {one.source_text for one in FigureFact.objects.all()} == {"UN"}
    assert {one.source_text for one in EventFact.objects.all()} == {"UN"}
    assert list(Place.objects.values_list("name", flat=True)) == ["Mosul"]
    assert Claim.objects.first().proposal["attribution"]["text"] == dirty  # type: ignore[union-attr]
