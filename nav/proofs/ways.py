"""The ways of one revision: from every entrance to every public destination."""

from copy import copy
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from nav.conditions import OPEN, Conditions
from nav.profile import TravelProfile, get_profile
from nav.proofs.ends import ProofEnd, destinations, entered_by, entrances
from nav.route import NoRoute, NoRouteReason, Route
from nav.router import Router

Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]

WALK, WHEELCHAIR = get_profile("walk"), get_profile("wheelchair")


class Ways:
    """The ways of one revision.

    Parameters
    ----------
    router : Router
        Of the revision.
    conditions : Conditions
        What is closed or slow.
    """

    def __init__(self, router: Router, conditions: Conditions = OPEN) -> None:
        self.router = router
        self.entrances: tuple[ProofEnd, ...] = entrances(router.venue)
        self.destinations: tuple[ProofEnd, ...] = destinations(router.venue)
        self._learn(conditions)

    def under(self, conditions: Conditions) -> "Ways":
        """Return the ways between the same ends under other conditions."""
        other = copy(self)
        other._learn(conditions)
        return other

    def _learn(self, conditions: Conditions) -> None:
        self.conditions = conditions
        self._entered = {each.name: entered_by(self.router.venue, each, conditions) for each in (WALK, WHEELCHAIR)}
        self._duration_s = {each.name: self._find_durations_s(each) for each in (WALK, WHEELCHAIR)}

    def duration_s(self, profile: TravelProfile) -> Floats:
        """Return times [s] from each entrance (row) to each destination (column); infinite without a way."""
        return self._duration_s[profile.name]

    def find(self, entrance: int, destination: int, profile: TravelProfile) -> Route | NoRoute:
        """Return one of the ways, or why there is none."""
        start, goal = self.entrances[entrance], self.destinations[destination]
        if not self._entered[profile.name][entrance]:
            return NoRoute(
                reason=NoRouteReason.PROFILE_EXCLUDES,
                detail=f"Entrance {start.id} does not let this profile in.",
                blocked_by=(start.id,),
            )
        return self.router.route(start.end, goal.end, profile, self.conditions)

    def never_reached(self, profile: TravelProfile) -> tuple[ProofEnd, ...]:
        """Return the destinations that no entrance leads to; none where there is no entrance."""
        if not self.entrances:
            return ()
        never = np.isinf(self.duration_s(profile)).all(axis=0)
        return tuple(self.destinations[index] for index in np.flatnonzero(never))

    def _find_durations_s(self, profile: TravelProfile) -> Floats:
        starts, goals = ([each.end for each in ends] for ends in (self.entrances, self.destinations))
        found = self.router.matrix(starts, goals, profile, self.conditions).duration_s
        found[~np.array(self._entered[profile.name], dtype=np.bool_)] = np.inf
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """An entrance of one or both of two revisions: the index of it in each, None where it is not there."""

    end: ProofEnd
    old: int | None
    new: int | None


class WayPairs:
    """The ways of two revisions side by side.

    A row is an entrance of either revision. Who came in by one that is gone takes any other, and who comes in by a new
    one took any other; a column is a destination of both.
    """

    def __init__(self, old: Ways, new: Ways, starts: tuple[Start, ...], goals: tuple[tuple[int, int], ...]) -> None:
        self.old, self.new, self.starts, self.goals = old, new, starts, goals

    @property
    def was_there(self) -> Flags:
        """(rows, 1): whether an entrance is in the old revision."""
        return np.array([start.old is not None for start in self.starts], dtype=np.bool_).reshape(-1, 1)

    @property
    def is_there(self) -> Flags:
        """(rows, 1): whether an entrance is in the new revision."""
        return np.array([start.new is not None for start in self.starts], dtype=np.bool_).reshape(-1, 1)

    def times_s(self, profile: TravelProfile) -> tuple[Floats, Floats]:
        """Return times [s] before and after."""
        return (
            _rows(self.old.duration_s(profile)[:, [old for old, _ in self.goals]], [each.old for each in self.starts]),
            _rows(self.new.duration_s(profile)[:, [new for _, new in self.goals]], [each.new for each in self.starts]),
        )


def _rows(times_s: Floats, indices: list[int | None]) -> Floats:
    anyone_s = times_s.min(axis=0, initial=np.inf)
    rows = [anyone_s if index is None else times_s[index] for index in indices]
    return np.array(rows, dtype=np.float64).reshape(len(indices), times_s.shape[1])
