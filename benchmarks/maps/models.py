"""Building models (IFC): spaces, doors, time and memory; see `benchmarks.building_models`."""

from collections.abc import Iterator

from benchmarks.building_models import measured
from benchmarks.maps.data import Row, find_data, skipped


def rows() -> Iterator[Row]:
    folder = find_data("maps/ifc")
    if folder is None:
        yield skipped("building model", "maps/ifc")
        return
    for facts in measured(folder):
        yield {"row": "building model", **facts}
