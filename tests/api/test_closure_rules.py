"""Closures at hours of the week, in one direction, of a drawn area, with staff let through; and why, in words."""

import datetime as dt
import json
import sqlite3
from zoneinfo import ZoneInfo

import alembic.command
import pytest

from api.store import open_store
from maps.ids import VenueId
from tests.api.test_closures import CLOSURES, FEED, KEY, close, features, find_route, listed, portals
from tests.api.test_problems import assert_problem

SHANGHAI = ZoneInfo("Asia/Shanghai")
NIGHTS = {"time_zone": "Asia/Shanghai", "spans": [{"days": ["fri"], "starts": "22:00", "ends": "06:00"}]}

IMPOSSIBLE = {"days": ["fri"], "starts": "25:00", "ends": "06:00"}


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def put(client, name="c1", **body):
    return client.put(f"{CLOSURES}/{name}", headers=FEED, json=body)


def hold(time_machine, text):
    time_machine.held_unix_s = dt.datetime.fromisoformat(text).replace(tzinfo=SHANGHAI).timestamp()


def test_a_closure_with_hours_switches_routes_week_by_week(client, time_machine):
    hold(time_machine, "2090-11-24T21:59")
    (way,) = portals(find_route(client))
    assert close(client, way, hours=NIGHTS).json["hours"] == NIGHTS
    for friday, saturday in (("2090-11-24", "2090-11-25"), ("2090-12-01", "2090-12-02")):
        for time, closed in [
            (f"{friday}T21:59", False),
            (f"{friday}T22:00", True),
            (f"{saturday}T05:59", True),
            (f"{saturday}T06:00", False),
            (f"{saturday}T23:00", False),
        ]:
            hold(time_machine, time)
            assert (portals(find_route(client)) != [way]) is closed
            assert [each["in_force"] for each in listed(client)] == [closed]


def test_a_one_way_door_is_passed_into_its_unit_only(client):
    lab, corridor = {"place": "F2-lab"}, {"place": "F2-pharma"}
    answer = close(client, "F2-lab-door", one_way_to="F2-lab")
    assert answer.json["one_way_to"] == "F2-lab"
    assert find_route(client, **{"from": corridor, "to": lab}).status_code == 200
    out = find_route(client, **{"from": lab, "to": corridor})
    assert_problem(out, 422, "no-route")
    assert (out.json["reason"], out.json["blocked_by"]) == ("closed", ["F2-lab-door"])


def test_staff_pass_where_the_public_may_not(client):
    close(client, "F2-lab-door", staff_pass=True)
    assert_problem(find_route(client), 422, "no-route")
    assert find_route(client, profile="staff").status_code == 200
    close(client, "F2-lab-door", name="c2")
    assert_problem(find_route(client, profile="staff"), 422, "no-route")


def test_an_area_closes_the_units_mostly_in_it_and_the_openings_in_it(client):
    drawn = {"level": "F2", "polygon": [[9, 11], [21, 11], [21, 21], [9, 21]]}
    closed = put(client, area=drawn).json
    assert features(closed) == ["F2-xray", "F2-xray-door"]
    assert find_route(client).status_code == 200
    assert_problem(find_route(client, to={"place": "F2-xray"}), 422, "no-route")


def test_several_features_are_one_closure_and_open_together(client):
    assert features(put(client, features=["lift-1", "stairs-1", "lift-1"]).json) == ["lift-1", "stairs-1"]
    assert_problem(find_route(client), 422, "no-route")
    client.delete(f"{CLOSURES}/c1", headers=FEED)
    assert find_route(client).status_code == 200


def test_rules_survive_a_restart(make_client):
    said = put(make_client(feed_key=KEY), feature="F2-lab-door", hours=NIGHTS, one_way_to="F2-lab", staff_pass=True)
    (kept,) = listed(make_client(feed_key=KEY))
    assert {**kept, "in_force": None} == {**said.json, "in_force": None}


@pytest.mark.parametrize(
    ("body", "status", "code", "named"),
    [
        ({"feature": "lift-1", "features": ["stairs-1"]}, 400, "invalid-request", "one of"),
        ({"features": []}, 400, "invalid-request", "features"),
        ({"features": ["lift-1", "nowhere"]}, 404, "not-found", "nowhere"),
        ({"area": {"level": "F9", "polygon": [[0, 0], [1, 0], [1, 1]]}}, 404, "not-found", "F9"),
        ({"area": {"level": "F1", "polygon": [[500, 0], [501, 0], [501, 1]]}}, 400, "bad-input", "area"),
        ({"area": {"level": "F1", "polygon": [[1, 1], [1, 1], [1, 1]]}}, 400, "bad-input", "area"),
        ({"area": {"level": "F1", "polygon": [[0, 0, 0], [1, 0], [1, 1]]}}, 400, "invalid-request", "polygon"),
        ({"feature": "lift-1", "one_way_to": "F1-lab"}, 400, "bad-input", "F1-lab"),
        ({"feature": "F1-lab-door", "one_way_to": "F1-xray"}, 400, "bad-input", "F1-xray"),
        ({"feature": "lift-1", "hours": {**NIGHTS, "time_zone": "Mars/Base"}}, 400, "bad-input", "Mars/Base"),
        ({"feature": "lift-1", "hours": {**NIGHTS, "spans": []}}, 400, "invalid-request", "spans"),
        (
            {
                "feature": "lift-1",
                "hours": {**NIGHTS, "spans": [{"days": ["fri"], "starts": "25:00", "ends": "06:00"}]},
            },
            400,
            "invalid-request",
            "starts",
        ),
    ],
)
def test_a_rule_that_makes_no_sense_is_refused_by_name_and_changes_nothing(client, body, status, code, named):
    answer = put(client, **body)
    assert_problem(answer, status, code)
    assert named in answer.json["detail"]
    assert listed(client) == []


def test_closures_of_before_there_were_rules_are_kept(tmp_path, monkeypatch):
    path = tmp_path / "old.sqlite"
    upgrade = alembic.command.upgrade
    monkeypatch.setattr(alembic.command, "upgrade", lambda config, _: upgrade(config, "0002"))
    open_store(f"sqlite:///{path}").close()
    monkeypatch.undo()
    connection = sqlite3.connect(path)
    values = ("v", "c1", "door", "2026-01-01T00:00:00.000000+00:00", None, json.dumps({"en": "Repair"}), "me", "")
    values = (*values[:7], "2026-01-01T00:00:00.000000+00:00")
    connection.execute(f"insert into closure values ({', '.join('?' * 8)})", values)
    connection.commit()
    connection.close()
    store = open_store(f"sqlite:///{path}")
    (kept,) = store.get_closures(VenueId("v"))
    assert (kept.feature_ids, kept.hours, kept.reason) == (("door",), None, {"en": "Repair"})
    store.close()
