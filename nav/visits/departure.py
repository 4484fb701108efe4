"""When to leave for an appointment, so that one is on time nine times in ten."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq
from scipy.stats import truncnorm

from maps.ids import FeatureId
from maps.venue import PortalKind
from nav.route import Route
from nav.visits.arrays import Floats

P_ON_TIME = 0.9

SPEED_SD_M_S = 0.22
"""Spread of walking speed among people of one kind: .2 to .25 for the quick, the slow, the frail and in wheelchairs;
Bohannon 1997 (doi:10.1093/ageing/26.1.15) measured .09 to .23 by age and sex."""

SLOWEST_M_S, FASTEST_M_S = 0.3, 1.8

_SPEEDS = 200
"""Points of the distribution of speed, each as likely as the next."""

_GRID_S = 0.5
"""Step of the distribution of lift waits [s]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """When to leave.

    Parameters
    ----------
    leave_s : float
        Latest departure [s].
    arrive_p50_s, arrive_p90_s : float
        When half, and nine in ten, of those who leave then have arrived [s].
    """

    leave_s: float
    arrive_p50_s: float
    arrive_p90_s: float


def leave_by(
    route: Route,
    speed_m_s: float,
    appointment_s: float,
    *,
    lift_wait_s: Mapping[FeatureId, float],
    p_on_time: float = P_ON_TIME,
) -> Departure:
    """Return the latest departure from which one arrives by an appointment with a probability.

    The walker's speed is normal about that of the profile; each lift comes after a uniform time between nothing and its
    interval, which is twice its expected wait. The rest of a ride is as long as it is.

    Parameters
    ----------
    speed_m_s : float
        The speed of the profile that the route is for.
    appointment_s : float
        When to be there [s].
    lift_wait_s : mapping of FeatureId to float
        The expected wait for each lift of the route, as it is in the route's duration [s] (`nav.lifts.usual_wait_s`).
    """
    lifts = [leg for leg in route.legs if leg.kind is PortalKind.ELEVATOR]
    carried = [leg for leg in route.legs if leg.kind in (PortalKind.ESCALATOR, PortalKind.MOVING_WALKWAY)]
    waits_s = [lift_wait_s[leg.portal_id] for leg in lifts if leg.portal_id is not None]
    ride_s = sum(leg.duration_s for leg in (*lifts, *carried)) - sum(waits_s)
    walk_s = route.duration_s - ride_s - sum(waits_s)
    walks_s = walk_s * speed_m_s / _speeds_m_s(speed_m_s)
    p50_s, p90_s, needed_s = (ride_s + _quantile_s(p, walks_s, waits_s) for p in (0.5, 0.9, p_on_time))
    leave_s = appointment_s - needed_s
    return Departure(leave_s=leave_s, arrive_p50_s=leave_s + p50_s, arrive_p90_s=leave_s + p90_s)


def _speeds_m_s(speed_m_s: float) -> Floats:
    """Return equally likely walking speeds."""
    bounds = (np.array([SLOWEST_M_S, FASTEST_M_S]) - speed_m_s) / SPEED_SD_M_S
    ranks = (np.arange(_SPEEDS) + 0.5) / _SPEEDS
    speeds: Floats = speed_m_s + SPEED_SD_M_S * truncnorm.ppf(ranks, *bounds)
    return speeds


def _quantile_s(p: float, walks_s: Floats, waits_s: Iterable[float]) -> float:
    """Return the time within which walking and waiting for lifts are over with a probability [s]."""
    within_s, share = _lift_waits(waits_s)

    def excess(time_s: float) -> float:
        return float(np.interp(time_s - walks_s, within_s, share, left=0.0).mean()) - p

    return float(brentq(excess, 0.0, walks_s.max() + within_s[-1] + 1.0))


def _lift_waits(waits_s: Iterable[float]) -> tuple[Floats, Floats]:
    """Return times [s] and the share of people whose lifts have all come within them."""
    density: Floats = np.ones(1)
    for wait_s in waits_s:
        density = np.convolve(density, np.ones(max(round(2.0 * wait_s / _GRID_S), 1)))
    share: Floats = np.append(0.0, np.cumsum(density / density.sum()))
    within_s: Floats = _GRID_S * np.arange(len(share), dtype=np.float64)
    return within_s, share
