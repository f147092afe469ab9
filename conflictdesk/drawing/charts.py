"""Step charts of a standing's history: how the number moved, drawn to scale from zero.

Coordinates are strings, because a template would format a number in the reader's language.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from conflictdesk.contract.stored import BOUNDS, HistoryPoint

WIDTH, HEIGHT = 96, 28
MARGIN = 3
# For the situation page: with room for numbers after the line's end and for dates below.
FULL_WIDTH, FULL_HEIGHT = 640, 200
FULL_AFTER, FULL_BELOW, FULL_EDGE = 100, 28, 6


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a drawing that values fill, in its own units; `height` and `width` are those of the
    whole.
    """

    left: float
    top: float
    right: float
    bottom: float
    width: int
    height: int

    def x(self, share: float) -> str:
        """Returns the horizontal coordinate of a share of the width, from 0 to 1."""
        return coordinate(self.left + share * (self.right - self.left))

    def y(self, share: float) -> str:
        """Returns the vertical coordinate of a share of the height, from 0 (bottom) to 1."""
        return coordinate(self.bottom - share * (self.bottom - self.top))


SMALL = Frame(MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN, WIDTH, HEIGHT)
FULL = Frame(FULL_EDGE, FULL_EDGE, FULL_WIDTH - FULL_AFTER, FULL_HEIGHT - FULL_BELOW, FULL_WIDTH, FULL_HEIGHT)


@dataclass(frozen=True, slots=True)
class StepChart:
    """One path for an SVG of `width` by `height`: the steps, and from their end along the base back to
    the start. The path is filled; its first `length` units, the steps, are stroked. `x` and `y` are the
    last point.
    """

    path: str
    length: str
    x: str
    y: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Mark:
    """One report: a circle, and the range of its bounds; `leads` if it is the leading source's."""

    x: str
    y: str
    low: str
    high: str
    leads: bool


@dataclass(frozen=True, slots=True)
class FullChart:
    """A chart to read values from: the steps, and the reports that made them. `rules` are (height,
    value) of horizontal lines; `first` and `last` are the days below the ends.
    """

    steps: StepChart
    marks: tuple[Mark, ...]
    rules: tuple[tuple[str, float], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """Converts days and values to coordinates in a frame."""

    frame: Frame
    first: int
    last: int
    top: float

    def at(self, day: int, value: float) -> tuple[str, str]:
        """Returns the coordinates of a value on a day, given as an ordinal."""
        return self.frame.x((day - self.first) / (self.last - self.first)), self.frame.y(value / self.top)


def step_chart(history: Sequence[HistoryPoint]) -> StepChart | None:
    """Returns the chart of a snapshot's history, oldest first: the newest report at each time, from any
    source. None if nothing moved in time.
    """
    known, top = _known(history), max(_values(history), default=0)
    if not _moves(known) or top <= 0:
        return None
    return _steps(known, _Scale(SMALL, _day(known[0]), _day(known[-1]), top))


def full_chart(history: Sequence[HistoryPoint], source: str = "") -> FullChart | None:
    """Returns a large chart up to a round number, with each report; `source` is the leading one. None if
    nothing moved in time.
    """
    known, top = _known(history), max(_bounds(history), default=0)
    if not _moves(known) or top <= 0:
        return None
    scale = _Scale(FULL, _day(known[0]), _day(known[-1]), rounded_up(top))
    marks = tuple(_mark(point, source, scale) for point in _one_per_spot(known, scale))
    rules = tuple((FULL.y(share), scale.top * share) for share in (1.0, 0.5))
    return FullChart(_steps(known, scale), marks, rules, known[0]["as_of"][:10], known[-1]["as_of"][:10])


def leading_value(point: HistoryPoint) -> float | None:
    """Returns the value that represents a point: the best one, else the bound that was given; None
    without any.
    """
    values = (point["best"], point["low"], point["high"])
    return next((value for value in values if value is not None), None)


def rounded_up(value: float) -> float:
    """Returns the next 1, 2, 4, 6, 8 or 10 with zeros, so that an axis and its half end at round
    numbers.
    """
    step = 10.0 ** floor(log10(value))
    return next(step * factor for factor in (1, 2, 4, 6, 8, 10) if value <= step * factor)


def coordinate(value: float) -> str:
    """Returns a coordinate as text, to a tenth."""
    return f"{round(value, 1):g}"


def _known(history: Sequence[HistoryPoint]) -> list[HistoryPoint]:
    return [point for point in history if leading_value(point) is not None]


def _moves(known: Sequence[HistoryPoint]) -> bool:
    return len({_day(point) for point in known}) > 1


def _day(point: HistoryPoint) -> int:
    return date.fromisoformat(point["as_of"][:10]).toordinal()


def _values(history: Sequence[HistoryPoint]) -> list[float]:
    return [value for value in map(leading_value, history) if value is not None]


def _bounds(history: Sequence[HistoryPoint]) -> list[float]:
    bounds = (point[bound] for point in history for bound in BOUNDS)
    return [bound for bound in bounds if bound is not None]


def _steps(known: Sequence[HistoryPoint], scale: _Scale) -> StepChart:
    placed = [scale.at(_day(point), leading_value(point) or 0) for point in known]
    steps, length = _line(placed)
    path, frame = f"{steps}V{coordinate(scale.frame.bottom)}H{placed[0][0]}Z", scale.frame
    return StepChart(path, coordinate(length), *placed[-1], frame.width, frame.height)


def _line(placed: list[tuple[str, str]]) -> tuple[str, float]:
    """Returns the steps as relative path commands, and their length. Only the last value in every two
    units of width is drawn, so that thousands of values draw as fast as ten.
    """
    columns = {int(float(x)) // 2: (float(x), float(y)) for x, y in placed[1:]}
    left, top = map(float, placed[0])
    steps, length = [f"M{placed[0][0]} {placed[0][1]}"], 0.0
    for x, y in columns.values():
        steps.append(_move("h", x - left) + _move("v", y - top))
        length += abs(x - left) + abs(y - top)
        left, top = x, y
    return "".join(steps), length


def _move(command: str, by: float) -> str:
    """Returns a path's relative command in its shortest form; "" for no movement."""
    way = coordinate(by).replace("0.", ".", 1) if abs(by) < 1 else coordinate(by)
    return command + way if float(way) else ""


def _one_per_spot(points: list[HistoryPoint], scale: _Scale) -> list[HistoryPoint]:
    """Returns the points without those that another one, the last, covers at the same spot."""
    spots = {
        tuple(int(float(at)) for at in scale.at(_day(one), leading_value(one) or 0)): one for one in points
    }
    return list(spots.values())


def _mark(point: HistoryPoint, source: str, scale: _Scale) -> Mark:
    value, day = leading_value(point) or 0, _day(point)
    low, high = (value if bound is None else bound for bound in (point["low"], point["high"]))
    x, y = scale.at(day, value)
    return Mark(x, y, scale.at(day, low)[1], scale.at(day, high)[1], point.get("source", source) == source)
