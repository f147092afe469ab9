"""Articles written by people with accounts of the host's own."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail import hooks
from wagtail.models import GroupPagePermission, Site, Workflow, WorkflowTask

from conflictdesk.desk.models import FactsClearedTask
from conflictdesk.ledger.extractions import intake
from conflictdesk.ledger.models import (
    ArticleAuthor,
    ArticleSituation,
    Claim,
    Extraction,
    MembershipChange,
    Situation,
)
from tests.hosts.accounts.models import Person, Report

from .conftest import WOUNDED, browser, desk_url, rule, state, words

pytestmark = pytest.mark.django_db


def form(*situations: Situation, **more: str) -> dict[str, Any]:
    """What the page editor sends."""
    return {
        "title": "A day", "slug": "a-day", "text": WOUNDED, "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0", "situations": [one.pk for one in situations], **more,
    }  # fmt: skip


def test_who_writes_in_the_page_editor_is_an_author(
    writer: Person, ada: Person, mosul: Situation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(hooks._hooks, "conflictdesk_article_authors", [(lambda page: [ada], 0)])
    client, home = browser(writer), Site.objects.get().root_page
    add = reverse("wagtailadmin_pages:add", args=("accounts", "report", home.pk))
    assert client.get(add).status_code == 200
    assert client.post(add, form(mosul, **{"action-publish": "action-publish"})).status_code == 302
    report = Report.objects.get()
    assert (report.live, report.owner) == (True, writer)
    assert set(ArticleAuthor.objects.values_list("page_key", "user")) == {
        (report.pk, writer.pk), (report.pk, ada.pk),
    }  # fmt: skip
    edit = client.get(reverse("wagtailadmin_pages:edit", args=(report.pk,)))
    assert [name for name in words(edit, ".conflictdesk-situations label") if "Mosul" in name] == [
        "Battle of Mosul"
    ]
    intake.run(Extraction.objects.get().pk)
    claim = Claim.objects.get()
    assert (rule(browser(ada), "approve", claim), state(claim)) == (403, "pending")
    assert client.get(desk_url("draft", report.pk)).status_code == 200
    assert client.get(desk_url("progress", report.pk)).status_code == 200


def test_a_change_of_situation_waits_for_who_may_publish(
    wounded: Claim, mosul: Situation, raqqa: Situation, writer: Person
) -> None:
    GroupPagePermission.objects.filter(permission__codename="publish_page", group__name="Writers").delete()
    report = Report.objects.get()
    browser(writer).post(reverse("wagtailadmin_pages:edit", args=(report.pk,)), form(raqqa))
    assert set(MembershipChange.objects.values_list("user", "joins")) == {
        (writer.pk, True), (writer.pk, False),
    }  # fmt: skip
    report.refresh_from_db()
    report.get_latest_revision().publish()
    assert ArticleSituation.objects.values_list("situation", "added_by").get() == (raqqa.pk, writer.pk)


def test_a_draft_is_cleared_by_the_last_ruling(writer: Person, ada: Person, mosul: Situation) -> None:
    workflow = Workflow.objects.create(name="Facts first")
    task = FactsClearedTask.objects.create(name="Facts cleared")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    ada.groups.add(Group.objects.get(name="Writers"))
    report = Report(title="A draft", text=WOUNDED, owner=writer, live=False)
    Site.objects.get().root_page.add_child(instance=report)
    ArticleSituation.objects.create(page=report, situation=mosul)
    report.save_revision(user=writer)
    workflow.start(report, writer)
    assert (rule(browser(ada), "approve", Claim.objects.get()), Report.objects.get().live) == (302, True)
