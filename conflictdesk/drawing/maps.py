"""Maps drawn on the server: places on the outlines of countries, to scale, without tiles or a third
party.

The projection is equirectangular around the middle of the map. If the places are close together, a
second, smaller drawing shows where in the world they are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import cos, inf, radians, sqrt

from conflictdesk.drawing import outlines
from conflictdesk.drawing.charts import coordinate

WIDTH, HEIGHT = 720, 460
LOCATOR_WIDTH, LOCATOR_HEIGHT = 180, 140
KM_A_DEGREE = 111.32
NARROWEST_KM = 30.0
# A map narrower than this shows no border to recognise a country by: it gets a locator of this width.
LOCATED_KM = 900.0
LOCATOR_KM = 1800.0
PADDING = 0.16
SMALLEST_DOT, LARGEST_DOT = 4.0, 20.0
LETTER, LINE = 7.4, 16.0
# Points of an outline closer to each other than this are drawn as one.
MERGED_WITHIN = 0.6
BARS_KM = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000)

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to draw: where it is, and how many events happened there."""

    name: str
    latitude: float
    longitude: float
    events: int


@dataclass(frozen=True, slots=True)
class Dot:
    """A place as drawn. `label_x` is "" if there is no room for its name; the table has it."""

    name: str
    events: int
    x: str
    y: str
    radius: str
    label_x: str = ""
    label_y: str = ""
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Locator:
    """Where in the world the map is: land, and the frame of the map."""

    land: str
    x: str
    y: str
    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Map:
    """The whole drawing. `bar_km` and `bar` are the length of its scale bar in kilometres and on the
    drawing.
    """

    land: str
    dots: tuple[Dot, ...]
    bar_km: int
    bar: str
    locator: Locator | None


@dataclass(frozen=True, slots=True)
class View:
    """A section of the world on a drawing: its middle, its width in kilometres, and the size of the
    drawing.
    """

    longitude: float
    latitude: float
    km: float
    width: float
    height: float

    @property
    def _squeeze(self) -> float:
        return max(cos(radians(self.latitude)), 0.05)

    @property
    def _unit(self) -> float:
        return self.width / (self.km / KM_A_DEGREE)

    @property
    def steps(self) -> tuple[float, float]:
        """Degrees of longitude and of latitude for one unit of the drawing."""
        return 1 / self._unit / self._squeeze, 1 / self._unit

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Returns the position of a point on the drawing."""
        x = (longitude - self.longitude) * self._squeeze * self._unit
        return self.width / 2 + x, self.height / 2 - (latitude - self.latitude) * self._unit

    def nearest(self, longitude: float) -> float:
        """Returns the same meridian, perhaps beyond ±180, on the side of the date line that is nearer to
        the middle.
        """
        return self.longitude + (longitude - self.longitude + 180) % 360 - 180

    @property
    def bounds(self) -> Box:
        """West, south, east, north, with a margin for lines that run along the edge."""
        half_x = self.width / 2 / self._unit / self._squeeze * 1.02
        half_y = self.height / 2 / self._unit * 1.02
        return (
            self.longitude - half_x,
            self.latitude - half_y,
            self.longitude + half_x,
            self.latitude + half_y,
        )


def draw(spots: Sequence[Spot]) -> Map | None:
    """Returns the map of these places; None without any."""
    if not spots:
        return None
    view = _around(spots)
    ordered = sorted(spots, key=lambda one: (-one.events, one.name))
    dots = labelled([(spot, _radius(spot)) for spot in ordered], view)
    return Map(land(view), dots, *bar(view), _locator(view))


def bar(view: View) -> tuple[int, str]:
    """Returns the kilometres of a scale bar, and its length on the drawing."""
    km = max(one for one in BARS_KM if one <= max(view.km / 4, 1))
    return km, coordinate(km / view.km * view.width)


def _around(spots: Sequence[Spot]) -> View:
    west, east = min(s.longitude for s in spots), max(s.longitude for s in spots)
    south, north = min(s.latitude for s in spots), max(s.latitude for s in spots)
    middle = (south + north) / 2
    across = (east - west) * cos(radians(middle)) * KM_A_DEGREE
    down = (north - south) * KM_A_DEGREE * WIDTH / HEIGHT
    km = max(across, down, NARROWEST_KM) * (1 + 2 * PADDING)
    return View((west + east) / 2, middle, km, WIDTH, HEIGHT)


def _locator(view: View) -> Locator | None:
    if view.km > LOCATED_KM:
        return None
    wide = View(view.longitude, view.latitude, LOCATOR_KM, LOCATOR_WIDTH, LOCATOR_HEIGHT)
    width = max(view.km / LOCATOR_KM * LOCATOR_WIDTH, 6)
    height = width * HEIGHT / WIDTH
    corner = (LOCATOR_WIDTH - width) / 2, (LOCATOR_HEIGHT - height) / 2
    return Locator(land(wide), *map(coordinate, (*corner, width, height)))


def land(view: View) -> str:
    """Returns the countries in view, on both sides of the date line, as one path, cut to the view."""
    west, south, east, north = view.bounds
    return "".join(_land((west - turn, south, east - turn, north), view, turn) for turn in (-360, 0, 360))


def _land(frame: Box, view: View, turn: int) -> str:
    """Returns the land within the frame, drawn `turn` degrees further east."""
    return "".join(
        _path([view.at(longitude + turn, latitude) for longitude, latitude in _cut(ring, frame)])
        for country in outlines.countries()
        for ring, bounds in zip(country.rings, country.bounds, strict=True)
        if _meet(bounds, frame)
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and one[2] >= other[0] and one[1] <= other[3] and one[3] >= other[1]


def _cut(ring: Iterable[outlines.Point], frame: Box) -> list[outlines.Point]:
    """Returns the part of a ring inside the frame (Sutherland and Hodgman: one side of the frame after
    the other).
    """
    points = list(ring)
    for side, axis, sign in ((frame[0], 0, 1), (frame[1], 1, 1), (frame[2], 0, -1), (frame[3], 1, -1)):
        points = _cut_side(points, side, axis, sign)
    return points


def _cut_side(points: list[outlines.Point], side: float, axis: int, sign: int) -> list[outlines.Point]:
    cut: list[outlines.Point] = []
    for before, point in zip(points[-1:] + points[:-1], points, strict=True):
        inside, was_inside = (point[axis] - side) * sign >= 0, (before[axis] - side) * sign >= 0
        if inside != was_inside:
            share = (side - before[axis]) / (point[axis] - before[axis])
            cut.append(
                (before[0] + share * (point[0] - before[0]), before[1] + share * (point[1] - before[1]))
            )
        if inside:
            cut.append(point)
    return cut


def _path(points: list[tuple[float, float]]) -> str:
    steps: list[str] = []
    last = (inf, inf)
    for x, y in points:
        if abs(x - last[0]) > MERGED_WITHIN or abs(y - last[1]) > MERGED_WITHIN:
            steps.append(f"{coordinate(x)} {coordinate(y)}")
            last = (x, y)
    return f"M{'L'.join(steps)}Z" if len(steps) > 2 else ""


def _radius(spot: Spot) -> float:
    return min(SMALLEST_DOT + 2 * sqrt(spot.events), LARGEST_DOT)


def labelled(
    spots: Sequence[tuple[Spot, float]], view: View, reserved: Sequence[Box] = ()
) -> tuple[Dot, ...]:
    """Returns the places as dots of these radiuses, in this order. No dot hides a later one if the
    larger come first, and the first places get their labels first; no label covers a dot, another label,
    or the `reserved` boxes.
    """
    placed = [(spot, *view.at(view.nearest(spot.longitude), spot.latitude), radius) for spot, radius in spots]
    taken = [(x - radius, y - radius, x + radius, y + radius) for _, x, y, radius in placed]
    taken += reserved
    return tuple(_labelled(*one, view, taken) for one in placed)


def _labelled(spot: Spot, x: float, y: float, radius: float, view: View, taken: list[Box]) -> Dot:
    dot = Dot(spot.name, spot.events, coordinate(x), coordinate(y), coordinate(radius))
    long = len(spot.name) * LETTER
    for at, anchor in ((x + radius + 4, "start"), (x - radius - 4, "end")):
        left = at if anchor == "start" else at - long
        room = (left, y + 5 - LINE, left + long, y + 5)
        if _within(room, view) and not any(_meet(room, other) for other in taken):
            taken.append(room)
            return replace(dot, label_x=coordinate(at), label_y=coordinate(y + 5), anchor=anchor)
    return dot


def _within(room: Box, view: View) -> bool:
    left, top, right, bottom = room
    return left >= 4 and right <= view.width - 4 and top >= 0 and bottom <= view.height
