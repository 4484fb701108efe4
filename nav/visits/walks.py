"""Walking times between everything a visit can touch."""

from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from nav.profile import TravelProfile
from nav.route import Place, Route
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
        From each counter to each other [s]; infinite without a way.
    from_start_s, to_end_s : (p,) float64
        From the start to each counter, and from each counter to the end (zeros without an end) [s].
    start_to_end_s : float
        For a visit with nothing left to do [s].
    """

    place_ids: tuple[FeatureId, ...]
    between_s: Floats
    from_start_s: Floats
    to_end_s: Floats
    start_to_end_s: float
