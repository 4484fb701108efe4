"""Guided walks through the stops of a visit: planned, moved on as stops are done, weighed again when queues change."""

import pytest

from api.sessions.codec import decode_session, encode_session
from tests.api.sessions.test_codec import record
from tests.api.test_closures import KEY
from tests.api.test_errands import answer, counter, offered, on_the_way, queues
from tests.api.test_itineraries import DOCTOR, LAB, PAY
from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE, state

PHARMACY = {"id": "pharmacy", "places": ["F1-pharma"], "service_s": 60.0}
XRAY = {"id": "xray", "places": ["F1-xray"], "service_s": 60.0}
IN_ORDER = [{"rule": "before", "stop": "lab", "then": "doctor"}, {"rule": "before", "stop": "doctor", "then": "pay"}]


@pytest.fixture
def client(make_client, time_machine):
    time_machine.hold()
    return make_client(feed_key=KEY, heartbeat_s=0.1)


@pytest.fixture
def visit(client):
    """Return a function that begins a visit and returns its path and headers."""

    def start(*stops, rules=(), **more):
        body = {"venue": "small-hospital", "from": HERE, "visit": {"stops": list(stops), "rules": list(rules)}, **more}
        answer = client.post("/v1/sessions", json=body)
        assert answer.status_code == 201, answer.json
        return f"/v1/sessions/{answer.json['session']}", {"Authorization": f"Bearer {answer.json['token']}"}

    return start


def told(client, session):
    return state(client, session)["visit"]


def statuses(client, session):
    return [(each["stop"], each["status"]) for each in told(client, session)["stops"]]


def stand_at(client, session, place):
    path, headers = session
    assert client.post(f"{path}/position", headers=headers, json={"place": place}).status_code == 202


def say(client, session, **news):
    path, headers = session
    return client.post(f"{path}/visit", headers=headers, json=news)


def test_a_visit_leads_from_stop_to_stop_and_at_last_to_its_end(client, visit, time_machine):
    session = visit(PAY, DOCTOR, LAB, rules=IN_ORDER, to={"place": "F1-lobby"})
    queues(client, 0, 9)
    for stop, place in (("lab", "F1-lab"), ("doctor", "F2-cardio"), ("pay", "payment-1")):
        assert next(each for each in told(client, session)["stops"] if each["status"] == "next")["stop"] == stop
        stand_at(client, session, place)
        assert (stop, "here") in statuses(client, session)
        time_machine.ahead_s += 120
        assert say(client, session, done=stop).status_code == 200
    assert [status for _, status in statuses(client, session)] == ["done"] * 3
    assert told(client, session)["finished"]
    assert counter(client, session) == "F1-lobby"
    assert "Here is the way to" in told(client, session)["text"]


def test_what_comes_next_is_said_in_words_with_its_wait(client, visit):
    queues(client, 9, 9)
    session = visit(PAY, PHARMACY, rules=[{"rule": "before", "stop": "pay", "then": "pharmacy"}])
    text = told(client, session)["text"]
    assert text.startswith("Next: Payment")
    assert "The wait there is about" in text
    pay, pharmacy = told(client, session)["stops"]
    assert (pay["status"], pharmacy["status"]) == ("next", "later")
    assert 0 < pay["wait_p50_s"] <= pay["wait_p90_s"]
    assert pay["start_at"] > pay["arrive_at"]


def test_who_is_on_the_way_to_a_stop_is_counted_there_and_then_at_the_next(client, visit, time_machine):
    queues(client, 0, 9)
    session = visit(LAB, PAY, rules=[{"rule": "before", "stop": "lab", "then": "pay"}])
    assert on_the_way(client, "payment-1") == 0
    time_machine.ahead_s += 1
    say(client, session, done="lab")
    assert counter(client, session) == "payment-1"
    assert on_the_way(client, "payment-1") == 1


def test_a_stop_may_be_skipped_and_its_rules_go_with_it(client, visit):
    session = visit(LAB, DOCTOR, rules=[{"rule": "ready_after", "stop": "doctor", "of": "lab", "after_s": 3600}])
    say(client, session, skip="lab")
    assert statuses(client, session) == [("doctor", "next")]
    assert told(client, session)["stops"][0]["held_by"] == "nothing"


def test_after_a_detour_the_way_goes_on_to_the_next_stop(client, visit):
    path, headers = session = visit(LAB)
    client.patch(path, headers=headers, json={"to": {"place": "F1-xray"}})
    assert counter(client, session) == "F1-xray"
    stand_at(client, session, "F1-xray")
    assert statuses(client, session) == [("lab", "next")]
    say(client, session, go_on=True)
    assert counter(client, session) == "F1-lab"


@pytest.fixture
def offered_order(client, visit):
    """Return a session on the way to pay that was offered to see the doctor first, and the offer."""
    session = visit(PAY, DOCTOR)
    assert [stop for stop, _ in statuses(client, session)] == ["pay", "doctor"]
    queues(client, 9, 9)
    return session, offered(client, session)


def test_another_order_that_saves_enough_is_offered_and_never_forced(client, offered_order):
    session, offer = offered_order
    assert (offer["from_id"][:-1], offer["to_id"]) == ("payment-", "F2-cardio")
    assert offer["text"].startswith("Going to Cardiology before Payment")
    assert offer["saved_s"] >= 120
    assert [stop for stop, _ in statuses(client, session)] == ["pay", "doctor"]
    assert counter(client, session) == offer["from_id"]


def test_an_order_that_is_accepted_leads_to_its_first_stop(client, offered_order):
    session, offer = offered_order
    assert answer(client, session, offer, "accept").json["offer"] is None
    assert statuses(client, session) == [("doctor", "next"), ("pay", "later")]
    assert told(client, session)["why"] == "saves_time"
    assert counter(client, session) == "F2-cardio"
    assert on_the_way(client, offer["from_id"]) == 0


def test_an_order_that_is_kept_stays(client, offered_order, time_machine):
    session, offer = offered_order
    assert answer(client, session, offer, "keep").json["offer"] is None
    assert statuses(client, session) == [("pay", "next"), ("doctor", "later")]
    assert_problem(answer(client, session, offer, "accept"), 409, "conflict")


def test_a_visit_survives_the_trip_through_bytes(client, offered_order, visit):
    rules = [
        {"rule": "fasting", "stop": "lab"},
        {"rule": "ready_after", "stop": "doctor", "of": "lab", "after_s": 60},
        {
            "rule": "appointment",
            "stop": "doctor",
            "earliest_at": "2020-01-01T00:00:00Z",
            "latest_at": "2100-01-01T00:00:00Z",
        },
    ]
    underway = visit(LAB, DOCTOR, PAY, rules=rules, to={"x_m": 12.0, "y_m": 10.0, "level": "F1"})
    say(client, underway, done="lab")
    for session in (offered_order[0], underway):
        before = record(client, session)
        assert decode_session(encode_session(before)).visiting == before.visiting is not None


def test_a_stop_that_is_not_to_come_is_refused_by_name(client, visit):
    session = visit(LAB, PAY)
    assert_problem(say(client, session, done="surgery"), 404, "not-found")
    say(client, session, done="lab")
    refused = say(client, session, done="lab")
    assert_problem(refused, 409, "conflict")
    assert "lab" in refused.json["detail"]
    assert_problem(say(client, session), 400, "invalid-request")
    assert_problem(say(client, session, done="pay", skip="pay"), 400, "invalid-request")


def test_a_walk_to_one_place_has_no_visit(client, begin):
    session = begin(**{"from": HERE})
    assert state(client, session)["visit"] is None
    assert_problem(say(client, session, go_on=True), 409, "conflict")


def test_a_visit_that_cannot_be_done_is_no_session(client):
    rules = [{"rule": "before", "stop": "lab", "then": "pay"}, {"rule": "before", "stop": "pay", "then": "lab"}]
    body = {"venue": "small-hospital", "from": HERE, "visit": {"stops": [LAB, PAY], "rules": rules}}
    refused = client.post("/v1/sessions", json=body)
    assert_problem(refused, 422, "no-itinerary")
    assert refused.json["stops"] == ["lab", "pay"]


@pytest.mark.parametrize("more", [{"visit": {"stops": [LAB]}}, {}, {"visit": {"stops": []}, "from": HERE}])
def test_a_session_needs_somewhere_to_go_and_a_visit_needs_a_start(client, more):
    assert_problem(client.post("/v1/sessions", json={"venue": "small-hospital", **more}), 400, "invalid-request")
