"""Only what a walker can see when an instruction is told may be named in it."""

import pytest
from shapely.geometry import LineString, Point, box

from maps.ids import FeatureId, LevelId
from maps.venue import Amenity, PortalKind
from nav.instructions.maneuver import ManeuverKind, Relation, Side
from nav.instructions.maneuvers import maneuvers
from tests.nav.routes import ride, route, walk
from tests.scenes import Scene

K = ManeuverKind


def forecourt_and_hall():
    """Return a named forecourt below a hall, joined by an entrance at x = 5."""
    scene = Scene().level("F1", 0, box(0, -10, 40, 30))
    scene.unit("forecourt", "F1", box(0, -10, 40, 0), "unenclosedarea", labels={"en": "Main Forecourt"})
    scene.unit("hall", "F1", box(0, 0, 40, 30), "lobby", labels={})
    return scene.opening("entrance", "F1", ("forecourt", "hall"), [(4, 0), (6, 0)], entrance=True)


def desk(name: str, point: tuple, unit: str = "hall") -> Amenity:
    return Amenity(
        id=FeatureId(name),
        level_id=LevelId("F1"),
        category="information",
        point=Point(point),
        unit_id=FeatureId(unit),
        labels={"en": name},
    )


def test_what_lies_behind_the_walker_is_not_named() -> None:
    way = route(walk("F1", [(5, 0.5), (5, 6.5), (9, 12.5), (19, 27.5)], units=("hall",)))
    told = maneuvers(way, forecourt_and_hall().venue())
    assert told[1].kind is K.SLIGHT_RIGHT
    assert told[1].landmark_id is None


def test_the_same_thing_ahead_is_named() -> None:
    way = route(walk("F1", [(5, 25), (5, 5), (30, 5)], units=("hall",)))
    assert maneuvers(way, forecourt_and_hall().venue())[1].landmark_id == "forecourt"


L_SHAPE = box(0, 0, 6, 40).union(box(0, 34, 40, 40))


@pytest.mark.parametrize(("floor", "seen"), [(box(0, 0, 40, 40), "Desk"), (L_SHAPE, None)])
def test_what_a_wall_hides_is_not_named(floor, seen) -> None:
    scene = Scene().level("F1", 0, box(0, 0, 40, 40)).unit("hall", "F1", floor, "walkway", labels={})
    venue = scene.add("amenities", desk("Desk", (6.5, 33.5))).venue()
    told = maneuvers(route(walk("F1", [(3, 1), (3, 37), (38, 37)], units=("hall",))), venue)
    assert told[1].kind is K.RIGHT
    assert told[1].landmark_id == seen


def test_what_stands_round_the_bend_is_nothing_to_go_towards() -> None:
    points = [(2, 2), (30, 2), (50, 14)]
    bent = LineString(points).buffer(1.5)
    scene = Scene().level("F1", 0, bent.envelope).unit("hall", "F1", bent, "walkway", labels={})
    venue = scene.add("amenities", desk("Desk", (40, 8))).venue()
    assert maneuvers(route(walk("F1", points, units=("hall",))), venue)[0].landmark_id is None


def lift_hall(*, far_door: bool):
    """Return a corridor and a pharmacy on two levels, and a lift that may open at the far side above."""
    scene = Scene().level("F1", 0, box(0, 0, 60, 30)).level("F2", 1, box(0, 0, 60, 30))
    for level in ("F1", "F2"):
        scene.unit(f"{level}-hall", level, box(0, 0, 60, 10), "walkway", labels={})
        scene.unit(f"{level}-lift", level, box(40, 10, 43, 13), "elevator", labels={})
        scene.unit(f"{level}-back", level, box(0, 13, 60, 30), "walkway", labels={})
        scene.opening(f"{level}-door", level, (f"{level}-lift", f"{level}-hall"), [(41, 10), (42, 10)])
    if far_door:
        scene.opening("F2-far", "F2", ("F2-lift", "F2-back"), [(41, 13), (42, 13)])
    scene.unit("pharmacy", "F1", box(44, 10, 52, 13), labels={"en": "Pharmacy"}, function="pharmacy")
    scene.opening("pharmacy-door", "F1", ("pharmacy", "F1-hall"), [(45, 10), (46, 10)])
    return scene.portal("lift", PortalKind.ELEVATOR, [("F1", "F1-lift", (41.5, 11.5)), ("F2", "F2-lift", (41.5, 11.5))])


def by_lift(*, far_door: bool):
    out, door, units = ((41.5, 20), "F2-far", ("F2-lift", "F2-back"))
    if not far_door:
        out, door, units = ((41.5, 5), "F2-door", ("F2-lift", "F2-hall"))
    end = (10.0, out[1])
    return route(
        walk("F1", [(2, 5), (41.5, 9), (41.5, 11.5)], units=("F1-hall", "F1-lift"), openings=("F1-door",)),
        ride(PortalKind.ELEVATOR, "lift", "F1", "F2", (41.5, 11.5)),
        walk("F2", [(41.5, 11.5), out, end], units=units, openings=(door,)),
    )


def test_a_lift_is_told_by_what_stands_beside_it() -> None:
    board = next(m for m in maneuvers(by_lift(far_door=False), lift_hall(far_door=False).venue()) if m.to_level_id)
    assert (board.relation, board.landmark_id, board.side) == (Relation.BY, "pharmacy", Side.LEFT)


@pytest.mark.parametrize(("far_door", "exit_side"), [(True, Side.AHEAD), (False, None)])
def test_the_far_door_of_a_lift_is_told_and_the_same_one_is_not(far_door, exit_side) -> None:
    told = maneuvers(by_lift(far_door=far_door), lift_hall(far_door=far_door).venue())
    leave = next(m for m in told if m.kind is K.LEAVE_PORTAL)
    assert leave.exit_side is exit_side


def test_what_was_just_left_is_no_landmark_for_the_next_turn() -> None:
    scene = Scene().level("F1", 0, box(0, 0, 60, 30)).level("F2", 1, box(0, 0, 60, 30))
    for level in ("F1", "F2"):
        scene.unit(f"{level}-hall", level, box(0, 0, 60, 30), "walkway", labels={})
    venue = scene.portal(
        "escalator", PortalKind.ESCALATOR, [("F1", "F1-hall", (5, 10)), ("F2", "F2-hall", (20, 10))]
    ).venue()
    way = route(
        ride(PortalKind.ESCALATOR, "escalator", "F1", "F2", (20, 10)),
        walk("F2", [(20, 10), (30, 10), (30, 28)], units=("F2-hall",)),
    )
    turn = next(m for m in maneuvers(way, venue) if m.kind is K.LEFT)
    assert turn.landmark_id is None
