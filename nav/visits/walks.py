"""Walking times between everything a visit can touch."""

from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from nav.conditions import OPEN, Conditions
from nav.profile import TravelProfile
from nav.route import End, Place
from nav.router import Router
from nav.visits.arrays import Floats
from nav.visits.visit import Visit


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Walks:
    """Walking times of a visit.

    Parameters
    ----------
    place_ids : tuple of FeatureId
        The counters.
    between_s : (p, p) float64
        From each counter (row) to each other [s]; infinite without a way.
    from_start_s, to_end_s : (p,) float64
        From the start to each counter, and from each to the end [s]; zeros if the visit ends at its last stop.
    start_to_end_s : float
        For a visit with nothing to do [s].
    """

    place_ids: tuple[FeatureId, ...]
    between_s: Floats
    from_start_s: Floats
    to_end_s: Floats
    start_to_end_s: float


def walks_of(router: Router, visit: Visit, profile: TravelProfile, conditions: Conditions = OPEN) -> Walks:
    """Return the walking times of a visit.

    Raises
    ------
    NotFoundError
        If the venue has no such place.
    """
    counters: tuple[End, ...] = tuple(Place(id=place_id) for place_id in visit.place_ids)
    ends = counters if visit.end is None else (*counters, visit.end)
    walk_s = router.matrix((*counters, visit.start), ends, profile, conditions).duration_s
    if visit.end is None:
        walk_s = np.hstack([walk_s, np.zeros((len(walk_s), 1))])
    return Walks(
        place_ids=visit.place_ids,
        between_s=walk_s[:-1, :-1],
        from_start_s=walk_s[-1, :-1],
        to_end_s=walk_s[:-1, -1],
        start_to_end_s=float(walk_s[-1, -1]),
    )
