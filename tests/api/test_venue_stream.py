"""The stream of a venue, for displays: what is so, what changes, and nobody's whereabouts."""

import json
import threading

import pytest

from tests.api.test_closures import FEED, KEY, close, features, later
from tests.api.test_lifts import say
from tests.api.test_problems import assert_problem
from tests.api.test_queues import push, reading
from tests.api.test_sessions import HERE, post, readings
from tests.api.test_streams import Reader

VENUE = "/v1/venues/small-hospital"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY, heartbeat_s=0.1)


@pytest.fixture
def read(client):
    readers = []

    def open_reader(on=client, **headers):
        readers.append(Reader(on, (VENUE, {}), **headers))
        return readers[-1]

    yield open_reader
    for reader in readers:
        reader.close()


def test_a_new_reader_is_given_everything_first_and_then_what_changes(client, read):
    push(client, reading())
    close(client, "F1-xray-door")
    display = read()
    number, name, state = display.next()
    assert (number, name, state["venue"]) == ("2", "state", "small-hospital")
    assert [features(each) for each in state["closures"]] == [["F1-xray-door"]]
    assert [each["portal"] for each in state["lifts"]] == ["lift-1"]
    assert [each["place"] for each in state["queues"]] == ["payment-1"]
    say(client, "out_of_service")
    push(client, reading(place="payment-2"))
    client.delete(f"{VENUE}/closures/c1", headers=FEED)
    told = [display.next() for _ in range(3)]
    assert [(number, name) for number, name, _ in told] == [("3", "lifts"), ("4", "queues"), ("5", "closures")]
    assert told[0][2]["lifts"][0]["state"] == "out_of_service"
    assert [each["place"] for each in told[1][2]["queues"]] == ["payment-2"]
    assert told[2][2]["closures"] == []
    assert told[2][2]["version"] > told[0][2]["version"]


def test_what_changes_nothing_is_not_told(client, read):
    say(client, "out_of_service")
    push(client, reading(at="2026-01-01T00:00:00Z"))
    display = read()
    display.next()
    say(client, "out_of_service")
    push(client, reading(at="2026-01-01T00:00:00Z"))
    assert display.next()[1] == "heartbeat"


def test_a_reader_goes_on_where_it_stopped_and_begins_anew_after_a_gap(client, read):
    for index in range(3):
        close(client, "F1-xray-door", name=f"c{index}")
    resumed = read(**{"Last-Event-ID": "1"})
    assert [resumed.next()[0] for _ in range(2)] == ["2", "3"]
    assert read(**{"Last-Event-ID": "99"}).next()[1] == "state"


def test_a_timed_closure_is_told_when_it_begins(client, read, time_machine):
    close(client, "F1-xray-door", starts_at=later(time_machine, 30))
    display = read()
    assert display.next()[2]["closures"][0]["in_force"] is False
    time_machine.ahead_s += 31
    *_, (_, _, told) = display.until("closures")
    assert told["closures"][0]["in_force"] is True


def test_a_waiting_reader_is_woken_at_once(make_client, read):
    client = make_client(feed_key=KEY, heartbeat_s=30.0)
    display = read(on=client)
    display.next()
    threading.Timer(0.2, lambda: close(client.application.test_client(), "F1-xray-door")).start()
    assert display.next()[1] == "closures"


def test_displays_are_limited_in_number_and_give_their_places_back(make_client):
    client = make_client(max_streams_per_venue=1, heartbeat_s=0.1)
    display = Reader(client, (VENUE, {}))
    assert_problem(client.get(f"{VENUE}/events"), 429, "too-many-requests")
    display.close()
    Reader(client, (VENUE, {})).close()
    assert client.get("/healthz").json["streams"] == 0


def test_it_ends_when_the_server_stops(client, read):
    display = read()
    display.next()
    client.application.extensions["beeline"].close()
    *_, (_, _, data) = display.until("ended")
    assert data == {"reason": "stopping"}


def test_an_unknown_venue_has_no_stream(client):
    assert_problem(client.get("/v1/venues/nowhere/events"), 404, "not-found")


def test_it_tells_about_nobody(client, begin, read):
    session = begin(**{"from": HERE})
    post(client, session, readings(1_000.0))
    close(client, "F1-xray-door", reason={"en": "Repair"}, by="facilities")
    told = json.dumps([read().next()[2], read(**{"Last-Event-ID": "0"}).next()[2]])
    assert session[0].rsplit("/", 1)[1] not in told
    for word in ("fix", "x_m", "session", "token", "position"):
        assert f'"{word}"' not in told
