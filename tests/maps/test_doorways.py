"""An opening is open through the whole thickness of its wall, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import LineString, box

from maps.doorways import MAX_GAP_M, doorway
from maps.ids import LevelId
from maps.spatial import SpatialIndex
from tests.scenes import Scene


@given(wall_m=st.floats(0, 1.5), width_m=st.floats(0.5, 3))
def test_a_doorway_reaches_from_room_to_room(wall_m: float, width_m: float) -> None:
    west, east = box(0, 0, 5, 6), box(5 + wall_m, 0, 10, 6)
    line = LineString([(5 + wall_m / 2, 1), (5 + wall_m / 2, 1 + width_m)])
    ground = doorway(line, [west, east])
    assert ground.intersects(west)
    assert ground.intersects(east)
    assert ground.area == pytest.approx(width_m * (wall_m + 0.04), rel=1e-6)


def test_a_doorway_does_not_reach_beyond_the_thickest_wall() -> None:
    far = box(20, 0, 30, 6)
    assert doorway(LineString([(5, 1), (5, 2)]), [far]).area == pytest.approx(2 * MAX_GAP_M)


def test_no_wall_is_crossed_on_the_way_through_a_door_in_a_thick_wall() -> None:
    scene = Scene().level("L", 0, box(0, 0, 10.4, 6))
    scene.unit("west", "L", box(0, 0, 5, 6)).unit("east", "L", box(5.4, 0, 10.4, 6))
    scene.opening("door", "L", ("west", "east"), [(5.2, 1), (5.2, 2)])
    index = SpatialIndex(scene.venue())
    assert index.walls_crossed(LevelId("L"), 4, 1.5, 6, 1.5) == 0
    assert index.walls_crossed(LevelId("L"), 4, 3.5, 6, 3.5) == 2
