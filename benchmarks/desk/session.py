"""A scripted editor in a real browser: presses keys, and the page records when the next card is shown."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, sync_playwright

from benchmarks.desk.backlog import PASSWORD

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Measures from the key event to the frame that shows another claim.
WATCH = """
() => {
  const shown = () => document.querySelector('[data-desk-claim]')?.dataset.deskClaim;
  window.turns = [];
  window.addEventListener('keydown', (event) => {
    if (!/^[as1-8]$/.test(event.key)) return;
    const before = shown(), pressed = event.timeStamp;
    const look = (now) => shown() !== before
      ? window.turns.push(performance.now() - pressed)
      : requestAnimationFrame(look);
    requestAnimationFrame(look);
  }, { capture: true });
}
"""


@contextmanager
def desk(url: str) -> Iterator[Page]:
    """Yields the queue, opened by the editor of the backlog."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        page = browser.new_page()
        page.goto(f"{url}/admin/login/?next=/admin/facts/")
        page.fill("[name=username]", "benchmark-editor")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_selector("[data-desk-claim]")
        page.evaluate(WATCH)
        page.wait_for_timeout(1500)
        yield page
        browser.close()


def press(page: Page, keys: list[str], pace: float) -> float:
    """Presses the keys at that pace in seconds, a reason right after its `x`, or slower if the next card
    is not shown yet: nobody decides on a card that they do not see. Returns the seconds from first to
    last.
    """
    began = time.monotonic()
    for number, key in enumerate(keys):
        page.wait_for_timeout(max(0, 1000 * (began + number * pace - time.monotonic())))
        page.wait_for_function(f"window.turns.length >= {number}")
        for one in key:
            page.keyboard.press(one)
    return time.monotonic() - began


def turns(page: Page, expected: int) -> list[float]:
    """Returns the milliseconds from each key to the next card."""
    page.wait_for_function(f"window.turns.length >= {expected}", timeout=20_000)
    found: list[float] = page.evaluate("window.turns")
    page.evaluate("window.turns = []")
    return found
