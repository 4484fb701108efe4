"""Plans a visit: in which order, and at which counters, the patient is done first."""

from collections.abc import Mapping
from types import MappingProxyType

from maps.ids import FeatureId
from nav.visits.conflicts import explain
from nav.visits.itinerary import Itinerary, NoItinerary, NoItineraryReason
from nav.visits.solving import WIDTH, solve
from nav.visits.timing import find_timed
from nav.visits.visit import Visit
from nav.visits.walks import Walks
from nav.waits.forecasts import WaitCurve

Waits = Mapping[FeatureId, WaitCurve]

NO_WAITS: Waits = MappingProxyType({})


def plan(
    visit: Visit, walks: Walks, waits: Waits = NO_WAITS, *, waits_p90: Waits = NO_WAITS, width: int = WIDTH
) -> Itinerary | NoItinerary:
    """Return the plan that is at the end first, and of those the one with the least walking; or why there is none.

    Parameters
    ----------
    waits : mapping of FeatureId to WaitCurve
        The expected wait at each counter by time of arrival; without one there is no queue. Curves must be FIFO
        (never fall by more than a second a second): the optimum rests on it.
    waits_p90 : mapping of FeatureId to WaitCurve
        The wait that nine in ten stay within; only told, not planned with.
    width : int
        Labels kept for each number of stops done. When there are more, the plan says that it is not exact.
    """
    solution = solve(visit, walks, waits, width=width)
    if solution.columns is not None:
        itinerary = find_timed(visit, solution.programme, solution.columns, waits_p90, exact=solution.exact)
        assert itinerary is not None, "the search found this order to be possible"
        return itinerary
    if not solution.exact:
        return NoItinerary(
            reason=NoItineraryReason.TOO_MANY_WAYS,
            detail="No plan was found, but not every order could be tried.",
            stops=tuple(stop.id for stop in visit.stops),
        )
    return explain(visit, walks, waits, width=width)
