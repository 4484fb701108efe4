"""The people of a day: when they come, how they move, what they have to get done and how long it takes."""

from itertools import groupby
from typing import NamedTuple

import numpy as np

from simulator.hospital.draws import Draws
from simulator.hospital.record import Bools, Floats, Ints
from simulator.hospital.scenario import Department, Scenario
from simulator.hospital.scenario_checks import clock_s

SLOWEST_M_S, FASTEST_M_S = 0.3, 1.8


class People(NamedTuple):
    """n people with at most k steps.

    Parameters
    ----------
    arrival_s : (n,) float64
        When they come in, ascending [s of the day].
    speed_m_s, patience : (n,) float64
        Free speed [m/s]; how often the mean patience of a stage they have.
    guided, priority, by_car : (n,) bool
    walker, department : (n,) int64
    stage : (n, k) int64
        The stage of each step in the order of the unguided; −1 for none.
    block : (n, k) int64
        Steps of one block may be done in any order.
    needs_reports : (n, k) bool
    service_s, report_s, stroll : (n, k) float64
        Service and time to the report [s], and the walk as a multiple of its expected time.
    lot : (n, k) uint64
        Where the unguided go.
    """

    arrival_s: Floats
    speed_m_s: Floats
    patience: Floats
    guided: Bools
    priority: Bools
    by_car: Bools
    walker: Ints
    department: Ints
    stage: Ints
    block: Ints
    needs_reports: Bools
    service_s: Floats
    report_s: Floats
    stroll: Floats
    lot: Floats


def draw_people(scenario: Scenario, draws: Draws) -> People:
    """Return everybody who comes on a day; who has an appointment and does not come is left out."""
    count, everybody = scenario.people, np.arange(scenario.people)
    arrival_s, comes = _arrivals(scenario, draws)
    walker = _pick(draws.uniform("walker", everybody), [each.share for each in scenario.walkers])
    department = _pick(draws.uniform("department", everybody), [each.share for each in scenario.departments])
    speeds = np.array([(each.speed_m_s, each.sd_m_s) for each in scenario.walkers])[walker]
    speed_m_s = speeds[:, 0] + speeds[:, 1] * draws.normal("speed", everybody)
    steps = max(len(each.steps) for each in scenario.departments)
    stage, block = np.full((2, count, steps), -1)
    needs = np.zeros((count, steps), dtype=np.bool_)
    service_s, report_s, stroll, lot = np.zeros((4, count, steps))
    for number, each in enumerate(scenario.departments):
        own = np.flatnonzero(department == number)
        columns = _steps(scenario, each, draws, own)
        for whole, column in zip((stage, block, needs, service_s, report_s, stroll, lot), columns, strict=True):
            whole[own, : len(each.steps)] = column
    people = People(
        arrival_s=arrival_s,
        speed_m_s=np.clip(speed_m_s, SLOWEST_M_S, FASTEST_M_S),
        patience=-np.log(draws.uniform("patience", everybody)),
        guided=draws.uniform("guided", everybody) < scenario.guided,
        priority=np.array([each.priority for each in scenario.walkers])[walker],
        by_car=draws.uniform("car", everybody) < (scenario.parking.share if scenario.parking else 0.0),
        walker=walker,
        department=department,
        stage=stage,
        block=block,
        needs_reports=needs,
        service_s=service_s,
        report_s=report_s,
        stroll=stroll,
        lot=lot,
    )
    order = np.argsort(arrival_s, kind="stable")
    order = order[comes[order]]
    return People._make(np.ascontiguousarray(column[order]) for column in people)


def _arrivals(scenario: Scenario, draws: Draws) -> tuple[Floats, Bools]:
    people, plan = np.arange(scenario.people), scenario.appointments
    peak = _pick(draws.uniform("peak", people), [each.share for each in scenario.peaks])
    around = np.array([(clock_s(each.at), 60 * each.sd_min) for each in scenario.peaks])[peak]
    comes_s = around[:, 0] + around[:, 1] * draws.normal("arrival", people)
    with_appointment = draws.uniform("appointment", people) < plan.share
    slot_s = 60 * plan.every_min
    early_s = 60 * (plan.early_min + plan.early_sd_min * draws.normal("early", people))
    comes_s = np.where(with_appointment, np.ceil(comes_s / slot_s) * slot_s - early_s, comes_s)
    opening_s = scenario.opens_s + 180 * draws.uniform("door", people)
    comes = ~with_appointment | (draws.uniform("no show", people) >= plan.no_show)
    return np.maximum(comes_s, opening_s), comes


def _steps(
    scenario: Scenario, department: Department, draws: Draws, people: Ints
) -> tuple[Ints, Ints, Bools, Floats, Floats, Floats, Floats]:
    """Return the steps of a department for its people, as columns: which, and how long they take."""
    steps, stages = department.steps, {each.name: each for each in scenario.stages}
    numbers = {each.name: number for number, each in enumerate(scenario.stages)}
    names = [f"{department.name}/{index}" for index in range(len(steps))]
    asked = np.stack([draws.uniform(f"needs/{name}", people) < step.chance for name, step in zip(names, steps)], axis=1)
    reports = np.array([stages[step.stage].report_min > 0 for step in steps])
    has_report = np.cumsum(asked & reports, axis=1) > 0
    needs = np.array([step.after_reports for step in steps])
    asked &= ~needs | has_report
    service_s = np.stack(
        [
            draws.lognormal(
                f"service/{name}", people, step.service_s or stages[step.stage].service_s, stages[step.stage].cv
            )
            for name, step in zip(names, steps)
        ],
        axis=1,
    )
    report_s = np.stack(
        [
            draws.lognormal(f"report/{name}", people, 60 * stage.report_min, stage.report_cv)
            for name, stage in zip(names, (stages[step.stage] for step in steps))
        ],
        axis=1,
    )
    stroll = np.stack([draws.lognormal(f"stroll/{name}", people, 1.0, scenario.walk_cv) for name in names], axis=1)
    lot = np.stack([draws.uniform(f"lot/{name}", people) for name in names], axis=1)
    mix = np.stack([draws.uniform(f"mix/{name}", people) for name in names], axis=1)
    stage = np.where(asked, np.array([numbers[step.stage] for step in steps]), -1)
    block, rank = np.zeros((2, len(people), len(steps)))
    blocks = groupby(enumerate(steps), key=lambda each: (each[1].any_order, each[1].any_order or each[0]))
    for index, (_, group) in enumerate(blocks):
        for column, step in group:
            block[:, column] = 2 * index + (not step.fasting)
            rank[:, column] = mix[:, column] if step.any_order else 0.0
    order = np.argsort(np.where(asked, block + rank, np.inf), axis=1, kind="stable")
    columns = (stage, block.astype(np.int64), np.broadcast_to(needs, stage.shape), service_s, report_s, stroll, lot)
    taken = [np.take_along_axis(column, order, axis=1) for column in columns]
    return (taken[0], taken[1], taken[2].astype(np.bool_), taken[3], taken[4], taken[5], taken[6])


def _pick(drawn: Floats, shares: list[float]) -> Ints:
    picked: Ints = np.minimum(np.searchsorted(np.cumsum(shares), drawn, side="right"), len(shares) - 1)
    return picked
