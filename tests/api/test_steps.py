"""A phone that hears no radio counts steps: from a sign on, the walker is followed by them."""

import math

import pytest

from tests.api.test_problems import assert_problem
from tests.api.test_sessions import post, readings, state

LOBBY = {"x_m": 5.0, "y_m": 10.0, "level": "F1"}
STEP_M = 0.685


def walk(client, session, t_s, heading_deg, count, *, steps_per_s=2):
    """Send the steps of a walk second by second."""
    path, headers = session
    for second in range(count // steps_per_s):
        made = [
            {"t_s": t_s + second + number / steps_per_s, "heading_deg": heading_deg} for number in range(steps_per_s)
        ]
        answer = client.post(f"{path}/observations", headers=headers, json={"observations": [], "steps": made})
        assert (answer.status_code, answer.json["accepted"]) == (202, steps_per_s), answer.json


def stand(client, session, **more):
    path, headers = session
    return client.post(f"{path}/observations", headers=headers, json={"observations": [], **more})


def fix(client, session):
    return state(client, session)["fix"]


@pytest.fixture
def walker(client, begin, time_machine):
    """Return a session of somebody who scanned the sign in the corridor, on a clock that stands still."""
    time_machine.hold()
    return begin({"place": "F1-pharma"}, **{"from": {"x_m": 12.0, "y_m": 10.0, "level": "F1"}})


def test_steps_to_the_east_lead_to_the_east(client, walker, time_machine):
    t_s = time_machine.unix_s()
    walk(client, walker, t_s, 90.0, 20)
    at = fix(client, walker)
    assert at["x_m"] == pytest.approx(12.0 + 20 * STEP_M, abs=3.0)
    assert at["y_m"] == pytest.approx(10.0, abs=2.0)
    assert at["level_id"] == "F1"
    assert state(client, walker)["progress"]["along_m"] > 8


def test_steps_without_a_compass_widen_the_circle_and_do_not_point(client, walker, time_machine):
    t_s = time_machine.unix_s()
    walk(client, walker, t_s, None, 12)
    at = fix(client, walker)
    assert math.hypot(at["x_m"] - 12.0, at["y_m"] - 10.0) < at["r95_m"]
    assert at["r95_m"] > 5.0


def test_late_and_repeated_steps_count_once(client, walker, begin, time_machine):
    t_s = time_machine.unix_s()
    other = begin({"place": "F1-pharma"}, **{"from": {"x_m": 12.0, "y_m": 10.0, "level": "F1"}})
    walk(client, walker, t_s, 90.0, 8)
    made = [{"t_s": t_s + number / 2, "heading_deg": 90.0} for number in range(8)]
    for steps in (made[:4], made[2:], made[::-1]):
        assert stand(client, other, steps=steps).status_code == 202
    assert fix(client, other)["x_m"] == pytest.approx(fix(client, walker)["x_m"], abs=0.01)
    assert fix(client, other)["t_s"] == fix(client, walker)["t_s"]


def test_who_stands_for_minutes_stays_where_they_are(client, walker, time_machine):
    walk(client, walker, time_machine.unix_s(), 90.0, 4)
    before = fix(client, walker)
    for _ in range(20):
        time_machine.ahead_s += 4
        assert stand(client, walker, steps=[]).status_code == 202
    after = fix(client, walker)
    assert math.hypot(after["x_m"] - before["x_m"], after["y_m"] - before["y_m"]) < 1.0
    assert after["r95_m"] < before["r95_m"] + 3.0


def test_who_was_not_heard_of_for_a_while_may_be_elsewhere(client, walker, time_machine):
    walk(client, walker, time_machine.unix_s(), 90.0, 4)
    before = fix(client, walker)
    time_machine.ahead_s += 14
    stand(client, walker, steps=[])
    assert fix(client, walker)["r95_m"] > before["r95_m"] + 3.0


def test_radio_and_steps_come_together(client, walker, time_machine):
    t_s = time_machine.unix_s()
    walk(client, walker, t_s, 90.0, 4)
    assert post(client, walker, readings(t_s + 2)).json == {"accepted": 4, "ignored": {}}
    assert fix(client, walker)["level_id"] == "F1"


def test_absurd_steps_are_refused_and_a_flood_is_too_large(client, walker, time_machine):
    t_s = time_machine.unix_s()
    assert_problem(stand(client, walker, steps=[{"t_s": -1}]), 400, "invalid-request")
    assert_problem(stand(client, walker, steps=[{"t_s": t_s, "heading_deg": 9_999}]), 400, "invalid-request")
    flood = [{"t_s": t_s + number / 1_000} for number in range(2_001)]
    assert_problem(stand(client, walker, steps=flood), 413, "too-large")
