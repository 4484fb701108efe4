"""What may be wrong with a transmitter, with the figures that say so."""

import enum
from dataclasses import dataclass

from maps.ids import FeatureId
from maps.position import Position


class Health(enum.StrEnum):
    """How a transmitter is."""

    OK = "ok"
    SILENT = "silent"
    WEAK = "weak"
    MOVED = "moved"
    CLONED = "cloned"
    UNKNOWN = "unknown"
    """Too few people passed to say anything."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """Where else a transmitter is heard as if it hung there.

    Parameters
    ----------
    cov_m2 : tuple
        2 x 2 covariance of the place [m²].
    """

    position: Position
    cov_m2: tuple[tuple[float, float], tuple[float, float]]
    visits: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a transmitter is, and why.

    Parameters
    ----------
    log_odds : float
        Log of the likelihood ratio between the verdict and its strongest rival: for a fault, against "as the plan
        says"; for `Health.OK`, against the likeliest fault.
    hours : float
        How far back the evidence reaches [h].
    passed, expected, heard : int, float, int
        Visits to patches where it should be heard; how many of them should have heard it; how many did.
    drop_db : float or None
        How much weaker it is than the plan says, where it is weak [dB].
    elsewhere : Elsewhere or None
        Where else it is heard, if moved or cloned.
    last_heard_s : float or None
        End of the half hour in which it was last heard [Unix s].
    """

    transmitter_id: FeatureId
    health: Health
    log_odds: float
    hours: float
    passed: int
    expected: float
    heard: int
    drop_db: float | None = None
    elsewhere: Elsewhere | None = None
    last_heard_s: float | None = None
