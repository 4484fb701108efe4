"""What readings of known transmitters say of each cell of the ground, when nothing else is known.

A reading of power is ``A - 10 n log10 d`` plus what the transmitter and the body between do to it. A, n and the body
are unknown causes that all readings of a scan share: they are integrated out at every cell, so that no phone, no
building and no way of holding the phone has to be known.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from beacons.multilateration import strongest_centroid
from beacons.planless.ground import STOREY_M, Ground, Spot
from beacons.planless.mixed import explained
from beacons.planless.places import Habits, Place, Reading, Said, normal, placed

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

AT_1M_DBM, AT_1M_SD_DB = -60.0, 8.0
EXPONENT, EXPONENT_SD = 2.4, 0.6
"""Beacons and access points of all makes, heard by all phones; rooms between line of sight and none (ITU-R P.1238)."""
BODY_SD_DB = 2.5
"""A body takes up to 10 dB from what lies behind it: half of that either way, along each axis."""
POWER_SD_DB = 6.0
_AGAIN_SHARE = 0.5
"""Share of the variance that goes away when one link is read again and again: fading does, place does not."""
OFFSET_SD_DB = 5.0
"""Transmitters differ by their setting and by where they hang."""
_SLAB_DB = 15.0
BIAS_M, BIAS_SD_M = -0.5, 1.0
DETOUR, DETOUR_SD = 0.1, 0.05
"""Ranges are too long by a share of the distance (walls slow radio down and send it round corners) and differ by a bias
of the phone."""
BELOW_SD_M, ABOVE_SD_M = 0.8, 1.2
"""Nothing is nearer than it is; a way round may be much longer."""
RISE_M = 1.3
"""Transmitters hang this much above phones."""
MOST_READINGS = 32
"""The strongest readings of a scan (the shortest ranges); further ones add next to nothing."""


_POWERS_OUTSIDE, _RANGES_OUTSIDE = 0.15, 3.0
"""People go where transmitters are: it is less likely by e at this many spacings outside. Ranges tell outside from
inside by themselves."""
_CENTROID_SD = 1.2
"""The weighted centroid is where every estimate from powers starts; it errs by this many spacings along each axis."""
_CAUSES = 2.0
"""Powers that A and n use up: of a single scan of m readings the centroid keeps a share of ``2 / (m + 2)``.
With few readings nothing beats it."""
_LEARNING = 0.1
_FRESH = 0.3
"""Share of a scan that is news of its transmitters: scans of neighbouring seconds share their errors."""
_LEAST_SD_SHARE = 0.3
_LIKELIEST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Readings of known transmitters: one row for each.

    Parameters
    ----------
    spot : array of int
        Number of the transmitter.
    value : array
        Mean power [dBm] or range [m].
    count : array
        How many readings the mean is of.
    """

    spot: Ints
    value: Floats
    count: Floats

    @classmethod
    def of(cls, readings: Mapping[int, Sequence[float]], *, largest: bool) -> "Links":
        """Return the readings by transmitter; of very many only the largest or the smallest."""
        rows = sorted(((math.fsum(values) / len(values), spot) for spot, values in readings.items()), reverse=largest)
        rows = sorted(rows[:MOST_READINGS], key=lambda row: row[1])
        return cls(
            spot=np.array([spot for _, spot in rows], dtype=np.int64),
            value=np.array([value for value, _ in rows], dtype=np.float64),
            count=np.array([len(readings[spot]) for _, spot in rows], dtype=np.float64),
        )

    def __len__(self) -> int:
        return len(self.spot)


class LinkTable:
    """The transmitters of a ground as evidence of where a scan was heard.

    Parameters
    ----------
    spots : dict
        Address to place.
    """

    def __init__(self, ground: Ground, spots: Mapping[str, Spot]) -> None:
        self.ground = ground
        self.number = {address: index for index, address in enumerate(spots)}
        self.x_m = np.array([spot.x_m for spot in spots.values()], dtype=np.float64)
        self.y_m = np.array([spot.y_m for spot in spots.values()], dtype=np.float64)
        self.level = np.array([spot.level for spot in spots.values()], dtype=np.int64)

    def knows(self, reading: Reading) -> bool:
        """Return whether any of the transmitters heard is one of these."""
        return any(address in self.number for address in (*reading.powers, *reading.ranges))

    def start(self) -> Habits:
        """Return what is known of radios before anything is heard."""
        nothing = np.zeros(len(self.number))
        return Habits(at_1m_dbm=AT_1M_DBM, exponent=EXPONENT, sd_share=1.0, offset_db=nothing, seen=nothing)

    def place(self, reading: Reading) -> Place:
        """Return where one scan was heard, whatever was heard before."""
        place = placed(self.ground, normal(self.said(reading, self.start()).log_p)[:, np.newaxis])
        powers = self.links(reading.powers, largest=True)
        if reading.ranges or not len(powers):
            return place
        x_m, y_m = self._centroid(powers)
        share = _CAUSES / (len(powers) + _CAUSES)
        return replace(place, x_m=share * x_m + (1.0 - share) * place.x_m, y_m=share * y_m + (1.0 - share) * place.y_m)

    def said(self, reading: Reading, habits: Habits) -> Said:
        """Return what a scan says of each cell."""
        powers, ranges = self.links(reading.powers, largest=True), self.links(reading.ranges, largest=False)
        outside = _RANGES_OUTSIDE if len(ranges) else _POWERS_OUTSIDE
        log_p = -self.ground.outside_m / (outside * self.ground.spacing_m)
        left_db, cause = None, None
        if len(powers):
            log_p_power, left_db, cause = self._powers(powers, habits)
            log_p = log_p + log_p_power
        if len(ranges):
            log_p = log_p + self._ranges(ranges)
        else:
            log_p = log_p - 0.5 * self._from_centroid2(powers) / _CENTROID_SD**2
        return Said(log_p=log_p, spot=powers.spot, left_db=left_db, cause=cause)

    def learnt(self, habits: Habits, said: Said, p: Floats) -> Habits:
        """Return what is known of radios after a scan, given the probability of each cell.

        Offsets of transmitters are means shrunk towards zero; A and n follow slowly.
        """
        if said.left_db is None or said.cause is None:
            return habits
        top = np.argsort(-p, kind="stable")[:_LIKELIEST]
        weight = p[top] / p[top].sum()
        news_db = habits.offset_db[said.spot] + weight @ said.left_db[top]
        prior = (POWER_SD_DB / OFFSET_SD_DB) ** 2 / _FRESH
        seen, offset_db = habits.seen.copy(), habits.offset_db.copy()
        seen[said.spot] += _FRESH
        offset_db[said.spot] += _FRESH * (news_db - offset_db[said.spot]) / (seen[said.spot] + prior)
        cause = weight @ said.cause[top]
        return Habits(
            at_1m_dbm=habits.at_1m_dbm + _LEARNING * float(cause[0]),
            exponent=habits.exponent + _LEARNING * float(cause[1]),
            sd_share=max(math.sqrt(1.0 - _LEARNING) * habits.sd_share, _LEAST_SD_SHARE),
            offset_db=offset_db,
            seen=seen,
        )

    def expected_dbm(self, spot: Ints, habits: Habits) -> Floats:
        """Return the power expected of some transmitters at each cell: (cells, transmitters) [dBm]."""
        _, _, distance_m, slabs = self._ways(spot)
        decades = 10.0 * np.log10(distance_m)
        return habits.at_1m_dbm - habits.exponent * decades - _SLAB_DB * slabs + habits.offset_db[spot]

    def links(self, readings: Mapping[str, Sequence[float]], *, largest: bool) -> Links:
        """Return the readings of known transmitters."""
        known = {self.number[address]: values for address, values in readings.items() if address in self.number}
        return Links.of(known, largest=largest)

    def _centroid(self, powers: Links) -> tuple[float, float]:
        weight = 10.0 ** ((powers.value - powers.value.max()) / 10.0)
        return strongest_centroid(self.x_m[powers.spot], self.y_m[powers.spot], weight)

    def _from_centroid2(self, powers: Links) -> Floats:
        """Return the squared distance from the weighted centroid, in spacings."""
        x_m, y_m = self._centroid(powers)
        away2: Floats = (self.ground.x_m - x_m) ** 2 + (self.ground.y_m - y_m) ** 2
        return away2 / self.ground.spacing_m**2

    def _powers(self, links: Links, habits: Habits) -> tuple[Floats, Floats, Floats]:
        """Return log-likelihoods, what is left of each power, and the causes, all by cell."""
        east, north, distance_m, _ = self._ways(links.spot)
        decades = 10.0 * np.log10(distance_m)
        feature = np.stack([np.ones_like(decades), -decades, east, north], axis=2)
        sd_db = POWER_SD_DB * np.sqrt(1.0 - _AGAIN_SHARE + _AGAIN_SHARE / links.count)
        spread_db = np.broadcast_to(sd_db, decades.shape).copy()
        residual = links.value - self.expected_dbm(links.spot, habits)
        prior_sd = np.array([AT_1M_SD_DB * habits.sd_share, EXPONENT_SD * habits.sd_share, BODY_SD_DB, BODY_SD_DB])
        log_p, cause = explained(residual, feature, spread_db, spread_db, prior_sd)
        return log_p, residual - np.einsum("crk,ck->cr", feature, cause), cause

    def _ranges(self, links: Links) -> Floats:
        _, _, distance_m, _ = self._ways(links.spot)
        feature = np.stack([np.ones_like(distance_m), distance_m], axis=2)
        below_m, above_m = np.full_like(distance_m, BELOW_SD_M), np.full_like(distance_m, ABOVE_SD_M)
        residual = links.value - (BIAS_M + (1.0 + DETOUR) * distance_m)
        log_p, _ = explained(residual, feature, below_m, above_m, np.array([BIAS_SD_M, DETOUR_SD]))
        return log_p

    def _ways(self, spot: Ints) -> tuple[Floats, Floats, Floats, Floats]:
        """Return from each cell to each transmitter: shares east and north of the way, its length, slabs between."""
        ground = self.ground
        east_m = self.x_m[spot] - ground.x_m[:, np.newaxis]
        north_m = self.y_m[spot] - ground.y_m[:, np.newaxis]
        storeys = self.level[spot] - ground.level[:, np.newaxis]
        distance_m = np.sqrt(east_m**2 + north_m**2 + (RISE_M + STOREY_M * storeys) ** 2)
        return east_m / distance_m, north_m / distance_m, distance_m, np.abs(storeys).astype(np.float64)
