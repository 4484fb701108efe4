"""Whatever is sent, the answer is a success or a problem with a known code, and the server lives on."""

import datetime as dt
import json
import shutil
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from api.app import create_app, services_of
from api.problems import STATUS_BY_CODE
from api.settings import Settings
from tests.api.test_closures import FEED, KEY

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
ends = st.one_of(
    json_values,
    st.fixed_dictionaries({"place": st.text(max_size=12) | st.sampled_from(["F1-lab", "payment", "lift-1", "qr-1"])}),
    st.fixed_dictionaries({"x_m": st.floats(), "y_m": st.floats(), "level": st.sampled_from(["F1", "F2", "F9", ""])}),
    st.fixed_dictionaries({"lon": st.floats(), "lat": st.floats(), "level": st.just("F1")}),
)
readings = st.fixed_dictionaries(
    {
        "t_s": st.floats() | st.integers(-10, 10**10),
        "kind": st.sampled_from(["ble", "wifi", "rtt", "BLE"]),
        "address": st.text(max_size=8) | st.just("00000000-0000-0000-0000-000000000001/1/F1-b5"),
    },
    optional={"rssi_dbm": st.floats(-130, 10) | st.floats(), "range_m": st.floats(-10, 500)},
)
few = hypothesis_settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@pytest.fixture(scope="module")
def session(shared_client):
    ticket = shared_client.post("/v1/sessions", json={"venue": "small-hospital", "to": {"place": "F2-lab"}}).json
    return f"/v1/sessions/{ticket['session']}", {"Authorization": f"Bearer {ticket['token']}"}


def assert_sane(answer):
    if answer.status_code >= 400:
        assert answer.mimetype == "application/problem+json"
        assert answer.json["code"] in STATUS_BY_CODE
        assert answer.json["code"] != "internal"
    else:
        json.loads(answer.text or "null", parse_constant=lambda name: pytest.fail(name))


@few
@given(start=ends, to=ends, profile=st.sampled_from(["walk", "wheelchair"]) | json_values)
def test_routes_from_anything_to_anything(shared_client, start, to, profile):
    body = {"from": start, "to": to, "profile": profile}
    assert_sane(shared_client.post("/v1/venues/small-hospital/routes", json=body))


@few
@given(batch=st.lists(readings, max_size=6) | json_values)
def test_observations_of_anything(shared_client, session, batch):
    path, headers = session
    assert_sane(shared_client.post(f"{path}/observations", json={"observations": batch}, headers=headers))
    assert_sane(shared_client.get(path, headers=headers))


@few
@given(stated=ends | st.fixed_dictionaries({"qr": st.text(max_size=10)}))
def test_positions_of_anything(shared_client, session, stated):
    path, headers = session
    assert_sane(shared_client.post(f"{path}/position", json=stated, headers=headers))


@pytest.fixture(scope="module")
def feed(published_database, tmp_path_factory):
    path = tmp_path_factory.mktemp("fed") / "beeline.sqlite"
    shutil.copy(published_database, path)
    app = create_app(Settings(database_url=f"sqlite:///{path}", feed_key=KEY, changes_burst=100_000))
    yield app.test_client()
    services_of(app).close()


moments = st.datetimes(timezones=st.just(dt.UTC)).map(dt.datetime.isoformat) | json_values
places = st.sampled_from(["payment", "payment-1", "lift-1", "F1-lab", "F1-lab-door", "F1-b5"]) | st.text(max_size=8)
queue_readings = st.fixed_dictionaries(
    {"place": places, "waiting": st.integers() | json_values, "servers_open": st.integers(-3, 20_000) | json_values},
    optional={
        "at": moments,
        "in_service": st.integers(-2, 30),
        "elapsed_s": st.lists(st.floats(), max_size=3),
        "service_mean_s": st.floats(),
        "service_sd_s": st.floats(-1, 1e6),
        "closes_at": moments,
        "sequence": st.integers(-1, 2**60),
    },
)


@few
@given(batch=st.lists(queue_readings, max_size=4) | json_values)
def test_queues_of_anything(feed, batch):
    assert_sane(feed.post("/v1/venues/small-hospital/queues", json={"readings": batch}, headers=FEED))
    assert_sane(feed.get("/v1/venues/small-hospital/queues"))
    assert_sane(feed.get("/v1/venues/small-hospital/queues/payment/forecast"))


@few
@given(feature=places, begins=moments, ends=moments, reason=json_values, name=st.text(max_size=12))
def test_closures_of_anything(feed, feature, begins, ends, reason, name):
    body = {"feature": feature, "starts_at": begins, "ends_at": ends, "reason": reason}
    path = "/v1/venues/small-hospital/closures/" + quote(name, safe="")
    assert_sane(feed.put(path, json=body, headers=FEED))
    assert_sane(feed.put(path, json={"feature": feature}, headers=FEED))
    assert_sane(feed.get("/v1/venues/small-hospital/closures"))


@few
@given(lift=places, state=st.sampled_from(["in_service", "slow"]) | json_values, wait_s=st.floats(), at=moments)
def test_lifts_of_anything(feed, lift, state, wait_s, at):
    path = "/v1/venues/small-hospital/lifts/" + quote(lift, safe="")
    assert_sane(feed.put(path, json={"state": state, "wait_s": wait_s, "at": at}, headers=FEED))
    assert_sane(feed.put(path, json={"state": state}, headers=FEED))
    assert_sane(feed.get("/v1/venues/small-hospital/lifts"))


geometries = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Point", "LineString", "Polygon", "MultiPolygon", "GeometryCollection", "x"]),
        "coordinates": json_values
        | st.lists(st.floats(-1000, 1000), min_size=2, max_size=3)
        | st.lists(st.lists(st.floats(-9, 9), min_size=2, max_size=2), max_size=5)
        | st.lists(st.lists(st.lists(st.floats(-9, 9), min_size=2, max_size=2), max_size=6), max_size=2),
    }
)
edited_places = places | st.sampled_from(["lift-1", "F1-b5", "qr-1", "desk", "small-hospital", "F1"])
properties = st.dictionaries(
    st.sampled_from(["labels", "access", "aliases", "stops", "display_point", "level_id", "unit_ids", "ordinal", "x"]),
    json_values
    | st.just({"en": "A"})
    | st.lists(st.fixed_dictionaries({"level_id": edited_places, "unit_id": edited_places, "point": json_values})),
    max_size=3,
)
wishes = st.one_of(
    json_values,
    st.fixed_dictionaries(
        {"add": edited_places, "feature_type": st.sampled_from(["unit", "opening", "amenity", "portal", "level"])},
        optional={"geometry": geometries, "properties": properties},
    ),
    st.fixed_dictionaries(
        {"change": edited_places},
        optional={"geometry": geometries, "properties": properties, "move_m": st.lists(st.floats(), max_size=3)},
    ),
    st.fixed_dictionaries({"remove": edited_places}),
    st.fixed_dictionaries({"venue": st.fixed_dictionaries({}, optional={"labels": json_values, "frame_origin": ends})}),
)


@few
@given(edits=st.lists(wishes, max_size=3), stated=st.sampled_from(["local", "lonlat"]) | json_values, take=json_values)
def test_edits_of_anything_and_what_was_accepted_can_be_read_compared_and_undone(feed, edits, stated, take):
    venue = "/v1/venues/small-hospital"
    body = {"edits": edits, "coordinates": stated, "on_stale": "merge", "take": take}
    for path, version in (("changes", '"1"'), ("undo", None), ("redo", None)):
        now = feed.get(f"{venue}/draft", headers=FEED).headers["ETag"]
        asked = body if path == "changes" else {}
        answer = feed.post(f"{venue}/draft/{path}", json=asked, headers={**FEED, "If-Match": version or now})
        assert_sane(answer)
    for path in ("draft", "draft/changes", "diff"):
        assert_sane(feed.get(f"{venue}/{path}", headers=FEED))


@few
@given(body=st.binary(max_size=200))
def test_bodies_of_any_bytes(shared_client, session, body):
    for path in ("/v1/sessions", "/v1/venues/small-hospital/routes", f"{session[0]}/observations"):
        assert_sane(
            shared_client.post(path, data=body, content_type="application/json; charset=utf-8", headers=session[1])
        )


@few
@given(path=st.text(st.characters(exclude_categories=["Cs"]), max_size=30), query=st.text(max_size=20))
def test_paths_and_queries_of_anything(shared_client, path, query):
    for start in ("", "v1/venues/", "v1/venues/small-hospital/levels/", "v1/venues/small-hospital/places/"):
        assert_sane(shared_client.get(f"/{start}{path}".replace("?", "%3F"), query_string={"q": query}))
    assert_sane(shared_client.get("/v1/venues/small-hospital/search", query_string={"q": query, "near": query}))
