"""Where somebody is, how sure we are, and why we do not know."""

import enum
import math
from dataclasses import dataclass

from maps.ids import LevelId


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A point on a level, in the venue's local frame.

    Parameters
    ----------
    x_m, y_m : float
        East and north of the venue origin [m].
    level_id : LevelId
        The level, by identity (not by ordinal or height).
    """

    x_m: float
    y_m: float
    level_id: LevelId

    def distance_m(self, other: "Position") -> float:
        """Return the straight distance [m], levels ignored."""
        return math.hypot(self.x_m - other.x_m, self.y_m - other.y_m)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fix:
    """An estimated position with honest uncertainty.

    Parameters
    ----------
    t_s : float
        When, on the caller's clock [s].
    position : Position
        The estimate.
    cov_m2 : tuple of tuple of float
        2 × 2 covariance of (x, y) [m²], symmetric and positive definite.
    r68_m, r95_m : float
        Calibrated radii of the circles that hold the truth 68 % and 95 % of the time [m].
    p_level : float
        Probability that the level is right, in [0, 1].
    """

    t_s: float
    position: Position
    cov_m2: tuple[tuple[float, float], tuple[float, float]]
    r68_m: float
    r95_m: float
    p_level: float


class NoFixReason(enum.StrEnum):
    """Why there is no position: each value has a phrase in every language."""

    NOTHING_HEARD = "nothing_heard"
    UNKNOWN_TRANSMITTERS = "unknown_transmitters"
    TOO_FEW_TRANSMITTERS = "too_few_transmitters"
    TOO_UNCERTAIN = "too_uncertain"
    STALE = "stale"
    NO_RADIO_MAP = "no_radio_map"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoFix:
    """No position, and why. Too little data is an answer, never (0, 0).

    Parameters
    ----------
    t_s : float
        When, on the caller's clock [s].
    reason : NoFixReason
        The reason.
    """

    t_s: float
    reason: NoFixReason
