"""Where a plan lies: from control points by least squares, with residuals and the points that do not fit.

Similarity: S. Umeyama, "Least-squares estimation of transformation parameters between two point patterns", IEEE TPAMI
13 (1991), doi:10.1109/34.88573. Which points to believe at first: least median of squares, P. J. Rousseeuw, JASA 79
(1984), doi:10.1080/01621459.1984.10477105; which others fit to them: forward search, A. C. Atkinson, JASA 89 (1994),
doi:10.1080/01621459.1994.10476872.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from maps.affine import Affine, Points
from maps.errors import BadInputError, TooLargeError

MAX_POINTS = 40
KINDS = {"similarity": 2, "affine": 3}
"""Kind of transformation to the number of points that determine it."""

_SIGNIFICANCE = 0.001
"""How often points that all fit are said not to."""
_FLOOR_M = 0.001
"""Plans are not drawn more exactly than this [m]."""
_THIN = 1e-3
"""Points that span less than this share of their extent across determine nothing across."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlPoint:
    """A place known in two frames: on the plan (its own units), and where it is [local m]."""

    name: str
    plan: tuple[float, float]
    place_m: tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Georeference:
    """How a plan is moved to where it is, and how well its points say so.

    Parameters
    ----------
    residuals_m : tuple of float
        For each point, how far it comes to lie from where it should.
    outliers : tuple of str
        The points that do not fit to the others; the transformation does not use them.
    rms_m : float or None
        Root mean square of the other residuals, per point; None when as many points are used as determine the
        transformation: nothing is then left over to check with.
    """

    affine: Affine
    kind: str
    points: tuple[ControlPoint, ...]
    residuals_m: tuple[float, ...]
    outliers: tuple[str, ...]
    rms_m: float | None


def georeference(points: Sequence[ControlPoint], *, kind: str = "similarity", mirrored: bool = False) -> Georeference:
    """Return the transformation that brings the plan to its places.

    Parameters
    ----------
    kind : str
        ``similarity`` (moved, turned, scaled; two points or more) or ``affine`` (also sheared; three or more).
    mirrored : bool
        Whether the plan's y points down, as in a picture.

    Raises
    ------
    BadInputError
        If there are too few points, or they do not determine a transformation.
    TooLargeError
        If there are more than `MAX_POINTS`.
    """
    least = KINDS[kind]
    if len(points) > MAX_POINTS:
        raise TooLargeError(f"{len(points)} control points are more than {MAX_POINTS}.", remedy="Give the best.")
    if len(points) < least:
        raise BadInputError(f"{kind.capitalize()} takes {least} control points or more, not {len(points)}.")
    plan = np.array([point.plan for point in points], dtype=float)
    place = np.array([point.place_m for point in points], dtype=float)
    _check(plan, place, kind)
    flip = Affine(d=-1.0) if mirrored else Affine()
    turned = flip.apply(plan)
    used = _fitting(turned, place, kind)
    affine = _fit(turned[used], place[used], kind)
    residuals = _distances(affine, turned, place)
    return Georeference(
        affine=affine.after(flip),
        kind=kind,
        points=tuple(points),
        residuals_m=tuple(residuals.tolist()),
        outliers=tuple(point.name for point, fits in zip(points, used, strict=True) if not fits),
        rms_m=float(np.sqrt(np.mean(residuals[used] ** 2))) if used.sum() > least else None,
    )


def scale_of_line(start: tuple[float, float], end: tuple[float, float], length_m: float) -> Affine:
    """Return the scaling about the origin that gives a line of the plan its measured length.

    Raises
    ------
    BadInputError
        If the line or the length is nothing.
    """
    drawn = math.dist(start, end)
    if not (math.isfinite(drawn) and math.isfinite(length_m) and drawn > 0 and length_m > 0):
        raise BadInputError(
            f"A line of {drawn:g} on the plan cannot be {length_m:g} m long.", remedy="Name two different points."
        )
    return Affine(a=length_m / drawn, d=length_m / drawn)


def _check(plan: Points, place: Points, kind: str) -> None:
    if not (np.isfinite(plan).all() and np.isfinite(place).all()):
        raise BadInputError("A control point has a coordinate that is no number.")
    for known, where in ((plan, "on the plan"), (place, "where they are")):
        along, across = np.linalg.svd(known - known.mean(axis=0), compute_uv=False)[:2]
        if along == 0.0 or (kind == "affine" and across < _THIN * along):
            what = "in one place" if along == 0.0 else "in one line"
            raise BadInputError(
                f"The control points are all {what} {where}.", remedy="Choose some that are far apart and not in line."
            )


def _fit(plan: Points, place: Points, kind: str) -> Affine:
    plan_mean, place_mean = plan.mean(axis=0), place.mean(axis=0)
    p, q = plan - plan_mean, place - place_mean
    if kind == "similarity":
        spread = np.sum(p * p) or 1.0
        a, c = np.sum(p * q) / spread, np.sum(p[:, 0] * q[:, 1] - p[:, 1] * q[:, 0]) / spread
        matrix = np.array([[a, -c], [c, a]])
    else:
        matrix = np.linalg.lstsq(p, q, rcond=None)[0].T
    (a, b), (c, d) = matrix.tolist()
    x_m, y_m = (place_mean - matrix @ plan_mean).tolist()
    return Affine(a=a, b=b, x_m=x_m, c=c, d=d, y_m=y_m)


def _distances(affine: Affine, plan: Points, place: Points) -> Points:
    distances: Points = np.linalg.norm(affine.apply(plan) - place, axis=1)
    return distances


def _fitting(plan: Points, place: Points, kind: str) -> npt.NDArray[np.bool_]:
    """Return which points fit together: those closest to the best guess, and every next one while it fits them."""
    count, least = len(plan), KINDS[kind]
    everyone = np.ones(count, dtype=bool)
    if count <= least + 1:
        return everyone  # which of three points that do not agree is wrong, nobody can say
    guesses = (_fit(plan[list(some)], place[list(some)], kind) for some in combinations(range(count), least))
    best = min(guesses, key=lambda guess: float(np.median(_distances(guess, plan, place))))
    order = np.argsort(_distances(best, plan, place), kind="stable")
    for size in range((count + least + 1) // 2, count):
        used = np.isin(np.arange(count), order[:size])
        affine = _fit(plan[used], place[used], kind)
        distances = _distances(affine, plan, place)
        order = np.argsort(distances, kind="stable")
        nearest = order[size]
        if distances[nearest] > _reach_m(distances[order[:size]], count, least):
            return np.isin(np.arange(count), order[:size])
    return everyone


def _reach_m(distances: Points, count: int, least: int) -> float:
    """Return how far a point may lie that fits to those used, which are the nearest of `count`.

    The nearest of many lie closer than all of them do: the mean square of a share q of them is that of all times
    `1 + (1 - q) ln(1 - q) / q`, for errors that are Gaussian in the plane.
    """
    from scipy.special import fdtri  # here: no other command of a venue needs it, and it takes long to load

    used = len(distances)
    share = used / count
    freedom = 2 * (used - least)
    selected = 1.0 + (1.0 - share) * math.log(1.0 - share) / share
    variance = max(float(np.sum(distances**2)) / freedom / selected, _FLOOR_M**2)
    quantile = float(fdtri(2, freedom, 1.0 - _SIGNIFICANCE / count))
    return math.sqrt(2.0 * variance * quantile)
