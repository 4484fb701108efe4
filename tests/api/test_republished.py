"""Those under way move to what is published meanwhile: without a jump, or they are told why not."""

from dataclasses import replace

import pytest

from api.app import services_of
from api.sessions.codec import decode_session, encode_session
from maps.disassemble import disassemble
from tests.api.test_closures import KEY
from tests.api.test_releases import WORD, publish, save
from tests.api.test_sessions import HERE, post, readings, state
from tests.api.test_sessions_under_conditions import record, wait_until
from tests.api.test_streams import Reader


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY, heartbeat_s=0.1)


@pytest.fixture
def reader(client):
    opened = []

    def read(session):
        opened.append(Reader(client, session))
        assert opened[-1].next()[1] == "state"
        return opened[-1]

    yield read
    for each in opened:
        each.close()


def named(hospital, feature_id, **names):
    """Return the hospital as a draft with a room renamed."""
    units = tuple(
        replace(each, labels={**each.labels, **names}) if each.id == feature_id else each for each in hospital.units
    )
    return disassemble(replace(hospital, units=units))


def without(hospital, *ids):
    draft = disassemble(hospital)
    return replace(draft, features=tuple(each for each in draft.features if each.id not in ids))


def test_a_walk_goes_on_where_it_was_under_the_new_map_and_the_page_is_told_its_number(client, begin, reader, hospital):
    session = begin(**{"from": HERE})
    stream, before = reader(session), state(client, session)
    save(client, named(hospital, "F1-pharma", en="Outpatient pharmacy"))
    assert publish(client).status_code == 201
    told = stream.until("state")
    assert [name for _, name, _ in told if name not in ("heartbeat", "state")] == []
    after = told[-1][2]
    assert (before["revision"], after["revision"]) == (1, 2)
    assert after["route"]["legs"] == before["route"]["legs"]
    assert (after["fix"], after["progress"]) == (before["fix"], before["progress"])
    assert "Outpatient pharmacy" in after["route"]["steps"][-1]["text"]


def test_readings_go_on_to_be_understood_under_the_new_map(client, begin, hospital, time_machine):
    session = begin(**{"from": HERE})
    for i in range(4):
        post(client, session, readings(1_000.0 + i))
    before = state(client, session)["fix"]
    save(client, named(hospital, "F2-lab", en="Blood laboratory"))
    publish(client)
    wait_until(lambda: state(client, session)["revision"] == 2)
    for i in range(4, 6):
        assert post(client, session, readings(1_000.0 + i)).json["ignored"] == {}
    after = state(client, session)["fix"]
    assert abs(after["x_m"] - before["x_m"]) + abs(after["y_m"] - before["y_m"]) < 1.0


def test_a_way_that_the_new_map_does_not_have_is_another_one_with_its_reason(client, begin, reader, hospital):
    session = begin({"place": "F2-lab"}, **{"from": HERE})
    stream = reader(session)
    portal = next(leg["portal_id"] for leg in state(client, session)["route"]["legs"] if leg["portal_id"])
    save(client, without(hospital, portal))
    assert publish(client, WORD).status_code == 201
    *_, (_, _, told) = stream.until("route")
    assert told["reason"] == "map_changed"
    assert told["text"] == "The map of the hospital was corrected. Here is your way on the new one."
    assert portal not in [leg["portal_id"] for leg in told["route"]["legs"]]


def test_who_goes_to_what_is_on_the_map_no_more_is_led_by_the_old_one_and_told(client, begin, reader, hospital):
    session = begin({"place": "F1-xray"}, lang="zh-Hans", **{"from": HERE})
    stream = reader(session)
    save(client, without(hospital, "F1-xray", "F1-xray-door"))
    assert publish(client, WORD).status_code == 201
    *_, (_, _, told) = stream.until("map_kept")
    assert told == {
        "missing_id": "F1-xray",
        "text": "医院地图已更新，新地图上没有放射科了。现在仍按旧地图带路，如有疑问请问身边的工作人员。",
    }
    shown = state(client, session)
    assert (shown["revision"], shown["map_kept"]) == (1, told)
    assert shown["route"]["destination_id"] == "F1-xray"
    path, headers = session
    client.patch(path, headers=headers, json={"to": {"place": "F1-pharma"}})
    post(client, session, readings(1_000.0))
    shown = state(client, session)
    assert (shown["revision"], shown["map_kept"], shown["route"]["destination_id"]) == (2, None, "F1-pharma")


def test_who_goes_to_a_counter_that_is_gone_is_led_to_another_of_its_group(client, begin, hospital):
    session = begin({"place": "payment"}, **{"from": HERE})
    bound = state(client, session)["route"]["destination_id"]
    save(client, without(hospital, bound))
    assert publish(client, WORD).status_code == 201
    wait_until(lambda: state(client, session)["revision"] == 2)
    other = state(client, session)["route"]["destination_id"]
    assert other != bound
    assert other.startswith("payment-")


def test_who_has_arrived_stays_on_the_map_they_came_by(client, begin, hospital):
    session = begin(**{"from": {"place": "F1-pharma"}})
    assert state(client, session)["arrived"]
    save(client, named(hospital, "F1-pharma", en="Dispensary"))
    publish(client)
    services_of(client.application).sessions.catch_up(session[0].rsplit("/", 1)[1])
    assert state(client, session)["revision"] == 1


def test_going_back_to_an_older_revision_moves_them_too(client, begin, hospital):
    session = begin(**{"from": HERE})
    save(client, named(hospital, "F1-pharma", en="Dispensary"))
    publish(client)
    wait_until(lambda: state(client, session)["revision"] == 2)
    version = client.get("/v1/venues/small-hospital/draft", headers={"Authorization": f"Bearer {KEY}"}).headers["ETag"]
    answer = client.post(
        "/v1/venues/small-hospital/rollback",
        headers={"Authorization": f"Bearer {KEY}", "If-Match": version},
        json={"revision": 1},
    )
    assert answer.status_code == 201, answer.json
    wait_until(lambda: state(client, session)["revision"] == 3)


def test_a_walk_that_was_passed_over_survives_being_stored(client, begin, hospital):
    session = begin({"place": "F1-xray"}, **{"from": HERE})
    save(client, without(hospital, "F1-xray", "F1-xray-door"))
    publish(client, WORD)
    wait_until(lambda: record(client, session).missing_id is not None)
    known = record(client, session)
    known = decode_session(encode_session(known))
    assert (known.passed_over, known.missing_id) == (2, "F1-xray")
