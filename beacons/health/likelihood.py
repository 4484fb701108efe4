"""How well a supposed field of power explains what was heard, and not heard, in each patch.

In a patch that n people walked through, of whom k heard the transmitter, its mean power is μ + e: μ from the common
model (`beacons.propagation`), e ~ N(0, 4 dB) for all that the plan does not know, the same for everybody there. Given
e, the k are binomial and the powers normal. Integrating over e says how far many visits to one patch may be trusted:
they are no independent witnesses of the building.
"""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from beacons.observation import RadioKind
from beacons.propagation import get_model, p_heard
from beacons.signals import STEP_DB, received

Floats = npt.NDArray[np.float64]

PATCH_SD_DB = 4.0
VISIT_SD_DB = 6.5
"""Spread of the mean power of a visit within a patch: where exactly, which way the body stood [dB]."""
FRESH_SHARE = 0.5
"""Share of a visit's seconds that say something new: packets seconds apart fade together."""
STRAY = 0.003
"""Probability that a visit was somewhere else entirely, and a working transmitter is heard all the same."""
SURE = 0.95
"""Nobody is more certain than this to hear a transmitter."""
OUTLIER = 0.01
"""Probability that a patch is not what the plan says, so that nothing is told by it: no patch decides alone."""
_RANGE_DB = 60.0
_FAINT_DBM = -105.0
"""Weaker than anything that is received [dBm]."""
_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_LOG_WEIGHTS = np.log(_WEIGHTS / _WEIGHTS.sum())


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What is known of one transmitter in the patches that anybody visited; arrays of m patches.

    Parameters
    ----------
    patch : array of int
        Numbers of the patches.
    visits, heard : arrays
        Visits, and those in which it was heard.
    total_dbm, squares : arrays
        Sum and sum of squares of the mean powers of those visits.
    window_s : array
        Mean length of a visit [s].
    """

    patch: npt.NDArray[np.int64]
    visits: Floats
    heard: Floats
    total_dbm: Floats
    squares: Floats
    window_s: Floats

    def at(self, chosen: npt.NDArray[np.bool_]) -> "Counts":
        """Return the counts in some of the patches."""
        return Counts(
            patch=self.patch[chosen],
            visits=self.visits[chosen],
            heard=self.heard[chosen],
            total_dbm=self.total_dbm[chosen],
            squares=self.squares[chosen],
            window_s=self.window_s[chosen],
        )

    def telling(self, field_dbm: Floats) -> npt.NDArray[np.bool_]:
        """Return where anything is told: where it was heard, or could be. Elsewhere all suppositions agree."""
        telling: npt.NDArray[np.bool_] = (self.heard > 0) | (field_dbm > _FAINT_DBM)
        return telling


def log_likelihoods(counts: Counts, field_dbm: Floats, kind: RadioKind) -> Floats:
    """Return the log-likelihood of each patch's counts under mean powers [dBm], shape (…, m).

    Parameters
    ----------
    field_dbm : array (…, m)
        Supposed mean power in the patches of `counts`; minus infinity for silence.
    """
    silent = ~np.isfinite(field_dbm)
    mean = np.where(silent, -200.0, field_dbm)[..., np.newaxis] + PATCH_SD_DB * _NODES
    p = _p_visit(mean, counts.window_s[:, np.newaxis], kind)
    p = np.where(silent[..., np.newaxis], STRAY, p)
    center = _mean_received_dbm(mean, kind)
    heard = counts.heard[:, np.newaxis]
    missed = counts.visits[:, np.newaxis] - heard
    deviations = counts.squares[:, np.newaxis] - 2.0 * center * counts.total_dbm[:, np.newaxis] + heard * center**2
    powers = -0.5 * deviations / VISIT_SD_DB**2 - heard * math.log(VISIT_SD_DB * math.sqrt(2.0 * math.pi))
    given = heard * np.log(p) + powers + missed * np.log1p(-p)
    model = np.logaddexp.reduce(given + _LOG_WEIGHTS, axis=-1)
    anything = counts.visits * math.log(0.5) - counts.heard * math.log(_RANGE_DB)
    result: Floats = np.logaddexp(math.log1p(-OUTLIER) + model, math.log(OUTLIER) + anything)
    return result


def _p_visit(mean_dbm: Floats, window_s: Floats, kind: RadioKind) -> Floats:
    packets = -np.log1p(-p_heard(get_model(kind), mean_dbm))
    return STRAY + (SURE - STRAY) * -np.expm1(-packets * FRESH_SHARE * window_s)


def p_visit(field_dbm: Floats, window_s: Floats, kind: RadioKind) -> Floats:
    """Return the probability that a visit hears a transmitter, patches being what the plan says."""
    spread = field_dbm[..., np.newaxis] + PATCH_SD_DB * _NODES
    result: Floats = (_p_visit(spread, window_s[..., np.newaxis], kind) * np.exp(_LOG_WEIGHTS)).sum(axis=-1)
    return result


def _mean_received_dbm(mean_dbm: Floats, kind: RadioKind) -> Floats:
    by_code, _ = received(kind)
    codes = np.clip(-mean_dbm / STEP_DB, 0.0, len(by_code) - 1.0)
    result: Floats = np.interp(codes, np.arange(len(by_code)), by_code)
    return result
