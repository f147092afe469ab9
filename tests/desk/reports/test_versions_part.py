"""The count of texts that an older version read, in the newsroom's state, and the button to read them
again.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse

from conflictdesk.api import probes
from conflictdesk.desk.reports import versions_part
from conflictdesk.ledger.extractions import outdated_texts, task_sending
from conflictdesk.ledger.extractions.outdated_texts import Count
from conflictdesk.ledger.models import Claim, Extraction
from conflictdesk.vocabulary.loader import VocabularyError
from tests.desk.conftest import soup, words

pytestmark = pytest.mark.django_db
OLDER = "rules/0.0.9+0123456789ab"
PART = ".conflictdesk-state-report > dl > div:last-child"


@pytest.fixture(autouse=True)
def _answering(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("broker", "site_cache"):
        monkeypatch.setattr(probes, name, probes.Probe(name, lambda: None))


@pytest.mark.parametrize(
    ("found", "told", "button"),
    [
        (Count(3310, 1204, 0), "1,204 of 3,310 live texts were read by an older version of the extractor, "
         "or in another context.",
         "Read 1,204 texts again"),
        (Count(2, 1, 0), "1 of 2 live texts was read by an older version of the extractor, "
         "or in another context.",
         "Read 1 text again"),
        (Count(2, 0, 0), "All live texts were read by the present version.", ""),
    ],
)  # fmt: skip
def test_the_number_in_words(found: Count, told: str, button: str) -> None:
    versions = versions_part.Versions(found, may=True)
    assert (versions.part.words, versions.may_read_again and versions.button) == (told, button or False)


def test_who_decides_everywhere_reads_them_again(
    desk: Client, claims: list[Claim], sent_tasks: list[Any]
) -> None:
    Extraction.objects.update(extractor=OLDER)
    sent_tasks.clear()
    shown = desk.get(reverse("conflictdesk_state"))
    told = "1 of 1 live texts was read by an older version of the extractor, or in another context."
    assert words(shown, f"{PART} strong") == [told]
    assert words(shown, f"{PART} button") == ["Read 1 text again"]
    assert soup(shown).select(f"{PART} progress") == []

    done = desk.post(reverse("conflictdesk_state"), follow=True)

    assert sent_tasks == [(outdated_texts.TASK, 0, 0)]
    assert words(done, ".messages li") == ["The texts are read again, some at a time."]
    outdated_texts.queue_portion(0, 0)
    waits = desk.get(reverse("conflictdesk_state"))
    assert [one.attrs for one in soup(waits).select(f"{PART} progress")] == [{"max": "1", "value": "0"}]
    assert words(waits, f"{PART} button") == []


def test_others_see_the_number_and_no_button(
    client: Client, journalist: User, claims: list[Claim], sent_tasks: list[Any]
) -> None:
    Extraction.objects.update(extractor=OLDER)
    sent_tasks.clear()
    client.force_login(journalist)
    shown = client.get(reverse("conflictdesk_state"))
    assert words(shown, f"{PART} strong") == [
        "1 of 1 live texts was read by an older version of the extractor, or in another context."
    ]
    assert words(shown, f"{PART} button") == []
    assert client.post(reverse("conflictdesk_state")).status_code == 302
    assert sent_tasks == []


def test_a_broker_that_is_down_is_said(
    desk: Client, claims: list[Claim], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(task_sending, "send", lambda *_: False)
    done = desk.post(reverse("conflictdesk_state"), follow=True)
    assert words(done, ".messages li") == ["The broker does not answer. Nothing was sent; try again."]


def test_with_wrong_words_nothing_is_said(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> str:
        raise VocabularyError("words.yaml", "-", "wrong")

    monkeypatch.setattr("conflictdesk.ledger.extractions.site_vocabulary.version", refuse)
    assert versions_part.of(editor) is None
