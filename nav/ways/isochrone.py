"""What can be reached within a time."""

from collections.abc import Mapping
from dataclasses import dataclass

from maps.ids import FeatureId
from maps.position import Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Isochrone:
    """What can be reached within a time by the best ways.

    Parameters
    ----------
    limit_s : float
        The time.
    unit_s : mapping
        When each unit that is reached in time is reached [s].
    turns : tuple of (Position, float)
        The points where best ways bend or change level that are reached in time, and when [s]: together they outline
        the ground that can be reached.
    """

    limit_s: float
    unit_s: Mapping[FeatureId, float]
    turns: tuple[tuple[Position, float], ...]
