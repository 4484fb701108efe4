"""Our ways against lanes drawn by hand: ``python -m benchmarks.clinic BUILDING.yaml... [--json]`` (Open-RMF).

Who drew the lanes meant that somebody can go from each end of a lane to each other end that lanes lead to. We do not
look at them: rooms and doors are read from the walls. A pair is met when there is a way no more than 5 %, or the
thickness of a few fingers, longer: a lift's vertices on two levels differ by what their fiducials are off.
"""

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import networkx as nx

from maps.ids import LevelId, VenueId
from maps.position import Position
from maps.publish import build_venue
from maps.readers import read_venue
from maps.readers.rmf import read_building
from maps.readers.rmf_frame import Placement, place_levels
from nav.profile import get_profile
from nav.route import NoRoute, Route
from nav.router import Router

LONGER, FINGERS_M = 1.05, 0.05
Node = tuple[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One pair of lane ends.

    Parameters
    ----------
    lanes_m : float
        The shortest way on the lanes [m], rides not counted; infinite where lanes do not lead.
    answer : Route or NoRoute
        Our way.
    """

    start: Node
    end: Node
    lanes_m: float
    answer: Route | NoRoute

    @property
    def walked_m(self) -> float:
        legs = self.answer.legs if isinstance(self.answer, Route) else ()
        return sum(leg.distance_m for leg in legs if leg.kind is None)

    @property
    def met(self) -> bool:
        return isinstance(self.answer, Route) and self.walked_m <= LONGER * self.lanes_m + FINGERS_M


def lane_graph(path: Path) -> tuple[nx.DiGraph, dict[Node, Position]]:
    """Return the lanes of a building, all robots' together; a lift's vertices on several levels are one place."""
    building = read_building(path)
    _, placements = place_levels(building, [])
    graph, lifts = nx.DiGraph(), dict[str, list[Node]]()
    for level in building.levels:
        points = placements[level.name].points
        for lane in level.edges["lanes"]:
            ends: tuple[Node, Node] = (level.name, lane.start), (level.name, lane.end)
            length_m = abs(points[lane.start] - points[lane.end])
            for way in (ends, ends[::-1]) if lane.params.get("bidirectional") else (ends,):
                graph.add_edge(*way, length_m=length_m)
        for number, vertex in enumerate(level.vertices):
            if vertex is not None and vertex.params.get("lift_cabin") and (level.name, number) in graph:
                lifts.setdefault(str(vertex.params["lift_cabin"]), []).append((level.name, number))
    for nodes in lifts.values():
        graph.add_edges_from(((one, other) for one in nodes for other in nodes if one != other), length_m=0.0)
    return graph, {node: _position(node, placements) for node in graph}


def _position(node: Node, placements: dict[str, Placement]) -> Position:
    place = placements[node[0]].points[node[1]]
    return Position(x_m=place.real, y_m=place.imag, level_id=LevelId(node[0]))


def pairs(path: Path) -> Iterator[Pair]:
    venue, _ = build_venue(read_venue([path], VenueId("benchmark")), revision=1)
    router, profile = Router.compile(venue), get_profile("walk")
    graph, places = lane_graph(path)
    for start, lengths in nx.all_pairs_dijkstra_path_length(graph, weight="length_m"):
        for end in places:
            if start != end:
                answer = router.route(places[start], places[end], profile)
                yield Pair(start=start, end=end, lanes_m=lengths.get(end, float("inf")), answer=answer)


def summary(found: list[Pair]) -> dict[str, float | int]:
    """Return the counts, and the ratios of lengths where lanes are longer than 2 m."""
    led = [pair for pair in found if pair.lanes_m < float("inf")]
    ratios = sorted(pair.walked_m / pair.lanes_m for pair in led if pair.lanes_m > 2 and isinstance(pair.answer, Route))
    return {
        "lane_ends": len({pair.start for pair in found}),
        "pairs": len(found),
        "connected": sum(isinstance(pair.answer, Route) for pair in found),
        "pairs_lanes_lead_to": len(led),
        "within_5_percent_or_shorter": sum(bool(pair.met) for pair in led),
        "ratio_median": round(ratios[len(ratios) // 2], 3),
        "ratio_worst": round(ratios[-1], 3),
    }


def main(arguments: list[str]) -> None:
    reports = {}
    for path in [Path(each) for each in arguments if each != "--json"]:
        found = list(pairs(path))
        reports[path.name] = summary(found)
        if "--json" not in arguments:
            print(path.name)
            for name, value in reports[path.name].items():
                print(f"  {name:30} {value}")
            _print_missed(found)
    if "--json" in arguments:
        print(json.dumps(reports, indent=2))


def _print_missed(found: list[Pair]) -> None:
    missed = [pair for pair in found if not pair.met and pair.lanes_m < float("inf")]
    blocked = [pair for pair in found if isinstance(pair.answer, NoRoute)]
    for pair in sorted(missed, key=lambda pair: pair.lanes_m - pair.walked_m)[:12]:
        print(f"  {pair.start} to {pair.end}: lanes {pair.lanes_m:.2f} m, ours {pair.walked_m:.2f} m")
    for pair in blocked[:12]:
        assert isinstance(pair.answer, NoRoute)
        print(f"  {pair.start} to {pair.end}: {pair.answer.detail}")


if __name__ == "__main__":
    main(sys.argv[1:])
