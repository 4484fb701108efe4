"""The building file of Open-RMF's traffic editor as typed values: what cannot be used is set aside with a reason.

Format: https://github.com/open-rmf/rmf_traffic_editor. A parameter is a pair ``[type, value]``; walls, doors, lanes
and measurements are triples ``[vertex, vertex, parameters]`` that name vertices of their level by number.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from maps.draft import Unread
from maps.errors import TooLargeError, UnreadableFileError
from maps.readers.names import plain_name

MAX_EDGES = 20_000
"""The most walls, doors and lanes of one level."""

Params = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vertex:
    """A point of a level, in the units of the file (x right, y up)."""

    x: float
    y: float
    name: str = ""
    params: Params = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A wall, door, lane or measurement between two vertices of its level."""

    start: int
    end: int
    params: Params


@dataclass(frozen=True, slots=True, kw_only=True)
class RmfLevel:
    """A level as it is drawn.

    Parameters
    ----------
    name, label : str
        Its name as an id, and as it is written.
    edges : mapping
        ``walls``, ``doors``, ``lanes`` and ``measurements``.
    rings : mapping
        ``floors`` and ``holes``: vertex numbers.
    fiducials : mapping
        Name to point: what levels have in common.
    model_count : int
        How many pieces of furniture stand on it; they have places but no sizes.
    """

    name: str
    label: str
    elevation_m: float | None
    vertices: tuple[Vertex | None, ...]
    edges: Mapping[str, tuple[Edge, ...]]
    rings: Mapping[str, tuple[tuple[int, ...], ...]]
    fiducials: Mapping[str, complex]
    model_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CabinDoor:
    """A door of a lift's cabin, from the middle of the cabin [m], its leaf along `along_rad`."""

    x_m: float
    y_m: float
    width_m: float
    along_rad: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RmfLift:
    """A lift: its cabin on the reference level, in the units of the file and metres.

    Parameters
    ----------
    doors : mapping
        Name to cabin door.
    level_doors : mapping
        Level to the names of the doors that open there; a level without one is passed.
    """

    name: str
    x: float
    y: float
    yaw_rad: float
    width_m: float
    depth_m: float
    level_name: str
    doors: Mapping[str, CabinDoor]
    level_doors: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RmfBuilding:
    """A building file.

    Parameters
    ----------
    coordinate_system : str
        ``reference_image`` (pixels), ``cartesian_meters``, ``web_mercator`` or ``wgs84``.
    reference : str
        The level whose measurements and lift positions count for all.
    """

    name: str
    coordinate_system: str
    reference: str
    levels: tuple[RmfLevel, ...]
    lifts: tuple[RmfLift, ...]
    unread: tuple[Unread, ...]


def parse_building(document: Any, file_name: str) -> RmfBuilding:
    """Return the building of a parsed file.

    Raises
    ------
    UnreadableFileError
        If it has no level with vertices.
    TooLargeError
        If a level holds more than `MAX_EDGES` walls, doors or lanes.
    """
    if not isinstance(document, Mapping) or not isinstance(document.get("levels"), Mapping):
        raise UnreadableFileError(
            f"{file_name} is no building file: it has no levels.", remedy="Save it again with traffic-editor."
        )
    unread: list[Unread] = []
    system = str(document.get("coordinate_system", "reference_image"))
    parser = _Parser(file_name, -1.0 if system == "reference_image" else 1.0, unread)
    drawn = {plain_name(name): (str(name), raw) for name, raw in _items(document["levels"]) if isinstance(raw, Mapping)}
    levels = tuple(parser.level(name, label, raw) for name, (label, raw) in drawn.items())
    if not any(vertex for level in levels for vertex in level.vertices):
        raise UnreadableFileError(f"{file_name} holds no vertex.", remedy="Draw the walls, and save it again.")
    names = [level.name for level in levels]
    stated = plain_name(document.get("reference_level_name", names[0]))
    reference = stated if stated in names else names[0]
    raw_lifts = document.get("lifts")
    lifts = raw_lifts.items() if isinstance(raw_lifts, Mapping) else ()
    return RmfBuilding(
        name=str(document.get("building_name") or document.get("name") or ""),
        coordinate_system=system,
        reference=reference,
        levels=levels,
        lifts=tuple(lift for name, raw in lifts if (lift := parser.lift(str(name), raw, names, reference))),
        unread=tuple(unread),
    )


class _Parser:
    """Takes what is sound, and notes the rest."""

    def __init__(self, file_name: str, y_sign: float, unread: list[Unread]) -> None:
        self._file_name, self._y_sign, self._unread = file_name, y_sign, unread

    def level(self, name: str, label: str, raw: Params) -> RmfLevel:
        """Return a level; entries that name no vertex or are no numbers are left out."""
        vertices = tuple(self._vertex(name, index, each) for index, each in enumerate(_list(raw, "vertices")))
        kinds = ("walls", "doors", "lanes", "measurements")
        fiducials = [each for each in _list(raw, "fiducials") if isinstance(each, list) and len(each) > 2]
        return RmfLevel(
            name=name,
            label=label,
            elevation_m=_find_number(raw.get("elevation")),
            vertices=vertices,
            edges={kind: tuple(self._edges(name, kind, _list(raw, kind), vertices)) for kind in kinds},
            rings={kind: tuple(self._rings(name, kind, raw, vertices)) for kind in ("floors", "holes")},
            fiducials={
                str(each[2]): place
                for each in fiducials
                if (place := self._find_place(each)) is not None and each[2] != ""
            },
            model_count=len(_list(raw, "models")),
        )

    def lift(self, name: str, raw: Any, levels: list[str], reference: str) -> RmfLift | None:
        """Return a lift, or None where its cabin has no place or size."""
        raw = raw if isinstance(raw, Mapping) else {}
        size = [_find_number(raw.get(key)) for key in ("x", "y", "width", "depth")]
        x, y, width_m, depth_m = size
        if (
            x is None
            or y is None
            or not width_m
            or not depth_m
            or min(width_m, depth_m) <= 0
            or max(width_m, depth_m) > 50
        ):
            self._set_aside(f"lift {name}", "its cabin has no place or no size", raw)
            return None
        doors = raw.get("doors")
        level_doors = raw.get("level_doors")
        stated = plain_name(raw.get("reference_floor_name", reference))
        return RmfLift(
            name=name,
            x=x,
            y=self._y_sign * y,
            yaw_rad=_find_number(raw.get("yaw")) or 0.0,
            width_m=width_m,
            depth_m=depth_m,
            level_name=stated if stated in levels else reference,
            doors={str(key): door for key, each in _items(doors) if (door := _find_cabin_door(each))},
            level_doors={
                plain_name(key): tuple(str(door) for door in each)
                for key, each in _items(level_doors)
                if isinstance(each, list) and plain_name(key) in levels
            },
        )

    def _vertex(self, level: str, index: int, raw: Any) -> Vertex | None:
        place = self._find_place(raw)
        if place is None:
            self._set_aside(f"level {level} vertex {index}", "it has no finite place", raw)
            return None
        name = raw[3] if len(raw) > 3 and raw[3] is not None else ""
        params = raw[4] if len(raw) > 4 and isinstance(raw[4], Mapping) else {}
        return Vertex(x=place.real, y=place.imag, name=str(name), params=_plain(params))

    def _find_place(self, raw: Any) -> complex | None:
        if not isinstance(raw, list) or len(raw) < 2:
            return None
        x, y = _find_number(raw[0]), _find_number(raw[1])
        return None if x is None or y is None else complex(x, self._y_sign * y)

    def _edges(self, level: str, kind: str, raws: list[Any], vertices: tuple[Vertex | None, ...]) -> Iterator[Edge]:
        if len(raws) > MAX_EDGES:
            raise TooLargeError(
                f"{self._file_name}: level {level} has {len(raws)} {kind}; the most is {MAX_EDGES}.",
                remedy="Import one building at a time.",
            )
        for index, raw in enumerate(raws):
            ends = raw[:2] if isinstance(raw, list) else []
            if len(ends) == 2 and all(_names(end, vertices) for end in ends):
                params = raw[2] if len(raw) > 2 and isinstance(raw[2], Mapping) else {}
                yield Edge(start=ends[0], end=ends[1], params=_plain(params))
            else:
                self._set_aside(f"level {level} {kind} {index}", "it names a vertex that is not there", raw)

    def _rings(
        self, level: str, kind: str, raw: Params, vertices: tuple[Vertex | None, ...]
    ) -> Iterator[tuple[int, ...]]:
        for index, each in enumerate(_list(raw, kind)):
            ring = each.get("vertices") if isinstance(each, Mapping) else None
            if isinstance(ring, list) and len(ring) > 2 and all(_names(end, vertices) for end in ring):
                yield tuple(ring)
            else:
                self._set_aside(f"level {level} {kind} {index}", "it is no ring of vertices", each)

    def _set_aside(self, what: str, why: str, raw: Any) -> None:
        entry = {"entry": str(raw)[:200]}
        self._unread.append(Unread(source=f"{self._file_name} {what}", reason=f"Left out: {why}.", raw=entry))


def _names(end: Any, vertices: tuple[Vertex | None, ...]) -> bool:
    return isinstance(end, int) and not isinstance(end, bool) and 0 <= end < len(vertices) and vertices[end] is not None


def _find_cabin_door(raw: Any) -> CabinDoor | None:
    values = [_find_number(raw.get(key)) for key in ("x", "y", "width")] if isinstance(raw, Mapping) else [None]
    if any(value is None for value in values):
        return None
    x_m, y_m, width_m = (value or 0.0 for value in values)
    along_rad = _find_number(raw.get("motion_axis_orientation")) or 0.0
    return CabinDoor(x_m=x_m, y_m=y_m, width_m=width_m, along_rad=along_rad) if 0 < width_m < 20 else None


def _plain(params: Params) -> dict[str, Any]:
    """Return parameters without the type before each value; what is no plain value becomes text."""
    values = {key: value[1] if isinstance(value, list) and len(value) == 2 else value for key, value in params.items()}
    return {str(key): value if _is_plain(value) else str(value)[:200] for key, value in values.items()}


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | bool) or _find_number(value) is not None


def _list(raw: Params, key: str) -> list[Any]:
    value = raw.get(key)
    return value if isinstance(value, list) else []


def _items(raw: Any) -> Iterable[tuple[Any, Any]]:
    return raw.items() if isinstance(raw, Mapping) else ()


def _find_number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) and abs(number) < 1e9 else None
