"""Guided walks over HTTP: readings in, state out; tokens, limits, erasure, revisions."""

import logging
import time

import pytest

from api.store import open_store
from maps.disassemble import disassemble
from tests.api.test_problems import assert_problem

HERE = {"x_m": 5.0, "y_m": 1.0, "level": "F1"}
BEACON = "00000000-0000-0000-0000-000000000001/1/"


def readings(t_s, near=("F1-b5", "F1-c5", "F1-b15", "F1-c15")):
    return [
        {"t_s": t_s + 0.1 * i, "kind": "ble", "address": BEACON + name, "rssi_dbm": -60.0 - 3 * i}
        for i, name in enumerate(near)
    ]


def post(client, session, what):
    path, headers = session
    return client.post(f"{path}/observations", headers=headers, json={"observations": what})


def state(client, session):
    path, headers = session
    answer = client.get(path, headers=headers)
    assert answer.status_code == 200
    return answer.json


def test_a_session_with_a_start_has_its_route_at_once(client, begin):
    shown = state(client, begin(**{"from": HERE}))
    assert shown["route"]["destination_id"] == "F1-pharma"
    assert shown["instruction"]["step_index"] == 0
    assert (shown["fix"]["x_m"], shown["fix"]["y_m"]) == (5.0, 1.0)
    assert (shown["lang"], shown["profile"], shown["revision"]) == ("en", "walk", 1)


def test_a_session_without_a_start_waits_for_readings(client, begin):
    session = begin()
    assert state(client, session)["route"] is None
    now_s = time.time()
    for i in range(4):
        answer = post(client, session, readings(now_s + i))
        assert (answer.status_code, answer.json) == (202, {"accepted": 4, "ignored": {}})
    shown = state(client, session)
    assert shown["fix"]["level_id"] == "F1"
    assert shown["fix"]["t_s"] == pytest.approx(now_s + 3.3, abs=0.01)
    assert shown["route"]["destination_id"] == "F1-pharma"


def test_a_phone_whose_clock_is_hours_wrong_is_served_the_same(client, begin):
    session = begin()
    for i in range(4):
        post(client, session, readings(1_000.0 + i))
    fix = state(client, session)["fix"]
    assert fix["t_s"] == pytest.approx(1_003.3, abs=0.01)
    assert fix["level_id"] == "F1"


def test_reordered_late_and_repeated_batches_lead_to_the_same_state(client, begin, time_machine):
    time_machine.hold()
    walk = [readings(1_000.0 + i, near=("F1-b5", "F1-c5", f"F1-b{15 if i < 4 else 25}")) for i in range(8)]
    tidy, messy = begin(**{"from": HERE}), begin(**{"from": HERE})
    for batch in walk:
        post(client, tidy, batch)
    for index in (0, 2, 1, 1, 3, 6, 5, 4, 6, 7):
        post(client, messy, list(reversed(walk[index])))
    one, other = state(client, tidy), state(client, messy)
    for name in ("fix", "progress", "instruction", "arrived"):
        assert one[name] == other[name]


def test_absurd_readings_are_counted_and_ignored(client, begin):
    session = begin()
    odd = readings(1_000.0)
    odd[0]["rssi_dbm"] = 0.0
    odd[1]["rssi_dbm"] = -999.0
    odd[2] = {"t_s": 1_000.0, "kind": "rtt", "address": "aa:bb:cc:dd:ee:ff", "range_m": 1e6}
    answer = post(client, session, odd + odd[3:])
    assert answer.json == {
        "accepted": 1,
        "ignored": {"duplicate": 1, "range_out_of_range": 1, "rssi_out_of_range": 2},
    }


def test_unknown_beacons_and_silence_are_no_fix_with_a_reason(client, begin):
    session = begin()
    post(client, session, [{"t_s": 1_000.0, "kind": "ble", "address": "nobody/0/0", "rssi_dbm": -60.0}])
    assert state(client, session)["no_fix"]["reason"] == "unknown_transmitters"
    answer = post(client, session, [])
    assert (answer.status_code, answer.json["accepted"]) == (202, 0)
    assert state(client, session)["no_fix"]["text"]


@pytest.mark.parametrize(
    "reading",
    [
        {"kind": "ble", "address": "a", "rssi_dbm": -60.0},
        {"t_s": "now", "kind": "ble", "address": "a", "rssi_dbm": -60.0},
        {"t_s": -1.0, "kind": "ble", "address": "a", "rssi_dbm": -60.0},
        {"t_s": 1e12, "kind": "ble", "address": "a", "rssi_dbm": -60.0},
        {"t_s": 1.0, "kind": "sonar", "address": "a", "rssi_dbm": -60.0},
        {"t_s": 1.0, "kind": "ble", "address": "", "rssi_dbm": -60.0},
        {"t_s": 1.0, "kind": "ble", "address": "a" * 200, "rssi_dbm": -60.0},
        {"t_s": 1.0, "kind": "ble", "address": "a"},
        {"t_s": 1.0, "kind": "ble", "address": "a", "rssi_dbm": -60.0, "range_m": 2.0},
        {"t_s": 1.0, "kind": "ble", "address": "a", "rssi_dbm": True},
        {"t_s": 1.0, "kind": "ble", "address": "a", "rssi_dbm": -60.0, "name": "x"},
        "reading",
    ],
)
def test_a_reading_of_another_shape_is_refused_whole_and_nothing_is_taken_in(client, begin, reading):
    session = begin()
    assert_problem(post(client, session, [*readings(1_000.0), reading]), 400, "invalid-request")
    assert state(client, session)["fix"] is None


def test_nan_in_a_reading_is_refused(client, begin):
    path, headers = begin()
    body = b'{"observations":[{"t_s":1,"kind":"ble","address":"a","rssi_dbm":NaN}]}'
    answer = client.post(f"{path}/observations", headers=headers, data=body, content_type="application/json")
    assert_problem(answer, 400, "invalid-request")


def test_a_batch_of_too_many_readings_or_bytes_is_refused(client, begin):
    path, headers = session = begin()
    few = [{"t_s": 1.0, "kind": "ble", "address": "a", "rssi_dbm": -60.0}]
    assert_problem(post(client, session, few * 2_001), 413, "too-large")
    answer = client.post(f"{path}/observations", headers=headers, data=b" " * 300_000, content_type="application/json")
    assert_problem(answer, 413, "too-large")
    assert post(client, session, few).status_code == 202


def test_one_flooding_device_is_slowed_and_others_are_not(make_client, begin, time_machine):
    client = make_client(batches_burst=5, batches_per_s=1.0)
    flood, calm = begin(on=client), begin(on=client)
    codes = [post(client, flood, []).status_code for _ in range(8)]
    assert codes[:5] == [202] * 5
    assert 429 in codes
    answer = post(client, flood, [])
    assert_problem(answer, 429, "too-many-requests")
    assert int(answer.headers["Retry-After"]) >= 1
    assert post(client, calm, []).status_code == 202
    time_machine.ahead_s += 2
    assert post(client, flood, []).status_code == 202


@pytest.mark.parametrize("stated", [{"qr": "SH-0001"}, {"place": "qr-1"}, HERE])
def test_a_stated_position_is_believed(client, begin, stated):
    path, headers = session = begin()
    assert client.post(f"{path}/position", headers=headers, json=stated).status_code == 202
    shown = state(client, session)
    assert (shown["fix"]["x_m"], shown["fix"]["y_m"]) == (5.0, 1.0)
    assert shown["route"]


def test_an_unknown_sign_is_not_found(client, begin):
    path, headers = begin()
    assert_problem(client.post(f"{path}/position", headers=headers, json={"qr": "XX"}), 404, "not-found")


def test_destination_profile_and_language_can_be_changed(client, begin):
    path, headers = begin(**{"from": HERE})
    to = client.patch(path, headers=headers, json={"to": {"place": "F2-xray"}}).json
    assert (to["route"]["destination_id"], to["route_reason"]) == ("F2-xray", "new_destination")
    chair = client.patch(path, headers=headers, json={"profile": "wheelchair"}).json
    assert chair["profile"] == chair["route"]["profile"] == "wheelchair"
    assert "elevator" in [leg["kind"] for leg in chair["route"]["legs"]]
    chinese = client.patch(path, headers=headers, json={"lang": "zh-Hans"}).json
    assert not chinese["instruction"]["text"].isascii()


@pytest.mark.parametrize("change", [{}, {"to": {"place": "nowhere"}}, {"profile": "flying"}, {"speed": 3}])
def test_a_senseless_change_changes_nothing(client, begin, change):
    path, headers = session = begin(**{"from": HERE})
    before = state(client, session)
    assert client.patch(path, headers=headers, json=change).status_code in (400, 404)
    assert state(client, session) == before


def test_arriving_is_told(client, begin):
    path, headers = session = begin(**{"from": HERE})
    client.post(f"{path}/position", headers=headers, json={"place": "F1-pharma"})
    for i in range(8):
        post(client, session, readings(1_000.0 + i, near=("F1-c25", "F1-b25", "F1-c15", "F1-c35")))
    shown = state(client, session)
    assert shown["arrived"] is None or shown["arrived"]["place_id"] == "F1-pharma"


def test_only_the_sessions_own_token_opens_it(client, begin):
    path, _ = begin()
    other, headers = begin()
    for method in ("GET", "PATCH", "DELETE"):
        answer = client.open(path, method=method, headers=headers, json={"lang": "en"})
        assert_problem(answer, 401, "unauthorised")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert_problem(client.get(path, headers={"Authorization": "Basic eDp5"}), 401, "unauthorised")
    assert client.get(other, headers=headers).status_code == 200


def test_an_ended_session_is_gone(client, begin):
    path, headers = begin()
    assert client.delete(path, headers=headers).status_code == 204
    assert_problem(client.get(path, headers=headers), 404, "not-found")


def test_a_session_expires(client, begin, time_machine):
    path, headers = begin()
    time_machine.ahead_s += 8 * 3600 + 1
    assert_problem(client.get(path, headers=headers), 404, "not-found")


def test_an_old_fix_is_not_shown_as_if_it_were_new(client, begin, time_machine):
    session = begin(**{"from": HERE})
    time_machine.ahead_s += 31
    shown = state(client, session)
    assert shown["fix"] is None
    assert shown["no_fix"]["reason"] == "stale"


def test_more_sessions_than_accepted_are_refused(make_client, begin):
    client = make_client(max_sessions=2)
    begin(on=client)
    begin(on=client)
    body = {"venue": "small-hospital", "to": {"place": "F1-pharma"}}
    assert_problem(client.post("/v1/sessions", json=body), 503, "live-unavailable")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"venue": "nowhere"}, 404),
        ({"venue": "Not An Id"}, 400),
        ({"to": {"place": "nowhere"}}, 404),
        ({"profile": "flying"}, 404),
        ({"public": True}, 400),
        ({"public": 1}, 400),
        ({"to": None}, 400),
    ],
)
def test_a_session_that_makes_no_sense_is_not_created(client, change, status):
    body = {"venue": "small-hospital", "to": {"place": "F1-pharma"}} | change
    assert client.post("/v1/sessions", json=body).status_code == status


def test_a_session_keeps_its_revision_when_another_is_published(client, begin, database_url, hospital):
    old = begin(**{"from": HERE})
    store = open_store(database_url)
    store.save_draft(disassemble(hospital), ())
    store.publish(hospital.id)
    store.close()
    assert client.get("/v1/venues/small-hospital").json["revision"] == 2
    assert state(client, old)["revision"] == 1
    assert post(client, old, readings(1_000.0)).status_code == 202
    assert state(client, begin())["revision"] == 2


def test_public_sessions_may_be_watched_by_everybody_but_changed_by_nobody_else(make_client, begin):
    client = make_client(demo=True)
    begin(on=client)
    path, headers = begin(on=client, public=True, lang="zh-Hans", labels={"en": "A visitor"}, **{"from": HERE})
    (listed,) = client.get("/v1/demo").json["sessions"]
    assert path.endswith(listed["session"])
    assert (listed["venue"], listed["lang"], listed["labels"]) == ("small-hospital", "zh-Hans", {"en": "A visitor"})
    viewer = {"Authorization": f"Bearer {listed['token']}"}
    assert viewer != headers
    assert client.get(path, headers=viewer).json["route"]
    assert_problem(client.patch(path, headers=viewer, json={"lang": "en"}), 403, "read-only")
    assert_problem(client.delete(path, headers=viewer), 403, "read-only")
    assert_problem(client.post(f"{path}/position", headers=viewer, json=HERE), 403, "read-only")
    client.delete(path, headers=headers)
    assert client.get("/v1/demo").json["sessions"] == []


def test_nothing_logged_tells_where_anybody_is_or_goes(client, begin, caplog):
    caplog.set_level(logging.DEBUG)
    path, headers = session = begin(**{"from": HERE})
    post(client, session, readings(1_000.0))
    client.post(f"{path}/position", headers=headers, json={"qr": "SH-0001"})
    client.post(f"{path}/position", headers=headers, json={"qr": "wrong"})
    client.delete(path, headers=headers)
    token = headers["Authorization"].split()[1]
    for secret in (token, "F1-pharma", "SH-0001", "Pharmacy", BEACON):
        assert secret not in caplog.text
