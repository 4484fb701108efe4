"""What an order of stops at chosen counters comes to: when the patient is where."""

from collections.abc import Mapping, Sequence

import numpy as np

from maps.ids import FeatureId
from nav.visits.arrays import Programme
from nav.visits.itinerary import Held, Itinerary, PlannedStop
from nav.visits.programme import columns_of
from nav.visits.service import serve_s
from nav.visits.visit import Visit
from nav.waits.forecasts import WaitCurve


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
    named, stops = columns_of(visit), list[PlannedStop]()
    here, now_s = len(programme.columns), visit.t_s
    ready_s = np.full(programme.delay_s.shape[1], -np.inf)
    for column in columns:
        number, place_id = named[column]
        walk_s, clock = float(programme.walk_s[here, column]), programme.stops["clock"][number]
        report_s = float(ready_s[clock]) if clock >= 0 else -np.inf
        times_s = _find_times_s(programme, column, now_s + walk_s, report_s)
        if times_s is None:
            return None
        arrive_s, join_s, start_s = times_s
        latest_turn_s = join_s + waits_p90[place_id].at(join_s) if place_id in waits_p90 else None
        here, now_s = column, start_s + visit.stops[number].service_s
        ready_s = np.maximum(ready_s, now_s + programme.delay_s[number])
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
                held_by=_held_by(*times_s, report_s, float(programme.columns["earliest_s"][column])),
            )
        )
    walk_to_end_s = float(programme.walk_s[here, -1])
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


def _find_times_s(
    programme: Programme, column: int, arrive_s: float, report_s: float
) -> tuple[float, float, float] | None:
    """Return when somebody arrives at a column, joins its queue and is served [s]; None if never."""
    if not np.isfinite(arrive_s):
        return None
    each, spans_s, wait_s = programme.columns[column], programme.spans_s, programme.wait_s
    join_s, start_s = serve_s(each, spans_s, wait_s, arrive_s, report_s)
    return (arrive_s, join_s, start_s) if np.isfinite(start_s) else None


def _held_by(arrive_s: float, join_s: float, start_s: float, report_s: float, earliest_s: float) -> Held:
    if start_s <= arrive_s:
        return Held.NOTHING
    if start_s == report_s:
        return Held.REPORT
    if start_s == earliest_s:
        return Held.APPOINTMENT
    return Held.OPENING if join_s - arrive_s > start_s - join_s else Held.QUEUE
