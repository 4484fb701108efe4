import math

import pytest

from beacons.accuracy import OLDEST_S, evaluate
from beacons.traces.trace import Trace, TruthPoint
from maps.errors import BadInputError
from maps.ids import LevelId
from maps.position import Fix, NoFix, NoFixReason, Position


def at(x_m, level="F1"):
    return Position(x_m=float(x_m), y_m=0.0, level_id=LevelId(level))


def fix(t_s, x_m, level="F1", r68_m=1.0, r95_m=2.0):
    cov = ((1.0, 0.0), (0.0, 1.0))
    return Fix(t_s=float(t_s), position=at(x_m, level), cov_m2=cov, r68_m=r68_m, r95_m=r95_m, p_level=1.0)


def walk(*points):
    truth = tuple(TruthPoint(t_s=float(t_s), position=at(x_m)) for t_s, x_m in points)
    return {"w": Trace(id="w", start_unix_s=0.0, observations=(), truth=truth)}


def test_the_latest_fix_not_after_a_point_counts():
    found = evaluate({"w": [fix(0, 0), fix(4, 40), fix(6, 60)]}, walk((5, 41.5)))
    assert (found.n, found.mean_m, found.no_fix_share) == (1, 1.5, 0.0)
    assert (found.cov68, found.cov95, found.level_hit) == (0.0, 1.0, 1.0)


@pytest.mark.parametrize(
    "answers",
    [
        pytest.param([], id="no answers"),
        pytest.param([fix(6, 0)], id="too late"),
        pytest.param([fix(5 - OLDEST_S - 0.1, 0)], id="too old"),
        pytest.param([fix(0, 0), NoFix(t_s=4.0, reason=NoFixReason.STALE)], id="lost since"),
    ],
)
def test_a_point_without_a_fresh_fix_has_none(answers):
    found = evaluate({"w": answers}, walk((5, 0)))
    assert (found.n, found.no_fix_share, found.mean_m, found.cov95) == (1, 1.0, None, None)


def test_smoothed_fixes_are_interpolated_in_time():
    found = evaluate({"w": [fix(0, 0), fix(10, 10)]}, walk((4, 4)), smoothed=True)
    assert found.mean_m == pytest.approx(0.0)


def test_between_two_levels_the_nearer_fix_counts():
    answers = [fix(0, 0), fix(10, 10, level="F2")]
    assert evaluate({"w": answers}, walk((4, 0)), smoothed=True).level_hit == 1.0
    assert evaluate({"w": answers}, walk((6, 10)), smoothed=True).level_hit == 0.0


def test_figures_are_those_of_all_points():
    errors = list(range(1, 101))
    answers = [fix(20 * n, 0, r68_m=68.0, r95_m=95.0) for n in errors]
    found = evaluate({"w": answers}, walk(*((20 * n, n) for n in errors)))
    assert (found.mean_m, found.median_m) == (50.5, 50.5)
    assert found.p75_m == pytest.approx(75.25)
    assert (found.cov68, found.cov95) == (0.68, 0.95)


def test_a_walk_that_was_never_located_counts_against():
    truths = walk((5, 0)) | {
        "other": Trace(id="other", start_unix_s=0.0, observations=(), truth=walk((5, 0))["w"].truth)
    }
    assert evaluate({"w": [fix(5, 0)]}, truths).no_fix_share == 0.5


def test_without_truth_there_is_nothing_to_measure():
    with pytest.raises(BadInputError, match="ground truth"):
        evaluate({}, walk())


def test_the_error_is_horizontal_whatever_the_level():
    found = evaluate({"w": [fix(5, 3, level="F2")]}, walk((5, 0)))
    assert (found.mean_m, found.level_hit) == (3.0, 0.0)
    assert math.isfinite(found.p95_m)
