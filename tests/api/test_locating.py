"""One position without a session."""

import pytest

from tests.api.test_problems import assert_problem
from tests.api.test_sessions import readings


def locate(client, observations, **more):
    return client.post("/v1/locate", json={"venue": "small-hospital", "observations": observations, **more})


def test_what_was_heard_lately_gives_a_position_with_its_circles(client):
    answer = locate(client, [each for second in range(4) for each in readings(1_000.0 + second)])
    assert answer.status_code == 200
    fix = answer.json["fix"]
    assert (fix["level_id"], fix["t_s"]) == ("F1", pytest.approx(1_003.3))
    assert 0 < fix["r68_m"] < fix["r95_m"]
    assert (answer.json["accepted"], answer.json["ignored"], answer.json["no_fix"]) == (16, {}, None)


def test_it_is_the_position_that_a_new_session_gets(client, begin):
    heard = [each for second in range(4) for each in readings(1_000.0 + second)]
    path, headers = begin()
    client.post(f"{path}/observations", headers=headers, json={"observations": heard})
    of_session, alone = client.get(path, headers=headers).json["fix"], locate(client, heard).json["fix"]
    same = ("level_id", "x_m", "y_m", "r68_m", "r95_m", "p_level")
    assert [alone[name] for name in same] == [of_session[name] for name in same]


@pytest.mark.parametrize("lang", ["en", "zh-Hans"])
def test_where_nothing_is_known_it_says_so_and_what_would_help(client, lang):
    strangers = [{**each, "address": f"02:00:00:00:00:0{n}", "kind": "wifi"} for n, each in enumerate(readings(5.0))]
    for heard in ([], strangers):
        answer = locate(client, heard, lang=lang).json
        assert answer["fix"] is None
        assert answer["no_fix"]["text"]
        assert answer["help"][0] == "scan_qr"


def test_old_and_absurd_readings_are_counted_and_not_used(client):
    absurd = {**readings(1_050.0)[0], "rssi_dbm": 0.0}
    answer = locate(client, [*readings(1_000.0), *readings(1_050.0), absurd]).json
    assert (answer["accepted"], answer["ignored"]) == (4, {"late": 4, "rssi_out_of_range": 1})


def test_one_wild_time_does_not_push_the_others_out(client):
    sane = [each for second in range(4) for each in readings(1_000.0 + second)]
    wild = {**sane[0], "t_s": 90_000.0}
    answer = locate(client, [*sane, wild]).json
    assert (answer["accepted"], answer["ignored"]) == (16, {"future": 1})
    assert answer["fix"] == locate(client, sane).json["fix"]


def test_nothing_is_kept_of_it(client):
    first = locate(client, readings(1_000.0)).json
    assert locate(client, readings(1_000.0)).json == first


def test_limits_and_unknown_venues_are_named(make_client):
    client = make_client(max_observations=3, batches_burst=2, batches_per_s=0.1)
    assert_problem(locate(client, readings(1.0)), 413, "too-large")
    assert_problem(client.post("/v1/locate", json={"venue": "x", "observations": []}), 404, "not-found")
    assert_problem(locate(client, []), 429, "too-many-requests")
