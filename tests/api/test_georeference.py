"""Georeferencing over HTTP and from the command line: the same answer, kept once."""

import json

import pytest

from api.app import services_of
from api.drafting import Drafting
from api.store import open_store
from maps.disassemble import disassemble
from maps.edits import diff
from maps.ids import VenueId
from tests.api.test_closures import FEED, KEY
from tests.scenes import small_hospital

PATH = "/v1/venues/small-hospital/draft/georeference"
POINTS = [
    {"name": name, "x": x, "y": y, "x_m": 2 * x + 10, "y_m": 2 * y}
    for name, x, y in [("a", 0.0, 0.0), ("b", 40.0, 0.0), ("c", 40.0, 20.0), ("d", 0.0, 20.0), ("e", 20.0, 5.0)]
]
FIRST = {**FEED, "If-Match": '"1"'}
NOBODY = {"If-Match": '"1"'}
WRONG = [*POINTS[:4], {**POINTS[4], "x_m": 57.0}]


@pytest.fixture
def client(make_client):
    return make_client(feed_key=KEY)


def area(store):
    return sum(each.geometry.area for each in store.get_draft(VenueId("small-hospital")).of_type("unit"))


def test_a_draft_is_placed_and_the_point_that_does_not_fit_is_named(client):
    store = services_of(client.application).store
    before = area(store)
    placed = client.post(PATH, headers=FIRST, json={"points": WRONG}).json
    answer = placed["fit"]
    assert answer["outliers"] == ["e"]
    assert answer["scale"] == pytest.approx(2.0)
    assert [each["used"] for each in answer["residuals"]] == [True] * 4 + [False]
    assert area(store) == pytest.approx(4 * before)
    assert store.get_draft_version(VenueId("small-hospital")) == placed["version"] == 2


def test_a_dry_run_changes_nothing(client):
    store = services_of(client.application).store
    before = area(store)
    answer = client.post(PATH, headers=FIRST, json={"points": POINTS, "dry_run": True}).json
    assert (answer["version"], answer["fit"]["rms_m"]) == (1, pytest.approx(0.0, abs=1e-9))
    assert area(store) == before


def test_a_draft_that_changed_meanwhile_is_not_moved_again(client):
    client.post(PATH, headers=FIRST, json={"points": POINTS})
    assert client.post(PATH, headers=FIRST, json={"points": POINTS}).status_code == 412
    assert client.post(PATH, headers=FEED, json={"points": POINTS}).status_code == 428


def test_a_placed_draft_can_be_put_back(client):
    store = services_of(client.application).store
    before = store.get_draft(VenueId("small-hospital"))
    client.post(PATH, headers=FIRST, json={"points": POINTS, "by": "me"})
    Drafting(store).undo(VenueId("small-hospital"), "me")
    assert diff(store.get_draft(VenueId("small-hospital")), before) == ()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"points": POINTS[:1]}, 400),
        ({"points": [{"x": 1.0, "y": 2.0}] * 2}, 400),
        ({"points": POINTS, "level": "F9"}, 404),
        ({"points": [POINTS[0]] * 3}, 400),
    ],
)
def test_points_that_place_nothing_are_refused(client, body, status):
    assert client.post(PATH, headers=FIRST, json=body).status_code == status
    assert client.post(PATH, headers=NOBODY, json=body).status_code == 401


@pytest.fixture
def kept(run, tmp_path):
    store = open_store(f"sqlite:///{tmp_path / 'beeline.sqlite'}")
    store.save_draft(disassemble(small_hospital()), ())
    store.close()
    return run


def test_the_command_line_says_how_well_the_points_fit(kept, tmp_path):
    (tmp_path / "points.json").write_text(json.dumps(WRONG))
    said = kept("venue", "georeference", "small-hospital", "--points", "points.json")
    assert said.code == 0, said.err
    assert "does not fit, not used" in said.out
    assert "version 2" in said.out
    as_json = kept("venue", "georeference", "small-hospital", "--points", "points.json", "--dry-run", "--json").json
    assert as_json["outliers"] == ["e"]
    assert "version" not in as_json


def test_two_points_say_that_nothing_is_left_to_check_with(kept, tmp_path):
    (tmp_path / "points.json").write_text(json.dumps(POINTS[:2]))
    said = kept("venue", "georeference", "small-hospital", "--points", "points.json", "--dry-run")
    assert "give one more" in said.out
    assert "stays as it was" in said.out


def test_a_measured_line_scales_the_draft(kept):
    said = kept("venue", "georeference", "small-hospital", "--line", 0, 0, -30, 40, "--length", 5, "--json")
    assert said.json["scale"] == pytest.approx(0.1)
    assert kept("venue", "georeference", "small-hospital", "--line", 0, 0, 1, 1).code == 2
    assert kept("venue", "georeference", "small-hospital").code == 2
