"""Small floors whose every size is known, drawn as DXF in the ways that offices draw them."""

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import ezdxf
import numpy as np
import shapely
from ezdxf import units
from shapely.geometry import Polygon, box

from maps.readers.archive import SourceFile


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How an office draws: its unit, its layers, how it writes a number."""

    unit: int = units.MM
    wall: str = "WALLS"
    door: str = "DOORS"
    area: str = "ROOM AREA"
    number: str = "ROOM NUMBER"
    name: str = "ROOM NAME"
    stairs: str = "STAIRS"
    lift: str = "LIFTS"
    states_unit: bool = True

    @property
    def per_metre(self) -> float:
        """Drawing units to the metre."""
        return 1.0 / float(units.conversion_factor(self.unit, units.M))


@dataclass(frozen=True, slots=True)
class Door:
    """A leaf: hinge, closed end and open end [m]."""

    hinge: tuple[float, float]
    closed: tuple[float, float]
    opened: tuple[float, float]


@dataclass(kw_only=True)
class Floor:
    """Rooms in a solid block of walls, with gaps and leaves for the doors [m]."""

    rooms: dict[str, Polygon]
    gaps: list[Polygon] = field(default_factory=list)
    doors: list[Door] = field(default_factory=list)
    outer: Polygon = field(default_factory=lambda: box(-0.2, -0.2, 12.4, 6.2))

    @property
    def walls(self) -> Polygon:
        """What is solid."""
        return self.outer.difference(shapely.union_all([*self.rooms.values(), *self.gaps]))


def ward() -> Floor:
    """Return three rooms above a corridor: 15.2, 15.2 and 14.44 m²; doors of 0.9 m; an entrance of two leaves."""
    return Floor(
        rooms={
            "101": box(0, 2.2, 4, 6),
            "102": box(4.2, 2.2, 8.2, 6),
            "103": box(8.4, 2.2, 12.2, 6),
            "100": box(0, 0, 12.2, 2),
        },
        gaps=[*(box(x, 2, x + 0.9, 2.2) for x in (1, 5, 9)), box(-0.2, 0.4, 0, 1.6)],
        doors=[
            *(Door((x, 2.2), (x + 0.9, 2.2), (x, 3.1)) for x in (1, 5, 9)),
            Door((0, 0.4), (0, 1.0), (0.6, 0.4)),
            Door((0, 1.6), (0, 1.0), (0.6, 1.6)),
        ],
    )


class Drafter:
    """Draws with a style; every length is in metres."""

    def __init__(self, style: Style = Style(), *, version: str = "R2010") -> None:
        self.style = style
        self.document = ezdxf.new(version, units=style.unit if style.states_unit else 0)
        self.space = self.document.modelspace()

    def at(self, points) -> list[tuple[float, float]]:
        """Return points in drawing units."""
        return [
            tuple(point) for point in (np.atleast_2d(np.asarray(points, dtype=float)) * self.style.per_metre).tolist()
        ]

    def line(self, layer: str, start, end) -> None:
        self.space.add_line(*self.at([start, end]), dxfattribs={"layer": layer})

    def lines(self, layer: str, area) -> None:
        """Draw the edge of an area as single lines."""
        for ring in shapely.get_parts(shapely.get_rings(area)):
            corners = shapely.get_coordinates(ring)
            for start, end in pairwise(corners):
                self.line(layer, start, end)

    def polyline(self, layer: str, points, *, close: bool = True, **more):
        add = self.space.add_polyline2d if self.document.dxfversion == "AC1009" else self.space.add_lwpolyline
        return add(self.at(points), close=close, dxfattribs={"layer": layer, **more})

    def room(self, area: Polygon) -> None:
        self.polyline(self.style.area, list(area.exterior.coords)[:-1])

    def write(self, layer: str, text: str, point) -> None:
        self.space.add_text(
            text, height=0.2 * self.style.per_metre, dxfattribs={"layer": layer, "insert": self.at(point)[0]}
        )

    def door(self, door: Door) -> None:
        """Draw the leaf as a line, and its swing."""
        self.line(self.style.door, door.hinge, door.opened)
        angles = [
            math.degrees(math.atan2(y - door.hinge[1], x - door.hinge[0])) % 360 for x, y in (door.closed, door.opened)
        ]
        start, end = angles if (angles[1] - angles[0]) % 360 <= 180 else angles[::-1]
        radius = math.dist(door.hinge, door.closed) * self.style.per_metre
        self.space.add_arc(self.at(door.hinge)[0], radius, start, end, dxfattribs={"layer": self.style.door})

    def floor(self, floor: Floor, *, areas: bool = True, numbers: bool = True) -> "Drafter":
        self.lines(self.style.wall, floor.walls)
        for number, area in floor.rooms.items():
            if areas:
                self.room(area)
            if numbers:
                self.write(self.style.number, number, area.representative_point().coords[0])
        for door in floor.doors:
            self.door(door)
        return self

    def stairs(self, x: float, y: float, *, width_m: float = 1.2, treads: int = 10) -> None:
        """Draw treads 0.28 m apart, upwards from a corner."""
        for index in range(treads + 1):
            self.line(self.style.stairs, (x, y + 0.28 * index), (x + width_m, y + 0.28 * index))

    def source(self, name: str = "ground floor.dxf") -> SourceFile:
        return source_of(self.document, name)


def source_of(document, name: str = "ground floor.dxf", *, binary: bool = False) -> SourceFile:
    """Return a document as the file it would be."""
    if binary:
        stream = io.BytesIO()
        document.write(stream, fmt="bin")
        return SourceFile(name=name, label=name, data=stream.getvalue())
    text = io.StringIO()
    document.write(text)
    return SourceFile(name=name, label=name, data=text.getvalue().encode(document.output_encoding, "dxfreplace"))


def joins(draft) -> set[frozenset[str]]:
    """Return which units the openings of a draft join."""
    return {frozenset(opening.properties["unit_ids"]) for opening in draft.of_type("opening")}


def by_id(draft, feature_type: str) -> dict:
    return {feature.id: feature for feature in draft.of_type(feature_type)}


def reasons(draft) -> Sequence[str]:
    return [each.reason for each in draft.unread]
