"""Guided walks know what is closed: replanned when their route is touched, and only then."""

import time

import pytest

from api.app import services_of
from api.sessions.codec import decode_session, encode_session
from api.sessions.mind import ConditionsChanged
from tests.api.test_closures import FEED, KEY, close
from tests.api.test_lifts import say
from tests.api.test_sessions import HERE, post, readings, state
from tests.api.test_streams import Reader

UPSTAIRS = {"place": "F2-lab"}
NEARER = {"stairs-1": "lift-1", "lift-1": "stairs-1"}


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY, heartbeat_s=0.1)


def portal(shown):
    return next(leg["portal_id"] for leg in shown["route"]["legs"] if leg["portal_id"])


def record(client, session):
    return services_of(client.application).live.find(session[0].rsplit("/", 1)[1]).record


def wait_until(condition, patience_s=10.0):
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def knows(client, session):
    """Return whether a session knows the conditions of now."""
    now = services_of(client.application).venue_live.conditions("small-hospital")
    return record(client, session).timeline.now.guidance.conditions == now


def test_a_walk_begins_under_the_conditions_of_now(client, begin):
    usual = portal(state(client, begin(UPSTAIRS, **{"from": HERE})))
    close(client, usual)
    assert portal(state(client, begin(UPSTAIRS, **{"from": HERE}))) == NEARER[usual]


def test_a_walk_whose_way_is_closed_is_replanned_at_once_and_told_why(client, begin):
    session = begin(UPSTAIRS, profile="wheelchair", **{"from": HERE})
    reader = Reader(client, session)
    reader.next()
    close(client, "F2-lab-door")
    *_, (_, _, told) = reader.until("no_route")
    assert told["reason"] == "closed"
    client.delete("/v1/venues/small-hospital/closures/c1", headers=FEED)
    *_, (_, _, told) = reader.until("route")
    assert told["route"]["destination_id"] == "F2-lab"
    reader.close()


def test_a_lift_out_of_service_is_named_in_the_language_of_the_walker(client, begin):
    session = begin(UPSTAIRS, lang="zh-Hans", **{"from": HERE})
    way = portal(state(client, session))
    reader = Reader(client, session)
    reader.next()
    close(client, way)
    *_, (_, _, told) = reader.until("route")
    assert told["reason"] == ("lift_out" if way == "lift-1" else "closed")
    assert told["text"]
    assert not told["text"].isascii()
    assert portal(told) == NEARER[way]
    reader.close()


def test_a_walk_that_is_not_touched_is_told_nothing(client, begin):
    session = begin(UPSTAIRS, **{"from": HERE})
    before = state(client, session)
    close(client, "F1-xray-door")
    wait_until(lambda: knows(client, session))
    assert state(client, session) == before


@pytest.mark.parametrize(("wait_s", "way"), [(25.0, "lift-1"), (600.0, "stairs-1")])
def test_what_is_opened_again_changes_the_way_only_when_that_saves_enough(client, begin, wait_s, way):
    close(client, "stairs-1")
    say(client, "slow", wait_s=wait_s)
    session = begin(UPSTAIRS, **{"from": HERE})
    assert portal(state(client, session)) == "lift-1"
    client.delete("/v1/venues/small-hospital/closures/c1", headers=FEED)
    wait_until(lambda: knows(client, session))
    assert portal(state(client, session)) == way
    assert state(client, session)["route_reason"] == ("start" if way == "lift-1" else "better_way")


def test_without_anybody_to_tell_it_the_next_readings_bring_a_walk_up_to_date(client, begin):
    services = services_of(client.application)
    services.venue_live.on_conditions.clear()
    session = begin(UPSTAIRS, **{"from": HERE})
    way = portal(state(client, session))
    close(client, way)
    assert portal(state(client, session)) == way
    post(client, session, readings(1_000.0))
    assert portal(state(client, session)) == NEARER[way]


def test_late_readings_after_a_change_end_as_if_they_had_come_in_order(client, begin, time_machine):
    time_machine.hold()
    tidy, messy = (begin(UPSTAIRS, **{"from": HERE}) for _ in range(2))
    way = portal(state(client, tidy))
    for session, order in ((tidy, (0, 1, 2)), (messy, (0, 2))):
        for index in order:
            post(client, session, readings(1_000.0 + index))
    close(client, way)
    wait_until(lambda: knows(client, tidy) and knows(client, messy))
    post(client, messy, readings(1_001.0))
    for session in (tidy, messy):
        post(client, session, readings(1_004.0))
    one, other = state(client, tidy), state(client, messy)
    assert portal(one) == NEARER[way]
    for name in ("fix", "progress", "instruction", "route", "route_reason"):
        assert one[name] == other[name]


def test_a_walk_under_conditions_survives_the_trip_through_bytes(client, begin):
    session = begin(UPSTAIRS, **{"from": HERE})
    post(client, session, readings(1_000.0))
    say(client, "slow", wait_s=100.0)
    close(client, "F1-xray-door")
    wait_until(lambda: knows(client, session))
    before = record(client, session)
    after = decode_session(encode_session(before))
    assert ConditionsChanged in [type(moment.heard) for moment in after.timeline.moments]
    assert [moment.heard for moment in after.timeline.moments] == [moment.heard for moment in before.timeline.moments]
    assert after.timeline.now.guidance == before.timeline.now.guidance


def test_many_walks_catch_up_with_one_change_and_only_those_touched_are_told(client, begin):
    touched = [begin(UPSTAIRS, **{"from": HERE}) for _ in range(5)]
    others = [begin({"place": "F1-pharma"}, **{"from": HERE}) for _ in range(5)]
    close(client, portal(state(client, touched[0])))
    wait_until(lambda: all(knows(client, session) for session in touched + others))
    assert all(state(client, session)["seq"] > 0 for session in touched)
    assert all(state(client, session)["seq"] == 0 for session in others)


@pytest.mark.services
def test_a_change_at_one_server_reaches_a_walker_at_another(make_client, begin):
    from tests.services import REDIS_URL

    one, other = (make_client(redis_url=REDIS_URL, feed_key=KEY, heartbeat_s=1.0) for _ in range(2))
    session = begin(UPSTAIRS, on=one, **{"from": HERE})
    way = portal(state(one, session))
    reader = Reader(one, session)
    reader.next()
    try:
        close(other, way)
        *_, (_, _, told) = reader.until("route")
        assert portal(told) == NEARER[way]
    finally:
        other.delete("/v1/venues/small-hospital/closures/c1", headers=FEED)
        one.delete(session[0], headers=session[1])
        reader.close()
