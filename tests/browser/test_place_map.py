"""The map of a place's form in a browser: by mouse, by keyboard, by hand, and while the line is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

from conflictdesk.ledger.models import Place
from tests.factories import EditorFactory

from .conftest import log_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
MOSUL = (36.34, 43.13)


@pytest.fixture
def form(live_server: LiveServer, visitors: Callable[..., BrowserContext]) -> Iterator[Page]:
    """A new place, in a newsroom that knows Mosul; its map is drawn. Nothing goes wrong in the script."""
    Place.objects.create(name="Mosul", latitude=MOSUL[0], longitude=MOSUL[1])
    page = visitors(viewport={"width": 1200, "height": 1000}).new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    log_in(page, EditorFactory(), live_server.url)
    page.goto(f"{live_server.url}/admin/snippets/conflictdesk/place/add/")
    expect(_drawing(page)).to_have_attribute("data-km", "400.0")
    yield page
    assert complaints == []


def _drawing(page: Page) -> Locator:
    return page.locator("[data-map-frame] svg[data-km]")


def _frame(page: Page) -> Locator:
    return page.get_by_role("application", name="Map to set the point on")


def _point(page: Page) -> tuple[float, float]:
    return float(page.input_value("#id_latitude")), float(page.input_value("#id_longitude"))


def _middle(page: Page) -> tuple[float, float]:
    drawing = _drawing(page)
    latitude, longitude = (drawing.get_attribute(f"data-{name}") for name in ("latitude", "longitude"))
    return float(latitude or "nan"), float(longitude or "nan")


def _click(page: Page, right: float, down: float) -> None:
    """So many pixels from the middle."""
    frame = _frame(page)
    box = frame.bounding_box()
    assert box is not None
    frame.click(position={"x": box["width"] / 2 + right, "y": box["height"] / 2 + down})


def _drag(page: Page, right: float, down: float) -> None:
    frame = _frame(page)
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + right, y + down, steps=4)
    page.mouse.up()


def test_a_click_sets_both_fields_and_is_saved(form: Page) -> None:
    drawing = _drawing(form)
    east, north = (float(drawing.get_attribute(f"data-{name}") or "nan") for name in ("east", "north"))
    _click(form, right=100, down=50)
    assert _point(form) == pytest.approx((MOSUL[0] - 50 * north, MOSUL[1] + 100 * east), abs=2 * east)
    expect(form.get_by_role("status").filter(has_text="Point set at latitude")).to_be_attached()
    expect(form.locator("[data-map-point]")).to_be_visible()
    point = _point(form)
    form.fill("#id_name", "A village")
    form.get_by_role("button", name="Save").click()
    form.wait_for_url("**/snippets/conflictdesk/place/")
    place = Place.objects.get(name="A village")
    assert (place.latitude, place.longitude) == point


def test_the_keyboard_moves_zooms_and_sets(form: Page) -> None:
    frame, crosshair = _frame(form), form.locator(".conflictdesk-map__crosshair")
    expect(crosshair).to_be_hidden()
    frame.focus()
    expect(crosshair).to_be_visible()
    form.keyboard.press("+")
    expect(_drawing(form)).to_have_attribute("data-km", "200.0")
    form.keyboard.press("ArrowRight")
    form.keyboard.press("ArrowUp")
    form.keyboard.press("Enter")
    latitude, longitude = _point(form)
    assert (latitude > MOSUL[0], longitude > MOSUL[1]) == (True, True)
    expect(form.get_by_role("status").filter(has_text="200 km across")).to_be_attached()
    assert _middle(form) == pytest.approx((latitude, longitude), abs=0.0001)
    form.keyboard.press("-")
    expect(_drawing(form)).to_have_attribute("data-km", "400.0")


def test_the_map_follows_what_is_typed_and_is_dragged_without_setting(form: Page) -> None:
    form.fill("#id_latitude", "-17.8")
    form.fill("#id_longitude", "179.9")
    form.press("#id_longitude", "Tab")
    expect(_drawing(form)).to_have_attribute("data-km", "100.0")
    assert _middle(form) == pytest.approx((-17.8, 179.9))
    _drag(form, right=-200, down=0)
    expect(_drawing(form)).to_have_attribute("data-longitude", re.compile("^-179"))
    assert _point(form) == (-17.8, 179.9)
    form.get_by_role("button", name="Farther").click()
    expect(_drawing(form)).to_have_attribute("data-km", "200.0")


def test_a_broken_line_is_told_and_the_point_can_still_be_set(form: Page) -> None:
    form.context.set_offline(True)
    form.get_by_role("button", name="Nearer").click()
    told = form.get_by_role("alert").filter(has_text="The newsroom cannot be reached")
    expect(told).to_be_visible()
    form.fill("#id_latitude", "10")
    form.fill("#id_longitude", "10")
    form.press("#id_longitude", "Tab")
    _click(form, right=0, down=0)
    assert _point(form) == pytest.approx(MOSUL, abs=0.01)
    form.context.set_offline(False)
    form.get_by_role("button", name="Try again").click()
    expect(told).to_be_hidden()
    expect(_drawing(form)).to_have_attribute("data-km", "100.0")
    assert _middle(form) == pytest.approx(MOSUL)


def test_who_was_signed_out_is_told(form: Page) -> None:
    form.context.clear_cookies()
    form.get_by_role("button", name="Nearer").click()
    refused = form.get_by_role("alert").filter(has_text="Perhaps you are no longer signed in")
    expect(refused).to_be_visible()
