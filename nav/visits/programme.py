"""A visit, its walks and its waits as the arrays that the search reads."""

from collections.abc import Iterable, Mapping
from itertools import accumulate

import numpy as np

from maps.ids import FeatureId
from nav.visits.arrays import COLUMN, STOP, Floats, Ints, Programme, Records
from nav.visits.rules import Appointment, OpeningHours, ReadyAfter, SameCounter
from nav.visits.visit import Visit
from nav.visits.walks import Walks
from nav.waits.forecasts import WaitCurve

Spans = tuple[tuple[float, float], ...]

_ALWAYS: Spans = ((-np.inf, np.inf),)
_NO_WAIT = WaitCurve(start_s=0.0, bin_s=1.0, wait_s=np.zeros(1))


def programme(visit: Visit, walks: Walks, waits: Mapping[FeatureId, WaitCurve]) -> Programme:
    """Return the arrays of a visit; a counter without a wait curve has no queue."""
    columns, spans_s, wait_s = _columns(visit, walks, waits)
    stops, delay_s = _stops(visit)
    return Programme(
        stops=stops,
        columns=columns,
        spans_s=spans_s,
        wait_s=wait_s,
        walk_s=_walk_s(walks, columns["place"]),
        delay_s=delay_s,
        start_s=visit.t_s,
        n_ties=len(set(stops["tie"][stops["tie"] >= 0])),
    )


def columns_of(visit: Visit) -> list[tuple[int, FeatureId]]:
    """Return the columns of a visit: the number of a stop and one of its counters."""
    return [(number, place_id) for number, stop in enumerate(visit.stops) for place_id in stop.place_ids]


def _starts(sizes: Iterable[int]) -> Ints:
    return np.array([0, *accumulate(sizes)], dtype=np.int64)


def _columns(visit: Visit, walks: Walks, waits: Mapping[FeatureId, WaitCurve]) -> tuple[Records, Floats, Floats]:
    """Return the columns of a visit, and the opening spans and waits that they point to."""
    named, hours, window_s = columns_of(visit), _hours(visit), _windows(visit)
    row = {place_id: index for index, place_id in enumerate(walks.place_ids)}
    curve_of = {place_id: index for index, place_id in enumerate(visit.place_ids)}
    curves = [waits.get(place_id, _NO_WAIT) for place_id in curve_of]
    spans = [hours.get((visit.stops[number].id, place_id), _ALWAYS) for number, place_id in named]
    stop = np.array([number for number, _ in named], dtype=np.int64)
    curve = np.array([curve_of[place_id] for _, place_id in named], dtype=np.int64)
    span, knot = _starts(map(len, spans)), _starts(len(each.wait_s) for each in curves)
    columns = np.empty(len(named), COLUMN)
    columns["stop"], columns["place"] = stop, [row[place_id] for _, place_id in named]
    columns["service_s"] = np.array([each.service_s for each in visit.stops], dtype=np.float64)[stop]
    columns["earliest_s"], columns["latest_s"] = window_s[stop].T
    columns["first_span"], columns["last_span"] = span[:-1], span[1:]
    columns["first_knot"], columns["last_knot"] = knot[curve], knot[curve + 1]
    columns["knots_from_s"] = np.array([each.start_s for each in curves], dtype=np.float64)[curve]
    columns["bin_s"] = np.array([each.bin_s for each in curves], dtype=np.float64)[curve]
    flat = [each for some in spans for each in some]
    wait_s = np.concatenate([np.empty(0), *(each.wait_s for each in curves)])
    return columns, np.array(flat, dtype=np.float64).reshape(-1, 2), wait_s


def _hours(visit: Visit) -> dict[tuple[str, FeatureId], Spans]:
    """Return when each counter of each stop is open: what all its opening hours have in common."""
    places = {stop.id: stop.place_ids for stop in visit.stops}
    hours: dict[tuple[str, FeatureId], Spans] = {}
    for rule in visit.rules:
        if isinstance(rule, OpeningHours):
            for place_id in rule.place_ids or places[rule.stop]:
                known = hours.get((rule.stop, place_id), _ALWAYS)
                hours[rule.stop, place_id] = _common(known, rule.spans_s)
    return hours


def _common(one: Spans, two: Spans) -> Spans:
    """Return the spans in which both are open, in order."""
    both = ((max(a, c), min(b, d)) for a, b in one for c, d in two)
    return tuple(sorted((opens_s, closes_s) for opens_s, closes_s in both if opens_s <= closes_s))


def _windows(visit: Visit) -> Floats:
    """Return the earliest and latest begin of each stop: what all its appointments have in common."""
    number = visit.number
    window_s = np.tile([-np.inf, np.inf], (len(visit.stops), 1))
    for rule in visit.rules:
        if isinstance(rule, Appointment):
            window = window_s[number[rule.stop]]
            window[:] = max(window[0], rule.earliest_s), min(window[1], rule.latest_s)
    return window_s


def _stops(visit: Visit) -> tuple[Records, Floats]:
    """Return the stops of a visit, and how long each delays each clock."""
    column = _starts(len(stop.place_ids) for stop in visit.stops)
    stops = np.zeros(len(visit.stops), STOP)
    stops["first_column"], stops["last_column"] = column[:-1], column[1:]
    for earlier, later in visit.orders():
        stops["before"][visit.number[later]] |= 1 << visit.number[earlier]
    stops["clock"], delay_s = _clocks(visit)
    stops["tie"], stops["tied"] = _ties(visit)
    return stops, delay_s


def _clocks(visit: Visit) -> tuple[Ints, Floats]:
    """Return the clock of each stop that waits for reports, and how long each stop delays each clock."""
    number = visit.number
    rules = [rule for rule in visit.rules if isinstance(rule, ReadyAfter)]
    waiting = list(dict.fromkeys(rule.stop for rule in rules))
    clock = np.full(len(number), -1, np.int64)
    delay_s = np.full((len(number), len(waiting)), -np.inf)
    for index, stop in enumerate(waiting):
        clock[number[stop]] = index
    for rule in rules:
        cell = number[rule.of], clock[number[rule.stop]]
        delay_s[cell] = max(delay_s[cell], rule.after_s)
    return clock, delay_s


def _ties(visit: Visit) -> tuple[list[int], list[int]]:
    """Return the tie of each stop that shares its counter with others, and the stops of its tie as a bit mask."""
    group = list(range(len(visit.stops)))
    for rule in visit.rules:
        if isinstance(rule, SameCounter):
            old, new = group[visit.number[rule.stop]], group[visit.number[rule.as_stop]]
            group = [new if each == old else each for each in group]
    shared = [name for name in dict.fromkeys(group) if group.count(name) > 1]
    tied = {name: sum(1 << stop for stop, each in enumerate(group) if each == name) for name in group}
    return [shared.index(name) if name in shared else -1 for name in group], [tied[name] for name in group]


def _walk_s(walks: Walks, place: Ints) -> Floats:
    """Return the walking times from (row) each column and the start, to (column) each column and the end."""
    walk_s = np.empty((len(place) + 1, len(place) + 1))
    walk_s[:-1, :-1] = walks.between_s[np.ix_(place, place)]
    walk_s[-1, :-1], walk_s[:-1, -1] = walks.from_start_s[place], walks.to_end_s[place]
    walk_s[-1, -1] = walks.start_to_end_s
    return walk_s


def rest_s(programme: Programme) -> Floats:
    """Return a lower bound of what is left after each set of stops [s]: nearest ways, services, the way to the end."""
    columns, walk_s, n_stops = programme.columns, programme.walk_s, len(programme.stops)
    elsewhere = np.append(columns["stop"], -1)[:, None] != columns["stop"]
    nearest_s = np.where(elsewhere, walk_s[:, :-1], np.inf).min(axis=0, initial=np.inf)
    stop_s = np.full(n_stops, np.inf)
    np.minimum.at(stop_s, columns["stop"], nearest_s + columns["service_s"])
    left_s: Floats = walk_s[:, -1].min(keepdims=True)
    for more_s in stop_s:
        left_s = np.concatenate([left_s + more_s, left_s])
    return left_s
