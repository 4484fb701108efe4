"""Steps and headings out of a phone's accelerometer and rotation vector."""

import numpy as np
import numpy.typing as npt

from beacons.observation import Step

Floats = npt.NDArray[np.float64]

_RATE_HZ = 50.0
_SMOOTH_S = 0.16
_TREND_S = 1.2
_SHORTEST_STEP_S = 0.33
_LOWEST_PEAK_M_S2 = 0.6
_HEADING_S = 0.25
"""A heading is the mean over this long before and after the step's peak."""
_LONGEST_GAP_S = 0.5
"""A step with no rotation sample this near has no heading."""


def detect_steps(accelerations: Floats, rotations: Floats) -> tuple[Step, ...]:
    """Return the steps of a walk with a phone held in front, screen up.

    The magnitude of the acceleration, smoothed and freed of its trend, peaks once a step; the heading is that of
    the phone's long side.

    Parameters
    ----------
    accelerations : (n, 4) array
        Rows ``t [s], x, y, z [m/s²]``, gravity included, any order.
    rotations : (m, 4) array
        Rows ``t [s], x, y, z`` of Android's rotation vector: the vector part of the unit quaternion that turns
        phone axes into east, north, up.

    Returns
    -------
    tuple of Step
        In time order; empty when there are fewer than two seconds of samples.
    """
    t_s, bounce = _bounce(accelerations)
    if t_s.size == 0:
        return ()
    peaks = _peaks(bounce, _LOWEST_PEAK_M_S2, round(_SHORTEST_STEP_S * _RATE_HZ))
    headings = _headings(rotations, t_s[peaks])
    return tuple(
        Step(t_s=float(time_s), heading_deg=None if np.isnan(heading) else float(heading))
        for time_s, heading in zip(t_s[peaks], headings, strict=True)
    )


def _bounce(accelerations: Floats) -> tuple[Floats, Floats]:
    """Return times on an even grid and the band-passed magnitude of the acceleration."""
    rows = accelerations[np.argsort(accelerations[:, 0], kind="stable")]
    if len(rows) < 2 or not 2.0 <= rows[-1, 0] - rows[0, 0] <= 86_400.0:
        return np.empty(0), np.empty(0)
    t_s = np.arange(rows[0, 0], rows[-1, 0], 1.0 / _RATE_HZ)
    magnitude = np.interp(t_s, rows[:, 0], np.linalg.norm(rows[:, 1:], axis=1))
    return t_s, _mean(magnitude, _SMOOTH_S) - _mean(magnitude, _TREND_S)


def _mean(values: Floats, window_s: float) -> Floats:
    """Return the centred moving mean, the ends held."""
    half = max(1, round(window_s * _RATE_HZ / 2))
    sums = np.concatenate([[0.0], np.cumsum(np.pad(values, half, mode="edge"))])
    width = 2 * half + 1
    result: Floats = (sums[width:] - sums[:-width]) / width
    return result


def _peaks(values: Floats, lowest: float, apart: int) -> npt.NDArray[np.intp]:
    """Return the indices of local maxima above `lowest`, the higher one kept where two are too close."""
    inner = np.flatnonzero((values[1:-1] > values[:-2]) & (values[1:-1] >= values[2:]) & (values[1:-1] > lowest)) + 1
    kept: list[int] = []
    for index in inner:
        if kept and index - kept[-1] < apart:
            if values[index] > values[kept[-1]]:
                kept[-1] = int(index)
        else:
            kept.append(int(index))
    return np.array(kept, dtype=np.intp)


def _headings(rotations: Floats, t_s: Floats) -> Floats:
    """Return the heading [degrees clockwise from north] around each time; NaN where no sample is near."""
    if len(rotations) == 0:
        return np.full(t_s.size, np.nan)
    rows = rotations[np.argsort(rotations[:, 0], kind="stable")]
    x, y, z = rows[:, 1], rows[:, 2], rows[:, 3]
    w = np.sqrt(np.clip(1.0 - x * x - y * y - z * z, 0.0, None))
    # The phone's y axis in the world: second column of the rotation matrix, its east and north parts.
    unit = np.exp(1j * np.arctan2(2.0 * (x * y - w * z), 1.0 - 2.0 * (x * x + z * z)))
    sums = np.concatenate([[0.0], np.cumsum(unit)])
    first = np.searchsorted(rows[:, 0], t_s - _HEADING_S)
    last = np.searchsorted(rows[:, 0], t_s + _HEADING_S, side="right")
    nearest = np.clip(np.searchsorted(rows[:, 0], t_s), 1, len(rows) - 1) if len(rows) > 1 else np.zeros(1, np.intp)
    gap = np.minimum(np.abs(rows[nearest, 0] - t_s), np.abs(rows[nearest - 1, 0] - t_s))
    fallback = unit[nearest]
    total = np.where(last > first, sums[last] - sums[first], fallback)
    headings: Floats = np.degrees(np.angle(total)) % 360.0
    headings[gap > _LONGEST_GAP_S] = np.nan
    return headings
