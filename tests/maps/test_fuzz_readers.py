"""Whatever files hold, a reader makes a draft of them or refuses; what it makes can be checked and published or not."""

import json
import zipfile

import osmium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import box

from maps.writers import geojson, imdf
from tests.fuzz import fuzz, read_or_refuse
from tests.maps.test_mall import write_floor
from tests.maps.test_osm import Drawing
from tests.mutations import mutated_bytes, mutated_json, mutated_xml
from tests.scenes import small_hospital


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("fuzz")


@pytest.fixture(scope="module")
def imdf_files(tmp_path_factory):
    """Return file name → JSON of the small hospital."""
    path = tmp_path_factory.mktemp("imdf")
    imdf.write(small_hospital(), path)
    return {file.name: json.loads(file.read_text(encoding="utf-8")) for file in sorted(path.glob("*json"))}


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    path = tmp_path_factory.mktemp("plain") / "v.geojson"
    geojson.write(small_hospital(), path)
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def mall_files(tmp_path_factory):
    """Return relative path → JSON of two floors."""
    path = tmp_path_factory.mktemp("mall")
    write_floor(path, "F1", box(0, 0, 40, 20), [("A", box(0, 0, 10, 8)), ("B", box(10.1, 0, 20, 8))], (40, 20))
    write_floor(path, "B1", box(10, 10, 30, 20), [], (20, 10))
    files = sorted(path.rglob("*.json"))
    return {str(file.relative_to(path)): json.loads(file.read_text(encoding="utf-8")) for file in files}


def drawing() -> Drawing:
    """Return an OSM building with everything that the reader knows."""
    plan = Drawing()
    for level in ("0", "1"):
        plan.room(0, 0, 10, 8, level=level, name=f"Room {level}", ref=f"{level}01")
        plan.room(10, 0, 10, 8, level=level, indoor="corridor")
        plan.node(10, 4, door="hinged", level=level, width="0.9", wheelchair="yes")
    plan.room(20, 0, 3, 3, level="0-1", indoor="room", highway="elevator")
    plan.node(20, 2, door="sliding", level="0-1")
    plan.room(20, 4, 3, 4, level="0;1", stairs="yes", highway="steps", conveying="forward")
    plan.node(20, 6, door="no", level="0;1", repeat_on="0-1")
    plan.way((1, 1), (4, 1), (4, 4), highway="footway", level="0", width="2 m")
    plan.way((12, 1), (12, 6), highway="steps", level="0;1", incline="up", step_count="20")
    return plan


@pytest.fixture(scope="module")
def osm_xml():
    return drawing().xml().encode()


@pytest.fixture(scope="module")
def osm_pbf(tmp_path_factory, osm_xml):
    folder = tmp_path_factory.mktemp("pbf")
    (folder / "plan.osm").write_bytes(osm_xml)
    with osmium.SimpleWriter(str(folder / "plan.osm.pbf")) as writer:
        for each in osmium.FileProcessor(str(folder / "plan.osm")):
            writer.add(each)
    return (folder / "plan.osm.pbf").read_bytes()


def test_the_files_to_spoil_are_good_ones(folder, imdf_files, plain, mall_files, osm_xml, osm_pbf):
    """A fuzz target that starts from what is refused anyway finds nothing."""
    assert read_or_refuse([write_folder(folder / "imdf", imdf_files)], "imdf")
    assert read_or_refuse([write_folder(folder / "mall", mall_files)], "mall")
    for name, data, file_format in (
        ("v.geojson", json.dumps(plain).encode(), "geojson"),
        ("v.osm", osm_xml, "osm"),
        ("v.osm.pbf", osm_pbf, "osm"),
    ):
        (folder / name).write_bytes(data)
        draft = read_or_refuse([folder / name], file_format)
        assert {"unit", "opening"} <= {each.feature_type for each in draft.features}


def write_folder(path, files):
    for name, document in files.items():
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_text(json.dumps(document), encoding="utf-8")
    return path


@fuzz
@given(data=st.data())
def test_fuzz_imdf(folder, imdf_files, data):
    name = data.draw(st.sampled_from(sorted(imdf_files)))
    files = {**imdf_files, name: data.draw(mutated_json(imdf_files[name]))}
    path = folder / "v.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for each, document in files.items():
            archive.writestr(each, json.dumps(document))
    read_or_refuse([path], "imdf")


@fuzz
@given(data=st.data())
def test_fuzz_zip_archives(folder, imdf_files, data):
    path = folder / "spoilt.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, document in imdf_files.items():
            archive.writestr(each, json.dumps(document))
    path.write_bytes(data.draw(mutated_bytes(path.read_bytes())))
    read_or_refuse([path], "imdf")


@fuzz
@given(data=st.data())
def test_fuzz_geojson(folder, plain, data):
    path = folder / "spoilt.geojson"
    path.write_text(json.dumps(data.draw(mutated_json(plain))), encoding="utf-8")
    read_or_refuse([path], "geojson")


@fuzz
@given(data=st.data())
def test_fuzz_mall(tmp_path_factory, folder, mall_files, data):
    name = data.draw(st.sampled_from(sorted(mall_files)))
    spoilt = {**mall_files, name: data.draw(mutated_json(mall_files[name]))}
    read_or_refuse([write_folder(folder / "spoilt-mall", spoilt)], "mall")


@fuzz
@given(data=st.data())
def test_fuzz_osm_xml(folder, osm_xml, data):
    path = folder / "spoilt.osm"
    spoilt = data.draw(mutated_xml(osm_xml))
    path.write_bytes(data.draw(st.just(spoilt) | mutated_bytes(spoilt)))
    read_or_refuse([path], "osm")


@fuzz
@given(data=st.data())
def test_fuzz_osm_pbf(folder, osm_pbf, data):
    path = folder / "spoilt.osm.pbf"
    path.write_bytes(data.draw(mutated_bytes(osm_pbf)))
    read_or_refuse([path], "osm")
