"""The whole way in a browser: a journalist publishes, an editor approves, a reader's open page changes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from conflictdesk.ledger.models import Claim, Situation
from conflictdesk.newsroom.models import ArticlePage, SectionPage
from tests.browser.conftest import SignIn
from tests.worker import wait_for

pytestmark = [
    pytest.mark.browser,
    pytest.mark.worker,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]
TEXT = Path(__file__).parents[1] / "cases" / "front_line.txt"


def _text() -> list[str]:
    """The paragraphs of an article of a front line."""
    return [line.strip() for line in TEXT.read_text(encoding="utf-8").splitlines() if line.strip()]


def _write_and_publish(page: Page, newsroom: str, situation: str) -> None:
    section = SectionPage.objects.get(slug="iraq")
    page.goto(f"{newsroom}/admin/pages/add/newsroom/articlepage/{section.pk}/")
    page.fill("#id_title", "Troops fight on in west Mosul")
    page.get_by_role("checkbox", name=situation).check()
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Paragraph").click()
    _paste(page.locator("[data-contentpath=body] [contenteditable=true]"), "\n".join(_text()))
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").last.click()
    expect(page.locator(".messages")).to_contain_text("published")


def _paste(field: Locator, text: str) -> None:
    """What Ctrl-V does, without the machine's clipboard."""
    field.click()
    field.evaluate(
        """(element, text) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            const options = {clipboardData, bubbles: true, cancelable: true};
            element.dispatchEvent(new ClipboardEvent("paste", options));
        }""",
        text,
    )


def test_publish_approve_and_watch_the_box_change(
    newsroom: str, sign_in: SignIn, visitors: Callable[..., BrowserContext]
) -> None:
    situation = Situation.objects.get(slug="battle-of-mosul")
    other = ArticlePage.objects.live().filter(conflictdesk_situations__situation=situation).first()
    assert other is not None

    reader = visitors().new_page()
    reader.goto(newsroom + other.url)
    box = reader.locator("conflictdesk-box").first
    expect(box).to_contain_text("Battle of Mosul")
    assert "at least 750,000" not in box.inner_text()
    reader.evaluate("window.stillTheSamePage = true")

    _write_and_publish(sign_in("journalist"), newsroom, situation.name)
    written = ArticlePage.objects.get(title="Troops fight on in west Mosul")
    displaced = Claim.objects.filter(page_key=written.pk, topic="displaced", kind="figure")
    wait_for(displaced.exists, 60)

    editor = sign_in("editor")
    editor.goto(f"{newsroom}/admin/facts/?article={written.pk}&topic=displaced&kind=figure")
    expect(editor.get_by_role("heading", level=2).first).to_contain_text("At least 750,000 people displaced")
    editor.keyboard.press("a")
    wait_for(lambda: displaced.filter(state=Claim.State.APPROVED).exists(), 60)

    expect(box).to_contain_text("at least 750,000")
    expect(box).to_contain_text("UN")
    assert reader.evaluate("window.stillTheSamePage") is True
