import numpy as np
import pytest

from beacons.planless.ground import Ground, Spot

SPOTS = [Spot(x_m=x, y_m=y, level=level) for level in range(2) for x in (0.0, 8.0) for y in (0.0, 8.0)]
GROUND = Ground(SPOTS, ["1", "2"])


def test_the_ground_reaches_beyond_every_place_on_every_level():
    for level in range(2):
        mine = GROUND.level == level
        assert GROUND.x_m[mine].min() < -5
        assert GROUND.x_m[mine].max() > 13
    inside = (abs(GROUND.x_m - 4) < 4) & (abs(GROUND.y_m - 4) < 4)
    assert (GROUND.outside_m[inside] == 0).all()
    assert (GROUND.outside_m[GROUND.x_m < -1] > 0).all()
    assert GROUND.spacing_m == pytest.approx(8.0)


def test_people_spread_and_nobody_is_lost():
    p = np.zeros((len(GROUND), 5), dtype=np.float32)
    p[np.hypot(GROUND.x_m - 4, GROUND.y_m - 4).argmin()] = 0.2
    before = p
    for _ in range(5):
        p = GROUND.moved(p, 1.0)
    assert p.sum() == pytest.approx(1.0, abs=1e-4)
    assert (p >= 0).all()
    assert (p > 0).sum() > (before > 0).sum()
    assert p[GROUND.level == 1].sum() == pytest.approx(0.025, abs=0.01)


@pytest.mark.parametrize(
    "spots", [[Spot(x_m=1.0, y_m=2.0)], [Spot(x_m=float(x), y_m=0.0) for x in range(4)], [Spot(x_m=0.0, y_m=0.0)] * 3]
)
def test_one_place_a_line_and_the_same_place_again_make_a_ground_too(spots):
    ground = Ground(spots, [""])
    assert len(ground) > 10
    assert np.isfinite(ground.outside_m).all()


def test_a_huge_ground_has_coarser_cells_and_not_more_of_them():
    ground = Ground([Spot(x_m=0.0, y_m=0.0), Spot(x_m=1e5, y_m=1e5), Spot(x_m=3.0, y_m=0.0)], [""])
    assert len(ground) < 30_000
