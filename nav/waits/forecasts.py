"""How long somebody will wait who joins a queue later: medians, bounds, and curves over time."""

import enum
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import ndtri

from maps.ids import FeatureId
from nav.waits.commitments import Expected
from nav.waits.demand import NOBODY_ELSE, Demand
from nav.waits.queue_checks import STALE_S
from nav.waits.queues import QueueState, Typical
from nav.waits.service_times import Floats, ServiceLaw, service_law, unit_lognormal
from nav.waits.wait_paths import Announced, Snapshot, Stream, sample_paths

DEAD_S = 900.0
"""A snapshot older than this says nothing about now any more [s]."""
NIGHT_S = 43_200.0
"""A feed that falls silent is believed for so long about when its place closed [s]."""
LEAD_CV = 0.5
"""Spread of the walks to a place, in units of their mean."""
PATHS = 200
HORIZON_S, BIN_S = 1800.0, 30.0
"""A forecast reaches this far, in steps of this size [s]."""
USUAL = Typical(service_mean_s=180.0)
"""Where neither the feed nor the venue says how long a service takes."""


class Basis(enum.StrEnum):
    """What an estimate rests on."""

    LIVE = "live"
    STALE = "stale"
    TYPICAL = "typical"


class NoForecastReason(enum.StrEnum):
    """Why nothing can be said about a wait."""

    UNKNOWN = "unknown"
    NO_SERVER = "no_server"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoForecast:
    """No estimate, and why.

    Parameters
    ----------
    age_s : float or None
        Age of the last snapshot [s]; None if there never was one.
    """

    place_id: FeatureId
    reason: NoForecastReason
    age_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitEstimate:
    """The wait of one person on arrival.

    Parameters
    ----------
    mean_s, p50_s, p90_s : float
        Expected wait, and waits exceeded by half and by one in ten of those told so [s].
    ahead : float
        Expected number of people waiting in front on arrival.
    waiting : int or None
        Who waited at the time of the snapshot; None without one.
    age_s : float or None
        Age of the snapshot [s]; None without one.
    """

    place_id: FeatureId
    eta_s: float
    mean_s: float
    p50_s: float
    p90_s: float
    ahead: float
    waiting: int | None
    age_s: float | None
    basis: Basis


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WaitCurve:
    """Expected wait by time of arrival, piecewise linear; who comes later is not served earlier.

    Parameters
    ----------
    start_s, bin_s : float
        Time of the first value and step [s]; before and after, the first and the last value hold.
    wait_s : (n,) float64
        Wait at each step [s]; never falls by more than the step.
    """

    start_s: float
    bin_s: float
    wait_s: Floats

    def at(self, t_s: float) -> float:
        """Return the wait of somebody who arrives at `t_s` [s]."""
        return float(np.interp((t_s - self.start_s) / self.bin_s, np.arange(len(self.wait_s)), self.wait_s))


@dataclass(frozen=True, kw_only=True, eq=False)
class Forecast:
    """The possible waits at one place over the time to come.

    Parameters
    ----------
    t_s : float
        When it was made; its first moment [s].
    bin_s : float
        Step between moments [s].
    wait_s, ahead : (paths, moments) float64
        Wait of somebody who joins then, and people waiting in front, on each sample path.
    servers : int
        Servers at work; 1 where that is not known.
    service_s : float
        Mean service [s].
    closes_s : float
        Nobody may join later [s].
    """

    place_id: FeatureId
    t_s: float
    bin_s: float
    wait_s: Floats
    ahead: Floats
    servers: int
    service_s: float
    waiting: int | None
    age_s: float | None
    basis: Basis
    closes_s: float = math.inf

    @cached_property
    def curve(self) -> WaitCurve:
        """Expected wait by time of arrival."""
        return WaitCurve(start_s=self.t_s, bin_s=self.bin_s, wait_s=self.wait_s.mean(axis=0))

    def estimate(self, eta_s: float, eta_sd_s: float = 0.0) -> WaitEstimate:
        """Return the wait of somebody who arrives at about `eta_s`.

        Parameters
        ----------
        eta_s, eta_sd_s : float
            Expected time of arrival and its standard deviation [s].
        """
        n_paths, n_moments = self.wait_s.shape
        bins = (eta_s + eta_sd_s * _spread(n_paths) - self.t_s) / self.bin_s
        bins = np.clip(bins, 0.0, n_moments - 1.0)
        left = np.minimum(bins.astype(np.int64), max(n_moments - 2, 0))
        right, share, path = np.minimum(left + 1, n_moments - 1), bins - left, np.arange(n_paths)
        wait_s = self.wait_s[path, left] * (1 - share) + self.wait_s[path, right] * share
        ahead = self.ahead[path, left] * (1 - share) + self.ahead[path, right] * share
        # A truth drawn like the paths is below the k-th of n of them k times in n + 1.
        p50_s, p90_s = np.quantile(wait_s, [0.5, 0.9], method="weibull").tolist()
        return WaitEstimate(
            place_id=self.place_id,
            eta_s=eta_s,
            mean_s=float(wait_s.mean()),
            p50_s=p50_s,
            p90_s=p90_s,
            ahead=float(ahead.mean()),
            waiting=self.waiting,
            age_s=self.age_s,
            basis=self.basis,
        )


def forecast(
    place_id: FeatureId,
    state: QueueState | None,
    t_s: float,
    *,
    expected: Sequence[Expected] = (),
    demand: Demand = NOBODY_ELSE,
    typical: Typical | None = None,
    horizon_s: float = HORIZON_S,
    bin_s: float = BIN_S,
    n_paths: int = PATHS,
) -> Forecast | NoForecast:
    """Return the waits to come at a place.

    A snapshot is followed forward from its own time. One that is too old gives way to what is usual at this time of
    day, and where that is not known either nothing is said.

    Parameters
    ----------
    state : QueueState or None
        The last reading that was believed, not later than `t_s`.
    t_s : float
        Now [s].
    expected : sequence of Expected
        `Ledger.arrivals_for` since the snapshot.
    demand : Demand
        Who else comes.
    typical : Typical or None
        What is usual there.
    horizon_s, bin_s : float
        How far to look and in which steps [s].
    """
    if state is None:
        return _usual(place_id, t_s, None, typical, n_paths)
    age_s = t_s - state.t_s
    if state.closes_s is not None and t_s >= state.closes_s and age_s < NIGHT_S:
        return NoForecast(place_id=place_id, reason=NoForecastReason.CLOSED, age_s=age_s)
    if age_s > DEAD_S:
        return _usual(place_id, t_s, age_s, typical, n_paths)
    if state.servers_open == 0:
        return NoForecast(place_id=place_id, reason=NoForecastReason.NO_SERVER, age_s=age_s)
    law = _service(state, typical or USUAL)
    asked_s = age_s + bin_s * np.arange(math.ceil(horizon_s / bin_s) + 1.0)
    wait_s, ahead = sample_paths(
        _snapshot(state), law, _announced(expected, state.t_s), _stream(demand, age_s), asked_s, n_paths
    )
    return Forecast(
        place_id=place_id,
        t_s=t_s,
        bin_s=bin_s,
        wait_s=wait_s,
        ahead=ahead,
        servers=state.servers_open,
        service_s=law.mean_s,
        waiting=state.waiting,
        age_s=age_s,
        basis=Basis.LIVE if age_s <= STALE_S else Basis.STALE,
        closes_s=math.inf if state.closes_s is None else state.closes_s,
    )


def _usual(
    place_id: FeatureId, t_s: float, age_s: float | None, typical: Typical | None, n_paths: int
) -> Forecast | NoForecast:
    """Return the usual wait, the same at any time to come: a line through 0, the median and the ninth tenth."""
    if typical is None or typical.wait_p50_s is None or typical.wait_p90_s is None:
        return NoForecast(place_id=place_id, reason=NoForecastReason.UNKNOWN, age_s=age_s)
    p50_s, p90_s = typical.wait_p50_s, typical.wait_p90_s
    ranks = np.arange(1, n_paths + 1) / (n_paths + 1)
    wait_s = np.interp(ranks, [0.0, 0.5, 0.9, 1.0], [0.0, p50_s, p90_s, 2 * p90_s - p50_s])[:, None]
    return Forecast(
        place_id=place_id,
        t_s=t_s,
        bin_s=BIN_S,
        wait_s=wait_s,
        ahead=wait_s / typical.service_mean_s,
        servers=1,
        service_s=typical.service_mean_s,
        waiting=None,
        age_s=age_s,
        basis=Basis.TYPICAL,
    )


def _service(state: QueueState, typical: Typical) -> ServiceLaw:
    mean_s = typical.service_mean_s if state.service_mean_s is None else state.service_mean_s
    cv = typical.service_cv if state.service_sd_s is None else state.service_sd_s / mean_s
    return service_law(mean_s, min(cv, 3.0))


def _snapshot(state: QueueState) -> Snapshot:
    elapsed_s = np.full(min(state.busy, state.servers_open), -1.0)
    known = state.elapsed_s[: len(elapsed_s)]
    elapsed_s[: len(known)] = known
    opens_s = 0.0 if state.opens_s is None else state.opens_s - state.t_s
    return Snapshot(state.waiting, state.servers_open, elapsed_s, opens_s)


def _announced(expected: Sequence[Expected], since_s: float) -> Announced:
    return Announced(
        np.array([each.t_s - since_s for each in expected], dtype=np.float64),
        np.array([each.sd_s for each in expected], dtype=np.float64),
        np.array([each.key for each in expected], dtype=np.uint64),
    )


def _stream(demand: Demand, age_s: float) -> Stream:
    lead_s = demand.lead_s * unit_lognormal(LEAD_CV)
    return Stream(demand.per_s, demand.unguided, age_s, lead_s, unit_lognormal(round(demand.cv, 2)))


def _spread(n_paths: int) -> Floats:
    """Return one standard normal number for each path, evenly spread and unrelated to the order of paths."""
    golden = (np.sqrt(5) - 1) / 2
    spread: Floats = ndtri((np.arange(n_paths) + 0.5) * golden % 1)
    return spread
