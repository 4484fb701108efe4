"""Georeferencing, held against transformations that are known."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point

from maps.affine import Affine, move_draft
from maps.disassemble import disassemble
from maps.errors import BadInputError, TooLargeError
from maps.georeference import ControlPoint, georeference, scale_of_line
from maps.ids import LevelId
from tests.scenes import small_hospital

SEEDS = st.integers(0, 2**32 - 1)


def similarity(rng):
    scale, turn = math.exp(rng.uniform(-5, 5)), rng.uniform(-math.pi, math.pi)
    a, c = scale * math.cos(turn), scale * math.sin(turn)
    x_m, y_m = rng.uniform(-500, 500, 2)
    return Affine(a=a, b=-c, x_m=x_m, c=c, d=a, y_m=y_m)


def affine(rng):
    shear = Affine(a=1.0, b=rng.uniform(-0.5, 0.5), c=0.0, d=rng.uniform(0.5, 2.0))
    return similarity(rng).after(shear)


def plan_of(rng, count, truth):
    """Return points spread over 100 m of ground, in the plan's own units."""
    return rng.uniform(-50, 50, (count, 2)) / truth.scale


def control(plan, place):
    return [
        ControlPoint(name=f"p{index}", plan=tuple(one), place_m=tuple(other))
        for index, (one, other) in enumerate(zip(plan.tolist(), place.tolist(), strict=True))
    ]


@pytest.mark.parametrize(("kind", "make", "least"), [("similarity", similarity, 2), ("affine", affine, 3)])
@settings(max_examples=50, deadline=None)
@given(seed=SEEDS, more=st.integers(0, 10), mirrored=st.booleans())
def test_what_was_done_to_the_points_is_found_again(kind, make, least, seed, more, mirrored):
    rng = np.random.default_rng(seed)
    truth = make(rng).after(Affine(d=-1.0 if mirrored else 1.0))
    angles = np.linspace(0, 2 * math.pi, least + more, endpoint=False) + rng.uniform(0, 0.1)
    plan = np.stack([np.cos(angles), np.sin(angles)], axis=1) * 50 / truth.scale
    found = georeference(control(plan, truth.apply(plan)), kind=kind, mirrored=mirrored)
    elsewhere = plan_of(rng, 20, truth)
    assert np.abs(found.affine.apply(elsewhere) - truth.apply(elsewhere)).max() < 1e-6
    assert found.outliers == ()
    assert (found.rms_m is None) == (more == 0)


@settings(max_examples=12, deadline=None)
@given(seed=SEEDS)
def test_errors_of_points_are_told_and_average_out(seed):
    """The mean square residual of n points is (1 - 2/n) of the errors': four of 2n numbers are fitted."""
    rng = np.random.default_rng(seed)
    truth, count, sigma_m = similarity(rng), 30, 0.1
    plan = plan_of(rng, count, truth)
    found = georeference(control(plan, truth.apply(plan) + rng.normal(0, sigma_m, (count, 2))))
    expected_m = sigma_m * math.sqrt(2 * (1 - 2 / count))
    assert 0.5 * expected_m < found.rms_m < 1.6 * expected_m
    assert np.linalg.norm(found.affine.apply(plan) - truth.apply(plan), axis=1).max() < 6 * sigma_m


@pytest.mark.parametrize(("kind", "make"), [("similarity", similarity), ("affine", affine)])
@settings(max_examples=25, deadline=None)
@given(seed=SEEDS, wrong=st.integers(1, 3))
def test_points_that_are_wrong_are_named_and_not_used(kind, make, seed, wrong):
    rng = np.random.default_rng(seed)
    truth, count = make(rng), 12
    plan = plan_of(rng, count, truth)
    place = truth.apply(plan) + rng.normal(0, 0.02, (count, 2))
    clean = georeference(control(plan[wrong:], place[wrong:]), kind=kind)
    turns = rng.uniform(-math.pi, math.pi, wrong)
    place[:wrong] += rng.uniform(5, 60, (wrong, 1)) * np.stack([np.cos(turns), np.sin(turns)], axis=1)
    found = georeference(control(plan, place), kind=kind)
    assert set(found.outliers) >= {f"p{index}" for index in range(wrong)}
    assert np.linalg.norm(found.affine.apply(plan) - clean.affine.apply(plan), axis=1).max() < 0.5
    assert min(found.residuals_m[:wrong]) > 1.0


def test_points_that_all_fit_are_hardly_ever_accused():
    rng = np.random.default_rng(7)
    accused = 0
    for _ in range(100):
        truth = similarity(rng)
        plan = plan_of(rng, int(rng.integers(4, 16)), truth)
        accused += bool(georeference(control(plan, truth.apply(plan) + rng.normal(0, 0.1, plan.shape))).outliers)
    assert accused <= 3


def test_one_wrong_point_of_four_is_named():
    plan = np.array([(0.0, 0.0), (40.0, 0.0), (40.0, 30.0), (0.0, 30.0)])
    place = plan + np.array([100.0, 7.0])
    place[2] += (3.0, -1.0)
    found = georeference(control(plan, place))
    assert found.outliers == ("p2",)
    assert found.rms_m == pytest.approx(0.0, abs=1e-9)
    assert found.residuals_m[2] == pytest.approx(math.hypot(3.0, 1.0))


@pytest.mark.parametrize(
    ("plan", "kind", "said"),
    [
        ([(0, 0)], "similarity", "takes 2"),
        ([(0, 0), (1, 0)], "affine", "takes 3"),
        ([(1, 1), (1, 1), (1, 1)], "similarity", "in one place"),
        ([(0, 0), (1, 1), (2, 2)], "affine", "in one line"),
        ([(0, 0), (math.nan, 1)], "similarity", "no number"),
        ([(0, 0), (math.inf, 1)], "similarity", "no number"),
    ],
)
def test_points_that_determine_nothing_are_refused(plan, kind, said):
    with pytest.raises(BadInputError, match=said):
        georeference(control(np.array(plan, dtype=float), np.array(plan, dtype=float)), kind=kind)


def test_more_points_than_anybody_measures_are_refused():
    with pytest.raises(TooLargeError):
        georeference(control(np.eye(50, 2), np.eye(50, 2)))


def test_a_measured_line_gives_the_scale():
    assert scale_of_line((10.0, 10.0), (310.0, 410.0), 25.0).scale == pytest.approx(0.05)
    for end, length_m in (((10.0, 10.0), 5.0), ((0.0, 0.0), 0.0), ((0.0, math.nan), 1.0)):
        with pytest.raises(BadInputError):
            scale_of_line((10.0, 10.0), end, length_m)


@given(seed=SEEDS)
def test_one_after_the_other_is_both(seed):
    rng = np.random.default_rng(seed)
    first, second, points = affine(rng), affine(rng), rng.uniform(-9, 9, (5, 2))
    both = second.apply(first.apply(points))
    assert np.abs(second.after(first).apply(points) - both).max() <= 1e-9 * np.abs(both).max()


def test_one_level_moves_with_its_landings_and_the_others_stay():
    draft = disassemble(small_hospital())
    moved = move_draft(draft, Affine(x_m=3.0, y_m=-4.0), level_id=LevelId("F2"))
    for old, new in zip(draft.features, moved.features, strict=True):
        on_it = old.properties.get("level_id") == "F2" or (old.feature_type, old.id) == ("level", "F2")
        if old.geometry is not None:
            shift = Point(new.geometry.centroid).distance(old.geometry.centroid)
            assert shift == pytest.approx(5.0 if on_it else 0.0, abs=1e-9)
        for before, after in zip(old.properties.get("stops", ()), new.properties.get("stops", ()), strict=True):
            expected = 5.0 if before["level_id"] == "F2" else 0.0
            assert math.dist(before["point"], after["point"]) == pytest.approx(expected, abs=1e-9)


def test_the_frame_of_a_survey_goes_with_its_plan():
    draft = disassemble(small_hospital())
    level = draft.of_type("level")[0]
    survey = Affine(a=0.0, b=-2.0, x_m=5.0, c=2.0, d=0.0, y_m=1.0)
    level.properties["survey_frame"] = list(survey.numbers)
    move = Affine(a=0.6, b=-0.8, x_m=7.0, c=0.8, d=0.6, y_m=-2.0)
    moved = move_draft(draft, move).of_type("level")[0].properties["survey_frame"]
    assert moved == pytest.approx(list(move.after(survey).numbers))
