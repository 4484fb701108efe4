"""Drafts tried over HTTP: ways, space and reach, also of a draft that cannot be published."""

import pytest

from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

VENUE = "/v1/venues/small-hospital"
LOBBY, LAB, UPPER = {"place": "F1-lobby"}, {"place": "F1-lab"}, {"place": "F2-lab"}


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def edit(client, *edits):
    version = client.get(f"{VENUE}/draft", headers=FEED).headers["ETag"]
    body = {"coordinates": "local", "edits": list(edits)}
    answer = client.post(f"{VENUE}/draft/changes", headers={**FEED, "If-Match": version}, json=body)
    assert answer.status_code == 201, answer.json
    return answer.json["version"]


def try_route(client, start, goal, **more):
    answer = client.post(f"{VENUE}/trial/routes", headers=FEED, json={"from": start, "to": goal, **more})
    assert answer.status_code == 200, answer.json
    return answer.json


def try_reach(client, **body):
    answer = client.post(f"{VENUE}/trial/reach", headers=FEED, json=body)
    assert answer.status_code == 200, answer.json
    return {each["unit"]: each for each in answer.json["units"]}, answer.json


def space(client, level, **more):
    return client.get(f"{VENUE}/trial/space", headers=FEED, query_string={"level": level, **more})


def test_the_way_of_an_unchanged_draft_is_the_published_one(client):
    tried = try_route(client, LOBBY, UPPER)
    published = client.post(f"{VENUE}/routes", json={"from": LOBBY, "to": UPPER}).json
    for name in ("distance_m", "duration_s", "levels"):
        assert tried["route"][name] == published[name]
    assert [step["text"] for step in tried["route"]["steps"]] == [step["text"] for step in published["steps"]]
    assert tried["cost_s"] >= tried["route"]["duration_s"] - 1
    assert tried["left_out"] == []


def test_an_edit_is_tried_at_once_and_with_its_version(client):
    before = try_route(client, LOBBY, LAB)
    version = edit(client, {"remove": "F1-lab-door"})
    after = try_route(client, LOBBY, LAB)
    assert before["route"] is not None
    assert after["route"] is None
    assert after["version"] == version == before["version"] + 1


def test_why_there_is_no_way_is_told_with_the_findings_in_the_way(client):
    edit(client, {"change": "F1-lab-door", "properties": {"unit_ids": ["F1-lab"]}})
    no_way = try_route(client, LOBBY, LAB)["no_way"]
    assert no_way["reason"] == "not_connected"
    assert no_way["text"]
    assert "M302" in [each["code"] for each in no_way["findings"]]


def test_what_bars_a_profile_is_named_and_a_way_with_help_is_told(client):
    no_way = try_route(client, LOBBY, {"place": "F1-office"})["no_way"]
    assert no_way["reason"] == "profile_excludes"
    assert no_way["blocked_by"] == ["F1-office-door"]
    assert no_way["with_help"]


def test_a_draft_that_cannot_be_published_is_tried_without_what_is_wrong(client):
    edit(client, {"change": "F1-xray", "properties": {"category": None}})
    tried = try_route(client, LOBBY, LAB)
    assert tried["route"]
    left_out = {each["feature"]: each["finding"] for each in tried["left_out"]}
    assert left_out["F1-xray"]["code"] == "M103"
    assert left_out["F1-xray-door"] is None
    assert_problem(client.get(f"{VENUE}/draft/proofs", headers=FEED), 422, "audit-blocked")


def test_an_end_that_is_left_out_is_no_place(client):
    edit(client, {"change": "F1-xray", "properties": {"category": None}})
    answer = client.post(f"{VENUE}/trial/routes", headers=FEED, json={"from": LOBBY, "to": {"place": "F1-xray"}})
    assert_problem(answer, 404, "not-found")


def test_reach_from_the_entrances_counts_every_unit_once(client):
    units, document = try_reach(client, profile="wheelchair")
    assert sum(document["counts"].values()) == len(units)
    assert units["F2-lab"]["reach"] == "step_free"
    assert units["F1-lobby"]["at_s"] < units["F2-lab"]["at_s"]


def test_with_a_lift_that_no_wheelchair_enters_the_upper_floor_is_reached_only_with_steps(client):
    edit(client, {"change": "lift-1", "properties": {"accessibility": "no"}})
    units, document = try_reach(client, profile="wheelchair")
    assert units["F2-lab"] == {"unit": "F2-lab", "level": "F2", "reach": "with_steps", "at_s": None}
    assert document["counts"]["with_steps"] > 0


def test_a_draft_without_an_entrance_asks_where_to_begin(client):
    edit(client, {"change": "entrance", "properties": {"entrance": False}})
    assert_problem(client.post(f"{VENUE}/trial/reach", headers=FEED, json={}), 400, "bad-input")
    assert try_reach(client, **{"from": LOBBY})[0]["F1-lab"]["reach"] == "step_free"


def test_space_tells_the_ground_its_clearance_and_where_it_is_too_narrow(client):
    edit(client, {"change": "F1-lab-door", "geometry": {"type": "LineString", "coordinates": [[4.6, 12], [5.3, 12]]}})
    document = space(client, "F1", profile="wheelchair").json
    assert document["width_m"] == 0.8
    assert document["walkable"]
    bounds_m = [(each["from_m"], each["to_m"]) for each in document["clearance"]]
    assert [to_m for _, to_m in bounds_m] == [*(from_m for from_m, _ in bounds_m[1:]), None]
    assert [(each["feature"], each["is_opening"], each["width_m"]) for each in document["narrow"]] == [
        ("F1-lab-door", True, 0.7)
    ]
    assert space(client, "F1", profile="walk").json["narrow"] == []


def test_a_level_that_there_is_not_is_said(client):
    assert_problem(space(client, "F9"), 404, "not-found")


def test_trying_is_bounded(make_client):
    client = make_client(feed_key=KEY, changes_burst=2, changes_per_s=0.1)
    statuses = [space(client, "F1").status_code for _ in range(4)]
    assert statuses == [200, 200, 429, 429]


def test_trying_leaves_nothing_in_the_log_of_what_the_staff_did(client):
    try_route(client, LOBBY, LAB)
    log = client.get(f"{VENUE}/audit-log", headers=FEED).json
    assert "Find the way" not in str(log)
