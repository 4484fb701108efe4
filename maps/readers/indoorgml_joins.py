"""The dual graph of IndoorGML as openings and portals: where one can go from cell to cell, and through what."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
import shapely
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points, substring

from maps.connectors import KINDS, landing
from maps.draft import DraftFeature, Unread
from maps.joints import DOOR_WIDTH_M
from maps.readers.gml import Array
from maps.readers.indoorgml_file import Boundary, IndoorFeatures, Transition
from maps.readers.indoorgml_levels import Storey
from maps.readers.indoorgml_words import DOOR
from maps.readers.names import unused_id
from maps.walls import wall_pieces

WALL_M = 0.6
"""Cells further apart have more than a wall between them [m]."""
WIDEST_DOOR_M = 3.0
"""A boundary that is longer is the wall, not the door in it [m]."""

_NICHE_M = 2.0
"""A shared edge up to so long is a doorway as a whole [m]."""
_LEAST_M = 0.3
_SLACK_M = 0.02
_P_BOUNDARY, _P_NICHE, _P_WALL, _P_VERTICAL = 0.95, 0.8, 0.6, 0.8
_SEMANTIC = frozenset({"ConnectionBoundary", "AnchorBoundary"})

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """A cell as a unit on a storey."""

    unit: DraftFeature
    area: BaseGeometry
    storey: Storey
    boundary_ids: tuple[str, ...]

    @property
    def category(self) -> str:
        """Its unit category."""
        return str(self.unit.properties["category"])


@dataclass(slots=True, kw_only=True)
class Joins:
    """What joins the cells of a document.

    Parameters
    ----------
    doors : set of str
        Cells that became an opening.
    """

    features: list[DraftFeature] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    doors: set[str] = field(default_factory=set)


class Joiner:
    """Joins the spaces of one document.

    Parameters
    ----------
    spaces : mapping
        Cell id to unit, the cells of the first layer only.
    to_local : callable
        From the document's coordinates to local metres, n × 3.
    """

    def __init__(
        self, features: IndoorFeatures, spaces: Mapping[str, Space], to_local: Callable[[Array], Array], label: str
    ) -> None:
        self._features, self._spaces, self._to_local, self._label = features, spaces, to_local, label
        self._boundaries = {boundary.id: boundary for boundary in features.boundaries}
        self._dual = {boundary.transition_id: boundary.id for boundary in features.boundaries if boundary.transition_id}
        self._cell_of = {state.id: state.cell_id for state in features.states}
        self._sides: dict[str, list[str]] = {}
        for cell_id, space in spaces.items():
            for boundary_id in dict.fromkeys(space.boundary_ids):
                self._sides.setdefault(boundary_id, []).append(cell_id)
        self._taken = {*spaces, *(space.unit.properties["level_id"] for space in spaces.values())}
        self._joins = Joins()

    def join(self) -> Joins:
        """Return the openings and portals, and what could not be joined."""
        edges = self._edges()
        pairs = self._through_doors(edges)
        level = [pair for pair in pairs if self._is_level(pair)]
        for pair in level:
            self._open(pair, edges.get(pair))
        self._climb([pair for pair in pairs if not self._is_level(pair)], edges)
        self._enter()
        return self._joins

    def _edges(self) -> dict[Pair, Transition | None]:
        """Return each pair of cells one can go between, once, with the transition that says so."""
        edges: dict[Pair, Transition | None] = {}
        for transition in self._features.transitions:
            cells = sorted(self._cell_of.get(state_id, "") for state_id in transition.state_ids)
            if cells[0] != cells[1] and all(cell in self._spaces for cell in cells):
                edges.setdefault((cells[0], cells[1]), transition)
        for boundary_id, found in self._sides.items():
            boundary = self._boundaries.get(boundary_id)
            if boundary is not None and boundary.kind in _SEMANTIC and len(found) == 2:
                edges.setdefault((min(found), max(found)), None)
        return edges

    def _is_level(self, pair: Pair) -> bool:
        return self._spaces[pair[0]].storey is self._spaces[pair[1]].storey

    def _through_doors(self, edges: Mapping[Pair, Transition | None]) -> list[Pair]:
        """Make a door of each cell that is one, and return the pairs that are left."""
        graph: nx.Graph[str] = nx.Graph(list(edges))
        for cell_id, space in self._spaces.items():
            line = _midline(space.area) if space.category == DOOR and cell_id in graph else None
            beside = sorted(graph[cell_id]) if line is not None else []
            if line is not None and len(beside) in (1, 2) and all(self._is_level((cell_id, each)) for each in beside):
                self._joins.doors.add(cell_id)
                self._taken.discard(cell_id)
                self._add(cell_id, line, beside, 1.0, space, entrance=len(beside) == 1)
        return [pair for pair in edges if not self._joins.doors & set(pair)]

    def _open(self, pair: Pair, transition: Transition | None) -> None:
        one, other = (self._spaces[cell_id] for cell_id in pair)
        boundary = self._boundary(one, other, transition)
        line, confidence = self._drawn(boundary), _P_BOUNDARY
        path = self._path(one, other, transition)
        if line is None or line.length > WIDEST_DOOR_M:
            line, confidence = _door_between(one.area, other.area, path)
        name = boundary.id if boundary is not None else transition.id if transition is not None else "-".join(pair)
        if line is None:
            apart_m = one.area.distance(other.area)
            reason = f"It joins {pair[0]} and {pair[1]}, which share no wall: they are {apart_m:.2f} m apart."
            self._joins.unread.append(Unread(source=f"{self._label} {name}", reason=reason))
            return
        self._add(name, line, pair, confidence, one, entrance=False)

    def _boundary(self, one: Space, other: Space, transition: Transition | None) -> Boundary | None:
        """Return the boundary a transition crosses: its dual, else the only one that just these two cells share."""
        named = [transition.boundary_id, self._dual.get(transition.id, "")] if transition is not None else []
        shared = sorted(set(one.boundary_ids) & set(other.boundary_ids))
        only = [each for each in shared if len(self._sides[each]) == 2] if len(shared) == 1 else []
        return next((self._boundaries[each] for each in (*named, *only) if each in self._boundaries), None)

    def _drawn(self, boundary: Boundary | None) -> LineString | None:
        """Return the foot of a boundary: the line it covers seen from above, if it is upright."""
        points = self._to_local(boundary.points)[:, :2] if boundary is not None else np.empty((0, 2))
        if len(points) < 2:
            return None
        apart_m = np.hypot(*(points[:, None] - points[None, :]).T)
        start, end = np.unravel_index(int(apart_m.argmax()), apart_m.shape)
        line = LineString([points[start], points[end]])
        upright = shapely.distance(shapely.points(points), line).max() < _SLACK_M
        return line if upright and line.length >= _LEAST_M else None

    def _path(self, one: Space, other: Space, transition: Transition | None) -> LineString:
        points = transition.points if transition is not None else np.empty((0, 3))
        if len(points) > 1 and np.ptp(points[:, :2], axis=0).max() > 0:
            return LineString(self._to_local(points)[:, :2])
        return LineString([one.area.representative_point(), other.area.representative_point()])

    def _climb(self, pairs: Iterable[Pair], edges: Mapping[Pair, Transition | None]) -> None:
        """Make a portal of each way between storeys; the cells of one lift are one portal."""
        lifts: nx.Graph[str] = nx.Graph()
        for pair in pairs:
            categories = [self._spaces[cell_id].category for cell_id in pair]
            if categories == ["elevator", "elevator"]:
                lifts.add_edge(*pair)
            else:
                transition = edges.get(pair)
                kind = next((KINDS[category] for category in categories if category in KINDS), "stairs")
                self._portal(transition.id if transition is not None else "-".join(pair), kind, pair)
        for shaft in nx.connected_components(lifts):
            self._portal(f"lift-{min(shaft)}", "elevator", sorted(shaft))

    def _portal(self, name: str, kind: str, cell_ids: Sequence[str]) -> None:
        spaces = sorted((self._spaces[cell_id] for cell_id in cell_ids), key=lambda space: space.storey.elevation_m)
        stops = []
        for space in spaces:
            point = landing(space.area)
            level_id = space.unit.properties["level_id"]
            stops.append({"level_id": level_id, "unit_id": space.unit.id, "point": [point.x, point.y]})
        accessibility = "no" if kind in {"stairs", "escalator"} else "unknown"
        properties = {"kind": kind, "stops": stops, "accessibility": accessibility}
        self._joins.features.append(
            DraftFeature(
                id=unused_id(f"{kind}-{name}", self._taken),
                feature_type="portal",
                geometry=None,
                properties=properties,
                source=f"{self._label} {name}",
                confidence=_P_VERTICAL,
            )
        )

    def _enter(self) -> None:
        """Make an entrance of each anchor boundary of one cell."""
        for cell_id, space in self._spaces.items():
            for boundary_id in space.boundary_ids:
                boundary = self._boundaries.get(boundary_id)
                line = self._drawn(boundary)
                if boundary is not None and boundary.kind == "AnchorBoundary" and line is not None:
                    self._add(boundary.id, line, [cell_id], _P_BOUNDARY, space, entrance=True)

    def _add(
        self, name: str, line: LineString, cell_ids: Iterable[str], confidence: float, space: Space, *, entrance: bool
    ) -> None:
        properties: dict[str, Any] = {
            "level_id": space.unit.properties["level_id"],
            "unit_ids": [self._spaces[cell_id].unit.id for cell_id in cell_ids],
            "entrance": entrance,
        }
        source = f"{self._label} {name}"
        self._joins.features.append(
            DraftFeature(
                id=unused_id(name, self._taken), feature_type="opening", geometry=line, properties=properties,
                source=source, confidence=confidence,
            )
        )  # fmt: skip


def _door_between(one: BaseGeometry, other: BaseGeometry, path: LineString) -> tuple[LineString | None, float]:
    """Return a door on the wall between two areas, where a path crosses it, and how sure that is."""
    gap_m = one.distance(other)
    if gap_m > WALL_M:
        return None, 0.0
    pieces = list(_walls_between(one, other, gap_m))
    if not pieces:
        return None, 0.0
    piece = min(pieces, key=lambda piece: (round(piece.distance(path), 2), -piece.length))
    if piece.length <= _NICHE_M:
        return piece, _P_NICHE
    at_m = piece.project(nearest_points(piece, path)[0])
    start_m = min(max(at_m - DOOR_WIDTH_M / 2, 0.0), piece.length - DOOR_WIDTH_M)
    stretch = substring(piece, start_m, start_m + DOOR_WIDTH_M)
    return (stretch if isinstance(stretch, LineString) else piece), _P_WALL


def _walls_between(one: BaseGeometry, other: BaseGeometry, gap_m: float) -> Iterator[LineString]:
    near = other.buffer(gap_m + _SLACK_M)
    for piece in wall_pieces(one.boundary):
        for part in shapely.get_parts(piece.intersection(near)):
            if isinstance(part, LineString) and part.length >= _LEAST_M:
                yield part


def _midline(area: BaseGeometry) -> LineString | None:
    """Return the line along the middle of an area that is as thin as a wall, or None."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(area))[:4]
    if len(corners) < 4:
        return None
    middles = (corners + np.roll(corners, -1, axis=0)) / 2
    lines = sorted((LineString([middles[i], middles[i + 2]]) for i in (0, 1)), key=lambda line: line.length)
    return lines[1] if lines[0].length <= WALL_M and Point(lines[1].coords[0]) != Point(lines[1].coords[1]) else None
