"""A recorded or simulated walk."""

from dataclasses import dataclass

from beacons.observation import Observation, Step
from maps.position import Position

__all__ = ["Step", "Trace", "TruthPoint"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthPoint:
    """Where the walker really was. Only surveys and evaluations may look."""

    t_s: float
    position: Position


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One walk of one phone, times in seconds from `start_unix_s`.

    Parameters
    ----------
    id : str
        The walk's name, from its file.
    skipped : int
        Rows the reader could not use (broken, unknown kind): counted, never silently lost.
    """

    id: str
    start_unix_s: float
    observations: tuple[Observation, ...]
    steps: tuple[Step, ...] = ()
    truth: tuple[TruthPoint, ...] = ()
    skipped: int = 0
