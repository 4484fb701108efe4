"""Simulated walks in worlds that differ from what the estimator assumes, each in its own way.

Path-loss exponent, walls, slabs, shadowing, receiver, phone gain, transmit powers, dead beacons and the walker's own
body are drawn per walk; the estimator is told none of it.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from beacons.observation import Observation, RadioKind
from beacons.propagation import MODELS, RadioModel
from beacons.traces.trace import Trace, TruthPoint
from maps.positioning import Transmitter
from maps.venue import Venue
from nav.profile import PROFILES
from nav.route import NoRoute, Place
from nav.router import Router
from simulator.paces import detect_steps
from simulator.radio import RadioWorld, Reception
from simulator.walking import stand, walk

Floats = npt.NDArray[np.float64]

STAND_S = 12.0
"""Everybody stands this long at the end: arriving is what matters most."""
_SHORTEST_M = 30.0


class BodyWorld(RadioWorld):
    """A radio world in which the walker's body takes power from beacons behind them.

    Parameters
    ----------
    body_loss_db : float
        Loss of a beacon straight behind; half of it to the side, none in front [dB].
    """

    def __init__(self, venue: Venue, *, model: RadioModel, reception: Reception, body_loss_db: float) -> None:
        super().__init__(venue, model=model, reception=reception)
        self._body_loss_db = body_loss_db
        self._truth: tuple[TruthPoint, ...] = ()

    def hear(self, truth: tuple[TruthPoint, ...], rng: np.random.Generator) -> tuple[Observation, ...]:
        self._truth = truth
        return super().hear(truth, rng)

    def _packets(
        self, beacon: Transmitter, mean_dbm: Floats, times_s: Floats, listening: Floats, rng: np.random.Generator
    ) -> list[Observation]:
        x, y = (np.array([getattr(point.position, name) for point in self._truth]) for name in ("x_m", "y_m"))
        facing = np.arctan2(*_held(np.gradient(x), np.gradient(y)))
        towards = np.arctan2(beacon.point.x - x, beacon.point.y - y)
        loss_db = self._body_loss_db * 0.5 * (1.0 - np.cos(towards - facing))
        return super()._packets(beacon, mean_dbm - loss_db, times_s, listening, rng)


def _held(east: Floats, north: Floats) -> tuple[Floats, Floats]:
    """Return the direction of walking, the last one kept while standing."""
    moving = np.hypot(east, north) > 1e-3
    last = np.maximum.accumulate(np.where(moving, np.arange(len(east)), 0))
    return east[last], north[last]


def drawn_world(venue: Venue, rng: np.random.Generator) -> BodyWorld:
    """Return a world drawn around the measured one, some of its beacons dead and others mismarked."""
    usual = MODELS[RadioKind.BLE]
    model = replace(
        usual,
        exponent=float(rng.uniform(1.8, 2.8)),
        wall_loss_db=float(rng.uniform(1.5, 6.0)),
        floor_loss_db=float(rng.uniform(13.0, 22.0)),
        rssi_50_dbm=float(rng.uniform(-88.0, -80.0)),
        packets_per_s=float(rng.uniform(0.8, 2.5)),
    )
    reception = Reception(
        walk_sd_db=float(rng.uniform(2.5, 5.0)),
        wander_sd_db=float(rng.uniform(4.0, 6.5)),
        white_sd_db=float(rng.uniform(2.5, 4.5)),
        phone_offset_db=float(rng.uniform(-8.0, 8.0)),
    )
    p_dead = float(rng.uniform(0.0, 0.15))
    living = tuple(
        replace(each, rssi_at_1m_dbm=each.rssi_at_1m_dbm + float(rng.normal(0.0, 2.0)))
        for each in venue.transmitters
        if rng.random() >= p_dead
    )
    body_loss_db = float(rng.uniform(0.0, 8.0))
    return BodyWorld(replace(venue, transmitters=living), model=model, reception=reception, body_loss_db=body_loss_db)


def mismatched_walks(router: Router, seeds: range, *, steps: bool = False) -> Iterator[tuple[BodyWorld, Trace]]:
    """Yield for each seed a world and a walk in it, between two places of the venue drawn at random."""
    venue = router.venue
    ends = [service.id for service in venue.service_points] + [group.id for group in venue.service_groups]
    for seed in seeds:
        rng = np.random.default_rng([2026, seed])
        while True:
            origin, destination = (Place(id=ends[index]) for index in rng.choice(len(ends), 2, replace=False))
            route = router.route(origin, destination, PROFILES["walk"])
            if not isinstance(route, NoRoute) and route.distance_m >= _SHORTEST_M:
                break
        truth = walk(route, venue, PROFILES["walk"], rng)
        last = truth[-1]
        truth += stand(last.position, STAND_S, start_s=last.t_s + 0.1)
        world = drawn_world(venue, rng)
        yield (
            world,
            Trace(
                id=f"seed-{seed}",
                start_unix_s=0.0,
                observations=world.hear(truth, rng),
                steps=detect_steps(truth, PROFILES["walk"], rng) if steps else (),
                truth=truth[::5],
            ),
        )
