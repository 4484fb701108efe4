"""Guided walks to where people queue: the counter is chosen, counted on, and offered anew when queues change."""

import time

import pytest

from api.app import services_of
from api.sessions.codec import decode_session, encode_session
from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem
from tests.api.test_queues import QUEUES, push, reading
from tests.api.test_sessions import HERE, state
from tests.api.test_streams import Reader

PAYMENT = {"place": "payment"}


@pytest.fixture
def client(make_client, time_machine):
    time_machine.hold()
    return make_client(feed_key=KEY, heartbeat_s=0.1)


def counter(client, session):
    return state(client, session)["route"]["destination_id"]


def queues(client, first, second, **more):
    rest = {"servers_open": 1, "service_mean_s": 60.0, **more}
    assert push(client, reading("payment-1", first, **rest), reading("payment-2", second, **rest)) == ["accepted"] * 2


def on_the_way(client, place):
    """Return how many the ledger expects at a queue."""
    services = services_of(client.application)
    now = services.clock.unix_s()
    with services.venue_live.commitments.ledger("small-hospital") as ledger:
        return len(ledger.arrivals_for(place, since_s=now, t_s=now))


def wait_until(condition, patience_s=10.0):
    deadline = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def moved(client, time_machine, first, second):
    """Push queues of a few seconds later."""
    time_machine.ahead_s += 6
    queues(client, first, second)


def offered(client, session):
    wait_until(lambda: state(client, session)["offer"])
    return state(client, session)["offer"]


def answer(client, session, offer, what):
    path, headers = session
    return client.post(f"{path}/offers/{offer['id']}", headers=headers, json={"answer": what})


@pytest.mark.parametrize(("first", "second", "chosen"), [(9, 0, "payment-2"), (0, 9, "payment-1")])
def test_who_wants_to_be_served_is_led_where_that_is_soonest(client, begin, first, second, chosen):
    queues(client, first, second)
    session = begin(PAYMENT, **{"from": HERE})
    assert counter(client, session) == chosen
    assert state(client, session)["route_reason"] == "start"


def test_without_any_news_of_queues_the_walk_leads_to_a_counter_all_the_same(client, begin):
    assert counter(client, begin(PAYMENT, **{"from": HERE})) in ("payment-1", "payment-2")


def test_people_are_not_all_sent_to_the_same_counter(client, begin):
    queues(client, 0, 0)
    chosen = [counter(client, begin(PAYMENT, **{"from": HERE})) for _ in range(8)]
    assert sorted((chosen.count("payment-1"), chosen.count("payment-2"))) == [4, 4]


def test_who_is_on_the_way_is_counted_and_no_longer_when_they_go_elsewhere_or_end(client, begin, time_machine):
    queues(client, 0, 9)
    session = path, headers = begin(PAYMENT, **{"from": HERE})
    assert on_the_way(client, "payment-1") == 1
    time_machine.ahead_s += 1
    client.patch(path, headers=headers, json={"to": {"place": "F1-lab"}})
    assert on_the_way(client, "payment-1") == 0
    time_machine.ahead_s += 1
    client.patch(path, headers=headers, json={"to": PAYMENT})
    assert counter(client, session) == "payment-1"
    assert on_the_way(client, "payment-1") == 1
    time_machine.ahead_s += 1
    client.delete(path, headers=headers)
    assert on_the_way(client, "payment-1") == 0


def test_who_has_come_is_counted_as_come(client, begin, time_machine):
    queues(client, 0, 9)
    path, headers = begin(PAYMENT, **{"from": HERE})
    time_machine.ahead_s += 5
    client.post(f"{path}/position", headers=headers, json={"place": "payment-1"})
    assert client.get(path, headers=headers).json["arrived"]
    services = services_of(client.application)
    now = services.clock.unix_s()
    with services.venue_live.commitments.ledger("small-hospital") as ledger:
        assert ledger.arrived_between("payment-1", now - 10, now) == 1


def test_without_a_position_the_counter_is_chosen_with_the_first(client, begin):
    queues(client, 9, 0)
    path, headers = session = begin(PAYMENT)
    assert state(client, session)["route"] is None
    assert on_the_way(client, "payment-2") == 0
    client.post(f"{path}/position", headers=headers, json=HERE)
    assert counter(client, session) == "payment-2"
    assert on_the_way(client, "payment-2") == 1


def test_when_another_counter_becomes_much_quicker_it_is_offered_with_the_reason(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin(PAYMENT, lang="en", **{"from": HERE})
    reader = Reader(client, session)
    reader.next()
    assert counter(client, session) == "payment-1"
    moved(client, time_machine, 15, 1)
    *_, (_, _, offer) = reader.until("offer")
    reader.close()
    assert (offer["from_id"], offer["to_id"]) == ("payment-1", "payment-2")
    assert offer["saved_s"] > 300
    assert "15" in offer["text"]
    assert "Payment 2" in offer["text"]
    assert counter(client, session) == "payment-1"
    assert state(client, session)["offer"] == offer


def test_an_offer_that_is_accepted_leads_there(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin(PAYMENT, **{"from": HERE})
    moved(client, time_machine, 15, 1)
    offer = offered(client, session)
    taken = answer(client, session, offer, "accept")
    assert taken.status_code == 200
    assert (taken.json["route"]["destination_id"], taken.json["offer"]) == ("payment-2", None)
    assert taken.json["route_reason"] == "other_counter"
    assert (on_the_way(client, "payment-1"), on_the_way(client, "payment-2")) == (0, 1)
    assert_problem(answer(client, session, offer, "accept"), 409, "conflict")


def test_an_offer_that_is_not_wanted_changes_nothing(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin(PAYMENT, **{"from": HERE})
    moved(client, time_machine, 15, 1)
    offer = offered(client, session)
    assert on_the_way(client, "payment-2") == 1
    time_machine.ahead_s += 1
    kept = answer(client, session, offer, "keep").json
    assert (kept["route"]["destination_id"], kept["offer"]) == ("payment-1", None)
    assert (on_the_way(client, "payment-1"), on_the_way(client, "payment-2")) == (1, 0)


def test_an_offer_nobody_answers_lapses(client, begin, time_machine):
    queues(client, 2, 3)
    path, headers = session = begin(PAYMENT, **{"from": HERE})
    moved(client, time_machine, 15, 1)
    offer = offered(client, session)
    time_machine.ahead_s += 91
    client.patch(path, headers=headers, json={"lang": "zh-Hans"})
    assert state(client, session)["offer"] is None
    assert_problem(answer(client, session, offer, "accept"), 409, "conflict")


def test_a_change_that_saves_little_is_not_offered(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin(PAYMENT, **{"from": HERE})
    moved(client, time_machine, 2, 2)
    time.sleep(1.0)
    assert state(client, session)["offer"] is None


def test_not_everybody_is_offered_the_same_counter(client, begin, time_machine):
    queues(client, 8, 30)
    sessions = [begin(PAYMENT, **{"from": HERE}) for _ in range(10)]
    assert {counter(client, session) for session in sessions} == {"payment-1"}
    moved(client, time_machine, 8, 4)
    wait_until(lambda: any(state(client, session)["offer"] for session in sessions))
    time.sleep(1.0)
    offers = [state(client, session)["offer"] for session in sessions]
    assert 0 < sum(offer is not None for offer in offers) < 10


def test_nobody_is_left_at_a_counter_that_closed(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin(PAYMENT, **{"from": HERE})
    assert counter(client, session) == "payment-1"
    time_machine.ahead_s += 6
    push(client, reading("payment-1", 2, servers_open=0, in_service=0))
    wait_until(lambda: counter(client, session) == "payment-2")
    assert state(client, session)["route_reason"] == "counter_closed"


def test_one_window_that_was_asked_for_is_never_exchanged(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin({"place": "payment-1"}, **{"from": HERE})
    assert on_the_way(client, "payment-1") == 1
    moved(client, time_machine, 40, 0)
    time.sleep(1.0)
    assert (counter(client, session), state(client, session)["offer"]) == ("payment-1", None)


def test_an_errand_survives_the_trip_through_bytes(client, begin, time_machine):
    queues(client, 2, 3)
    path, _ = session = begin(PAYMENT, **{"from": HERE})
    moved(client, time_machine, 15, 1)
    offered(client, session)
    record = services_of(client.application).live.find(path.rsplit("/", 1)[1]).record
    assert record.errand.offer is not None
    assert decode_session(encode_session(record)).errand == record.errand


def test_only_the_walker_answers_an_offer(client, begin, time_machine):
    queues(client, 2, 3)
    session = begin(PAYMENT, **{"from": HERE})
    other = begin(PAYMENT, **{"from": HERE})
    moved(client, time_machine, 15, 1)
    offer = offered(client, session)
    assert_problem(answer(client, (session[0], other[1]), offer, "accept"), 401, "unauthorised")
    assert_problem(answer(client, session, {"id": "another"}, "accept"), 409, "conflict")
    path, headers = session
    assert_problem(client.post(f"{path}/offers/x", headers=headers, json={"answer": "maybe"}), 400, "invalid-request")
    assert client.get(QUEUES, headers=FEED).status_code == 200
