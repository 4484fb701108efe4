"""Numbers that a queue calls: the person is led there and told why."""

import pytest

from api.app import services_of
from api.sessions.codec import decode_session, encode_session
from tests.api.test_closures import KEY
from tests.api.test_errands import PAYMENT, on_the_way, queues
from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE, state


@pytest.fixture
def client(make_client, time_machine):
    time_machine.hold()
    return make_client(feed_key=KEY, heartbeat_s=0.1)


def told(client, session, **news):
    path, headers = session
    return client.post(f"{path}/ticket", headers=headers, json=news)


def test_who_is_called_is_led_there_and_told_why(client, begin):
    session = begin(**{"from": HERE})
    shown = told(client, session, news="called", place="payment-1", number="A12").json
    assert shown["route"]["destination_id"] == "payment-1"
    assert shown["route_reason"] == "called"
    assert shown["ticket"]["news"] == "called"
    assert "A12" in shown["ticket"]["text"]


def test_who_is_called_stands_in_no_queue_any_more(client, begin):
    queues(client, 9, 0)
    session = begin(PAYMENT, **{"from": HERE})
    assert on_the_way(client, "payment-2") == 1
    told(client, session, news="called", place="payment-2", number="A12")
    assert on_the_way(client, "payment-2") == 0
    assert state(client, session)["offer"] is None


def test_who_missed_the_turn_is_counted_where_they_report_again(client, begin):
    queues(client, 9, 0)
    session = begin(**{"from": HERE})
    shown = told(client, session, news="turn_missed", place="payment-1", number="A12").json
    assert shown["route_reason"] == "turn_missed"
    assert on_the_way(client, "payment-1") == 1


def test_news_survives_a_restart_of_the_server(client, begin):
    session = begin(**{"from": HERE})
    told(client, session, news="turn_missed", place="payment-1")
    services = services_of(client.application)
    record = services.live.find(session[0].rsplit("/", 1)[1]).record
    again = decode_session(encode_session(record))
    assert again.timeline.now.view.ticket == record.timeline.now.view.ticket
    assert [moment.heard for moment in again.timeline.moments] == [moment.heard for moment in record.timeline.moments]


@pytest.mark.parametrize(
    ("news", "code"),
    [
        ({"news": "called", "place": "nowhere"}, "not-found"),
        ({"news": "shouted", "place": "payment-1"}, "invalid-request"),
        ({"news": "called", "place": "payment-1", "number": "1" * 21}, "invalid-request"),
    ],
)
def test_news_that_cannot_be_is_refused_and_changes_nothing(client, begin, news, code):
    session = begin(**{"from": HERE})
    before = state(client, session)
    assert_problem(told(client, session, **news), {"not-found": 404, "invalid-request": 400}[code], code)
    assert state(client, session) == before
