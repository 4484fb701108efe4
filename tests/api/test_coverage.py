"""Coverage over HTTP, of what is published and of the draft."""

import pytest

KEY = {"Authorization": "Bearer feed-key-of-tests"}
PATH = "/v1/venues/small-hospital/coverage"
DRAFT = "/v1/venues/small-hospital/draft/coverage"


@pytest.fixture
def client(make_client):
    return make_client(feed_key="feed-key-of-tests")


def ask(client, path):
    return client.get(path, headers=KEY)


def test_a_level_is_covered_square_by_square(client):
    told = ask(client, f"{PATH}/1").json
    squares = told["squares"]
    assert told["level"] == "F2"
    assert told["radios"] == "beacons"
    for name in ("bound_m", "heard", "wrong_floor", "dilution"):
        assert len(told[name]) == len(squares["numbers"])
    assert max(squares["numbers"]) < squares["rows"] * squares["columns"]
    assert squares["numbers"] == sorted(set(squares["numbers"]))
    assert told["summary"]["area_m2"] == pytest.approx(800, rel=0.05)
    assert told["summary"]["within_3_m"] <= told["summary"]["within_5_m"] <= 1.0
    assert "before" not in told
    assert "placement" not in told


def test_a_dead_beacon_and_what_would_make_up_for_it(client):
    told = ask(client, f"{DRAFT}/F1?without=F1-b35,F1-c35&suggest=2").json
    assert told["without"] == ["F1-b35", "F1-c35"]
    assert told["before"]["median_heard"] > told["summary"]["median_heard"]
    assert len(told["placement"]["beacons"]) == 2
    assert told["placement"]["median_after_m"] < told["placement"]["median_before_m"]


def test_draft_and_revision_are_told_apart_and_kept_by_their_digest(client):
    published = ask(client, f"{PATH}/F1")
    assert published.data == ask(client, f"{PATH}/F1?revision=1").data
    assert "private" in published.headers["Cache-Control"]
    assert client.get(f"{PATH}/F1", headers={**KEY, "If-None-Match": published.headers["ETag"]}).status_code == 304
    version = ask(client, "/v1/venues/small-hospital/draft").headers["ETag"]
    body = {"edits": [{"remove": "F1-b5"}], "by": "tests"}
    changed = client.post("/v1/venues/small-hospital/draft/changes", json=body, headers={**KEY, "If-Match": version})
    assert changed.status_code == 201, changed.json
    assert ask(client, f"{DRAFT}/F1").json["heard"] != published.json["heard"]
    assert ask(client, f"{PATH}/F1").data == published.data


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{PATH}/F9", 404, "F9"),
        (f"{DRAFT}/F1?without=nobody", 404, "nobody"),
        (f"{PATH}/F1?revision=7", 404, "7"),
        (f"{PATH}/F1?suggest=21", 400, "suggest"),
        (f"{PATH}/F1?radios=smoke", 400, "radios"),
        ("/v1/venues/nowhere/coverage/F1", 404, "nowhere"),
        ("/v1/venues/nowhere/draft/coverage/F1", 404, "nowhere"),
    ],
)
def test_what_cannot_be_answered_is_a_problem(client, path, status, said):
    answer = ask(client, path)
    assert (answer.status_code, answer.mimetype) == (status, "application/problem+json")
    assert said in answer.text


def test_nobody_looks_without_a_role(client):
    assert client.get(f"{PATH}/F1").status_code == 401
