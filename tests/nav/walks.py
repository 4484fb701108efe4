"""Synthetic walkers and fixes along routes, for tests of guidance."""

import math

import numpy as np

from maps.position import Fix, NoFix, NoFixReason, Position
from nav.conditions import OPEN
from nav.guidance.guide import Guide
from nav.instructions.stretches import Ride, split
from nav.route import NoRoute, Route


class Scripted:
    """A router that gives the routes it was made with, in turn, and the last one ever after."""

    def __init__(self, venue, *answers: Route | NoRoute) -> None:
        self.venue = venue
        self.answers = list(answers)
        self.asked: list = []

    def route(self, origin, destination, profile, conditions=OPEN):
        self.asked.append((origin, destination, profile))
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def truth(route: Route, *, speed_m_s: float = 1.2, ride_s: float = 40.0) -> list[Position]:
    """Return where a walker is at each second, who walks at one speed and stands while riding."""
    places: list[Position] = []
    for part in split(route):
        if isinstance(part, Ride):
            for second in range(int(ride_s)):
                x, y = part.board_point
                level = part.from_level_id if second < ride_s - 3 else part.to_level_id
                places.append(Position(x_m=x, y_m=y, level_id=level))
            continue
        for along_m in np.arange(part.start_m, part.end_m, speed_m_s):
            (x, y), _ = part.at(float(along_m))
            places.append(Position(x_m=x, y_m=y, level_id=part.level_id))
        x, y = part.points[-1]
        places.append(Position(x_m=x, y_m=y, level_id=part.level_id))
    return places


def fix(t_s: float, place: Position, *, sd_m: float = 2.0, p_level: float = 0.95, offset=(0.0, 0.0)) -> Fix:
    """Return a fix with honest circles for an error of `sd_m` in each axis."""
    return Fix(
        t_s=float(t_s),
        position=Position(x_m=place.x_m + offset[0], y_m=place.y_m + offset[1], level_id=place.level_id),
        cov_m2=((sd_m**2, 0.0), (0.0, sd_m**2)),
        r68_m=1.51 * sd_m,
        r95_m=2.45 * sd_m,
        p_level=p_level,
    )


def noisy(places: list[Position], rng: np.random.Generator, *, sd_m: float = 2.0, tau_s: float = 3.0, t0_s=0.0):
    """Return a fix for each second whose error wanders like a real tracker's (AR(1))."""
    keep = math.exp(-1.0 / tau_s)
    error = rng.normal(0.0, sd_m, 2)
    fixes = []
    for second, place in enumerate(places):
        error = keep * error + math.sqrt(1 - keep**2) * rng.normal(0.0, sd_m, 2)
        fixes.append(fix(t0_s + second, place, sd_m=sd_m, offset=tuple(error)))
    return fixes


def silence(t_s: float, reason: NoFixReason = NoFixReason.NOTHING_HEARD) -> NoFix:
    return NoFix(t_s=float(t_s), reason=reason)


def run(guide: Guide, state, fixes):
    """Return the last state and every event with its time."""
    events = []
    for each in fixes:
        state, news = guide.advance(state, each)
        events.extend((each.t_s, event) for event in news)
    return state, events


def of_type(events, kind):
    return [event for _, event in events if isinstance(event, kind)]
