"""The desk's reports: their counts, as pages and as spreadsheets; and who may read them."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation
from openpyxl import load_workbook

from conflictdesk.desk.reports import columns, ruling_statistics
from conflictdesk.ledger.claims import rulings
from conflictdesk.ledger.models import Claim, Extraction, Ruling, Situation
from conflictdesk.newsroom.models import ArticlePage
from tests.desk.conftest import soup, words
from tests.factories import EditorFactory, figure, record

pytestmark = pytest.mark.django_db
REPORTS = (
    "conflictdesk_decisions",
    "conflictdesk_proposals",
    "conflictdesk_speed",
    "conflictdesk_corrections",
)


@pytest.fixture
def decided(claims: list[Claim], editor: User) -> list[Ruling]:
    approved = rulings.approve(claims[0].pk, editor, version=1)
    return [approved, rulings.reject(claims[1].pk, editor, "not_a_fact", version=1)]


def test_decisions_by_editor_measure_and_rule(decided: list[Ruling], editor: User) -> None:
    rulings.undo(decided[0].pk, editor)
    Ruling.objects.filter(pk=decided[1].pk).update(at=decided[0].at + timedelta(seconds=4))
    rows = ruling_statistics.by_editor(Ruling.objects.all())
    assert [
        (row.editor, row.topic, row.rule, row.approved, row.rejected, row.taken_back) for row in rows
    ] == [
        ("Ada Editor", "Clashes", "", 0, 1, 0),
        ("Ada Editor", "Displaced", "displaced.fled", 1, 0, 1),
    ]
    assert [(row.approval, row.seconds) for row in rows] == [("0 %", 4), ("100 %", 4)]


def test_how_a_rule_fares_at_a_confidence(decided: list[Ruling], editor: User) -> None:
    rulings.undo(decided[0].pk, editor)
    row = next(row for row in ruling_statistics.by_rule(Ruling.objects.all()) if row.rule == "displaced.fled")
    assert (row.band, row.decided, row.approved, row.approval, row.reversal) == (
        "0.85–1.00", 1, 1, "100 %", "100 %",
    )  # fmt: skip


def test_the_time_from_publication_to_the_first_decision(
    decided: list[Ruling], claims: list[Claim], editor: User
) -> None:
    published = claims[0].extraction.published
    assert published is not None
    Ruling.objects.update(at=published + timedelta(minutes=30))
    rulings.reopen(claims[0].pk, editor, version=2)
    rows = ruling_statistics.speeds(Ruling.objects.all())
    assert [(row.situation, row.kind, row.decided, row.median) for row in rows] == [
        ("Battle of Mosul", "event", 1, 30),
        ("Battle of Mosul", "figure", 1, 30),
    ]


def test_a_corrected_number_is_open_until_somebody_rules(
    desk: Client, page: ArticlePage, claims: list[Claim], decided: list[Ruling]
) -> None:
    page.body[0].value.source = "<p>The UN said at least 760,000 people had fled Mosul.</p>"
    page.save_revision().publish()
    page = ArticlePage.objects.get(pk=page.pk)
    text = page.conflictdesk_extractions.first().text
    (fresh,) = [
        one
        for one in record(
            page,
            figure(text, "at least 760,000 people", measure="displaced", low=760_000, best=760_000, high=None,
                   qualifier="at_least"),
        )
        if one.state == "pending" and one.presence == "present"
    ]  # fmt: skip
    (row,) = ruling_statistics.open_corrections(ruling_statistics.corrected())
    assert (row.claim, row.before, row.now) == (
        fresh.pk,
        "At least 750,000 people displaced in Mosul — UN",
        "At least 760,000 people displaced",
    )
    rulings.reject(fresh.pk, EditorFactory(), "other", version=fresh.version)
    assert ruling_statistics.open_corrections(ruling_statistics.corrected()) == []


@pytest.mark.parametrize("name", REPORTS)
def test_only_who_rules_reads_reports(client: Client, journalist: User, editor: User, name: str) -> None:
    client.force_login(journalist)
    assert client.get(reverse(name))["Location"] == "/admin/"
    client.force_login(editor)
    assert client.get(reverse(name)).status_code == 200


def test_a_report_narrows_by_time_and_situation(desk: Client, decided: list[Ruling]) -> None:
    address = reverse("conflictdesk_decisions")
    assert len(words(desk.get(address), "#listing-results tbody tr")) == 2
    later = (timezone.localdate() + timedelta(days=2)).isoformat()
    assert len(words(desk.get(address, {"at_from": later}), "#listing-results tbody tr")) == 0
    other = Situation.objects.create(name="Other", slug="other")
    assert len(words(desk.get(address, {"situation": other.pk}), "#listing-results tbody tr")) == 0


def test_a_report_is_a_spreadsheet_too(desk: Client, decided: list[Ruling]) -> None:
    lines = _csv(desk, reverse("conflictdesk_decisions"))
    assert lines[0].startswith("Editor,What,Rule,Approved,Amended,Rejected,Taken back")
    assert lines[1].startswith("Ada Editor,Clashes,,0,0,1,0,0 %")
    assert desk.get(reverse("conflictdesk_proposals"), {"export": "xlsx"})["Content-Type"].endswith("sheet")


@pytest.mark.parametrize(
    ("minutes", "language", "told"),
    [
        (0, "en", "0 mins"),
        (1, "en", "1 min"),
        (12, "en", "12 mins"),
        (119, "en", "119 mins"),
        (120, "en", "2 hrs"),
        (60 * 3 + 10, "en", "3 hrs"),
        (60 * 24 * 4, "en", "4 days"),
        (5_330_312, "en", "10 yrs"),
        (60 * 24 * 4, "de", "4 Tg."),
        (60 * 3, "ru", "3 ч"),
        (60 * 24, "en", "24 hrs"),
        (60 * 24 * 2, "ru", "2 дн."),
        (60 * 24 * 100, "ar", "100 يوم"),
        (60 * 24 * 4, "ar", "4 أيام"),
    ],
)
def test_a_duration_is_told_as_a_person_reads_it(minutes: int, language: str, told: str) -> None:
    with translation.override(language):
        assert columns.duration(minutes) == told


@pytest.mark.parametrize(
    ("value", "language", "told"),
    [
        (1_234_567, "en", "1,234,567"),
        (1_234_567, "de", "1.234.567"),
        (0, "en", "0"),
        ("0.85–1.00", "de", "0.85–1.00"),
    ],
)
def test_thousands_are_grouped_as_the_language_does(value: int | str, language: str, told: str) -> None:
    with translation.override(language):
        assert columns.plain(value) == told


def test_the_time_to_a_decision_is_told_on_the_page_and_is_a_number_in_the_spreadsheet(
    desk: Client, decided: list[Ruling], claims: list[Claim]
) -> None:
    published = claims[0].extraction.published
    assert published is not None
    Ruling.objects.update(at=published + timedelta(days=4))
    address = reverse("conflictdesk_speed")
    page = desk.get(address)
    assert words(page, "#listing-results th")[2:] == ["Decided", "Median", "A tenth took longer than"]
    assert words(page, "#listing-results tbody tr") == [
        f"Battle of Mosul {kind} 1 4 days 4 days" for kind in ("event", "figure")
    ]
    assert _csv(desk, address) == [
        'Situation,Kind,Decided,"Median, in minutes","A tenth took longer than, in minutes"',
        "Battle of Mosul,event,1,5760,5760",
        "Battle of Mosul,figure,1,5760,5760",
    ]
    table = load_workbook(BytesIO(_spreadsheet(desk, address, "xlsx"))).active
    assert table is not None
    assert [cell.value for cell in table[2]] == ["Battle of Mosul", "event", 1, 5760, 5760]


def test_a_long_extractor_version_is_short_on_the_page_and_whole_in_the_spreadsheet(
    desk: Client, decided: list[Ruling]
) -> None:
    whole = "rules/1.0.0+9ca0fc728717"
    Extraction.objects.update(extractor=whole)
    address = reverse("conflictdesk_proposals")
    buttons = soup(desk.get(address)).select("#listing-results tbody button")
    assert [(one.get_text(), one["data-w-tooltip-content-value"]) for one in buttons] == [
        ("rules/1.0.0+9ca0…", whole),
        ("rules/1.0.0+9ca0…", whole),
    ]
    assert [line.split(",")[1] for line in _csv(desk, address)[1:]] == [whole, whole]


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        (columns.rule("attack.kill.active"), "attack.<wbr>kill.<wbr>active<wbr>"),
        (columns.rule("<b>."), "&lt;b&gt;.<wbr>"),
        (columns.rule(""), ""),
        (columns.extractor("spacy/2"), "spacy/2"),
        (columns.extractor("rules/1.0.0+9ca0"), "rules/1.0.0+9ca0"),
    ],
)
def test_ids_break_at_their_dots(shown: str, told: str) -> None:
    assert shown == told


def _csv(desk: Client, address: str) -> list[str]:
    return _spreadsheet(desk, address, "csv").decode().splitlines()


def _spreadsheet(desk: Client, address: str, form: str) -> bytes:
    response = desk.get(address, {"export": form})
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]
