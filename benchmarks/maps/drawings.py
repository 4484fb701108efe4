"""Drawings (DXF): numbered rooms found as closed areas, without hand work; see `benchmarks.dxf_floors`."""

from collections.abc import Iterator

from benchmarks.dxf_floors import measured
from benchmarks.maps.data import Row, find_data, skipped


def rows() -> Iterator[Row]:
    folder = find_data("maps/dxf")
    if folder is None:
        yield skipped("drawing", "maps/dxf")
        return
    for outside_m in (0.0, 3.0):
        yield {"row": "drawing", **measured(folder, outside_m=outside_m)}
