"""Whether guidance says "you have arrived" to whoever has, and to nobody else.

``python -m benchmarks.arrival`` takes some ten minutes, ``--pairs 4`` gives a quick look. Simulated visitors walk
through the demo hospital with radio of three qualities, the tracker alone follows them, and guidance guides them: to
where they go and stand (they should arrive), to where they go but they stop 15 m short and stay, and to places where
they do not go (they should not).

An arrival is false when the walker has more than 10 m to walk to the destination and is not inside it.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import click
import numpy as np

from beacons.observation import Observation, Scan
from beacons.traces.trace import TruthPoint
from beacons.tracker import Tracker
from maps.places import resolve_ends
from maps.position import Fix, NoFix, Position
from maps.venue import Venue
from nav.goal import goal_of
from nav.guidance import Guide
from nav.guidance_events import Arrived, PositionLost, RouteChanged
from nav.profile import get_profile
from nav.route import End, Place, Route
from nav.router import Router
from simulator.demo import demo_hospital
from simulator.radio import RadioWorld, Reception
from simulator.walking import TICK_S, stand, walk

WALKS = (
    ("主入口", "挂号"),
    ("挂号", "采血"),
    ("采血", "收费"),
    ("收费", "药房"),
    ("门诊大厅", "药房"),
    ("门诊大厅", "超声"),
    ("超声", "CT"),
    ("急诊", "住院"),
    ("心血管内科", "采血"),
    ("儿科", "药房"),
    ("主入口", "眼科"),
    ("药房", "停车场"),
    ("挂号", "儿科"),
    ("停车场", "心血管内科"),
    ("CT", "收费"),
    ("主入口", "门诊大厅"),
    ("收费", "急诊"),
    ("挂号", "骨科"),
    ("采血", "心血管内科"),
    ("骨科", "药房"),
)
STAY_S = 45.0
SHORT_M = 15.0
FALSE_M = 10.0
WALK = get_profile("walk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Radio:
    """A quality of radio.

    Parameters
    ----------
    reception : Reception
        How packets vary.
    dead : float
        Share of the beacons that are dead.
    every_s : int
        A phone hears only in one second of so many.
    placed : bool
        The walker said at first where they are.
    """

    reception: Reception
    dead: float
    every_s: int
    placed: bool


RADIOS = {
    "good": Radio(reception=Reception(), dead=0.0, every_s=1, placed=True),
    "fair": Radio(reception=Reception(), dead=0.25, every_s=2, placed=False),
    "poor": Radio(
        reception=Reception(walk_sd_db=5.0, wander_sd_db=7.0, white_sd_db=4.0), dead=0.5, every_s=3, placed=False
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Walk:
    """Somebody's way to a destination and their stay, second by second."""

    destination: End
    truth: tuple[Position, ...]
    fixes: tuple[Fix | NoFix, ...]
    moving_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What guidance said to one walker."""

    arrived: Arrived | None
    t_s: float
    false: bool
    lost: bool
    reroutes: int


class Hospital:
    """The demo hospital with everything that is compiled once."""

    def __init__(self) -> None:
        self.venue: Venue = demo_hospital()
        self.router = Router.compile(self.venue)
        self.guide = Guide(self.router)
        self.tracker = Tracker(self.venue)

    def ends(self, names: tuple[str, str]) -> tuple[End, End]:
        """Return the two ends that a pair of names means."""
        start, end = (
            found if isinstance(found, Position) else Place(id=found) for found in resolve_ends(self.venue, *names)
        )
        return start, end

    def walks(self, names: tuple[str, str], seed: int, radio: Radio, world: RadioWorld) -> Iterator[tuple[bool, Walk]]:
        """Yield (stops short, walk): one to the end, and one that stops short of it on its level."""
        start, destination = self.ends(names)
        route = self.router.route(start, destination, WALK)
        assert isinstance(route, Route)
        for short in (False, True):
            rng = np.random.default_rng([seed, WALKS.index(names), short])
            moving = walk(route, self.venue, WALK, rng)
            moving = _cut(moving) if short else moving
            if moving:
                stays = stand(moving[-1].position, STAY_S, start_s=moving[-1].t_s + TICK_S)
                yield short, self._followed((*moving, *stays), destination, moving[-1].t_s, radio, world, rng)

    def _followed(
        self,
        truth: Sequence[TruthPoint],
        destination: End,
        moving_s: float,
        radio: Radio,
        world: RadioWorld,
        rng: np.random.Generator,
    ) -> Walk:
        dead = {each.addresses[0].lower() for each in world.beacons if rng.random() < radio.dead}
        heard: dict[int, list[Observation]] = {}
        for each in world.hear(tuple(truth), rng):
            if each.address not in dead and int(each.t_s) % radio.every_s == 0:
                heard.setdefault(math.ceil(each.t_s), []).append(each)
        state = self.tracker.start()
        state = self.tracker.place(state, truth[0].position, 0.0) if radio.placed else state
        fixes: list[Fix | NoFix] = []
        for second in range(1, int(truth[-1].t_s) + 1):
            scan = Scan(t_s=float(second), observations=tuple(heard.get(second, ())))
            state, fix = self.tracker.step(state, scan)
            fixes.append(fix)
        seconds = range(1, len(fixes) + 1)
        places = tuple(truth[min(round(second / TICK_S), len(truth) - 1)].position for second in seconds)
        return Walk(destination=destination, truth=places, fixes=tuple(fixes), moving_s=moving_s)

    def judge(self, walked: Walk, destination: End) -> Verdict:
        """Return what guidance to a destination says on a walk."""
        state, events = self.guide.begin(destination, WALK, walked.truth[0], 0.0)
        told = [(0.0, event) for event in events]
        for fix in walked.fixes:
            state, events = self.guide.advance(state, fix)
            told.extend((fix.t_s, event) for event in events)
        arrival = next(((t_s, event) for t_s, event in told if isinstance(event, Arrived)), None)
        t_s, arrived = arrival if arrival else (math.inf, None)
        false = (
            arrived is not None and state.route is not None and self._is_false(walked, t_s, destination, state.route)
        )
        return Verdict(
            arrived=arrived,
            t_s=t_s,
            false=false,
            lost=any(isinstance(event, PositionLost) for _, event in told),
            reroutes=sum(isinstance(event, RouteChanged) for _, event in told) - 1,
        )

    def _is_false(self, walked: Walk, t_s: float, destination: End, route: Route) -> bool:
        where = walked.truth[max(int(t_s) - 1, 0)]
        if goal_of(destination, route, self.venue).holds(where, margin_m=0.0):
            return False
        left = self.router.route(where, destination, WALK)
        return not isinstance(left, Route) or left.distance_m > FALSE_M


def _cut(moving: tuple[TruthPoint, ...]) -> tuple[TruthPoint, ...]:
    """Return a walk that ends short of its end on the same level, or nothing where it came by lift from nearer."""
    left_m = 0.0
    for index in range(len(moving) - 1, 0, -1):
        if moving[index - 1].position.level_id != moving[-1].position.level_id:
            return ()
        left_m += moving[index].position.distance_m(moving[index - 1].position)
        if left_m >= SHORT_M:
            return moving[:index]
    return ()


def measure(hospital: Hospital, radio: Radio, seeds: int, pairs: int) -> dict[str, object]:
    """Return one row of the table, over the first `pairs` of the walks."""
    world = RadioWorld(hospital.venue, reception=radio.reception)
    to_end, short, elsewhere = list[tuple[Walk, Verdict]](), list[Verdict](), list[Verdict]()
    for names in WALKS[:pairs]:
        others = [hospital.ends(other)[1] for other in WALKS if other[1] != names[1]]
        for seed in range(seeds):
            for stops_short, walked in hospital.walks(names, seed, radio, world):
                verdict = hospital.judge(walked, walked.destination)
                if stops_short:
                    short.append(verdict)
                    continue
                to_end.append((walked, verdict))
                elsewhere.extend(hospital.judge(walked, other) for other in others[seed % 3 :: 3])
    there = [(walked, verdict) for walked, verdict in to_end if verdict.arrived and not verdict.false]
    late_s = [verdict.t_s - walked.moving_s for walked, verdict in there]
    radii = [fix.r95_m for walked, _ in to_end for fix in walked.fixes if isinstance(fix, Fix)]
    return {
        "r95_m median": round(float(np.median(radii)), 1),
        "walks": len(to_end),
        "arrived": len(there),
        "false": sum(verdict.false for _, verdict in to_end),
        "not arrived, told lost": sum(not verdict.arrived and verdict.lost for _, verdict in to_end),
        "not arrived, not told": sum(not verdict.arrived and not verdict.lost for _, verdict in to_end),
        "late_s median": round(float(np.median(late_s)), 1) if late_s else None,
        "late_s p90": round(float(np.percentile(late_s, 90)), 1) if late_s else None,
        "why": dict(Counter(str(verdict.arrived.reason) for _, verdict in to_end if verdict.arrived)),
        "reroutes": sum(verdict.reroutes for _, verdict in to_end),
        "stopped 15 m short": f"{sum(verdict.false for verdict in short)} false of {len(short)}",
        "went elsewhere": f"{sum(verdict.false for verdict in elsewhere)} false of {len(elsewhere)}",
    }


@click.command()
@click.option("--seeds", default=3, type=click.IntRange(1), show_default=True)
@click.option("--pairs", default=len(WALKS), type=click.IntRange(1, len(WALKS)), show_default=True)
@click.option("--radio", "names", multiple=True, type=click.Choice(list(RADIOS)), default=tuple(RADIOS))
@click.option("--json", "as_json", is_flag=True)
def main(seeds: int, pairs: int, names: tuple[str, ...], as_json: bool) -> None:
    """Print the table."""
    hospital = Hospital()
    rows = {name: measure(hospital, RADIOS[name], seeds, pairs) for name in names}
    if as_json:
        click.echo(json.dumps(rows))
        return
    for name, row in rows.items():
        click.echo(f"{name}\n" + "\n".join(f"  {key}: {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
