"""Paths drawn by hand lead where a plan has no doors."""

import json
from pathlib import Path

import pytest
import shapely
from shapely.geometry import LineString, MultiLineString, box, mapping

from maps.assemble import assemble
from maps.draft import DraftFeature, VenueDraft
from maps.ids import LevelId, VenueId
from maps.position import Position
from maps.publish import build_venue
from maps.readers import read_venue
from maps.topology import infer
from nav.profile import get_profile
from nav.route import Place, Route
from nav.router import Router
from tests.maps.test_topology import door, draft, inferred, unit
from tests.scenes import FRAME

ROOMS = (unit("west", box(0, 0, 5, 8)), unit("east", box(5, 0, 10, 8)), unit("far", box(20, 0, 30, 8)))


def path(name: str, *points: tuple[float, float], **more) -> DraftFeature:
    return unit(name, LineString(points), "walkway", **more)


def route(one: str, two: str, *features: DraftFeature) -> Route | None:
    venue = assemble(infer(draft(*features)), revision=1)
    found = Router.compile(venue).route(Place(id=one), Place(id=two), get_profile("walk"))
    return found if isinstance(found, Route) else None


def openings(*features: DraftFeature) -> dict[str, DraftFeature]:
    return {name: each for name, each in inferred(*features).items() if each.feature_type == "opening"}


def test_a_path_through_a_wall_is_an_opening_as_wide_as_the_path() -> None:
    assert route("west", "east", *ROOMS) is None
    found = openings(*ROOMS, path("p", (2, 4), (8, 4), width_m=1.0))
    assert [each.properties["unit_ids"] for each in found.values()] == [["east", "west"]]
    assert [each.geometry.length for each in found.values()] == pytest.approx([1.0])
    assert "p" not in inferred(*ROOMS, path("p", (2, 4), (8, 4))), "inside rooms it is no ground of its own"
    assert route("west", "east", *ROOMS, path("p", (2, 4), (8, 4)))


def test_a_path_outside_the_rooms_is_ground_that_joins_them() -> None:
    drawn = path("p", (8, 4), (25, 4), width_m=2.0)
    laid = inferred(*ROOMS, drawn)["p"]
    assert laid.geometry.equals(box(10, 3, 20, 5))
    assert 0 < laid.confidence < 1
    assert {tuple(each.properties["unit_ids"]) for each in openings(*ROOMS, drawn).values()} == {
        ("east", "p"),
        ("far", "p"),
    }
    way = route("east", "far", *ROOMS, drawn)
    assert way is not None
    assert "p" in way.legs[0].units
    assert box(0, 0, 10, 8).union(box(10, 3, 20, 5)).union(box(20, 0, 30, 8)).covers(LineString(way.legs[0].points))


def test_a_wall_with_thickness_is_gone_through_once() -> None:
    rooms = (unit("west", box(0, 0, 5, 8)), unit("east", box(5.2, 0, 10, 8)))
    found = openings(*rooms, path("p", (2, 4), (8, 4)))
    assert [each.properties["unit_ids"] for each in found.values()] == [["east", "west"]]


def test_where_a_door_is_already_the_path_adds_none() -> None:
    assert set(openings(*ROOMS, door(5, 4.3), path("p", (2, 4), (8, 4)))) == {"door"}


def test_a_path_that_ends_just_short_of_a_wall_leads_through_it() -> None:
    assert route("east", "far", *ROOMS, path("p", (10.4, 4), (19.7, 4)))
    assert route("east", "far", *ROOMS, path("p", (11, 4), (19, 4))) is None, "a metre short is somewhere else"


def test_paths_that_cross_or_meet_are_one_net() -> None:
    net = (
        path("along", (5, -10), (25, -10)),
        path("up-west", (2, 4), (5, -10)),
        path("up-far", (25, -10), (25, 2)),
        path("across", (15, -14), (15, -6)),
        path("spur", (15, -6), (19, -6)),
    )
    assert route("west", "far", *ROOMS, *net)
    assert route("spur", "far", *ROOMS, *net)


def test_where_paths_cross_the_later_is_a_unit_on_each_side_of_the_earlier() -> None:
    cross = (path("one", (0, 20), (10, 20)), path("two", (5, 14), (5, 28)))
    laid = [each for name, each in inferred(*cross).items() if each.feature_type == "unit"]
    assert [each.id for each in laid] == ["one", "two", "two.2"]
    areas = [each.geometry for each in laid]
    assert shapely.union_all(areas).area == pytest.approx(sum(area.area for area in areas))
    assert areas[1].area > areas[2].area
    assert len(openings(*cross)) == 2
    assert route("two", "two.2", *cross)


def test_a_net_of_lines_may_be_one_path() -> None:
    lines = MultiLineString([[(2, 4), (2, -10)], [(2, -10), (25, -10)], [(25, -10), (25, 2)]])
    one = unit("net", lines, "walkway", width_m=1.6)
    assert route("west", "far", *ROOMS, one)
    laid = inferred(*ROOMS, one)["net"].geometry
    assert laid.area == pytest.approx(shapely.union_all(laid).area)
    assert laid.geom_type == "Polygon"


def test_a_path_for_staff_is_not_for_visitors() -> None:
    drawn = path("p", (8, 4), (25, 4), access="staff")
    assert route("east", "far", *ROOMS, drawn) is None


def test_a_path_on_an_empty_level_is_a_floor_by_itself() -> None:
    venue = assemble(infer(draft(*ROOMS, path("p", (0, 10), (10, 10), level_id="F2"))), revision=1)
    ends = (Position(x_m=x, y_m=10, level_id=LevelId("F2")) for x in (1, 9))
    assert isinstance(Router.compile(venue).route(*ends, get_profile("walk")), Route)


@pytest.mark.parametrize("width_m", [0, -2, 1e9, float("nan"), "wide", None])
def test_a_width_that_is_none_is_the_usual_one(width_m: object) -> None:
    assert inferred(*ROOMS, path("p", (8, 4), (25, 4), width_m=width_m))["p"].geometry.equals(box(10, 3.4, 20, 4.6))


@pytest.mark.parametrize("points", [[(0, 0), (0, 0)], [(1, 1), (1, 1.0000001)], [(0, 0), (40, 8)]])
def test_inferring_twice_changes_nothing_and_nothing_fails(points: list) -> None:
    once = infer(draft(*ROOMS, path("p", *points)))
    assert isinstance(once, VenueDraft)
    assert infer(once) == once


def test_a_file_may_draw_a_path(tmp_path: Path) -> None:
    def feature(name: str, kind: str, geometry: shapely.Geometry, **more) -> dict:
        properties = {"feature_type": kind, "level_id": "F1", **more}
        drawn = mapping(FRAME.geometry_to_lonlat(geometry))
        return {"type": "Feature", "id": name, "geometry": drawn, "properties": properties}

    rooms = [feature(name, "unit", box(x, 0, x + 5, 8)) for name, x in (("west", 0), ("east", 5))]
    drawn = feature("p", "unit", LineString([(2, 4), (8, 4)]), width_m=1.0, category="walkway")
    stray = feature("stray", "unit", LineString([(2, 6), (8, 6)]), category="room")
    file = tmp_path / "plan.geojson"
    file.write_text(json.dumps({"type": "FeatureCollection", "features": [*rooms, drawn, stray]}))
    read = read_venue([file], VenueId("v"))
    venue, _ = build_venue(read, revision=1)
    assert [each.raw["category"] for each in read.unread] == ["room"], "a line that says no walkway opens no wall"
    assert [opening.unit_ids for opening in venue.openings] == [("east", "west")]
    assert venue.openings[0].line.length == pytest.approx(1.0, abs=0.01)
