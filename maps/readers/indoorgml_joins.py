"""The dual graph of IndoorGML as openings and portals: where one can go from cell to cell, and through what."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import numpy as np
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from maps.connectors import KINDS, landing
from maps.draft import DraftFeature, Unread
from maps.joints import ENTRANCE_WIDTH_M
from maps.readers.gml import Array
from maps.readers.indoorgml_doors import P_WALL, door_between, foot_of, gap_in, midline
from maps.readers.indoorgml_file import Boundary, IndoorFeatures, Transition
from maps.readers.indoorgml_levels import Storey
from maps.readers.indoorgml_words import DOOR
from maps.readers.names import unused_id

WIDEST_DOOR_M = 3.0
"""A boundary that is longer is the wall, not the door in it [m]."""

_SLACK_M = 0.02
_P_BOUNDARY, _P_VERTICAL = 0.95, 0.8
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """That one can go from a cell to another, and the transition that says so, if one does."""

    pair: Pair
    transition: Transition | None

    @property
    def portal(self) -> str:
        """The portal it is part of, where it says so."""
        return "" if self.transition is None else self.transition.says.get("portal", "")

    @property
    def name(self) -> str:
        """How it is called."""
        return "-".join(self.pair) if self.transition is None else self.transition.id


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
        self._taken = {each for space in spaces.values() for each in (space.unit.id, space.unit.properties["level_id"])}
        self._joins = Joins()

    def join(self) -> Joins:
        """Return the openings and portals, and what could not be joined."""
        edges = self._through_doors(self._edges())
        for edge in edges:
            if self._is_level(edge.pair) and not edge.portal:
                self._open(edge)
        self._climb([edge for edge in edges if edge.portal or not self._is_level(edge.pair)])
        self._enter()
        return self._joins

    def _edges(self) -> list[Edge]:
        """Return what one can go through from cell to cell, once however often it is stated."""
        edges: dict[tuple[Pair, str], Edge] = {}
        for transition in self._features.transitions:
            one, other = (self._cell_of.get(state_id, "") for state_id in transition.state_ids)
            if one != other and one in self._spaces and other in self._spaces:
                edge = Edge(pair=(min(one, other), max(one, other)), transition=transition)
                edges.setdefault((edge.pair, edge.portal or self._crossed(transition)), edge)
        pairs = {pair for pair, crossed in edges if crossed}
        edges = {key: edge for key, edge in edges.items() if key[1] or key[0] not in pairs}
        pairs |= {pair for pair, _ in edges}
        for boundary_id, found in self._sides.items():
            boundary = self._boundaries.get(boundary_id)
            if boundary is not None and boundary.kind in _SEMANTIC and len(found) == 2:
                pair = min(found), max(found)
                if pair not in pairs:
                    edges.setdefault((pair, boundary_id), Edge(pair=pair, transition=None))
        return list(edges.values())

    def _crossed(self, transition: Transition) -> str:
        """Return the boundary a transition is the dual of, or empty."""
        named = transition.boundary_id, self._dual.get(transition.id, "")
        return next((each for each in named if each in self._boundaries), "")

    def _is_level(self, pair: Pair) -> bool:
        return self._spaces[pair[0]].storey is self._spaces[pair[1]].storey

    def _through_doors(self, edges: list[Edge]) -> list[Edge]:
        """Make a door of each cell that is one, and return the edges that are left."""
        graph: nx.Graph[str] = nx.Graph([edge.pair for edge in edges])
        for cell_id, space in self._spaces.items():
            line = midline(space.area) if space.category == DOOR and cell_id in graph else None
            beside = sorted(graph[cell_id]) if line is not None else []
            if line is not None and len(beside) in (1, 2) and all(self._is_level((cell_id, each)) for each in beside):
                self._joins.doors.add(cell_id)
                self._taken.discard(space.unit.id)
                self._add(space.unit.id, line, beside, 1.0, space, {"entrance": len(beside) == 1})
        return [edge for edge in edges if not self._joins.doors & set(edge.pair)]

    def _open(self, edge: Edge) -> None:
        one, other = (self._spaces[cell_id] for cell_id in edge.pair)
        boundary = self._boundary(one, other, edge.transition)
        line, confidence = self._foot(boundary), _P_BOUNDARY
        if line is None or (line.length > WIDEST_DOOR_M and not _is_own(boundary)):
            line, confidence = door_between(one.area, other.area, self._path(one, other, edge.transition))
        name = boundary.id if boundary is not None else edge.name
        if line is None:
            apart_m = one.area.distance(other.area)
            reason = f"It joins {edge.pair[0]} and {edge.pair[1]}, which share no wall: they are {apart_m:.2f} m apart."
            self._joins.unread.append(Unread(source=f"{self._label} {name}", reason=reason))
            return
        said = {} if boundary is None else _said_of_door(boundary)
        own = "" if boundary is None else boundary.says.get("id", "")
        self._add(own or name, line, edge.pair, confidence, one, {"entrance": False, **said})

    def _boundary(self, one: Space, other: Space, transition: Transition | None) -> Boundary | None:
        """Return the boundary a transition crosses: its dual, else the only one that just these two cells share."""
        dual = self._crossed(transition) if transition is not None else ""
        shared = sorted(set(one.boundary_ids) & set(other.boundary_ids))
        only = [each for each in shared if len(self._sides[each]) == 2] if len(shared) == 1 else []
        return next((self._boundaries[each] for each in (dual, *only) if each in self._boundaries), None)

    def _foot(self, boundary: Boundary | None) -> LineString | None:
        return None if boundary is None else foot_of(self._to_local(boundary.points))

    def _path(self, one: Space, other: Space, transition: Transition | None) -> LineString:
        points = transition.points if transition is not None else np.empty((0, 3))
        if len(points) > 1 and np.ptp(points[:, :2], axis=0).max() > 0:
            return LineString(self._to_local(points)[:, :2])
        return LineString([one.area.representative_point(), other.area.representative_point()])

    def _climb(self, edges: Sequence[Edge]) -> None:
        """Make a portal of each way between storeys; the cells of one lift, and what says so, are one portal."""
        rides: dict[str, list[Edge]] = {}
        for shaft in self._shafts(edges):
            rides[f"elevator-lift-{min(shaft)}"] = [
                edge for edge in edges if not edge.portal and set(edge.pair) <= shaft
            ]
        lifted = {id(edge) for group in rides.values() for edge in group}
        for edge in edges:
            if id(edge) not in lifted:
                rides.setdefault(edge.portal or f"{self._kind(edge)}-{edge.name}", []).append(edge)
        for name, group in rides.items():
            self._portal(name, self._kind(group[0]), group)

    def _shafts(self, edges: Sequence[Edge]) -> Iterator[set[str]]:
        lifts: nx.Graph[str] = nx.Graph()
        for edge in edges:
            if not edge.portal and all(self._spaces[cell_id].category == "elevator" for cell_id in edge.pair):
                lifts.add_edge(*edge.pair)
        return nx.connected_components(lifts)

    def _kind(self, edge: Edge) -> str:
        stated = edge.transition.says.get("kind", "") if edge.transition is not None else ""
        categories = [self._spaces[cell_id].category for cell_id in edge.pair]
        found = next((KINDS[category] for category in categories if category in KINDS), "stairs")
        return stated if stated in KINDS.values() else found

    def _portal(self, name: str, kind: str, edges: Sequence[Edge]) -> None:
        points: dict[str, Point] = {}
        for edge in edges:
            points |= {cell_id: point for cell_id, point in self._ends(edge) if cell_id not in points}
        spaces = [(self._spaces[cell_id], point) for cell_id, point in points.items()]
        spaces.sort(key=lambda pair: pair[0].storey.elevation_m)
        stops = [
            {"level_id": space.unit.properties["level_id"], "unit_id": space.unit.id, "point": [point.x, point.y]}
            for space, point in spaces
        ]
        accessibility = "no" if kind in {"stairs", "escalator"} else "unknown"
        self._joins.features.append(
            DraftFeature(
                id=unused_id(name, self._taken),
                feature_type="portal",
                geometry=None,
                properties={"kind": kind, "stops": stops, "accessibility": accessibility},
                source=f"{self._label} {name}",
                confidence=_P_VERTICAL,
            )
        )

    def _ends(self, edge: Edge) -> Iterator[tuple[str, Point]]:
        """Yield where a way between storeys is boarded in each of its cells."""
        ends = [self._cell_of.get(state, "") for state in edge.transition.state_ids] if edge.transition else edge.pair
        places = edge.transition.points if edge.transition is not None else np.empty((0, 3))
        for cell_id, index in zip(ends, (0, -1), strict=True):
            area = self._spaces[cell_id].area
            point = Point(self._to_local(places)[index][:2]) if len(places) > 1 else None
            yield cell_id, point if point is not None and area.dwithin(point, _SLACK_M) else landing(area)

    def _enter(self) -> None:
        """Make an entrance of each anchor boundary of one cell."""
        for cell_id, space in self._spaces.items():
            for boundary_id in space.boundary_ids:
                boundary = self._boundaries.get(boundary_id)
                line = self._foot(boundary)
                if boundary is not None and boundary.kind == "AnchorBoundary" and line is not None:
                    name, confidence = boundary.says.get("id") or boundary.id, _P_BOUNDARY
                    if line.length > WIDEST_DOOR_M and not _is_own(boundary):
                        line, confidence = gap_in(line, line.length / 2, ENTRANCE_WIDTH_M), P_WALL
                    said = {"entrance": True, **_said_of_door(boundary)}
                    self._add(name, line, [cell_id], confidence, space, said)

    def _add(
        self,
        name: str,
        line: LineString,
        cell_ids: Iterable[str],
        confidence: float,
        space: Space,
        said: Mapping[str, Any],
    ) -> None:
        properties: dict[str, Any] = {
            "level_id": space.unit.properties["level_id"],
            "unit_ids": [self._spaces[cell_id].unit.id for cell_id in cell_ids],
            **said,
        }
        source = f"{self._label} {name}"
        self._joins.features.append(
            DraftFeature(
                id=unused_id(name, self._taken), feature_type="opening", geometry=line, properties=properties,
                source=source, confidence=confidence,
            )
        )  # fmt: skip


def _is_own(boundary: Boundary | None) -> bool:
    """Return whether a boundary was written from here, and is a gap however wide."""
    return boundary is not None and "id" in boundary.says


def _said_of_door(boundary: Boundary) -> dict[str, Any]:
    return {
        "has_door": boundary.says.get("door") != "no",
        "labels": dict(boundary.labels) if _is_own(boundary) else {},
    }
