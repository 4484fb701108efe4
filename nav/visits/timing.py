"""What an order of stops at chosen counters comes to: when the patient is where."""

from collections.abc import Mapping, Sequence

import numpy as np

from maps.ids import FeatureId
from nav.visits.curves import WaitCurve
from nav.visits.itinerary import Held, Itinerary, PlannedStop
from nav.visits.programme import columns_of
from nav.visits.search import Programme
from nav.visits.service import serve_s
from nav.visits.visit import Visit


def find_timed(
    visit: Visit,
    programme: Programme,
    columns: Sequence[int],
    waits_p90: Mapping[FeatureId, WaitCurve],
    *,
    exact: bool,
) -> Itinerary | None:
    """Return the itinerary of some columns in order, or None if one of them is reached too late or not at all.

    The order of the stops is taken as it is: only times are held against the rules.

    Parameters
    ----------
    waits_p90 : mapping of FeatureId to WaitCurve
        The wait that nine in ten stay within, by counter; where it is missing, the plan states none.
    exact : bool
        What the itinerary says about itself.
    """
    stops: list[PlannedStop] = []
    here, now_s = len(programme.stop), visit.t_s
    ready_s = np.full(programme.delay_s.shape[1], -np.inf)
    for column in columns:
        number, place_id = columns_of(visit)[column]
        clock = programme.clock[number]
        walk_s = float(programme.walk_s[column, here])
        report_s = float(ready_s[clock]) if clock >= 0 else -np.inf
        join_s, start_s = serve_s(programme.service, column, now_s + walk_s, report_s)
        if not np.isfinite(now_s + walk_s + start_s):
            return None
        arrive_s, now_s = now_s + walk_s, start_s + visit.stops[number].service_s
        latest_turn_s = join_s + waits_p90[place_id].at_s(join_s) if place_id in waits_p90 else None
        stops.append(
            PlannedStop(
                stop_id=visit.stops[number].id,
                place_id=place_id,
                walk_s=walk_s,
                arrive_s=arrive_s,
                start_s=start_s,
                end_s=now_s,
                wait_p50_s=start_s - arrive_s,
                wait_p90_s=None if latest_turn_s is None else max(latest_turn_s, start_s) - arrive_s,
                held_by=_held_by(arrive_s, join_s, start_s, report_s, float(programme.service.earliest_s[column])),
            )
        )
        here, ready_s = column, np.maximum(ready_s, now_s + programme.delay_s[number])
    walk_to_end_s = float(programme.walk_s[-1, here])
    if not np.isfinite(walk_to_end_s):
        return None
    return Itinerary(
        stops=tuple(stops),
        start_s=visit.t_s,
        end_s=now_s + walk_to_end_s,
        walk_s=sum(stop.walk_s for stop in stops) + walk_to_end_s,
        walk_to_end_s=walk_to_end_s,
        exact=exact,
    )


def _held_by(arrive_s: float, join_s: float, start_s: float, report_s: float, earliest_s: float) -> Held:
    if start_s <= arrive_s:
        return Held.NOTHING
    if start_s == report_s:
        return Held.REPORT
    if start_s == earliest_s:
        return Held.APPOINTMENT
    return Held.OPENING if join_s - arrive_s > start_s - join_s else Held.QUEUE
