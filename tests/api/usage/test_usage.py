"""How a venue is used is counted over HTTP, by the hour, and told without anybody in it."""

import pytest

from api.app import services_of
from api.usage.deeds import What
from tests.api.test_closures import FEED, KEY
from tests.api.test_errands import PAYMENT, answer, counter, offered, queues
from tests.api.test_lifts import say
from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE, post, readings

USAGE = "/v1/venues/small-hospital/usage"


@pytest.fixture
def client(make_client):
    made = make_client(feed_key=KEY)
    # The database is a copy of one that other tests may have served.
    services_of(made.application).store.forget_counts(2**31 - 1)
    return made


def counted(client, what, subject=None):
    services = services_of(client.application)
    services.usage.flush()
    found = services.store.get_counts("small-hospital", 0, services.usage.hour() + 1)
    return sum(each.times for each in found if each.what == what and subject in (None, each.subject))


def told(client, **query):
    services_of(client.application).usage.flush()
    answer = client.get(USAGE, headers=FEED, query_string=query)
    assert answer.status_code == 200, answer.json
    return answer.json


def test_setting_out_being_somewhere_and_arriving_are_each_counted_once(client, begin):
    session = begin(**{"from": HERE})
    for i in range(3):
        post(client, session, readings(1_000.0 + i))
    path, headers = session
    client.post(f"{path}/position", headers=headers, json={"place": "F1-pharma"})
    assert counted(client, What.SET_OUT, "F1-pharma") == 1
    assert (counted(client, What.PRESENT, "F1-lobby"), counted(client, What.PRESENT, "F1")) == (1, 1)
    assert counted(client, What.ARRIVED) == 1


def test_going_elsewhere_is_setting_out_anew_and_a_change_of_profile_is_not(client, begin):
    path, headers = begin(**{"from": HERE})
    client.patch(path, headers=headers, json={"profile": "wheelchair"})
    client.patch(path, headers=headers, json={"to": {"place": "F1-xray"}})
    assert (counted(client, What.SET_OUT, "F1-pharma"), counted(client, What.SET_OUT, "F1-xray")) == (1, 1)


def test_no_way_and_a_search_in_vain_are_counted(client, begin):
    say(client, "out_of_service")
    begin({"place": "F2-lab"}, profile="wheelchair", **{"from": HERE})
    assert counted(client, What.NO_WAY, "F2-lab") == 1
    for _ in range(3):
        client.get("/v1/venues/small-hospital/search?q=xylophone&lang=en")
    client.get("/v1/venues/small-hospital/search?q=lab&lang=en")
    assert counted(client, What.SEARCH_IN_VAIN) == 3
    assert counted(client, What.SEARCH_IN_VAIN, "xylophone") == 0


def test_nothing_is_told_of_a_few_people(client, begin):
    for _ in range(9):
        begin(**{"from": HERE})
    shown = told(client)
    assert (shown["set_out"], shown["areas"], shown["to"]) == (0, [], [])


def test_ten_people_are_told_by_hour_place_and_destination(client, begin):
    for _ in range(12):
        begin(**{"from": HERE})
        client.get("/v1/venues/small-hospital/search?q=xylophone&lang=en")
    shown = told(client, hours=1)
    assert [(area["level_id"], area["unit"], area["people"], area["from_at"]) for area in shown["areas"]] == [
        ("F1", None, 10, shown["from_at"]),
        ("F1", "F1-lobby", 10, shown["from_at"]),
    ]
    (to,) = shown["to"]
    assert (to["place"], to["times"]) == ("F1-pharma", 10)
    assert shown["words_in_vain"] == [{"words": "xylophone", "times": 10}]
    assert shown["searches_in_vain"] == 10


def test_few_people_who_go_through_many_rooms_are_few_on_their_floor(client, begin):
    rooms = [{"place": f"F1-{room}"} for room in ("lab", "xray", "cardio", "pharma")]
    for _ in range(4):
        path, headers = begin({"place": "F2-lab"}, **{"from": HERE})
        for room in rooms:
            client.post(f"{path}/position", headers=headers, json=room)
    assert counted(client, What.PRESENT, "F1") == 4
    assert told(client)["areas"] == []


def test_an_offer_is_counted_as_taken_or_kept_from(client, begin):
    for what, counts in (("accept", What.OFFER_TAKEN), ("keep", What.OFFER_KEPT)):
        queues(client, 0, 0)
        session = begin(PAYMENT, **{"from": HERE})
        bound = counter(client, session)
        queues(client, *((9, 0) if bound == "payment-1" else (0, 9)))
        answer(client, session, offered(client, session), what)
        assert counted(client, counts) == 1


def test_the_impact_of_a_closure_says_how_many_set_out_there_in_a_day(client, begin):
    for _ in range(12):
        begin(**{"from": HERE})
    services_of(client.application).usage.flush()
    answer = client.post(
        "/v1/venues/small-hospital/impact", headers=FEED, json={"closures": [{"feature": "F1-pharma-door"}]}
    )
    assert answer.status_code == 200, answer.json
    assert answer.json["day"] == {"at_least": 10, "fewer_than": 20}


def test_who_has_no_role_is_told_nothing(client):
    assert_problem(client.get(USAGE), 401, "unauthorised")
    assert_problem(client.get(USAGE, headers=FEED, query_string={"hours": 0}), 400, "invalid-request")


def test_counts_that_the_store_does_not_take_are_kept_for_the_next_time(client, begin):
    begin(**{"from": HERE})
    services = services_of(client.application)
    services.store.close()
    assert counted(client, What.SET_OUT) == 1
