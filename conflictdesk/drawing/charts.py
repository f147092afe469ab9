"""Step charts of a standing's history: how the number moved, drawn to scale from zero.

Coordinates are text: a template would write a number as the reader's language does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

from conflictdesk.contract.stored import BOUNDS, HistoryPoint

WIDTH, HEIGHT = 96, 28
MARGIN = 3
# The situation page's: room for the numbers after the line's end and for the dates below.
FULL_WIDTH, FULL_HEIGHT = 640, 200
FULL_AFTER, FULL_BELOW, FULL_EDGE = 100, 28, 6


@dataclass(frozen=True, slots=True)
class Frame:
    """The part of a drawing that values fill, in its own units; `height` and `width` are the whole's."""

    left: float
    top: float
    right: float
    bottom: float
    width: int
    height: int

    def x(self, share: float) -> str:
        return written(self.left + share * (self.right - self.left))

    def y(self, share: float) -> str:
        return written(self.bottom - share * (self.bottom - self.top))


SMALL = Frame(MARGIN, MARGIN, WIDTH - MARGIN, HEIGHT - MARGIN, WIDTH, HEIGHT)
FULL = Frame(FULL_EDGE, FULL_EDGE, FULL_WIDTH - FULL_AFTER, FULL_HEIGHT - FULL_BELOW, FULL_WIDTH, FULL_HEIGHT)


@dataclass(frozen=True, slots=True)
class StepChart:
    """One path for an SVG of `width` by `height`: the steps, and from their end along the base back to their
    start. The path is filled; its first `length` units, the steps, are stroked. `x` and `y`: the last point.
    """

    path: str
    length: str
    x: str
    y: str
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Mark:
    """One report: a circle, and the stretch of its bounds; `leads` if it is of the leading source."""

    x: str
    y: str
    low: str
    high: str
    leads: bool


@dataclass(frozen=True, slots=True)
class FullChart:
    """A chart to read values from: the steps, and each report that made them. `rules` are (height, value) of
    lines to compare with; the first and the last day stand below the ends.
    """

    steps: StepChart
    marks: tuple[Mark, ...]
    rules: tuple[tuple[str, float], ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class _Scale:
    """From days and values to a frame."""

    frame: Frame
    first: int
    last: int
    top: float

    def at(self, day: int, value: float) -> tuple[str, str]:
        return self.frame.x((day - self.first) / (self.last - self.first)), self.frame.y(value / self.top)


def step_chart(history: Sequence[HistoryPoint]) -> StepChart | None:
    """The chart of a snapshot's history, oldest first: the newest report at each time, whoever made it. None
    where nothing moved in time.
    """
    known, top = _known(history), max(_values(history), default=0)
    if not _moves(known) or top <= 0:
        return None
    return _steps(known, _Scale(SMALL, _day(known[0]), _day(known[-1]), top))


def full_chart(history: Sequence[HistoryPoint], source: str = "") -> FullChart | None:
    """As `step_chart`, large, up to a round number, with each report; `source` is the leading one."""
    known, top = _known(history), max(_bounds(history), default=0)
    if not _moves(known) or top <= 0:
        return None
    scale = _Scale(FULL, _day(known[0]), _day(known[-1]), rounded_up(top))
    marks = tuple(_mark(point, source, scale) for point in _apart(known, scale))
    rules = tuple((FULL.y(share), scale.top * share) for share in (1.0, 0.5))
    return FullChart(_steps(known, scale), marks, rules, known[0]["as_of"][:10], known[-1]["as_of"][:10])


def drawn(point: HistoryPoint) -> float | None:
    """The value that stands for a point: the best one, else the bound that was given."""
    values = (point["best"], point["low"], point["high"])
    return next((value for value in values if value is not None), None)


def rounded_up(value: float) -> float:
    """The next 1, 2, 4, 6, 8 or 10 with zeros: an axis ends, and is halved, at a number that can be said."""
    step = 10.0 ** floor(log10(value))
    return next(step * factor for factor in (1, 2, 4, 6, 8, 10) if value <= step * factor)


def written(value: float) -> str:
    """A coordinate, to a tenth."""
    return f"{round(value, 1):g}"


def _known(history: Sequence[HistoryPoint]) -> list[HistoryPoint]:
    return [point for point in history if drawn(point) is not None]


def _moves(known: Sequence[HistoryPoint]) -> bool:
    return len({_day(point) for point in known}) > 1


def _day(point: HistoryPoint) -> int:
    return date.fromisoformat(point["as_of"][:10]).toordinal()


def _values(history: Sequence[HistoryPoint]) -> list[float]:
    return [value for value in map(drawn, history) if value is not None]


def _bounds(history: Sequence[HistoryPoint]) -> list[float]:
    bounds = (point[bound] for point in history for bound in BOUNDS)
    return [bound for bound in bounds if bound is not None]


def _steps(known: Sequence[HistoryPoint], scale: _Scale) -> StepChart:
    placed = [scale.at(_day(point), drawn(point) or 0) for point in known]
    steps, length = _line(placed)
    path, frame = f"{steps}V{written(scale.frame.bottom)}H{placed[0][0]}Z", scale.frame
    return StepChart(path, written(length), *placed[-1], frame.width, frame.height)


def _line(placed: list[tuple[str, str]]) -> tuple[str, float]:
    """The steps, each told from the one before, and their length. One for every two units across, the last
    one: thousands of values draw as fast as ten.
    """
    columns = {int(float(x)) // 2: (float(x), float(y)) for x, y in placed[1:]}
    left, top = map(float, placed[0])
    told, length = [f"M{placed[0][0]} {placed[0][1]}"], 0.0
    for x, y in columns.values():
        told.append(_move("h", x - left) + _move("v", y - top))
        length += abs(x - left) + abs(y - top)
        left, top = x, y
    return "".join(told), length


def _move(command: str, by: float) -> str:
    """A path's relative command, in the shortest form that SVG reads; nothing for no way at all."""
    way = written(by).replace("0.", ".", 1) if abs(by) < 1 else written(by)
    return command + way if float(way) else ""


def _apart(points: list[HistoryPoint], scale: _Scale) -> list[HistoryPoint]:
    """One of those that would be drawn at the same spot, the last."""
    spots = {tuple(int(float(at)) for at in scale.at(_day(one), drawn(one) or 0)): one for one in points}
    return list(spots.values())


def _mark(point: HistoryPoint, source: str, scale: _Scale) -> Mark:
    value, day = drawn(point) or 0, _day(point)
    low, high = (value if bound is None else bound for bound in (point["low"], point["high"]))
    x, y = scale.at(day, value)
    return Mark(x, y, scale.at(day, low)[1], scale.at(day, high)[1], point.get("source", source) == source)
