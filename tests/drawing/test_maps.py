"""Maps: places where they are, names that do not cover each other, and a bar to measure by."""

from __future__ import annotations

import re

from conflictdesk.drawing.maps import HEIGHT, WIDTH, Dot, Map, Spot, View, draw, land

MOSUL = Spot("Mosul", 36.335, 43.119, 9)
BAGHDAD = Spot("Baghdad", 33.341, 44.401, 1)


def _drawn(*spots: Spot) -> Map:
    found = draw(spots)
    assert found is not None
    return found


def test_no_place_no_map() -> None:
    assert draw([]) is None


def test_one_place_stands_in_the_middle_of_a_map_of_its_surroundings() -> None:
    found = _drawn(MOSUL)
    (dot,) = found.dots
    assert (dot.name, dot.x, dot.y, dot.radius) == ("Mosul", f"{WIDTH / 2:g}", f"{HEIGHT / 2:g}", "10")
    assert found.bar_km == 5
    assert found.locator is not None


def test_places_far_apart_are_within_the_map_and_need_no_locator() -> None:
    found = _drawn(MOSUL, Spot("Kyiv", 50.45, 30.52, 1))
    assert all(0 < float(dot.x) < WIDTH and 0 < float(dot.y) < HEIGHT for dot in found.dots)
    assert found.locator is None
    assert found.land.startswith("M")


def test_north_is_up_and_east_is_to_the_right() -> None:
    mosul, baghdad = _drawn(MOSUL, BAGHDAD).dots
    assert float(mosul.y) < float(baghdad.y)
    assert float(mosul.x) < float(baghdad.x)


def test_the_bar_is_to_scale() -> None:
    """From Mosul to Baghdad it is about 354 km as the crow flies."""
    found = _drawn(MOSUL, BAGHDAD)
    one, other = found.dots
    apart = ((float(one.x) - float(other.x)) ** 2 + (float(one.y) - float(other.y)) ** 2) ** 0.5
    assert round(apart / float(found.bar) * found.bar_km / 354, 1) == 1


def test_names_that_would_cover_another_are_left_to_the_table() -> None:
    crowd = [Spot(f"Street {number}", 36.335 + number / 10_000, 43.119, 1) for number in range(9)]
    far = Spot("Baghdad", 33.341, 44.401, 1)
    labelled = [dot.name for dot in _drawn(*crowd, far).dots if dot.label_x]
    assert labelled == ["Baghdad", "Street 0", "Street 1"]


def test_a_name_at_the_edge_is_written_inwards() -> None:
    east = Spot("A place with a long name", 36.3, 44.9, 1)
    dots: dict[str, Dot] = {dot.name: dot for dot in _drawn(MOSUL, east).dots}
    assert (dots["Mosul"].anchor, dots["A place with a long name"].anchor) == ("start", "end")


def test_land_is_cut_to_the_frame() -> None:
    view = View(43.119, 36.335, 300, WIDTH, HEIGHT)
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", land(view))]
    xs, ys = numbers[::2], numbers[1::2]
    assert (min(xs) >= -WIDTH * 0.02, max(xs) <= WIDTH * 1.02) == (True, True)
    assert (min(ys) >= -HEIGHT * 0.02, max(ys) <= HEIGHT * 1.02) == (True, True)


def test_land_is_seen_on_both_sides_of_the_date_line() -> None:
    """Fiji's islands lie there; the view is drawn alike from either side."""
    one, other = (land(View(longitude, -17, 1000, WIDTH, HEIGHT)) for longitude in (180, -180))
    xs = [float(x) for x in re.findall(r"[ML](-?[\d.]+)", one)]
    assert (min(xs) < WIDTH / 2 < max(xs), one) == (True, other)
