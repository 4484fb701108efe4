"""Readings of a simulated phone, through the real server, become a moving dot, instructions and an arrival."""

import math
import statistics
import time
from dataclasses import replace

import httpx
import pytest

from beacons.traces import read_trace
from tests.conftest import REPOSITORY
from tests.served import Listener, served

pytestmark = [pytest.mark.journey, pytest.mark.timeout(300)]

FROM, TO = "门诊大厅", "取药大厅"


@pytest.fixture
def hospital(run, tmp_path):
    """Yield the address of a server with the demo hospital, and its database."""
    assert run("venue", "import", REPOSITORY / "maps" / "demo" / "hospital", "--id", "demo").code == 0
    assert run("venue", "publish", "demo").code == 0
    with served(f"sqlite:///{tmp_path / 'beeline.sqlite'}") as address:
        yield address


def post_in_time_order(client, session, trace, *, now_s, batch_s=2.0):
    """Post the readings as the phone would, seconds faster than life; return the answers."""
    end_s = trace.observations[-1].t_s
    answers = []
    start_s = 0.0
    while start_s <= end_s:
        batch = [
            {"t_s": now_s + each.t_s, "kind": each.kind.value, "address": each.address, "rssi_dbm": each.rssi_dbm}
            for each in trace.observations
            if start_s <= each.t_s < start_s + batch_s
        ]
        answers.append(client.post(f"/v1/sessions/{session}/observations", json={"observations": batch}))
        start_s += batch_s
    return answers


def test_a_simulated_phone_is_guided_from_the_hall_to_the_pharmacy(run, hospital, tmp_path):
    walk = tmp_path / "walk.jsonl"
    assert run("simulate", "walk", "demo", FROM, TO, "--seed", "3", "--out", walk).code == 0
    client = httpx.Client(base_url=hospital, timeout=30)
    hits = {
        name: client.get("/v1/venues/demo/search", params={"q": name, "lang": "zh-Hans"}).json()["hits"][0]["id"]
        for name in (FROM, TO)
    }
    opened = client.post(
        "/v1/sessions",
        json={
            "venue": "demo",
            "profile": "walk",
            "lang": "zh-Hans",
            "from": {"place": hits[FROM]},
            "to": {"place": hits[TO]},
        },
    )
    assert opened.status_code == 201, opened.text
    session, token = opened.json()["session"], opened.json()["token"]
    client.headers["Authorization"] = f"Bearer {token}"
    listener = Listener(f"{hospital}/v1/sessions/{session}/events", token)
    state = listener.wait_for("state")
    assert state.data["route"]["steps"][-1]["kind"] == "arrive"

    trace = then_standing(read_trace(walk))
    now_s = float(int(time.time()))  # whole, so that readings fall into the same seconds in every run
    answers = post_in_time_order(client, session, trace, now_s=now_s)
    assert {answer.status_code for answer in answers} == {202}
    assert listener.wait_for("arrived").data["place_id"] == hits[TO]
    assert listener.named("instruction")
    assert listener.named("progress")[-1].data["remaining_m"] < 15

    pairs = errors_and_circles_m(listener, trace, now_s)
    assert statistics.median(error_m for error_m, _ in pairs) < 6, "wide circles alone must not pass"
    inside = [error_m <= r95_m for error_m, r95_m in pairs]
    assert len(inside) > 4
    assert sum(inside) >= 0.8 * len(inside), "the circle says where the walker may be"

    seen = listener.events[len(listener.events) // 2]
    again = Listener(f"{hospital}/v1/sessions/{session}/events", token, last_event_id=seen.id)
    again.wait_for("arrived")
    missed = [event.id for event in listener.events if event.id and int(event.id) > int(seen.id)]
    assert [event.id for event in again.events][: len(missed)] == missed


def then_standing(trace, *, for_s=12.0, loop_s=3.0):
    """Return the trace with its walker standing at the end, who goes on hearing what was heard last."""
    end_s = trace.observations[-1].t_s
    last = [each for each in trace.observations if each.t_s > end_s - loop_s]
    loops = range(1, round(for_s / loop_s) + 1)
    heard = tuple(replace(each, t_s=each.t_s + loop * loop_s) for loop in loops for each in last)
    stays = replace(trace.truth[-1], t_s=trace.truth[-1].t_s + for_s)
    return replace(trace, observations=trace.observations + heard, truth=(*trace.truth, stays))


def errors_and_circles_m(listener, trace, began_s):
    """Return, for each fix on the true level, how far off it was and the radius it claimed."""
    fixes = listener.named("fix")
    pairs = []
    for event in fixes:
        t_s = event.data["t_s"] - began_s
        truth = min(trace.truth, key=lambda point: abs(point.t_s - t_s)).position
        if truth.level_id == event.data["level_id"]:
            error_m = math.dist((truth.x_m, truth.y_m), (event.data["x_m"], event.data["y_m"]))
            pairs.append((error_m, event.data["r95_m"]))
    return pairs


def test_replay_plays_a_trace_to_a_running_server_faster_than_life(run, hospital, tmp_path):
    walk = tmp_path / "walk.jsonl"
    assert run("simulate", "walk", "demo", FROM, TO, "--seed", "4", "--out", walk).code == 0
    began_s = time.monotonic()
    ran = run("replay", walk, "--server", hospital, "--venue", "demo", "--to", TO, "--speed", "50")
    assert ran.code == 0, ran.err
    assert time.monotonic() - began_s < read_trace(walk).truth[-1].t_s / 5


def test_replay_says_in_one_line_that_no_server_answers(run, hospital, tmp_path):
    walk = tmp_path / "walk.jsonl"
    run("simulate", "walk", "demo", FROM, TO, "--seed", "4", "--out", walk)
    ran = run("replay", walk, "--server", "http://127.0.0.1:9", "--venue", "demo", "--to", TO)
    assert ran.code == 1
    assert ran.err.count("\n") == 1
    assert "127.0.0.1:9" in ran.err
