"""Messages are held to the same rules as requests; a bad one is counted and named, and holds up no other."""

import datetime as dt
import json

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from api.app import services_of
from api.live import LiveUnavailableError

QUEUE = "beeline/small-hospital/queues/payment-1"
LIFT = "beeline/small-hospital/lifts/lift-1"


@pytest.fixture
def services(client):
    return services_of(client.application)


@pytest.fixture
def take(services):
    def take_message(topic, payload):
        data = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
        return services.intake.take(topic, data)

    return take_message


def state(services):
    return services.venue_live.find("small-hospital").record


def test_a_queue_and_a_lift_state_are_taken_in(take, services):
    assert take(QUEUE, {"waiting": 3, "servers_open": 2}) == "accepted"
    assert take(LIFT, {"state": "out_of_service", "reason": {"en": "Broken"}}) == "accepted"
    assert state(services).queues["payment-1"].watch.state.waiting == 3
    assert state(services).conditions.closed == {"lift-1"}
    assert services.intake.counts == {"accepted": 2}


def test_the_same_message_again_changes_nothing(take, services):
    now, before_s = dt.datetime.now(dt.UTC), dt.timedelta(seconds=60)
    message = {"waiting": 3, "servers_open": 2, "at": now.isoformat(), "sequence": 5}
    assert take(QUEUE, message) == "accepted"
    before = state(services)
    assert take(QUEUE, message) == "duplicate"
    assert take(QUEUE, {**message, "sequence": 4, "waiting": 9}) == "out_of_order"
    assert state(services) is before
    lift = {"state": "out_of_service", "at": now.isoformat()}
    assert [take(LIFT, lift), take(LIFT, lift)] == ["accepted", "accepted"]
    assert take(LIFT, {"state": "in_service", "at": (now - before_s).isoformat()}) == "conflict"
    assert state(services).conditions.closed == {"lift-1"}


@pytest.mark.parametrize(
    ("topic", "payload", "outcome"),
    [
        (QUEUE, b"", "invalid-json"),
        (QUEUE, b"\xff\xfe", "invalid-json"),
        (QUEUE, b"{", "invalid-json"),
        (QUEUE, b"NaN", "invalid-request"),
        (QUEUE, b"[]", "invalid-request"),
        (QUEUE, {"waiting": "three", "servers_open": 1}, "invalid-request"),
        (QUEUE, {"waiting": -3, "servers_open": 1}, "impossible"),
        (QUEUE, {"waiting": 3, "servers_open": 1, "at": "2199-01-01T00:00:00Z"}, "from_future"),
        (QUEUE, b" " * 600_000, "too-large"),
        ("beeline/small-hospital/queues/nowhere", {"waiting": 3, "servers_open": 1}, "not-found"),
        ("beeline/nowhere/queues/payment-1", {"waiting": 3, "servers_open": 1}, "not-found"),
        ("beeline/Not An Id/queues/payment-1", {"waiting": 3, "servers_open": 1}, "bad-input"),
        ("beeline/small-hospital/lifts/stairs-1", {"state": "in_service"}, "not-found"),
        ("beeline/small-hospital/doors/F1-arch", {"state": "in_service"}, "bad-input"),
        ("beeline/small-hospital/queues/", {"waiting": 3, "servers_open": 1}, "bad-input"),
        ("weather", b"rain", "bad-input"),
    ],
)
def test_poison_is_named_and_the_next_message_is_taken_in(take, services, topic, payload, outcome):
    assert take(topic, payload) == outcome
    assert take(QUEUE, {"waiting": 3, "servers_open": 2}) == "accepted"
    assert services.intake.counts[outcome] == 1


def test_a_flood_on_one_topic_is_dropped_and_others_are_heard(take, services):
    outcomes = [take(QUEUE, {"waiting": 3, "servers_open": 2}) for _ in range(80)]
    assert outcomes.count("too-many-requests") >= 20
    assert take("beeline/small-hospital/queues/payment-2", {"waiting": 3, "servers_open": 2}) == "accepted"


def test_when_nothing_can_be_kept_the_message_is_to_come_again(take, services, monkeypatch):
    def away(*_):
        raise LiveUnavailableError("Redis does not answer.")

    with monkeypatch.context() as broken:
        broken.setattr(services.venue_live.live, "commit", lambda *_, **__: away())
        with pytest.raises(LiveUnavailableError):
            take(QUEUE, {"waiting": 3, "servers_open": 2})
    assert services.intake.counts == {}
    assert take(QUEUE, {"waiting": 3, "servers_open": 2}) == "accepted"


@hypothesis_settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(topic=st.sampled_from([QUEUE, LIFT]) | st.text(max_size=40), payload=st.binary(max_size=100))
def test_any_message_has_a_name_for_what_became_of_it(services, topic, payload):
    assert services.intake.take(topic, payload) not in ("", "internal")
