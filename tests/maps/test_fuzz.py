"""Spoilt copies of what we write ourselves: a draft or an error of ours (``BEELINE_FUZZ_EXAMPLES`` for longer)."""

import tempfile
from pathlib import Path

from shapely.geometry import box

from maps import writers
from maps.venue import Venue
from tests.maps.fuzzing import fuzz_test
from tests.scenes import Scene, small_hospital


def written(file_format: str, name: str) -> bytes:
    venue = small_hospital() if file_format == "imdf" else _small()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        writers.get_writer(file_format).write(venue, path)
        return path.read_bytes()


def _small() -> Venue:
    scene = Scene().level("0", 0).unit("a", "0", box(0, 0, 20, 20)).unit("b", "0", box(20, 0, 40, 20))
    return scene.opening("door", "0", ("a", "b"), [(20, 5), (20, 6)]).venue()


test_fuzz_osm = fuzz_test(written("osm", "v.osm"), "v.osm", "osm")
test_fuzz_geojson = fuzz_test(written("geojson", "v.geojson"), "v.geojson", "geojson")
test_fuzz_imdf = fuzz_test(written("imdf", "v.zip"), "v.zip", "imdf")
test_fuzz_own_indoorgml = fuzz_test(written("indoorgml", "v.gml"), "v.gml", "indoorgml")
