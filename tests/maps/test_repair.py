"""Geometry is made usable, or refused; never made worse."""

import time

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import GeometryCollection, LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from maps.repair import find_area, find_line, whole_millimetres

POINTS = st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=14)


@settings(max_examples=200, deadline=None)
@given(points=POINTS)
def test_whatever_comes_out_is_valid_in_whole_millimetres_and_repair_changes_it_no_more(points) -> None:
    area = find_area(Polygon(points))
    if area is None:
        return
    assert area.is_valid
    assert area.geom_type in ("Polygon", "MultiPolygon")
    assert all(part.exterior.is_ccw for part in shapely.get_parts(area))
    coordinates = shapely.get_coordinates(area)
    assert np.array_equal(coordinates, np.round(coordinates * 1000) / 1000)
    assert find_area(area) == area


def test_a_valid_area_keeps_its_vertices() -> None:
    assert find_area(box(0, 0, 4, 3)).equals(box(0, 0, 4, 3))
    ring = Polygon(box(0, 0, 9, 9).exterior.coords, [box(1, 1, 2, 2).exterior.coords])
    assert find_area(ring).area == 80.0


def test_a_bow_tie_keeps_both_wings() -> None:
    assert find_area(Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])).area == pytest.approx(2.0)


def test_areas_are_taken_out_of_a_collection_and_one_part_is_a_polygon() -> None:
    mixed = GeometryCollection([Point(0, 0), box(0, 0, 1, 1), LineString([(0, 0), (5, 5)])])
    assert find_area(mixed).equals(box(0, 0, 1, 1))
    assert find_area(MultiPolygon([box(0, 0, 1, 1)])).geom_type == "Polygon"


@pytest.mark.parametrize(
    "nothing",
    [
        None,
        Point(1, 1),
        Polygon(),
        LineString([(0, 0), (1, 1)]),
        Polygon([(0, 0), (1, 1), (2, 2)]),
        box(0, 0, 0.001, 0.001),
        Polygon([(0, 0), (1, float("nan")), (2, 2)]),
        Polygon([(0, 0), (1, float("inf")), (2, 2)]),
    ],
)
def test_what_has_no_area_has_none(nothing) -> None:
    assert find_area(nothing) is None


def test_pieces_of_a_line_that_meet_are_joined_and_others_refused() -> None:
    assert find_line(MultiLineString([[(0, 0), (1, 0)], [(1, 0), (2, 0)]])).length == 2.0
    assert find_line(MultiLineString([[(0, 0), (1, 0)], [(5, 0), (6, 0)]])) is None
    assert find_line(LineString([(0, 0), (0, 0)])) is None
    assert find_line(Point(0, 0)) is None


def test_a_hostile_tangle_is_refused_soon(rng: np.random.Generator) -> None:
    started = time.perf_counter()
    assert find_area(Polygon(rng.uniform(0, 100, (3_000, 2)))) is None
    assert time.perf_counter() - started < 10.0


def test_a_large_outline_with_one_slip_is_repaired() -> None:
    angles = np.linspace(0, 2 * np.pi, 5_000, endpoint=False)
    circle = np.column_stack([50 * np.cos(angles), 50 * np.sin(angles)])
    circle[[100, 101]] = circle[[101, 100]]
    assert find_area(Polygon(circle)).area == pytest.approx(np.pi * 2500, rel=1e-3)


def test_minus_zero_is_zero() -> None:
    assert str(whole_millimetres(Point(-0.0001, 0)).x) == "0.0"
