"""What a phone hears of a venue's beacons on its way.

The mean of each beacon at each place comes once from the common measurement model (`beacons.propagation`), with the
walls of the plan and the slabs between levels. Around it a packet varies as measured on real mall iBeacons: an
offset per walk and beacon (3.5 dB), a wandering one (5.5 dB, 2.2 s), white noise (3.3 dB); together 7.3 dB. The
receiver is on and off by turns (0.6 s each), and a packet gets through with a probability that falls with its power.
Left out: the body's own shadow (±1.5 dB) and walls between levels, which the slab outweighs.
"""

import copy
import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.signal import lfilter

from beacons.observation import Observation, RadioKind
from beacons.propagation import MODELS, RadioModel, mean_rssi_dbm, p_received
from beacons.traces.trace import TruthPoint
from maps.position import Position
from maps.positioning import Transmitter, TransmitterKind
from maps.spatial import SpatialIndex
from maps.venue import Venue

Floats = npt.NDArray[np.float64]

CELL_M = 0.5
"""Places this close share one mean signal [m]."""
REACH_M = 70.0
"""No beacon is heard farther than this [m]."""
MOST_FLOORS = 2
FAINTEST_DBM = -105.0
"""Below the sensitivity of any phone [dBm]."""
STRONGEST_DBM = -20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Reception:
    """How packets vary around their mean, and how a phone receives them.

    Parameters
    ----------
    advertising_s, delay_s : float
        A beacon sends every `advertising_s` plus a random delay up to `delay_s` (Bluetooth Core 5.3, vol. 6, part B,
        4.4.2.2: 0 to 10 ms) [s].
    walk_sd_db, wander_sd_db, wander_s, white_sd_db
        Offset per walk and beacon; AR(1) and its time constant; noise per packet [dB, s].
    on_s, off_s : float
        Mean times the receiver listens and does not [s].
    phone_offset_db : float
        What this model of phone reads above the reference.
    phone_height_m : float
        Above the floor [m].
    """

    advertising_s: float = 0.1
    delay_s: float = 0.01
    walk_sd_db: float = 3.5
    wander_sd_db: float = 5.5
    wander_s: float = 2.2
    white_sd_db: float = 3.3
    on_s: float = 0.6
    off_s: float = 0.6
    phone_offset_db: float = 0.0
    phone_height_m: float = 1.1


class RadioWorld:
    """The true radio of a venue: what no estimator may look into.

    Parameters
    ----------
    venue : Venue
        Its beacons, walls and levels.
    model : RadioModel
        The mean, the detection and the rate.
    """

    def __init__(
        self, venue: Venue, *, model: RadioModel = MODELS[RadioKind.BLE], reception: Reception | None = None
    ) -> None:
        self.venue = venue
        self.model = model
        self.reception = reception or Reception()
        self.beacons = tuple(each for each in venue.transmitters if each.kind is TransmitterKind.BEACON)
        self._index = SpatialIndex(venue)

    def heard_by(self, reception: Reception) -> "RadioWorld":
        """Return the same world as another phone hears it."""
        other = copy.copy(self)
        other.reception = reception
        return other

    def mean_dbm(self, positions: list[Position]) -> Floats:
        """Return the mean power of every beacon at every position, shape (beacons, positions) [dBm].

        Minus infinity where a beacon is out of reach.
        """
        mean = np.full((len(self.beacons), len(positions)), -np.inf)
        places = np.array([[place.x_m, place.y_m] for place in positions]).reshape(-1, 2)
        for level_id in sorted({place.level_id for place in positions}):
            columns = np.array([place.level_id == level_id for place in positions]).nonzero()[0]
            for row, beacon in enumerate(self.beacons):
                mean[row, columns] = self._mean_on_level(beacon, level_id, places[columns])
        return mean

    def hear(self, truth: tuple[TruthPoint, ...], rng: np.random.Generator) -> tuple[Observation, ...]:
        """Return the packets received along a walk, in order of time; the same generator, the same packets.

        Parameters
        ----------
        truth : tuple of TruthPoint
            Where the phone is, evenly in time.
        """
        if len(truth) < 2:
            return ()
        times_s = np.array([point.t_s for point in truth])
        cells, cell_of_time = _cells(truth)
        means = self.mean_dbm(cells)
        heard = np.flatnonzero(means.max(axis=1, initial=-np.inf) > FAINTEST_DBM - 3 * self.reception.walk_sd_db)
        listening = _listening(times_s, self.reception, rng)
        observations: list[Observation] = []
        for row in heard:
            mean_dbm = means[row, cell_of_time]
            observations.extend(self._packets(self.beacons[row], mean_dbm, times_s, listening, rng))
        return tuple(sorted(observations, key=lambda each: (each.t_s, each.address)))

    def _mean_on_level(self, beacon: Transmitter, level_id: str, places: Floats) -> Floats:
        there = self.venue.get_level(beacon.level_id)
        here = next(level for level in self.venue.levels if level.id == level_id)
        floors = abs(there.ordinal - here.ordinal)
        spot = np.array([beacon.point.x, beacon.point.y])
        rise_m = there.elevation_m + beacon.height_m - here.elevation_m - self.reception.phone_height_m
        away_m = np.hypot(*(places - spot).T)
        walls = np.zeros(len(places), dtype=np.int64)
        near = away_m <= REACH_M
        if floors == 0 and here.id == there.id and near.any():
            walls[near] = self._index.walls_crossed_each(here.id, places[near], np.tile(spot, (int(near.sum()), 1)))
        mean = mean_rssi_dbm(self.model, np.hypot(away_m, rise_m), beacon.rssi_at_1m_dbm, walls, floors)
        return np.where(near & (floors <= MOST_FLOORS), mean + self.reception.phone_offset_db, -np.inf)

    def _packets(
        self, beacon: Transmitter, mean_dbm: Floats, times_s: Floats, listening: Floats, rng: np.random.Generator
    ) -> list[Observation]:
        """Return what is received of one beacon whose mean at each time is given."""
        reception, tick_s = self.reception, times_s[1] - times_s[0]
        sent_s = _sending_times(times_s, reception, rng)
        tick = np.minimum(((sent_s - times_s[0]) / tick_s).astype(np.int64), len(times_s) - 1)
        noise_db = rng.normal(0.0, reception.walk_sd_db) + _wander(len(times_s), float(tick_s), reception, rng)[tick]
        rssi_dbm = mean_dbm[tick] + noise_db + rng.normal(0.0, reception.white_sd_db, len(sent_s))
        chance = rng.random(len(sent_s))
        through = chance < listening[tick] * self._p_caught() * p_received(self.model, rssi_dbm)
        through &= rssi_dbm > FAINTEST_DBM
        rounded = np.rint(np.minimum(rssi_dbm, STRONGEST_DBM))
        address = beacon.addresses[0].lower()
        return [
            Observation(t_s=round(float(t), 3), kind=RadioKind.BLE, address=address, rssi_dbm=float(rssi))
            for t, rssi in zip(sent_s[through], rounded[through], strict=True)
        ]

    def _p_caught(self) -> float:
        """Return the chance that a strong packet sent while the receiver is on is caught (channels, collisions)."""
        reception = self.reception
        duty = reception.on_s / (reception.on_s + reception.off_s)
        sent_per_s = 1.0 / (reception.advertising_s + reception.delay_s / 2.0)
        return min(self.model.packets_per_s / (sent_per_s * duty), 1.0)


def _cells(truth: tuple[TruthPoint, ...]) -> tuple[list[Position], npt.NDArray[np.int64]]:
    """Return one position for each cell that is visited, and the cell of each point."""
    known: dict[tuple[str, int, int], int] = {}
    places: list[Position] = []
    cell_of_time = np.empty(len(truth), dtype=np.int64)
    for index, point in enumerate(truth):
        place = point.position
        key = (place.level_id, round(place.x_m / CELL_M), round(place.y_m / CELL_M))
        if key not in known:
            known[key] = len(places)
            places.append(place)
        cell_of_time[index] = known[key]
    return places, cell_of_time


def _listening(times_s: Floats, reception: Reception, rng: np.random.Generator) -> Floats:
    """Return 1 where the receiver is on and 0 where it is off, at each time."""
    length_s = float(times_s[-1] - times_s[0])
    means_s = [reception.on_s, reception.off_s]
    starts_on = rng.random() < reception.on_s / sum(means_s)
    pairs = math.ceil(2.0 * length_s / sum(means_s)) + 20
    spans_s = rng.exponential(means_s if starts_on else means_s[::-1], size=(pairs, 2)).ravel()
    changes = np.searchsorted(times_s[0] + np.cumsum(spans_s), times_s, side="right")
    on: Floats = (changes % 2 == (0 if starts_on else 1)).astype(np.float64)
    return on


def _sending_times(times_s: Floats, reception: Reception, rng: np.random.Generator) -> Floats:
    length_s = float(times_s[-1] - times_s[0])
    most = math.ceil(length_s / reception.advertising_s) + 1
    gaps_s = reception.advertising_s + rng.uniform(0.0, reception.delay_s, most)
    sent_s = times_s[0] + rng.uniform(0.0, reception.advertising_s) + np.cumsum(gaps_s) - gaps_s[0]
    within: Floats = sent_s[sent_s <= times_s[-1]]
    return within


def _wander(ticks: int, tick_s: float, reception: Reception, rng: np.random.Generator) -> Floats:
    """Return stationary AR(1) noise at each tick [dB]."""
    keep = math.exp(-tick_s / reception.wander_s)
    shocks = rng.normal(0.0, math.sqrt(1.0 - keep**2), ticks)
    shocks[0] = rng.normal()
    wander: Floats = reception.wander_sd_db * np.asarray(lfilter([1.0], [1.0, -keep], shocks))
    return wander
