"""A simulated day of the demo hospital with faulty beacons: which are found, how soon, and how often health is doubted.

People walk between public places of the hospital from 7 to 19 h, in a radio world whose faults begin at 9 h: 5 % of the
beacons. Each phone has its own gain, each beacon its own power around the plan's (sd 2 dB), as no plan is exact. The
tracker follows each phone from readings alone and is told of none of it. The same people in the same world without
faults give the false alarms.
"""

import json
import multiprocessing
import time
from collections.abc import Iterator
from dataclasses import replace

import click
import numpy as np

from beacons.health.examiner import Examiner
from beacons.health.tally import SLOT_S, Tally
from beacons.health.verdict import Health
from beacons.health.walks import count_walk
from beacons.tracker import Tracker
from benchmarks.survey_free import DEMO
from maps.ids import FeatureId
from maps.position import Position
from maps.positioning import Transmitter, TransmitterKind
from maps.publish import build_venue
from maps.readers import read_venue
from nav.profile import PROFILES
from nav.proofs.ends import destinations
from nav.route import NoRoute, Place, Route
from nav.router import Router
from simulator.faults import Fault, FaultKind, faulty
from simulator.radio import RadioWorld, Reception
from simulator.walk import walk_route

FIRST_SEED = 9000
"""Those below were looked at while the method was chosen."""
PEOPLE = 400
SHARE = 0.05
OPEN_S, FAULTS_S, CLOSE_S = 7 * 3600.0, 9 * 3600.0, 19 * 3600.0
WEAKER_DB = (12.0, 20.0)
MOVED_M = 15.0
TOLD_AS = {
    FaultKind.DEAD: Health.SILENT,
    FaultKind.WEAK: Health.WEAK,
    FaultKind.MOVED: Health.MOVED,
    FaultKind.CLONED: Health.CLONED,
}
_ALARMS = frozenset(TOLD_AS.values())
Row = dict[str, object]


class Hospital:
    """The demo hospital with all that a simulated day needs, compiled once."""

    def __init__(self) -> None:
        self.venue, _ = build_venue(read_venue([DEMO], "demo"), revision=1)
        self.router = Router.compile(self.venue)
        self.tracker = Tracker(self.venue)
        self.examiner = Examiner(self.tracker)
        self.ends = [each.id for each in destinations(self.venue) if each.kind != "parking_lot"]

    def drawn_faults(self, rng: np.random.Generator) -> dict[FeatureId, Fault]:
        """Return faults of a twentieth of the beacons, the kinds in turn."""
        beacons = [each for each in self.venue.transmitters if each.kind is TransmitterKind.BEACON]
        chosen = rng.choice(len(beacons), max(round(SHARE * len(beacons)), 1), replace=False)
        kinds = list(FaultKind)
        first = int(rng.integers(len(kinds)))
        return {
            beacons[index].id: self._fault(kinds[(first + turn) % len(kinds)], beacons[index], rng)
            for turn, index in enumerate(chosen)
        }

    def _fault(self, kind: FaultKind, home: Transmitter, rng: np.random.Generator) -> Fault:
        if kind is FaultKind.WEAK:
            return Fault(kind=kind, drop_db=float(rng.uniform(*WEAKER_DB)))
        if kind is FaultKind.DEAD:
            return Fault(kind=kind)
        while True:  # beacons hang where beacons hang: a moved one takes a place near another's
            other = self.venue.transmitters[int(rng.integers(len(self.venue.transmitters)))]
            x_m, y_m = rng.normal((other.point.x, other.point.y), 2.0)
            if other.level_id != home.level_id or np.hypot(x_m - home.point.x, y_m - home.point.y) >= MOVED_M:
                return Fault(kind=kind, place=Position(x_m=x_m, y_m=y_m, level_id=other.level_id))

    def drawn_route(self, rng: np.random.Generator) -> Route:
        """Return the way of somebody between two places."""
        while True:
            one, two = (Place(id=self.ends[index]) for index in rng.choice(len(self.ends), 2, replace=False))
            route = self.router.route(one, two, PROFILES["walk"])
            if not isinstance(route, NoRoute):
                return route

    def count(self, tally: Tally, real: RadioWorld, rng: np.random.Generator, begin_s: float) -> None:
        """Add what one person's phone observed on one way."""
        world = real.heard_by(Reception(phone_offset_db=float(rng.normal(0.0, 4.0))))
        walk = walk_route(self.drawn_route(rng), world, profile=PROFILES["walk"], rng=rng)
        count_walk(tally, self.examiner, self.tracker, replace(walk, start_unix_s=begin_s))


def day(hospital: Hospital, seed: int, people: int, *, with_faults: bool) -> Row:
    """Return what was found of one day: per kind found and hours until, and false alarms."""
    rng = np.random.default_rng([2026, seed])
    faults = hospital.drawn_faults(rng) if with_faults else {}
    mismarked = tuple(
        replace(each, rssi_at_1m_dbm=each.rssi_at_1m_dbm + float(rng.normal(0.0, 2.0)))
        for each in hospital.venue.transmitters
    )
    as_marked = replace(hospital.venue, transmitters=mismarked)
    sound, broken = RadioWorld(as_marked), RadioWorld(faulty(as_marked, faults))
    tally, told = hospital.examiner.tally(), {}
    begins = iter([*np.sort(rng.uniform(OPEN_S, CLOSE_S, people)), np.inf])
    begin_s = next(begins)
    examine_s = []
    for look_s in np.arange(OPEN_S + SLOT_S, CLOSE_S + SLOT_S / 2, SLOT_S):
        while begin_s < look_s:
            hospital.count(tally, sound if begin_s < FAULTS_S else broken, rng, float(begin_s))
            begin_s = next(begins)
        began_s = time.process_time()
        verdicts = hospital.examiner.examine(tally, float(look_s) - 1.0)
        examine_s.append(time.process_time() - began_s)
        for verdict in verdicts:
            if verdict.health in _ALARMS:
                told.setdefault(verdict.transmitter_id, []).append((float(look_s), verdict))
    return {
        "seed": seed,
        "faults": [_found(fault, told.get(item, []), last_s=CLOSE_S) for item, fault in faults.items()],
        "false": [
            [item, seen[0][1].health.value, round(seen[0][1].log_odds, 1), len(seen)]
            for item, seen in told.items()
            if item not in faults or seen[0][0] <= FAULTS_S
        ],
        "examine_s": float(np.mean(examine_s)),
        "tally_bytes": len(tally.encode()),
        "visits": sum(count for count, _ in tally.visits.values()),
    }


def _found(fault: Fault, seen: list, last_s: float) -> Row:
    """Return whether a fault was told in the evening, by which name, and after how many hours at first."""
    after = [(look_s, verdict) for look_s, verdict in seen if look_s > FAULTS_S]
    stands = bool(after) and after[-1][0] >= last_s
    last = after[-1][1] if stands else None
    error_m = None
    if last and last.elsewhere and fault.place:
        error_m = round(last.elsewhere.position.distance_m(fault.place), 1)
    return {
        "kind": fault.kind.value,
        "found": stands,
        "named": last is not None and last.health is TOLD_AS[fault.kind],
        "as": last.health.value if last else None,
        "hours": round((after[0][0] - FAULTS_S) / 3600.0, 2) if after else None,
        "error_m": error_m,
    }


_hospital: Hospital


def _start() -> None:
    global _hospital
    _hospital = Hospital()


def _day(task: tuple[int, int, bool]) -> Row:
    seed, people, with_faults = task
    return day(_hospital, seed, people, with_faults=with_faults)


def rows(seeds: int, people: int, first: int, jobs: int) -> Iterator[Row]:
    """Yield a row for each kind of fault, one for all, and one for the days without."""
    tasks = [(first + index, people, with_faults) for index in range(seeds) for with_faults in (True, False)]
    with multiprocessing.get_context("spawn").Pool(jobs, initializer=_start) as pool:
        days = pool.map(_day, tasks, chunksize=1)
    bad, good = days[::2], days[1::2]
    found = [each for one in bad for each in one["faults"]]
    for kind in (None, *FaultKind):
        mine = [each for each in found if kind is None or each["kind"] == kind]
        if mine:
            yield _recall(kind.value if kind else "all", mine, seeds, people)
    for name, each in (("days without faults", good), ("days with faults", bad)):
        alarms = [alarm for one in each for alarm in one["false"]]
        yield {
            "what": f"false alarms, {name}",
            "days": seeds,
            "alarms": len(alarms),
            "a_day": round(len(alarms) / seeds, 2),
            "kinds": sorted(alarm[1] for alarm in alarms),
            "visits_a_day": round(float(np.mean([one["visits"] for one in each]))),
            "tally_kib": round(float(np.mean([one["tally_bytes"] for one in each])) / 1024.0, 1),
            "examine_s": round(float(np.mean([one["examine_s"] for one in each])), 3),
        }


def _recall(name: str, mine: list[Row], seeds: int, people: int) -> Row:
    count, n = sum(bool(each["found"]) for each in mine), len(mine)
    hours = [each["hours"] for each in mine if each["hours"] is not None]
    errors_m = [each["error_m"] for each in mine if each["error_m"] is not None]
    return {
        "what": f"faults found: {name}",
        "days": seeds,
        "people_a_day": people,
        "faults": n,
        "recall": round(count / n, 3),
        "recall_interval": [round(bound, 3) for bound in wilson(count, n)],
        "named": round(sum(bool(each["named"]) for each in mine) / n, 3),
        "hours_median": round(float(np.median(hours)), 2) if hours else None,
        "place_error_m_median": round(float(np.median(errors_m)), 1) if errors_m else None,
        "told_as": sorted(str(each["as"]) for each in mine if not each["named"]),
    }


def wilson(count: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson 1927, doi:10.1080/01621459.1927.10502953)."""
    z2 = 1.96**2
    middle = (count + z2 / 2.0) / (n + z2)
    half = 1.96 / (n + z2) * np.sqrt(count * (n - count) / n + z2 / 4.0)
    return float(max(middle - half, 0.0)), float(min(middle + half, 1.0))


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--days", "seeds", default=10, type=click.IntRange(1), help="Days, each of its own seed.")
@click.option("--people", default=PEOPLE, type=click.IntRange(1), help="Ways walked in a day.")
@click.option("--first-seed", default=FIRST_SEED)
@click.option("--jobs", default=2, type=click.IntRange(1))
def main(as_json: bool, seeds: int, people: int, first_seed: int, jobs: int) -> None:
    """Measure how faulty beacons are found in a simulated day of the demo hospital."""
    for row in rows(seeds, people, first_seed, jobs):
        print(json.dumps(row) if as_json else ", ".join(f"{name} {value}" for name, value in row.items()), flush=True)


if __name__ == "__main__":
    main()
