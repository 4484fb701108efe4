"""Many ends at once, how far one comes, and other ways: the same answers as one route after another."""

import pytest

from tests.api.test_closures import KEY, close, find_route, portals
from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE

VENUE = "/v1/venues/small-hospital"
PLACES = ["F1-pharma", "F1-lab", "F2-xray"]


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def ends(*names):
    return [{"place": name} for name in names]


def test_a_matrix_is_the_routes_of_its_rows_and_columns(client):
    answer = client.post(f"{VENUE}/matrix", json={"origins": [HERE, *ends("F2-lab")], "destinations": ends(*PLACES)})
    assert answer.status_code == 200, answer.json
    for row, start in zip(answer.json["duration_s"], [HERE, *ends("F2-lab")], strict=True):
        for duration_s, place in zip(row, PLACES, strict=True):
            route = find_route(client, **{"from": start, "to": {"place": place}}).json
            assert duration_s == pytest.approx(route["duration_s"], abs=0.2)


def test_where_there_is_no_way_the_matrix_has_null(client):
    close(client, "lift-1")
    body = {"origins": [HERE], "destinations": ends("F1-pharma", "F2-lab"), "profile": "wheelchair"}
    answer = client.post(f"{VENUE}/matrix", json=body).json
    assert [value is None for value in answer["duration_s"][0]] == [False, True]
    assert answer["version"] > 0


def test_an_isochrone_grows_with_time_and_has_what_routes_reach(client):
    near, far = (
        client.post(f"{VENUE}/isochrone", json={"from": HERE, "limit_s": limit_s}).json for limit_s in (15, 60)
    )
    reached = {each["unit"]: each["at_s"] for each in far["units"]}
    assert {each["unit"] for each in near["units"]} < set(reached)
    assert all(at_s <= 60 for at_s in reached.values())
    for place in PLACES:
        route_s = find_route(client, to={"place": place}).json["duration_s"]
        assert (place in reached) == (route_s <= 60)
    assert all(point["at_s"] <= 60 for point in far["points"])


def test_other_ways_are_told_when_asked_for_and_the_best_stays_first(client):
    plain = find_route(client).json
    assert plain["alternatives"] == []
    with_others = find_route(client, alternatives=2).json
    assert {**with_others, "alternatives": []} == plain
    assert len(with_others["alternatives"]) <= 2
    for other in with_others["alternatives"]:
        assert other["duration_s"] >= plain["duration_s"] - 0.1
        assert other["destination_id"] == plain["destination_id"]


def test_other_ways_do_not_lead_through_what_is_closed(client):
    close(client, "lift-1")
    answer = find_route(client, alternatives=3)
    assert all("lift-1" not in [leg["portal_id"] for leg in other["legs"]] for other in answer.json["alternatives"])
    assert portals(answer) == ["stairs-1"]


@pytest.mark.parametrize(
    ("path", "body", "status", "code"),
    [
        ("matrix", {"origins": [], "destinations": [HERE]}, 400, "invalid-request"),
        ("matrix", {"origins": [HERE] * 101, "destinations": [HERE]}, 400, "invalid-request"),
        ("matrix", {"origins": [HERE], "destinations": [{"place": "nowhere"}]}, 404, "not-found"),
        ("matrix", {"origins": [HERE], "destinations": [HERE], "profile": "flying"}, 404, "not-found"),
        ("isochrone", {"from": HERE}, 400, "invalid-request"),
        ("isochrone", {"from": HERE, "limit_s": 0}, 400, "invalid-request"),
        ("isochrone", {"from": HERE, "limit_s": 1e9}, 400, "invalid-request"),
        ("isochrone", {"from": {"place": "nowhere"}, "limit_s": 60}, 404, "not-found"),
        ("routes", {"from": HERE, "to": HERE, "alternatives": 9}, 400, "invalid-request"),
    ],
)
def test_what_makes_no_sense_is_refused(client, path, body, status, code):
    assert_problem(client.post(f"{VENUE}/{path}", json=body), status, code)
