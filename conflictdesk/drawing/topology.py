"""Makes the outlines' file from a TopoJSON of countries, such as the npm package world-atlas ships.

TopoJSON: https://github.com/topojson/topojson-specification. Its arcs are steps on its own grid, which
`transform` converts to degrees.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from conflictdesk.drawing import outlines
from conflictdesk.errors import ConflictdeskError

# Antarctica: nobody reports from there, and it is a tenth of the file.
LEFT_OUT = frozenset({"010"})


class TopologyError(ConflictdeskError):
    """The file is no TopoJSON of countries."""


def outlines_file(topology: Mapping[str, Any]) -> bytes:
    """Returns the bytes of the outlines' file, with only the arcs that a country uses. Raises
    TopologyError.
    """
    try:
        geometries = topology["objects"]["countries"]["geometries"]
        rings = _rings_by_country(geometries)
        (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
        used = sorted({_forward(arc) for country in rings.values() for ring in country for arc in ring})
        arcs = [_on_grid(topology["arcs"][index], sx, sy, tx, ty) for index in used]
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise TopologyError(f"This is no TopoJSON of countries: {error!r}.") from error
    place = {index: at for at, index in enumerate(used)}
    renumbered = {
        number: [[place[arc] if arc >= 0 else ~place[~arc] for arc in ring] for ring in country]
        for number, country in rings.items()
    }
    return outlines.pack(arcs, renumbered)


def _rings_by_country(geometries: list[Mapping[str, Any]]) -> dict[str, list[list[int]]]:
    """Returns the rings of each country by its number. Countries of disputed status, without a number,
    are drawn too: under 0.
    """
    found: dict[str, list[list[int]]] = {}
    for geometry in geometries:
        number = geometry.get("id") or "000"
        if number in LEFT_OUT or geometry["type"] not in ("Polygon", "MultiPolygon"):
            continue
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        found.setdefault(number, []).extend(ring for polygon in polygons for ring in polygon)
    return found


def _forward(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _on_grid(steps: list[list[int]], sx: float, sy: float, tx: float, ty: float) -> list[tuple[int, int]]:
    """Returns positions on the outlines' grid, without points that fall on the one before."""
    x = y = 0
    points: list[tuple[int, int]] = []
    for step_x, step_y in steps:
        x, y = x + step_x, y + step_y
        point = (
            round((x * sx + tx + 180) / 360 * outlines.GRID),
            round((y * sy + ty + 90) / 180 * outlines.GRID),
        )
        if not points or point != points[-1]:
            points.append(point)
    return points
