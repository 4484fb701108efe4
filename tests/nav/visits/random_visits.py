"""Random visits with every kind of rule, on a made-up floor where walking obeys the triangle inequality."""

from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId, LevelId
from maps.position import Position
from nav.visits import (
    Appointment,
    Before,
    Fasting,
    OpeningHours,
    ReadyAfter,
    Rule,
    SameCounter,
    Stop,
    Visit,
    Walks,
)
from nav.waits.forecasts import WaitCurve

START = Position(x_m=0.0, y_m=0.0, level_id=LevelId("F1"))
NINE_S = 9 * 3600.0


@dataclass(frozen=True, kw_only=True)
class Day:
    """A visit with what the planner needs to know about it."""

    visit: Visit
    walks: Walks
    waits: dict[FeatureId, WaitCurve]


def random_day(
    rng: np.random.Generator,
    n_stops: int,
    n_counters: int,
    n_rules: int = 0,
    kinds: str = "bfrsao",
    missing: float = 0.0,
) -> Day:
    """Return a random visit; `kinds` are the initials of the rules it may have, `missing` is the share of lost ways."""
    names = [chr(ord("a") + number) for number in range(n_stops)]
    shared = "s" in kinds and n_stops > 1
    places = [[FeatureId(f"{name}{counter}") for counter in range(n_counters)] for name in names]
    if shared:
        places[1] = places[0]
    stops = tuple(
        Stop(
            id=name,
            place_ids=tuple(ids),
            service_s=float(rng.integers(60, 600)),
            breaks_fast=bool(rng.random() < 0.3),
        )
        for name, ids in zip(names, places, strict=True)
    )
    rules = tuple(random_rule(rng, names, rng.choice(list(kinds))) for _ in range(n_rules)) if n_stops > 1 else ()
    visit = Visit(start=START, t_s=NINE_S, stops=stops, rules=rules, end=START)
    ids = visit.place_ids
    return Day(
        visit=visit,
        walks=random_walks(rng, ids, missing),
        waits={place_id: random_curve(rng) for place_id in ids if rng.random() < 0.9},
    )


def random_rule(rng: np.random.Generator, names: list[str], kind: str) -> Rule:
    one, two = sorted(rng.choice(len(names), 2, replace=False))
    first, second = names[one], names[two]
    begin_s = NINE_S + float(rng.integers(0, 3600))
    if kind == "b":
        return Before(stop=first, then=second)
    if kind == "f":
        return Fasting(stop=first)
    if kind == "r":
        return ReadyAfter(stop=second, of=first, after_s=float(rng.integers(300, 3000)))
    if kind == "s":
        return SameCounter(stop=names[1], as_stop=names[0])
    if kind == "a":
        return Appointment(stop=second, earliest_s=begin_s, latest_s=begin_s + float(rng.integers(300, 5000)))
    noon_s = begin_s + float(rng.integers(600, 3600))
    return OpeningHours(stop=second, spans_s=((begin_s, noon_s), (noon_s + 1800.0, noon_s + 9000.0)))


def random_walks(rng: np.random.Generator, ids: tuple[FeatureId, ...], missing: float) -> Walks:
    points_m = rng.uniform(0.0, 300.0, (len(ids) + 2, 2))
    level = rng.integers(0, 4, len(ids) + 2)
    apart = np.abs(level[:, None] - level[None])
    steps = points_m[:, None] - points_m[None]
    walk_s = np.hypot(steps[..., 0], steps[..., 1]) / 1.2 + apart * 20.0 + (apart > 0) * 30.0
    walk_s[rng.random(walk_s.shape) < missing] = np.inf
    return Walks(
        place_ids=ids,
        between_s=walk_s[:-2, :-2],
        from_start_s=walk_s[-2, :-2],
        to_end_s=walk_s[:-2, -1],
        start_to_end_s=float(walk_s[-2, -1]),
    )


def random_curve(rng: np.random.Generator, n_knots: int = 60, bin_s: float = 300.0) -> WaitCurve:
    knots = np.arange(n_knots)
    swing = 400.0 * np.sin((knots + rng.uniform(0, 130)) / rng.uniform(6, 20))
    wait_s = np.abs(rng.normal(300, 150) + swing + np.cumsum(rng.normal(0, 30, n_knots)))
    for knot in range(1, n_knots):
        wait_s[knot] = max(wait_s[knot], wait_s[knot - 1] - bin_s)
    return WaitCurve(start_s=NINE_S - 1800.0, bin_s=bin_s, wait_s=wait_s)
