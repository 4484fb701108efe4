"""Signed links: what the hospital signed opens on a phone as it was meant, for its time, and nothing else does."""

import datetime as dt

import pytest

from tests.api.test_closures import FEED, KEY
from tests.api.test_problems import assert_problem

LINKS = "/v1/venues/small-hospital/links"


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def sign(client, **content):
    return client.post(LINKS, headers=FEED, json=content or {"to": {"place": "pharmacy"}})


def open_link(client, token):
    return client.post("/v1/links/open", json={"token": token})


@pytest.fixture
def place(client):
    return client.get("/v1/venues/small-hospital/search?q=pharmacy").json["hits"][0]["id"]


def test_a_link_opens_as_it_was_signed(client, place):
    visit = {"stops": [{"id": "drugs", "places": [place]}]}
    signed = sign(client, visit=visit, lang="zh-Hans", profile="wheelchair")
    assert signed.status_code == 201
    assert signed.json["path"] == f"/#link={signed.json['token']}"
    opened = open_link(client, signed.json["token"]).json
    assert (opened["venue"], opened["lang"], opened["profile"]) == ("small-hospital", "zh-Hans", "wheelchair")
    assert opened["visit"]["stops"][0]["places"] == [place]
    assert opened["ends_at"] == signed.json["ends_at"]
    assert "to" not in opened


def test_a_visit_of_a_link_can_be_planned_as_it_is(client, place):
    now = dt.datetime.now(dt.UTC)
    window = {"earliest_at": now.isoformat(), "latest_at": (now + dt.timedelta(hours=2)).isoformat()}
    visit = {
        "stops": [{"id": "drugs", "places": [place]}],
        "rules": [{"rule": "appointment", "stop": "drugs", **window}],
    }
    opened = open_link(client, sign(client, visit=visit).json["token"]).json
    body = {"venue": opened["venue"], "visit": opened["visit"], "from": {"place": place}}
    assert client.post("/v1/sessions", json=body).status_code == 201


def test_only_the_hospital_signs(client, make_client, place):
    assert_problem(client.post(LINKS, json={"to": {"place": place}}), 401, "unauthorised")
    assert_problem(make_client().post(LINKS, headers=FEED, json={"to": {"place": place}}), 403, "read-only")


def test_a_link_that_was_changed_or_comes_from_elsewhere_does_not_open(client, make_client, place):
    token = sign(client, to={"place": place}).json["token"]
    for forged in (token[:-3] + "abc", "x" + token, token.split(".")[0], "a.b", "." * 50):
        assert_problem(open_link(client, forged), 400, "link-invalid")
    assert_problem(open_link(make_client(feed_key="another-key-1"), token), 400, "link-invalid")
    assert_problem(open_link(make_client(), token), 400, "link-invalid")


def test_a_link_is_over_when_its_time_is(client, time_machine, place):
    token = sign(client, to={"place": place}).json["token"]
    time_machine.ahead_s = 86_300
    assert open_link(client, token).status_code == 200
    time_machine.ahead_s = 86_500
    assert_problem(open_link(client, token), 410, "link-expired")


def test_a_link_that_leads_nowhere_is_not_signed(client, place):
    assert_problem(sign(client, to={"place": "nowhere"}), 404, "not-found")
    assert_problem(sign(client, visit={"stops": [{"id": "a", "places": ["nowhere"]}]}), 404, "not-found")
    assert_problem(sign(client, lang="en"), 400, "invalid-request")
    for ends_at in ("2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"):
        assert_problem(sign(client, to={"place": place}, ends_at=ends_at), 400, "bad-input")
