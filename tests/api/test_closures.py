"""Closures over HTTP: who may close what, what routes make of it, and that it begins, ends and survives."""

import datetime as dt

import pytest

from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE

KEY = "a-key-for-tests"
FEED = {"Authorization": f"Bearer {KEY}"}
CLOSURES = "/v1/venues/small-hospital/closures"
UPSTAIRS = {"from": HERE, "to": {"place": "F2-lab"}}


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def close(client, feature, name="c1", **more):
    return client.put(f"{CLOSURES}/{name}", headers=FEED, json={"feature": feature, **more})


def listed(client):
    return client.get(CLOSURES).json["closures"]


def features(closure):
    return [each["feature"] for each in closure["features"]]


def kinds(closure):
    return [each["kind"] for each in closure["features"]]


def find_route(client, profile="walk", **ends):
    return client.post("/v1/venues/small-hospital/routes", json={**UPSTAIRS, "profile": profile, **ends})


def portals(answer):
    assert answer.status_code == 200, answer.json
    return [leg["portal_id"] for leg in answer.json["legs"] if leg["portal_id"]]


def later(clock, seconds):
    return dt.datetime.fromtimestamp(clock.unix_s() + seconds, dt.UTC).isoformat()


def test_a_venue_has_no_closures_until_something_is_closed(client):
    assert client.get(CLOSURES).json == {"version": 0, "closures": []}
    assert find_route(client).json["conditions_version"] == 0


def test_the_next_route_goes_round_what_is_closed_and_names_the_version(client):
    (way,) = portals(find_route(client))
    other = {"lift-1": "stairs-1", "stairs-1": "lift-1"}[way]
    answer = close(client, way, reason={"zh-Hans": "检修", "en": "Repair"}, by="facilities")
    assert answer.status_code == 200
    assert (kinds(answer.json), answer.json["in_force"], answer.json["ends_at"]) == (["portal"], True, None)
    assert (answer.json["reason"]["zh-Hans"], answer.json["by"]) == ("检修", "facilities")
    round_it = find_route(client)
    assert portals(round_it) == [other]
    assert round_it.json["conditions_version"] == client.get(CLOSURES).json["version"] > 0


@pytest.mark.parametrize(("feature", "kind"), [("F2-lab-door", "opening"), ("F2-lab", "unit"), ("lift-1", "portal")])
def test_openings_units_and_portals_can_be_closed(client, feature, kind):
    assert kinds(close(client, feature).json) == [kind]


def test_when_every_way_is_closed_the_answer_names_the_closure(client):
    close(client, "F2-lab-door")
    answer = find_route(client)
    assert_problem(answer, 422, "no-route")
    assert answer.json["reason"] == "closed"
    assert answer.json["blocked_by"] == ["F2-lab-door"]


def test_what_is_opened_again_is_used_again_and_the_version_is_another(client):
    (way,) = portals(find_route(client))
    close(client, way)
    closed_version = client.get(CLOSURES).json["version"]
    assert client.delete(f"{CLOSURES}/c1", headers=FEED).status_code == 204
    assert portals(find_route(client)) == [way]
    assert client.get(CLOSURES).json["version"] > closed_version
    assert_problem(client.delete(f"{CLOSURES}/c1", headers=FEED), 404, "not-found")


def test_a_closure_is_in_force_at_the_very_moment_it_is_made(client, time_machine):
    time_machine.held_unix_s = 1_795_650_000.3919497
    assert close(client, "lift-1").json["in_force"]
    assert listed(client)[0]["in_force"]
    assert portals(find_route(client)) == ["stairs-1"]


def test_a_request_sent_twice_closes_once(client):
    close(client, "lift-1")
    close(client, "lift-1")
    assert [each["id"] for each in listed(client)] == ["c1"]


def test_an_unrelated_closure_changes_no_route(client):
    before = find_route(client).json
    close(client, "F1-xray-door")
    after = find_route(client).json
    assert {**after, "conditions_version": 0} == before


def test_a_timed_closure_takes_effect_and_ends_by_itself(client, time_machine):
    (way,) = portals(find_route(client))
    close(client, way, starts_at=later(time_machine, 600), ends_at=later(time_machine, 1200))
    assert [each["in_force"] for each in listed(client)] == [False]
    assert portals(find_route(client)) == [way]
    time_machine.ahead_s += 601
    assert [each["in_force"] for each in listed(client)] == [True]
    assert portals(find_route(client)) != [way]
    time_machine.ahead_s += 600
    assert listed(client) == []
    assert portals(find_route(client)) == [way]


def test_closures_survive_a_restart(make_client, time_machine):
    close(make_client(feed_key=KEY), "lift-1", ends_at=later(time_machine, 3600), reason={"en": "Repair"}, by="me")
    again = make_client(feed_key=KEY)
    (kept,) = listed(again)
    assert (features(kept), kept["reason"], kept["by"], kept["in_force"]) == (["lift-1"], {"en": "Repair"}, "me", True)
    assert portals(find_route(again)) == ["stairs-1"]


def test_closures_hold_for_the_next_revision_as_far_as_it_has_the_features(client, database_url, hospital):
    import dataclasses

    from api.store import open_store
    from maps.disassemble import disassemble

    close(client, "F1-xray-door")
    close(client, "F2-xray-door", name="c2")
    draft = disassemble(hospital)
    store = open_store(database_url)
    store.save_draft(
        dataclasses.replace(draft, features=tuple(each for each in draft.features if each.id != "F2-xray-door")), ()
    )
    store.publish(hospital.id)
    store.close()
    assert [features(each) for each in listed(client)] == [["F1-xray-door"]]
    assert find_route(client).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "code", "named"),
    [
        ({"feature": "nowhere"}, 404, "not-found", "nowhere"),
        ({"feature": "payment"}, 400, "bad-input", "payment"),
        ({"feature": "F1-b5"}, 400, "bad-input", "F1-b5"),
        ({"feature": ""}, 400, "invalid-request", ""),
        ({}, 400, "invalid-request", "feature"),
        ({"feature": "lift-1", "colour": "red"}, 400, "invalid-request", "colour"),
        ({"feature": "lift-1", "ends_at": "2001-01-01T00:00:00Z"}, 400, "bad-input", "2001"),
        ({"feature": "lift-1", "ends_at": "tomorrow"}, 400, "invalid-request", "ends_at"),
        ({"feature": "lift-1", "ends_at": "2090-01-01T00:00:00"}, 400, "invalid-request", "timezone"),
        (
            {"feature": "lift-1", "starts_at": "2090-01-02T00:00:00Z", "ends_at": "2090-01-01T00:00:00Z"},
            400,
            "bad-input",
            "2090",
        ),
        ({"feature": "lift-1", "reason": {"english": "x" * 300}}, 400, "invalid-request", "reason"),
        ({"feature": "lift-1", "by": 7}, 400, "invalid-request", "by"),
    ],
)
def test_a_closure_that_makes_no_sense_is_refused_by_name_and_changes_nothing(client, body, status, code, named):
    answer = client.put(f"{CLOSURES}/c1", headers=FEED, json=body)
    assert_problem(answer, status, code)
    assert named in answer.json["detail"]
    assert listed(client) == []


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer another-key"}, {"Authorization": f"Basic {KEY}"}])
def test_only_the_feed_key_changes_anything(client, headers):
    close(client, "lift-1")
    answer = client.put(f"{CLOSURES}/c2", headers=headers, json={"feature": "stairs-1"})
    assert_problem(answer, 401, "unauthorised")
    assert "feed" in answer.headers["WWW-Authenticate"]
    assert_problem(client.delete(f"{CLOSURES}/c1", headers=headers), 401, "unauthorised")
    assert [each["id"] for each in listed(client)] == ["c1"]


def test_a_server_without_a_key_takes_no_changes(make_client):
    client = make_client()
    assert_problem(close(client, "lift-1"), 403, "read-only")
    assert_problem(
        client.put(f"{CLOSURES}/c1", headers={"Authorization": "Bearer "}, json={"feature": "lift-1"}), 403, "read-only"
    )
    assert listed(client) == []


def test_a_flood_of_changes_is_slowed(make_client):
    client = make_client(feed_key=KEY, changes_burst=3, changes_per_s=1.0)
    codes = [close(client, "lift-1").status_code for _ in range(5)]
    assert codes[:3] == [200] * 3
    assert 429 in codes


def test_a_venue_accepts_only_so_many_closures(client, monkeypatch):
    monkeypatch.setattr("api.store.switches.MOST_CLOSURES", 2)
    close(client, "F1-xray-door", name="c1")
    close(client, "F2-xray-door", name="c2")
    assert_problem(close(client, "F1-lab-door", name="c3"), 409, "conflict")
    assert close(client, "F1-lab-door", name="c2").status_code == 200


def test_a_closure_of_an_unknown_venue_is_not_found(client):
    assert_problem(client.get("/v1/venues/nowhere/closures"), 404, "not-found")
    answer = client.put("/v1/venues/nowhere/closures/c1", headers=FEED, json={"feature": "lift-1"})
    assert_problem(answer, 404, "not-found")


def test_ids_may_hold_slashes_and_any_script(client):
    assert close(client, "lift-1", name="维修/电梯 2").status_code == 200
    assert listed(client)[0]["id"] == "维修/电梯 2"
    assert client.delete(f"{CLOSURES}/维修/电梯 2", headers=FEED).status_code == 204
