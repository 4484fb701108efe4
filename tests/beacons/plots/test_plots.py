"""Figures say what was measured, and are drawings that anything can open."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest

from beacons.coverage.level import cover
from beacons.coverage.placement import suggest
from beacons.coverage.site import Site
from beacons.plots.chart import ticks_to
from beacons.plots.curves import render_calibration, render_errors
from beacons.plots.heatmap import LOOKS, Shown, render_coverage
from beacons.plots.points import Points, points_of
from beacons.plots.scale import CIVIDIS
from beacons.plots.tracks import levels_of, render_track
from beacons.survey import tracked
from beacons.tracker import Tracker
from maps.errors import BadInputError
from maps.ids import LevelId
from tests.beacons.walks import straight_walk
from tests.scenes import small_hospital

F1 = LevelId("F1")
VENUE = small_hospital()
SITE = Site(VENUE)
COVERED = cover(SITE, F1)
SVG = "{http://www.w3.org/2000/svg}"


def points(rng, *, walks=8, widened=1.0):
    """Return points whose errors are Rayleigh, and circles that are right, or wider."""
    count, sd_m = 400 * walks, 2.0
    error_m = rng.rayleigh(sd_m, count)
    r68_m, r95_m = (np.full(count, widened * sd_m * np.sqrt(-2 * np.log(1 - p))) for p in (0.68, 0.95))
    return Points(walk=np.arange(count) % walks, error_m=error_m, r68_m=r68_m, r95_m=r95_m, without_fix=3)


def words(svg):
    return [element.text for element in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("shown", list(Shown))
def test_coverage_is_drawn_with_a_legend_of_every_step(shown):
    svg = render_coverage(SITE, COVERED, shown=shown)
    assert set(LOOKS[shown].scale.words()) <= set(words(svg))
    fills = {element.get("fill") for element in ElementTree.fromstring(svg).iter(f"{SVG}path")}
    assert fills & set(CIVIDIS) or shown is Shown.RANGES


def test_every_cell_is_drawn_once():
    paths = re.findall(r'<path d="([^"]*)" fill="(?:' + "|".join(CIVIDIS) + ')"', render_coverage(SITE, COVERED))
    runs = [float(width) for path in paths for width in re.findall(r"h(\d[\d.]*)v", path)]
    assert sum(runs) == pytest.approx(len(COVERED.x_m) * COVERED.raster.side_m, rel=1e-3)


def test_dead_beacons_are_crossed_out_and_suggested_ones_numbered():
    suggestions = suggest(SITE, F1, 2).suggestions
    svg = render_coverage(SITE, COVERED, without=["F1-b5"], suggestions=suggestions)
    on_level = sum(item.level_id == F1 for item in VENUE.transmitters)
    assert svg.count('r="0.5" fill="#C2410C"') == on_level - 1
    assert {"1", "2"} <= set(words(svg))


def test_better_amounts_are_brighter_whichever_way_is_better():
    error, heard = LOOKS[Shown.ERROR].scale, LOOKS[Shown.HEARD].scale
    assert error.steps(np.array([1.0, 2.0, 6.0, 99.0, np.nan])).tolist() == [0, 0, 4, 7, -1]
    assert heard.steps(np.array([20.0, 12.0, 4.0, 0.5])).tolist() == [0, 0, 4, 7]


def test_the_error_curve_names_its_quantiles_and_what_is_missing(rng):
    some = points(rng)
    said = " ".join(words(render_errors(some)))
    assert f"50 %: {np.median(some.error_m):.1f} m" in said
    assert f"{len(some.error_m)} points of 8 walks, 3 more without a fix" in said


def test_intervals_hold_the_figure_and_one_walk_has_none(rng):
    whole, low, high = points(rng).curves(lambda drawn: np.array([float(len(drawn))]))
    assert low[0] <= whole[0] <= high[0]
    one = points(rng, walks=1)
    assert all((part == one.error_m.mean()).all() for part in one.curves(lambda drawn: one.error_m[drawn].mean()))


def test_circles_that_are_right_lie_on_the_line_and_wider_ones_above(rng):
    right, wide = (" ".join(words(render_calibration(points(rng, widened=by)))) for by in (1.0, 2.0))
    assert re.search(r"68 % promised, 6[6-9] % inside", right) or "70 % inside" in right
    assert "68 % promised, 99 % inside" in wide


def test_a_track_is_drawn_on_each_level_it_was_on(rng):
    walk = straight_walk(VENUE, rng)
    fixes = tracked(Tracker(VENUE), walk)
    assert levels_of(walk) == (F1,)
    svg = render_track(VENUE, F1, walk, fixes)
    assert any("fixes here" in each for each in words(svg) if each)
    found = points_of({walk.id: fixes}, {walk.id: walk})
    assert len(found.error_m) + found.without_fix == len(walk.truth)


def test_no_fix_anywhere_is_said(rng):
    walk = straight_walk(VENUE, rng)
    with pytest.raises(BadInputError, match="No point"):
        points_of({}, {walk.id: replace(walk)})


@pytest.mark.parametrize("most", [0.7, 3.0, 9.99, 10.0, 47.0, 130.0])
def test_ticks_are_few_and_reach_far_enough(most):
    ticks = ticks_to(most)
    assert ticks[-1] >= most
    assert 3 <= len(ticks) <= 9
