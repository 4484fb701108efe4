"""Buildings as traffic-editor writes them, in twenty pixels to the metre, y down."""

from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

PIXELS = 20.0
Point = tuple[float, float]


class Sheet:
    """A level under construction, in metres; every method returns the sheet.

    Parameters
    ----------
    turned : bool
        Drawn a quarter turn round and twice as large, somewhere else on its picture.
    """

    def __init__(self, elevation: float = 0.0, *, turned: bool = False) -> None:
        self.turned = turned
        self.points: list[list[Any]] = []
        self.raw: dict[str, Any] = {"elevation": elevation, "vertices": self.points, "measurements": []}
        for name, place in {"a": (0, 0), "b": (10, 0), "c": (0, 4)}.items():
            self.raw.setdefault("fiducials", []).append([*self.pixel(place), name])

    def pixel(self, place: Point) -> Point:
        x, y = place[0] * PIXELS, -place[1] * PIXELS
        return (500 - 2 * y, 300 + 2 * x) if self.turned else (x, y)

    def vertex(self, place: Point, name: str = "", **params: Any) -> int:
        entry = [*self.pixel(place), 0, name]
        self.points.append([*entry, {key: [1, value] for key, value in params.items()}] if params else entry)
        return len(self.points) - 1

    def edge(self, kind: str, start: Point, end: Point, **params: Any) -> "Sheet":
        typed = {key: [3 if isinstance(value, float) else 1, value] for key, value in params.items()}
        self.raw.setdefault(kind, []).append([self.vertex(start), self.vertex(end), typed])
        return self

    def walls(self, *corners: Point) -> "Sheet":
        for start, end in pairwise(corners):
            self.edge("walls", start, end)
        return self

    def door(self, start: Point, end: Point, name: str, kind: str = "hinged") -> "Sheet":
        return self.edge("doors", start, end, name=name, type=kind)

    def measured(self, start: Point, end: Point, metres: float) -> "Sheet":
        return self.edge("measurements", start, end, distance=metres)

    def floor(self, *corners: Point, kind: str = "floors") -> "Sheet":
        self.raw.setdefault(kind, []).append({"vertices": [self.vertex(corner) for corner in corners]})
        return self

    def lane(self, start: Point, end: Point, *, both_ways: bool = True) -> "Sheet":
        return self.edge("lanes", start, end, bidirectional=both_ways)

    def place(self, at: Point, name: str, **params: Any) -> "Sheet":
        self.vertex(at, name, **params)
        return self


def two_rooms(elevation: float = 0.0, **more: Any) -> Sheet:
    """Return a hall of 6 x 4 m and a room of 4 x 4 m, a door of 1 m between them and one of 1.2 m to the outside."""
    return (
        Sheet(elevation, **more)
        .walls((1.2, 0), (10, 0), (10, 4), (0, 4), (0, 0))
        .door((0, 0), (1.2, 0), "front", "double_sliding")
        .walls((6, 0), (6, 1.5))
        .door((6, 1.5), (6, 2.5), "inner")
        .walls((6, 2.5), (6, 4))
        .measured((0, 0), (10, 0), 10.0)
        .place((8, 2), "office")
    )


def lift(**more: Any) -> dict[str, Any]:
    """Return a lift whose cabin of 2 x 2 m stands at (3, 3), its door of 1 m to the south."""
    cabin_door = {"door_type": 2, "motion_axis_orientation": 0, "width": 1.0, "x": 0, "y": -1.05}
    made = {"x": 3 * PIXELS, "y": -3 * PIXELS, "yaw": 0, "width": 2.0, "depth": 1.8, "reference_floor_name": "L1"}
    return {**made, "doors": {"d": cabin_door}, "level_doors": {"L1": ["d"], "L2": ["d"]}, **more}


def building(levels: dict[str, Sheet], **more: Any) -> dict[str, Any]:
    """Return a whole building file."""
    raw = {name: sheet.raw for name, sheet in levels.items()}
    return {"name": "house", "coordinate_system": "reference_image", "levels": raw, "lifts": {}, **more}


def save(path: Path, document: dict[str, Any]) -> Path:
    """Write a building file."""
    path.write_text(yaml.dump(document, Dumper=getattr(yaml, "CSafeDumper", yaml.SafeDumper)), encoding="utf-8")
    return path
