"""Open-RMF buildings: our ways beside the lanes that were drawn by hand; see `benchmarks.clinic`."""

from collections.abc import Iterator

from benchmarks.clinic import pairs, summary
from benchmarks.maps.data import Row, find_data, skipped

BUILDINGS = ("maps/rmf-clinic/clinic.building.yaml", "maps/rmf-hotel/hotel.building.yaml")


def rows() -> Iterator[Row]:
    for name in BUILDINGS:
        path = find_data(name)
        if path is None:
            yield skipped("lanes", name)
        else:
            yield {"row": "lanes", "file": path.name, **summary(list(pairs(path)))}
