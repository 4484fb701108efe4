"""Somebody who is lost is asked what they see, and what they choose is where they are."""

from tests.api.test_problems import assert_problem
from tests.api.test_sessions import HERE, state


def ask(client, session):
    path, headers = session
    return client.get(f"{path}/landmarks", headers=headers)


def test_what_may_be_seen_from_near_the_last_position_is_asked_in_every_language(client, begin):
    answer = ask(client, begin(**{"from": HERE}))
    assert answer.status_code == 200
    choices = answer.json["choices"]
    assert 2 <= len(choices) <= 4
    assert all({"en", "zh-Hans"} <= set(each["labels"]) for each in choices)
    assert len({each["labels"]["en"] for each in choices}) == len(choices)


def test_a_choice_is_a_position_that_the_session_believes_as_it_is(client, begin):
    path, headers = session = begin(**{"from": HERE})
    chosen = ask(client, session).json["choices"][-1]["position"]
    taken = client.post(f"{path}/position", headers=headers, json=chosen)
    assert taken.status_code == 202
    fix = state(client, session)["fix"]
    assert {"x_m": fix["x_m"], "y_m": fix["y_m"], "level": fix["level_id"]} == chosen


def test_nothing_is_asked_before_anything_is_known(client, begin):
    assert ask(client, begin()).json == {"choices": []}


def test_only_the_walker_is_asked(client, begin):
    path, _ = begin(**{"from": HERE})
    _, other = begin()
    assert_problem(client.get(f"{path}/landmarks", headers=other), 401, "unauthorised")
    assert_problem(client.get(f"{path}/landmarks"), 401, "unauthorised")
