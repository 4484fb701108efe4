"""Map coordinates become the longitude and latitude they stand for."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.frame import LocalFrame
from maps.readers.map_grids import find_lonlat


@pytest.mark.parametrize(
    ("crs", "east_m", "north_m", "lon_deg", "lat_deg"),
    [
        ("EPSG:32632", 500_000.0, 5_000_000.0, 9.0, 45.153477184),  # on the meridian: the length of the meridian
        ("EPSG:32760", 500_000.0, 10_000_000.0, 177.0, 0.0),
        ("urn:ogc:def:crs:EPSG::4549", 500_000.0, 0.0, 120.0, 0.0),
        ("EPSG:4528", 40_500_000.0, 0.0, 120.0, 0.0),
        ("EPSG:25831", 448_251.795, 5_411_932.678, 2.2945, 48.8582),  # the Eiffel Tower
    ],
)
def test_known_places(crs, east_m, north_m, lon_deg, lat_deg) -> None:
    assert find_lonlat(crs, east_m, north_m) == pytest.approx((lon_deg, lat_deg), abs=2e-5)


@given(east_m=st.floats(300_000, 700_000), north_m=st.floats(100_000, 8_000_000), turn=st.floats(-math.pi, math.pi))
def test_the_grid_is_conformal(east_m, north_m, turn) -> None:
    """Steps of a kilometre in any direction have one length on the ground, that of the scale there."""
    here = find_lonlat("EPSG:32632", east_m, north_m)
    step = find_lonlat("EPSG:32632", east_m + 1_000 * math.cos(turn), north_m + 1_000 * math.sin(turn))
    x_m, y_m = LocalFrame(origin_lon_deg=here[0], origin_lat_deg=here[1]).to_local(*step)
    scale = 0.9996 * (1 + ((east_m - 500_000) / 6_371_000) ** 2 / 2)
    assert math.hypot(x_m, y_m) * scale == pytest.approx(1_000, abs=0.25)


@pytest.mark.parametrize("crs", ["", "EPSG:3857", "site", "EPSG:32699", "EPSG:99999"])
def test_other_systems_are_not_guessed_at(crs) -> None:
    assert find_lonlat(crs, 500_000.0, 5_000_000.0) is None


def test_a_point_far_out_of_its_zone_is_none() -> None:
    assert find_lonlat("EPSG:32632", 5_000_000.0, 5_000_000.0) is None
