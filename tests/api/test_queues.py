"""Queues over HTTP: readings are believed or named, shown with their age, and looked ahead from."""

import pytest

from tests.api.test_closures import FEED, KEY, later
from tests.api.test_problems import assert_problem

QUEUES = "/v1/venues/small-hospital/queues"


@pytest.fixture
def client(make_client, time_machine):
    time_machine.hold()
    return make_client(feed_key=KEY)


def reading(place="payment-1", waiting=4, servers_open=2, **more):
    return {"place": place, "waiting": waiting, "servers_open": servers_open, **more}


def push(client, *readings):
    answer = client.post(QUEUES, headers=FEED, json={"readings": list(readings)})
    assert answer.status_code == 202, answer.json
    return [each["verdict"] for each in answer.json["readings"]]


def shown(client, place="payment-1"):
    return next((each for each in client.get(QUEUES).json["queues"] if each["place"] == place), None)


def look_ahead(client, place="payment-1", **query):
    return client.get(f"{QUEUES}/{place}/forecast", query_string=query)


def test_nothing_is_known_of_a_queue_until_something_is_said(client):
    assert client.get(QUEUES).json == {"queues": []}
    answer = look_ahead(client).json
    assert answer["waits"] == []
    assert [each["reason"] for each in answer["unknown"]] == ["unknown"]


def test_a_reading_is_shown_with_its_age_until_it_is_stale_and_then_unknown(client, time_machine):
    assert push(client, reading(service_mean_s=60.0)) == ["accepted"]
    queue = shown(client)
    assert (queue["waiting"], queue["servers_open"], queue["service_mean_s"]) == (4, 2, 60.0)
    assert (queue["basis"], queue["age_s"], queue["quarantined"]) == ("live", 0.0, None)
    time_machine.ahead_s += 121
    assert (shown(client)["basis"], shown(client)["age_s"]) == ("stale", 121.0)
    time_machine.ahead_s += 800
    assert shown(client)["basis"] == "unknown"
    assert look_ahead(client).json["unknown"][0]["age_s"] == 921.0


def test_each_reading_of_a_batch_is_judged_for_itself(client, time_machine):
    known, before, ahead = later(time_machine, -10), later(time_machine, -60), later(time_machine, 600)
    verdicts = push(
        client,
        reading(at=known),
        reading(at=known),
        reading(waiting=3, at=before),
        reading(at=ahead),
        reading(waiting=-1),
        reading(servers_open=99_999),
        reading(waiting=500),
        reading(place="nowhere"),
        reading(place="F1-lab"),
        reading(place="payment-2"),
    )
    assert verdicts == [
        "accepted",
        "duplicate",
        "out_of_order",
        "from_future",
        "impossible",
        "impossible",
        "jumping",
        "unknown_place",
        "unknown_place",
        "accepted",
    ]
    assert shown(client)["waiting"] == 4


def test_what_is_not_believed_is_shown_beside_the_queue_and_gone_with_the_next_good_reading(client, time_machine):
    push(client, reading())
    time_machine.ahead_s += 5
    push(client, reading(waiting=900))
    queue = shown(client)
    assert queue["waiting"] == 4
    assert (queue["quarantined"]["verdict"], queue["quarantined"]["field"]) == ("jumping", "waiting")
    assert queue["quarantined"]["waiting"] == 900
    time_machine.ahead_s += 5
    push(client, reading(waiting=5))
    assert shown(client)["quarantined"] is None


def test_a_jump_that_the_next_reading_confirms_is_believed(client, time_machine):
    push(client, reading())
    verdicts = []
    for waiting in (90, 95):
        time_machine.ahead_s += 5
        verdicts += push(client, reading(waiting=waiting))
    assert verdicts == ["jumping", "accepted"]
    assert shown(client)["waiting"] == 95


def test_more_people_wait_longer_and_more_servers_shorter(client):
    push(client, reading(waiting=4, service_mean_s=60.0), reading(place="payment-2", waiting=20, service_mean_s=60.0))
    short, long = look_ahead(client).json["waits"][0], look_ahead(client, "payment-2").json["waits"][0]
    assert short["p50_s"] < long["p50_s"] < long["p90_s"]
    assert long["ahead"] == pytest.approx(20, abs=1)
    assert (short["basis"], short["age_s"], short["waiting"]) == ("live", 0.0, 4)
    assert len(short["curve"]["wait_s"]) > 1


def test_who_comes_later_finds_a_shorter_queue_when_nobody_else_comes(client, time_machine):
    push(client, reading(waiting=10, service_mean_s=60.0))
    now = look_ahead(client).json["waits"][0]
    then = look_ahead(client, at=later(time_machine, 120)).json["waits"][0]
    assert now["mean_s"] - then["mean_s"] == pytest.approx(120, rel=0.1)


def test_a_group_is_each_of_its_counters_unless_it_has_one_queue(client):
    push(client, reading(waiting=9, service_mean_s=60.0), reading(place="payment-2", waiting=1, service_mean_s=60.0))
    assert [each["place"] for each in look_ahead(client, "payment").json["waits"]] == ["payment-2", "payment-1"]
    push(client, reading(place="payment", waiting=3))
    assert [each["place"] for each in look_ahead(client, "payment").json["waits"]] == ["payment"]


@pytest.mark.parametrize(
    ("more", "reason"), [({"servers_open": 0, "in_service": 0}, "no_server"), ({"closes": -1}, "closed")]
)
def test_a_queue_that_nobody_is_served_from_has_no_wait_and_says_why(client, time_machine, more, reason):
    if "closes" in more:
        more = {"closes_at": later(time_machine, more["closes"])}
    push(client, reading(**more))
    assert look_ahead(client).json["unknown"][0]["reason"] == reason


@pytest.mark.parametrize(
    ("place", "query", "status", "code"),
    [
        ("nowhere", {}, 404, "not-found"),
        ("F1-lab", {}, 404, "not-found"),
        ("payment", {"at": "2001-01-01T00:00:00Z"}, 400, "bad-input"),
        ("payment", {"at": "soon"}, 400, "invalid-request"),
        ("payment", {"until": "soon"}, 400, "invalid-request"),
    ],
)
def test_a_forecast_that_makes_no_sense_is_refused(client, place, query, status, code):
    assert_problem(look_ahead(client, place, **query), status, code)


@pytest.mark.parametrize(
    "odd",
    [
        {"waiting": "many"},
        {"waiting": 1.5},
        {"waiting": None},
        {"waiting": 10**400},
        {"servers_open": True},
        {"service_mean_s": "60"},
        {"colour": "red"},
        {"at": "yesterday"},
        {"sequence": -1},
        {"elapsed_s": [1.0] * 2_000},
    ],
)
def test_a_reading_of_another_shape_refuses_the_batch_by_pointer_and_nothing_is_taken_in(client, odd):
    answer = client.post(QUEUES, headers=FEED, json={"readings": [reading(place="payment-2"), {**reading(), **odd}]})
    assert_problem(answer, 400, "invalid-request")
    assert answer.json["errors"][0]["pointer"].startswith("/readings/1/")
    assert client.get(QUEUES).json == {"queues": []}


def test_pushing_needs_the_feed_key_and_floods_are_slowed(make_client):
    client = make_client(feed_key=KEY, changes_burst=3, changes_per_s=1.0)
    assert_problem(client.post(QUEUES, json={"readings": [reading()]}), 401, "unauthorised")
    codes = [client.post(QUEUES, headers=FEED, json={"readings": []}).status_code for _ in range(5)]
    assert codes[:3] == [202] * 3
    assert 429 in codes


def test_queues_do_not_survive_a_restart_for_they_would_be_old(make_client):
    push(make_client(feed_key=KEY), reading())
    assert make_client(feed_key=KEY).get(QUEUES).json == {"queues": []}


def test_a_queue_not_heard_of_for_a_day_is_forgotten(client, time_machine):
    push(client, reading())
    time_machine.ahead_s += 86_500
    push(client, reading(place="payment-2"))
    assert [each["place"] for each in client.get(QUEUES).json["queues"]] == ["payment-2"]
