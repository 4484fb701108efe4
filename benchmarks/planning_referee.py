"""OR-Tools CP-SAT as a referee for visits: the same problem as a circuit with optional nodes.

It cannot take waits that are linear in the time of arrival, other than as tables of every second; so it judges days
whose waits do not change and whose times are whole seconds, with order rules, appointments and reports.
"""

import math
from dataclasses import replace

import numpy as np
from ortools.sat.python import cp_model

from nav.visits import Appointment, ReadyAfter
from nav.waits.forecasts import WaitCurve
from tests.nav.visits.random_visits import NINE_S, Day, random_day

HORIZON_S = 12 * 3600


def whole_day(rng: np.random.Generator, n_stops: int, n_counters: int, n_rules: int) -> Day:
    """Return a random day that the referee can express."""
    day = random_day(rng, n_stops, n_counters, n_rules, "bra")
    walks = replace(
        day.walks,
        between_s=day.walks.between_s.round(),
        from_start_s=day.walks.from_start_s.round(),
        to_end_s=day.walks.to_end_s.round(),
    )
    waits = {
        place_id: WaitCurve(start_s=0.0, bin_s=1.0, wait_s=curve.wait_s[:1].round())
        for place_id, curve in day.waits.items()
    }
    return replace(day, walks=walks, waits=waits)


def referee_end_s(day: Day, limit_s: float = 20.0) -> float | None:
    """Return when the best visit ends [s], infinite if there is none, or None if that was not proven in time."""
    model, end = _model(day)
    model.minimize(end)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_time_in_seconds = limit_s
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return math.inf
    return solver.objective_value if status == cp_model.OPTIMAL else None


def _model(day: Day):
    """Return the model of a day and its end: a circuit through one counter of each stop, then back to the start."""
    visit, walks = day.visit, day.walks
    row = {place_id: index for index, place_id in enumerate(walks.place_ids)}
    columns = [(stop, place_id) for stop in visit.stops for place_id in stop.place_ids]
    model = cp_model.CpModel()
    begin = {stop.id: model.new_int_var(int(NINE_S), int(NINE_S) + HORIZON_S, stop.id) for stop in visit.stops}
    end = model.new_int_var(int(NINE_S), int(NINE_S) + HORIZON_S, "end")
    chosen = [model.new_bool_var("") for _ in columns]
    arcs = [(index + 1, index + 1, literal.negated()) for index, literal in enumerate(chosen)]
    for there, (stop, place_id) in enumerate(columns):
        curve = day.waits.get(place_id)
        wait_s = 0 if curve is None else int(curve.wait_s[0])
        first, last = model.new_bool_var(""), model.new_bool_var("")
        arcs += [(0, there + 1, first), (there + 1, 0, last)]
        out_s, home_s = int(walks.from_start_s[row[place_id]]), int(walks.to_end_s[row[place_id]])
        model.add(begin[stop.id] >= int(visit.t_s) + out_s + wait_s).only_enforce_if(first)
        model.add(end >= begin[stop.id] + int(stop.service_s) + home_s).only_enforce_if(last)
        for here, (before, place) in enumerate(columns):
            if before.id != stop.id:
                follows = model.new_bool_var("")
                arcs.append((here + 1, there + 1, follows))
                step_s = int(before.service_s) + int(walks.between_s[row[place], row[place_id]]) + wait_s
                model.add(begin[stop.id] >= begin[before.id] + step_s).only_enforce_if(follows)
    model.add_circuit(arcs)
    for stop in visit.stops:
        model.add_exactly_one(chosen[index] for index, (each, _) in enumerate(columns) if each is stop)
    _add_rules(model, day, begin)
    return model, end


def _add_rules(model, day: Day, begin) -> None:
    service_s = {stop.id: int(stop.service_s) for stop in day.visit.stops}
    for earlier, later in day.visit.orders():
        model.add(begin[later] >= begin[earlier] + service_s[earlier])
    for rule in day.visit.rules:
        if isinstance(rule, ReadyAfter):
            model.add(begin[rule.stop] >= begin[rule.of] + service_s[rule.of] + int(rule.after_s))
        if isinstance(rule, Appointment):
            model.add(begin[rule.stop] >= int(rule.earliest_s))
            model.add(begin[rule.stop] <= int(rule.latest_s))
