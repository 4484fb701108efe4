"""Plans to draw: what the GeoJSON of a level says, in metres, and nothing that a phone does not need."""

import pytest

from tests.api.test_problems import assert_problem

VENUE = "/v1/venues/small-hospital"


@pytest.fixture(params=["F1", "F2"])
def level(request, shared_client):
    plan = shared_client.get(f"{VENUE}/plans/{request.param}").json
    features = shared_client.get(f"{VENUE}/levels/{request.param}").json["features"]
    return plan, [each["properties"] for each in features]


def of_type(features, name):
    return [each for each in features if each["feature_type"] == name]


def test_everything_that_is_drawn_is_there_under_its_id(level):
    plan, features = level
    assert [each["id"] for each in plan["rooms"]] == [each["id"] for each in of_type(features, "unit")]
    assert len(plan["openings"]) == len(of_type(features, "opening"))
    assert len(plan["fixtures"]) == len(of_type(features, "fixture"))
    for name in ("portal", "amenity", "service_point"):
        drawn = [each["id"] for each in plan["points"] if each["type"] == name]
        assert sorted(drawn) == sorted(each["id"] for each in of_type(features, name))


def test_rooms_are_rings_in_metres_with_the_name_inside(level, hospital):
    plan, _ = level
    for room in plan["rooms"]:
        area = hospital.get_unit(room["id"]).area
        xs = [x for ring in room["rings"] for x, _ in ring]
        assert (min(xs), max(xs)) == pytest.approx((area.bounds[0], area.bounds[2]), abs=0.01)
        assert room["rings"][0][0] != room["rings"][0][-1]


def test_a_way_in_carries_the_name_of_the_hall_behind_it(shared_client, hospital):
    plan = shared_client.get(f"{VENUE}/plans/F1").json
    entrances = [each for each in plan["openings"] if each.get("entrance")]
    assert len(entrances) == sum(each.entrance for each in hospital.openings)
    assert all(set(each) >= {"line", "door", "main"} for each in entrances)


def test_a_named_revision_is_kept_for_good_and_the_latest_is_asked_for_again(shared_client):
    latest, first = (shared_client.get(f"{VENUE}/plans/F1{query}") for query in ("", "?revision=1"))
    assert "no-cache" in latest.headers["Cache-Control"]
    assert "immutable" in first.headers["Cache-Control"]
    again = shared_client.get(f"{VENUE}/plans/F1", headers={"If-None-Match": latest.headers["ETag"]})
    assert again.status_code == 304


def test_a_level_that_does_not_exist_is_not_found(shared_client):
    assert_problem(shared_client.get(f"{VENUE}/plans/F9"), 404, "not-found")


def test_the_outer_walls_go_around_every_room_under_a_roof(shared_client, hospital):
    rings = shared_client.get(f"{VENUE}/plans/F1").json["outline"]
    xs = [x for ring in rings for x, _ in ring]
    roofed = [unit for unit in hospital.units if unit.level_id == "F1" and not hospital.is_open_air(unit)]
    assert (min(xs), max(xs)) == pytest.approx(
        (min(unit.area.bounds[0] for unit in roofed), max(unit.area.bounds[2] for unit in roofed)), abs=0.02
    )


def test_openings_stand_in_the_order_of_the_drawing_which_has_their_ids(level, hospital):
    plan, features = level
    lines = [hospital.feature_by_id[each["id"]].line for each in of_type(features, "opening")]
    assert [each["line"] for each in plan["openings"]] == [[[x, y] for x, y in line.coords] for line in lines]
