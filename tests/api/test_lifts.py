"""Lifts over HTTP: how each serves, how old that is, and what routes make of it."""

import datetime as dt

import pytest

from tests.api.test_closures import FEED, KEY, find_route, later, portals
from tests.api.test_problems import assert_problem

LIFTS = "/v1/venues/small-hospital/lifts"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def say(client, state, lift="lift-1", **more):
    return client.put(f"{LIFTS}/{lift}", headers=FEED, json={"state": state, **more})


def shown(client):
    (lift,) = client.get(LIFTS).json["lifts"]
    return lift


def test_a_lift_that_nobody_spoke_of_is_in_service_and_that_has_no_age(client):
    lift = shown(client)
    assert (lift["portal"], lift["state"], lift["age_s"], lift["since"]) == ("lift-1", "in_service", None, None)
    assert lift["levels"] == ["F1", "F2"]


def test_nobody_is_sent_to_a_lift_out_of_service(client):
    assert portals(find_route(client, "wheelchair")) == ["lift-1"]
    answer = say(client, "out_of_service", reason={"zh-Hans": "故障", "en": "Broken"}, by="controller")
    assert (answer.status_code, answer.json["state"]) == (200, "out_of_service")
    refused = find_route(client, "wheelchair")
    assert_problem(refused, 422, "no-route")
    assert refused.json["blocked_by"] == ["lift-1"]
    say(client, "in_service")
    assert portals(find_route(client, "wheelchair")) == ["lift-1"]


def test_a_slow_lift_takes_so_much_longer(client):
    usual = find_route(client, "wheelchair").json
    slow = []
    for wait_s in (110.0, 200.0):
        say(client, "slow", wait_s=wait_s)
        slow.append(find_route(client, "wheelchair").json)
    assert slow[1]["duration_s"] - slow[0]["duration_s"] == pytest.approx(90.0, abs=0.2)
    assert slow[0]["duration_s"] > usual["duration_s"] + 30
    assert slow[0]["distance_m"] == usual["distance_m"]


def test_a_wait_no_longer_than_usual_delays_nobody(client):
    usual = find_route(client, "wheelchair").json
    say(client, "slow", wait_s=5.0)
    assert find_route(client, "wheelchair").json["duration_s"] == usual["duration_s"]


def test_the_age_is_that_of_the_last_word_and_the_beginning_that_of_the_state(client, time_machine):
    say(client, "out_of_service")
    since = shown(client)["since"]
    time_machine.ahead_s += 60
    assert shown(client)["age_s"] == pytest.approx(60, abs=5)
    version = client.get(LIFTS).json["version"]
    say(client, "out_of_service")
    assert shown(client)["age_s"] == pytest.approx(0, abs=5)
    assert shown(client)["since"] == since
    assert client.get(LIFTS).json["version"] == version


def test_how_lifts_serve_survives_a_restart(make_client):
    say(make_client(feed_key=KEY), "slow", wait_s=80.0, reason={"en": "Rush hour"})
    again = make_client(feed_key=KEY)
    assert (shown(again)["state"], shown(again)["wait_s"], shown(again)["reason"]) == (
        "slow",
        80.0,
        {"en": "Rush hour"},
    )


def test_an_older_report_is_refused(client, time_machine):
    say(client, "out_of_service")
    assert_problem(say(client, "in_service", at=later(time_machine, -60)), 409, "conflict")
    assert shown(client)["state"] == "out_of_service"


def test_a_report_from_the_future_is_refused_and_one_a_little_ahead_is_of_now(client, time_machine):
    assert_problem(say(client, "in_service", at=later(time_machine, 3600)), 400, "bad-input")
    assert say(client, "in_service", at=later(time_machine, 10)).json["age_s"] == pytest.approx(0, abs=5)
    assert dt.datetime.fromisoformat(shown(client)["since"]).timestamp() <= time_machine.unix_s()


@pytest.mark.parametrize(
    ("lift", "body", "status", "code"),
    [
        ("nowhere", {"state": "in_service"}, 404, "not-found"),
        ("stairs-1", {"state": "in_service"}, 404, "not-found"),
        ("lift-1", {"state": "dancing"}, 400, "invalid-request"),
        ("lift-1", {"state": "slow"}, 400, "invalid-request"),
        ("lift-1", {"state": "in_service", "wait_s": 30.0}, 400, "invalid-request"),
        ("lift-1", {"state": "slow", "wait_s": -1.0}, 400, "invalid-request"),
        ("lift-1", {"state": "slow", "wait_s": 1e9}, 400, "invalid-request"),
        ("lift-1", {"state": "slow", "wait_s": True}, 400, "invalid-request"),
        ("lift-1", {}, 400, "invalid-request"),
    ],
)
def test_a_report_that_makes_no_sense_is_refused(client, lift, body, status, code):
    assert_problem(client.put(f"{LIFTS}/{lift}", headers=FEED, json=body), status, code)
    assert shown(client)["state"] == "in_service"


def test_reports_need_the_feed_key(client):
    answer = client.put(f"{LIFTS}/lift-1", json={"state": "out_of_service"})
    assert_problem(answer, 401, "unauthorised")
