"""Control points from files, and drafts brought to where they say."""

import json

import numpy as np
import pytest
from shapely import get_coordinates

from maps.affine import Affine, move_draft
from maps.control_points import known_point, place_draft, read_points
from maps.disassemble import disassemble
from maps.errors import BadInputError, NotFoundError, UnreadableFileError
from maps.frame import LocalFrame
from maps.ids import LevelId
from maps.publish import build_venue
from tests.scenes import small_hospital

HERE = LocalFrame(origin_lon_deg=13.4, origin_lat_deg=52.5)
CORNERS = [(0.0, 0.0), (40.0, 0.0), (40.0, 20.0), (0.0, 20.0)]


def lonlat_points(frame=HERE, plan=None):
    """Return the corners of the hospital: on a plan drawn otherwise, and on earth."""
    drawn = (plan or Affine()).apply(np.array(CORNERS)).tolist()
    return [
        known_point({"x": x, "y": y, "lon": frame.to_lonlat(*corner)[0], "lat": frame.to_lonlat(*corner)[1]}, f"c{n}")
        for n, ((x, y), corner) in enumerate(zip(drawn, CORNERS, strict=True))
    ]


def test_a_plan_in_its_own_units_is_brought_to_its_place_on_earth():
    plan = Affine(a=0.0, b=-1000.0, x_m=123.0, c=1000.0, d=0.0, y_m=-77.0)
    drawn = move_draft(disassemble(small_hospital()), plan)
    placed, found = place_draft(drawn, lonlat_points(plan=plan))
    assert found.rms_m < 1e-4
    assert found.affine.scale == pytest.approx(1e-3, rel=1e-5)
    for old, new in zip(disassemble(small_hospital()).features, placed.features, strict=True):
        if old.geometry is not None:
            on_earth = get_coordinates(HERE.geometry_to_lonlat(old.geometry))
            assert get_coordinates(placed.frame.geometry_to_lonlat(new.geometry)) == pytest.approx(on_earth, abs=5e-9)
    assert build_venue(placed, revision=1)[0].units


def test_a_venue_near_by_keeps_its_frame():
    draft = disassemble(small_hospital())
    placed, _ = place_draft(draft, lonlat_points(frame=draft.frame))
    assert placed.frame == draft.frame


def test_a_level_is_aligned_with_another_by_points_they_share():
    draft = disassemble(small_hospital())
    askew = move_draft(draft, Affine(a=0.6, b=-0.8, x_m=50.0, c=0.8, d=0.6, y_m=9.0), level_id=LevelId("F2"))
    landings = [tuple(stop["point"] for stop in portal.properties["stops"]) for portal in askew.of_type("portal")]
    shared = [
        known_point({"x": above[0], "y": above[1], "x_m": below[0], "y_m": below[1]}, "landing")
        for below, above in landings
    ]
    aligned, found = place_draft(askew, shared, level_id=LevelId("F2"))
    assert found.rms_m is None
    for old, new in zip(draft.features, aligned.features, strict=True):
        if old.geometry is not None:
            assert get_coordinates(new.geometry) == pytest.approx(get_coordinates(old.geometry), abs=1e-9)


def test_points_that_would_tear_a_level_away_or_name_none_are_refused():
    draft = disassemble(small_hospital())
    with pytest.raises(BadInputError, match="from the venue"):
        place_draft(draft, lonlat_points(), level_id=LevelId("F2"))
    with pytest.raises(NotFoundError, match="no level 'F9'"):
        place_draft(draft, lonlat_points(frame=draft.frame), level_id=LevelId("F9"))
    mixed = [*lonlat_points(), known_point({"x": 0, "y": 0, "x_m": 0, "y_m": 0}, "here")]
    with pytest.raises(BadInputError, match="Some control points"):
        place_draft(draft, mixed)


def test_points_are_read_from_csv_and_json_alike(tmp_path):
    (tmp_path / "p.csv").write_text("name, x, y, lon, lat\nnorth door, 1, 2.5, 121.4, 31.2\n,3,4,121.5,31.3\n")
    rows = [
        {"name": "north door", "x": 1, "y": 2.5, "lon": 121.4, "lat": 31.2},
        {"x": "3", "y": 4, "lon": 121.5, "lat": 31.3},
    ]
    (tmp_path / "p.json").write_text(json.dumps({"points": rows}))
    assert read_points(tmp_path / "p.csv") == read_points(tmp_path / "p.json")
    assert [each.name for each in read_points(tmp_path / "p.csv")] == ["north door", "point 2"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name,x,y\na,1,2\n", "'a' is incomplete"),
        ("x,y,lon,lat\n1,2,3,\n", "no two numbers"),
        ("x,y,lon,lat\n1,nan,3,4\n", "no two numbers"),
        ("x,y,lon,lat\n1,2,31.2,121.4\n", "no building can stand"),
        ("x,y,lon,lat,x_m,y_m\n1,2,3,4,5,6\n", "incomplete"),
        ("x,y,lon,lat\n" + '"' * 9 + "x" * 200_000, "not CSV"),
    ],
)
def test_a_point_that_cannot_be_used_is_named(tmp_path, text, said):
    (tmp_path / "p.csv").write_text(text)
    with pytest.raises(BadInputError, match=said):
        read_points(tmp_path / "p.csv")


def test_what_is_no_list_of_points_is_refused(tmp_path):
    for text in ("7", "[1]", '{"points": 3}'):
        (tmp_path / "p.json").write_text(text)
        with pytest.raises(BadInputError, match="no list"):
            read_points(tmp_path / "p.json")
    (tmp_path / "p.csv").write_bytes("x,y\n1,2".encode("utf-16"))
    with pytest.raises(UnreadableFileError, match="not CSV"):
        read_points(tmp_path / "p.csv")
