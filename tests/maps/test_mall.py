"""A folder of shop outlines becomes floors to be positioned on."""

import gzip
import json
import re

import numpy as np
import pytest
import shapely
from shapely.geometry import box, mapping

from maps.errors import UnreadableFileError
from maps.frame import LocalFrame
from maps.ids import VenueId
from maps.readers import mall
from tests.maps.plain import odd_values

FRAME = LocalFrame(origin_lon_deg=120.0, origin_lat_deg=30.0)


def write_floor(folder, name, outline, shops, size_m) -> None:
    floor = folder / name
    floor.mkdir(parents=True)
    areas = [{"id": f"{name}-outline"}, *({"id": f"{name}-{label}", "name": label} for label, _ in shops)]
    features = [
        {"type": "Feature", "properties": tags, "geometry": mapping(FRAME.geometry_to_lonlat(area))}
        for tags, area in zip(areas, [outline, *(area for _, area in shops)], strict=True)
    ]
    (floor / "geojson_map.json").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    info = {"map_info": {"width": size_m[0], "height": size_m[1]}}
    (floor / "floor_info.json").write_text(json.dumps(info))


@pytest.fixture
def two_floors(tmp_path):
    write_floor(
        tmp_path, "F1", box(0, 0, 40, 20), [("星巴克", box(0, 0, 10, 8)), ("NIKE", box(10.1, 0, 20, 8))], (40, 20)
    )
    write_floor(tmp_path, "B1", box(10, 10, 30, 20), [], (20, 10))
    return tmp_path


def test_each_floor_is_a_level_with_its_shops_and_the_ground_between(two_floors) -> None:
    draft = mall.read([two_floors], VenueId("mall"))
    assert draft.purpose == "positioning"
    assert [(level.id, level.properties["ordinal"]) for level in draft.of_type("level")] == [("B1", -1), ("F1", 0)]
    units = {unit.id: unit for unit in draft.of_type("unit")}
    assert units["F1-星巴克"].properties["labels"] == {"zh-Hans": "星巴克"}
    assert units["F1-NIKE"].properties["labels"] == {"und": "NIKE"}
    assert not units["F1-NIKE"].properties["walkable"]
    assert units["F1-floor"].properties["walkable"]
    assert units["F1-floor"].confidence < 1


def test_the_ground_has_no_shops_and_no_slivers_between_them(two_floors) -> None:
    units = {unit.id: unit.geometry for unit in mall.read([two_floors], VenueId("mall")).of_type("unit")}
    assert units["F1-floor"].area == pytest.approx(40 * 20 - 20 * 8, rel=1e-4)
    assert units["F1-floor"].intersection(units["F1-NIKE"]).area < 1e-6


def test_survey_metres_of_every_floor_land_in_one_frame(two_floors) -> None:
    draft = mall.read([two_floors], VenueId("mall"))
    for level, corner in (("F1", (0, 0)), ("B1", (10, 10))):
        frame = next(f.properties["survey_frame"] for f in draft.of_type("level") if f.id == level)
        a, b, x, c, d, y = frame
        lon, lat = draft.frame.to_lonlat(a * 1 + b * 2 + x, c * 1 + d * 2 + y)
        assert FRAME.to_local(lon, lat) == pytest.approx((corner[0] + 1, corner[1] + 2), abs=0.01)
    assert json.loads(json.dumps(frame)) == frame


def test_the_draft_holds_plain_values_only(two_floors) -> None:
    assert not odd_values(mall.read([two_floors], VenueId("mall")))


def test_the_frame_starts_at_the_lower_left_corner_of_the_ground_floor(two_floors) -> None:
    levels = {level.id: level.geometry.bounds for level in mall.read([two_floors], VenueId("mall")).of_type("level")}
    assert levels["F1"] == pytest.approx((0, 0, 40, 20), abs=0.01)
    assert levels["B1"] == pytest.approx((10, 10, 30, 20), abs=0.01)


def test_one_floor_may_be_given_alone(two_floors) -> None:
    assert mall.recognises([two_floors])
    assert mall.recognises([two_floors / "F1"])
    assert [level.id for level in mall.read([two_floors / "F1"], VenueId("mall")).of_type("level")] == ["F1"]


def test_other_folders_and_files_are_not_recognised(tmp_path) -> None:
    assert not mall.recognises([tmp_path])
    assert not mall.recognises([tmp_path / "missing"])
    assert not mall.recognises([])


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("floor_info.json", "{"),
        ("floor_info.json", "[]"),
        ("floor_info.json", '{"map_info": {"width": 0, "height": 5}}'),
        ("floor_info.json", '{"map_info": {"width": NaN, "height": 5}}'),
        ("geojson_map.json", '{"features": []}'),
        ("geojson_map.json", '{"features": [{"geometry": {"type": "Point", "coordinates": [1, 2]}}]}'),
        ("geojson_map.json", '{"features": [{"geometry": {"type": "Nonsense"}}]}'),
        ("geojson_map.json", "[" * 100_000),
    ],
)
def test_a_broken_floor_is_named(two_floors, file: str, text: str) -> None:
    (two_floors / "F1" / file).write_text(text)
    with pytest.raises(UnreadableFileError, match=r"F1|floor_info|geojson_map"):
        mall.read([two_floors], VenueId("mall"))


def test_a_folder_not_named_like_a_floor_is_refused(two_floors) -> None:
    (two_floors / "F1").rename(two_floors / "attic")
    with pytest.raises(UnreadableFileError, match="'attic'"):
        mall.read([two_floors], VenueId("mall"))


def test_a_broken_shop_is_kept_as_unread(two_floors) -> None:
    plan = two_floors / "F1" / "geojson_map.json"
    document = json.loads(plan.read_text())
    document["features"] += [None, {"geometry": {"type": "Polygon", "coordinates": "x"}}, {"properties": {}}]
    plan.write_text(json.dumps(document))
    draft = mall.read([two_floors], VenueId("mall"))
    assert len(draft.unread) == 3
    assert {"F1-NIKE", "F1-星巴克"} < {unit.id for unit in draft.of_type("unit")}


@pytest.mark.shared_data
def test_every_ground_truth_of_the_real_mall_lies_on_its_floor(data_folder) -> None:
    folder = data_folder / "positioning" / "mall-a"
    draft = mall.read([folder], VenueId("mall-a"))
    grounds = {unit.id: unit.geometry for unit in draft.of_type("unit")}
    assert [level.properties["ordinal"] for level in draft.of_type("level")] == [-1, 0, 1, 2, 3]
    for level in draft.of_type("level"):
        text = b"".join(gzip.decompress(trace.read_bytes()) for trace in (folder / level.id / "traces").glob("*.gz"))
        rows = re.findall(rb"TYPE_WAYPOINT\t([-\d.]+)\t([-\d.]+)", text)
        a, b, x, c, d, y = level.properties["survey_frame"]
        points = np.array(rows, dtype=float) @ np.array([[a, c], [b, d]]) + (x, y)
        assert len(points) > 500
        assert shapely.intersects_xy(level.geometry, points[:, 0], points[:, 1]).all()
        assert shapely.intersects_xy(grounds[f"{level.id}-floor"], points[:, 0], points[:, 1]).mean() > 0.98
