"""A hall whose beacons are examined, and people who walk through it and hear what they should, or what they do."""

import numpy as np
import pytest

from beacons.health.examiner import Examiner
from beacons.health.tally import Visit
from beacons.observation import RadioKind
from beacons.propagation import get_model, mean_rssi_dbm, p_heard
from beacons.tracker import Tracker
from tests.beacons.worlds import hall

NOON_S = 1_800_000_000.0 - 1_800_000_000.0 % 1800.0
BLE = get_model(RadioKind.BLE)


@pytest.fixture(scope="session")
def examiner() -> Examiner:
    return Examiner(Tracker(hall()))


@pytest.fixture
def visits(examiner, rng):
    """Return a function that draws visits, all beacons being what a list of (row, x_m, y_m, power) says."""

    def draw(people: int, senders, *, t_s: float = NOON_S - 60.0, of: Examiner = examiner) -> list[Visit]:
        return [_visit(of, int(rng.integers(len(of.patches))), senders, t_s, rng) for _ in range(people)]

    return draw


@pytest.fixture
def senders(examiner):
    """Return the beacons of the hall as the plan says."""
    return planned(examiner)


def planned(examiner: Examiner):
    """Return (row, x_m, y_m, power) of all beacons as the plan says."""
    table = examiner.table
    return [(row, table.x_m[row], table.y_m[row], table.rssi_at_1m_dbm[row]) for row in range(len(table.x_m))]


def _visit(examiner: Examiner, patch: int, senders, t_s: float, rng: np.random.Generator) -> Visit:
    x_m, y_m = (values[patch] + rng.uniform(-2.5, 2.5) for values in (examiner.patches.x_m, examiner.patches.y_m))
    packets: dict[int, list[float]] = {}
    for row, at_x_m, at_y_m, power_dbm in senders:
        mean = float(mean_rssi_dbm(BLE, np.hypot(x_m - at_x_m, y_m - at_y_m), power_dbm)) + rng.normal(0.0, 4.0)
        if rng.random() < 0.95 * float(p_heard(BLE, mean, 2.0)):
            packets.setdefault(row, []).append(max(mean + rng.normal(0.0, 3.0), -95.0))
    heard = {row: float(np.mean(powers)) for row, powers in packets.items()}
    return Visit(t_s=t_s, patch=patch, seconds=4.0, heard_dbm=heard)
