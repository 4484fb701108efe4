"""Visits planned over HTTP, with the queues and closures of now."""

import pytest

from tests.api.test_closures import KEY, close
from tests.api.test_lifts import say
from tests.api.test_problems import assert_problem
from tests.api.test_queues import push, reading
from tests.api.test_sessions import HERE

DAY = "/v1/venues/small-hospital/itineraries"
LAB = {"id": "lab", "places": ["F1-lab"], "service_s": 60.0}
DOCTOR = {"id": "doctor", "places": ["F2-cardio"], "service_s": 300.0}
PAY = {"id": "pay", "places": ["payment"], "service_s": 60.0}


@pytest.fixture
def client(make_client, time_machine):
    time_machine.hold()
    return make_client(feed_key=KEY)


def plan(client, *stops, rules=(), **more):
    return client.post(DAY, json={"from": HERE, "stops": list(stops), "rules": list(rules), **more})


def order(answer):
    assert answer.status_code == 200, answer.json
    return [stop["stop"] for stop in answer.json["stops"]]


def test_stops_are_done_in_an_order_that_the_rules_allow(client):
    rules = [{"rule": "before", "stop": "doctor", "then": "lab"}, {"rule": "before", "stop": "lab", "then": "pay"}]
    answer = plan(client, PAY, LAB, DOCTOR, rules=rules)
    assert order(answer) == ["doctor", "lab", "pay"]
    assert answer.json["exact"]
    assert answer.json["duration_s"] > 420


def test_a_report_is_waited_for(client):
    rules = [{"rule": "ready_after", "stop": "doctor", "of": "lab", "after_s": 1800}]
    answer = plan(client, LAB, DOCTOR, rules=rules)
    lab, doctor = answer.json["stops"]
    assert doctor["start_s"] - lab["end_s"] == pytest.approx(1800, abs=1)
    assert doctor["held_by"] == "report"


def test_the_counter_with_the_shorter_queue_is_taken_and_the_wait_is_told(client):
    push(client, reading("payment-1", 20, 1, service_mean_s=60.0), reading("payment-2", 1, 1, service_mean_s=60.0))
    (stop,) = plan(client, PAY).json["stops"]
    assert stop["place_id"] == "payment-2"
    assert 0 < stop["wait_p50_s"] <= stop["wait_p90_s"]


def test_a_counter_where_nobody_serves_is_left_out_while_there_is_another(client):
    push(client, reading("payment-1", 0, 0, in_service=0), reading("payment-2", 9, 1, service_mean_s=60.0))
    assert plan(client, PAY).json["stops"][0]["place_id"] == "payment-2"


def test_what_is_closed_makes_a_stop_unreachable_and_the_answer_names_it(client):
    close(client, "F2-cardio-door")
    answer = plan(client, LAB, DOCTOR)
    assert_problem(answer, 422, "no-itinerary")
    assert (answer.json["reason"], answer.json["stops"]) == ("unreachable", ["doctor"])


def test_a_lift_out_of_service_lengthens_the_day_of_no_walker_but_ends_that_of_a_wheelchair(client):
    say(client, "out_of_service")
    assert plan(client, DOCTOR).status_code == 200
    assert_problem(plan(client, DOCTOR, profile="wheelchair"), 422, "no-itinerary")


def test_rules_that_contradict_each_other_are_named(client):
    rules = [{"rule": "before", "stop": "lab", "then": "pay"}, {"rule": "before", "stop": "pay", "then": "lab"}]
    answer = plan(client, LAB, PAY, rules=rules)
    assert_problem(answer, 422, "no-itinerary")
    assert sorted(answer.json["rules"]) == ["lab before pay", "pay before lab"]


def test_times_are_told_by_the_clock_on_the_wall(client):
    rules = [
        {
            "rule": "appointment",
            "stop": "doctor",
            "earliest_at": "2030-05-01T09:30:00+08:00",
            "latest_at": "2030-05-01T10:00:00+08:00",
        }
    ]
    answer = plan(client, DOCTOR, rules=rules, starts_at="2030-05-01T09:00:00+08:00").json
    assert answer["midnight"] == "2030-05-01T00:00:00+08:00"
    assert answer["start_s"] == 9 * 3600
    assert answer["stops"][0]["start_s"] == pytest.approx(9.5 * 3600)


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"stops": []}, 400, "invalid-request"),
        ({"stops": [LAB] * 13}, 400, "invalid-request"),
        ({"stops": [LAB, LAB]}, 400, "bad-input"),
        ({"stops": [{"id": "x", "places": ["nowhere"]}]}, 404, "not-found"),
        ({"stops": [{"id": "x", "places": []}]}, 400, "invalid-request"),
        ({"stops": [{**LAB, "service_s": -1}]}, 400, "invalid-request"),
        ({"stops": [LAB], "rules": [{"rule": "before", "stop": "lab", "then": "nothing"}]}, 404, "not-found"),
        ({"stops": [LAB], "rules": [{"rule": "after", "stop": "lab"}]}, 400, "invalid-request"),
        ({"stops": [LAB], "rules": [{"rule": "appointment", "stop": "lab"}]}, 400, "invalid-request"),
        ({"stops": [LAB], "starts_at": "soon"}, 400, "invalid-request"),
        ({"stops": [LAB], "profile": "flying"}, 404, "not-found"),
    ],
)
def test_a_visit_that_makes_no_sense_is_refused(client, body, status, code):
    assert_problem(client.post(DAY, json={"from": HERE, **body}), status, code)
