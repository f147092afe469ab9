"""The menu item: its count, and who sees it."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User
from django.test import RequestFactory

from conflictdesk.desk import menu
from conflictdesk.desk.queue.queue_order import Count
from conflictdesk.ledger.models import Claim
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_counts_what_waits(rf: RequestFactory, editor: User, claims: list[Claim]) -> None:
    request = rf.get("/admin/")
    request.user = editor
    item = menu.QueueMenuItem().render_component(request)
    assert (item.label, item.url) == ("Facts to review (2)", "/admin/facts/")


@pytest.mark.parametrize(
    ("count", "label"), [(0, "Facts"), (1, "Facts (1)"), (999, "Facts (999)"), (1000, "Facts (999+)")]
)
def test_says_nothing_of_none_and_stops_counting(count: int, label: str) -> None:
    assert menu.with_count("Facts", Count(count)) == label


def test_is_shown_to_those_who_may_open_the_queue(rf: RequestFactory, editor: User, journalist: User) -> None:
    shown = []
    for user in (editor, journalist, UserFactory()):
        request = rf.get("/admin/")
        request.user = user
        shown.append(menu.QueueMenuItem().is_shown(request))
    assert shown == [True, True, False]
