"""What happened on a day, in columns."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True, eq=False)
class DayRecord:
    """A day: n people with m stops in all, p places of which the last is the entrance. Times are seconds of the day.

    Parameters
    ----------
    stages, places, departments, walkers : tuple of str
        What the numbers below stand for.
    stage_of_place : (p,) int64
        −1 for the entrance.
    servers : (p,) int64
        Servers at each place when all work.
    arrival_s, left_s : (n,) float64
        When somebody comes in and goes out.
    guided, gave_up : (n,) bool
        Who follows the guidance; who left a line for good.
    walker, department : (n,) int64
    person, stage, place : (m,) int64
        Whose stop, ordered by person and then by time, and where; people turned away at a place that had closed have no
        start.
    from_place : (m,) int64
        Where the walk began.
    decided_s, joined_s, started_s, ended_s : (m,) float64
        When the walk began, the line was joined, the service began and ended; NaN where that never happened.
    walk_s, lift_wait_s : (m,) float64
        Time on the way without waiting for lifts, and waiting for them [s].
    switches : (m,) int64
        How often the place was changed after the walk had begun.
    way_out_s : (n,) float64
        The walk to the entrance at the end, lifts included [s].
    """

    stages: tuple[str, ...]
    places: tuple[str, ...]
    departments: tuple[str, ...]
    walkers: tuple[str, ...]
    stage_of_place: Ints
    servers: Ints
    arrival_s: Floats
    left_s: Floats
    guided: Bools
    gave_up: Bools
    walker: Ints
    department: Ints
    person: Ints
    stage: Ints
    place: Ints
    from_place: Ints
    decided_s: Floats
    joined_s: Floats
    started_s: Floats
    ended_s: Floats
    walk_s: Floats
    lift_wait_s: Floats
    switches: Ints
    way_out_s: Floats

    @property
    def wait_s(self) -> Floats:
        """Wait at each stop [s]; NaN where no service began."""
        return self.started_s - self.joined_s

    @property
    def stay_s(self) -> Floats:
        """Time of each person in the hospital [s]."""
        return self.left_s - self.arrival_s
