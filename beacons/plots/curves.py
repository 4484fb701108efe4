"""How large errors are, and whether circles hold what they promise, as charts."""

import numpy as np
import numpy.typing as npt

from beacons.plots.chart import BLUE, ORANGE, Chart, ticks_to
from beacons.plots.points import Points

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

_SHOWN = 0.98
"""The largest errors would press all the others together: the axis ends at this share of them."""
_STEPS = 160


def render_errors(points: Points) -> str:
    """Return the share of points whose error is no more than so many metres, with its 95 % interval, as SVG."""
    most_m = float(np.quantile(points.error_m, _SHOWN))
    ticks = ticks_to(max(most_m, 1.0))
    x = np.linspace(0.0, ticks[-1], _STEPS)

    def share(drawn: Ints) -> Floats:
        errors_m = np.sort(points.error_m[drawn])
        return np.asarray(100.0 * np.searchsorted(errors_m, x, side="right") / len(errors_m), dtype=np.float64)

    chart = Chart(
        title="误差分布 How large errors are",
        note=_note(points),
        x_name="error [m]",
        y_name="share of points within [%]",
        x_ticks=ticks,
        y_ticks=[0, 20, 40, 60, 80, 100],
    )
    whole, low, high = points.curves(share)
    chart.band(x, low, high, BLUE)
    chart.line(x, whole, BLUE)
    for quantile in (50, 75, 95):
        error_m = float(np.percentile(points.error_m, quantile))
        if error_m <= ticks[-1]:
            chart.mark(error_m, quantile, f"{quantile} %: {error_m:.1f} m", colour=BLUE)
    return chart.svg()


def render_calibration(points: Points) -> str:
    """Return how many truths lie inside circles that promise so many, with its 95 % interval, as SVG.

    A fix promises two circles. Between and beyond them its error is taken to be Weibull, through both: the share of
    truths inside the circle of any promise is then that of ``u <= p``, with

    ``u = 1 - exp(ln(1 - 0.68) (error / r68)^k)``, ``k = ln(ln 0.05 / ln 0.32) / ln(r95 / r68)``

    so that what is drawn at 68 and 95 % is exactly what was promised there.

    Notes
    -----
    Probability integral transform: Dawid 1984, doi:10.2307/2981683.
    """
    promised = np.linspace(0.0, 1.0, 101)
    u = _promises(points)

    def inside(drawn: Ints) -> Floats:
        return np.asarray(100.0 * np.mean(u[drawn][:, np.newaxis] <= promised, axis=0), dtype=np.float64)

    chart = Chart(
        title="置信圆校准 What circles promise, and what they hold",
        note=_note(points),
        x_name="promised: truths inside [%]",
        y_name="found: truths inside [%]",
        x_ticks=[0, 20, 40, 60, 80, 100],
        y_ticks=[0, 20, 40, 60, 80, 100],
    )
    whole, low, high = points.curves(inside)
    chart.line(np.array([0.0, 100.0]), np.array([0.0, 100.0]), ORANGE, dashed=True, width=2.0)
    chart.say(72, 22, "below the dashed line: circles too small", ORANGE)
    chart.say(28, 90, "above: wider than need be", ORANGE)
    chart.band(100.0 * promised, low, high, BLUE)
    chart.line(100.0 * promised, whole, BLUE)
    for share, radius_m in ((68, points.r68_m), (95, points.r95_m)):
        found = 100.0 * float(np.mean(points.error_m <= radius_m))
        chart.mark(share, found, f"{share} % promised, {found:.0f} % inside", colour=BLUE, left=True)
    return chart.svg()


def _promises(points: Points) -> Floats:
    """Return the promise of the circle through each truth."""
    wider = np.maximum(np.log(points.r95_m / points.r68_m), 1e-3)
    shape = np.log(np.log(0.05) / np.log(0.32)) / wider
    scaled = np.minimum(shape * np.log(np.maximum(points.error_m, 1e-9) / points.r68_m), 50.0)
    return np.asarray(-np.expm1(np.log(0.32) * np.exp(scaled)), dtype=np.float64)


def _note(points: Points) -> str:
    walks = len(np.unique(points.walk))
    missing = f", {points.without_fix} more without a fix" if points.without_fix else ""
    band = "; band: 95 % by bootstrap over walks" if walks > 1 else ""
    return f"{len(points.error_m)} points of {walks} walk{'s' if walks > 1 else ''}{missing}{band}"
