"""Pictures under drafts, over HTTP and from the command line."""

import io
import json

import pytest

from api.app import services_of
from maps.errors import ConflictError
from maps.ids import VenueId
from maps.underlay import Underlay, first_guess
from tests.api.test_closures import FEED, KEY
from tests.maps.test_plan_image import png

PATH = "/v1/venues/small-hospital/underlays"
VENUE = VenueId("small-hospital")
PLACES = [
    {"x": 0.0, "y": 0.0, "x_m": 10.0, "y_m": 30.0},
    {"x": 40.0, "y": 0.0, "x_m": 30.0, "y_m": 30.0},
    {"x": 40.0, "y": 30.0, "x_m": 30.0, "y_m": 15.0},
]


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def send(client, data, name="plan.png", query="?level=F1"):
    return client.post(f"{PATH}{query}", data={"file": (io.BytesIO(data), name)}, headers=FEED)


def test_a_picture_is_kept_placed_shown_and_removed(client):
    kept = send(client, png(), "一层.png").json
    assert (kept["name"], kept["level"], kept["width_px"]) == ("一层.png", "F1", 40)
    image = client.get(kept["href"], headers=FEED)
    assert image.mimetype == "image/png"
    assert image.data.startswith(b"\x89PNG")
    placed = client.put(f"{PATH}/{kept['id']}/placement", headers=FEED, json={"points": PLACES}).json
    assert placed["underlay"]["transformation"] == pytest.approx([0.5, 0.0, 10.0, 0.0, -0.5, 30.0])
    assert placed["fit"]["rms_m"] == pytest.approx(0.0, abs=1e-9)
    assert client.get(PATH, headers=FEED).json["underlays"] == [placed["underlay"]]
    assert client.delete(f"{PATH}/{kept['id']}", headers=FEED).status_code == 204
    assert client.get(PATH, headers=FEED).json["underlays"] == []
    assert client.get(kept["href"], headers=FEED).status_code == 404


def test_bytes_are_kept_once_and_as_long_as_somebody_uses_them(client):
    store = services_of(client.application).store
    first, second = (send(client, png()).json["id"] for _ in range(2))
    store.remove_underlay(VENUE, first)
    assert store.get_picture(VENUE, second).startswith(b"\x89PNG")


def test_a_picture_moves_with_the_draft_that_is_georeferenced(client):
    store = services_of(client.application).store
    send(client, png())
    send(client, png(), query="?level=F2")
    shift = [{"x": x, "y": y, "x_m": x + 5.0, "y_m": y - 3.0} for x, y in ((0.0, 0.0), (40.0, 0.0), (0.0, 20.0))]
    before = {each.level_id: each.affine for each in store.list_underlays(VENUE)}
    body = {"points": shift, "level": "F1"}
    first = {**FEED, "If-Match": '"1"'}
    assert client.post("/v1/venues/small-hospital/draft/georeference", headers=first, json=body).status_code == 200
    after = {each.level_id: each.affine for each in store.list_underlays(VENUE)}
    assert (after["F1"].x_m, after["F1"].y_m) == pytest.approx((before["F1"].x_m + 5.0, before["F1"].y_m - 3.0))
    assert after["F2"] == before["F2"]


def test_a_picture_is_never_published(client):
    store = services_of(client.application).store
    send(client, png())
    store.publish(VENUE)
    for path in ("/v1/venues/small-hospital", "/ogc/small-hospital/collections"):
        assert "underlay" not in client.get(path).text


@pytest.mark.parametrize(
    ("data", "query", "status"),
    [(b"GIF89a", "?level=F1", 400), (png()[:60], "?level=F1", 400), (png(), "", 400), (png(), "?level=F1&page=0", 400)],
)
def test_what_is_no_picture_is_refused(client, data, query, status):
    assert send(client, data, query=query).status_code == status
    assert client.get(PATH, headers=FEED).json["underlays"] == []


def test_all_of_it_needs_the_key(client):
    for method, path in (
        ("get", PATH),
        ("post", f"{PATH}?level=F1"),
        ("delete", f"{PATH}/x"),
        ("get", f"{PATH}/x/image"),
    ):
        assert getattr(client, method)(path).status_code == 401


def test_more_pictures_than_are_accepted_are_refused(client):
    store = services_of(client.application).store
    for number in range(51):
        underlay = Underlay(
            id=str(number), level_id="F1", media_type="image/png", width_px=1, height_px=1, affine=first_guess(1)
        )
        if number < 50:
            store.add_underlay(VENUE, underlay, b"x")
    with pytest.raises(ConflictError, match="50 pictures"):
        store.add_underlay(VENUE, underlay, b"x")


def test_the_command_line_does_the_same(run, tmp_path):
    (tmp_path / "plan.png").write_bytes(png())
    (tmp_path / "points.json").write_text(json.dumps(PLACES))
    assert run("venue", "underlay", "add", "new", "plan.png", "--level", "F1").code == 0
    (kept,) = run("venue", "underlay", "list", "new", "--json").json["underlays"]
    placed = run("venue", "underlay", "place", "new", kept["id"], "--points", "points.json")
    assert "2.0 pixels to the metre" in placed.out, placed.err
    (tmp_path / "points.json").write_text(json.dumps([{"x": n, "y": 0, "lon": 1, "lat": n} for n in range(3)]))
    refused = run("venue", "underlay", "place", "new", kept["id"], "--points", "points.json")
    assert "no origin yet" in refused.err
    assert run("venue", "underlay", "remove", "new", kept["id"]).code == 0
    assert run("venue", "underlay", "list", "new").out == ""
