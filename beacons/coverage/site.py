"""A venue's floors and transmitters, as coverage looks at them."""

import enum
from collections.abc import Collection, Mapping

import numpy as np
import numpy.typing as npt

from beacons.coverage.hearing import LISTEN_S, Hearing, hearing
from beacons.grid import Grid
from beacons.observation import RadioKind
from beacons.signals import Codes, expected_codes
from beacons.transmitters import TransmitterTable
from beacons.walkable import WalkableSpace
from maps.errors import NotFoundError, TooLargeError
from maps.ids import FeatureId, LevelId
from maps.positioning import TransmitterKind
from maps.spatial import SpatialIndex
from maps.venue import Venue

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_LARGEST_M2 = 1_200_000.0
"""Walkable area of the largest venue that is looked at [m²]: ten large hospitals."""

_MOST_ENTRIES = 20_000_000
"""Cells of a level times transmitters of the venue: the demo hospital has a million."""


class Radios(enum.StrEnum):
    """What a phone listens to."""

    BEACONS = "beacons"
    ACCESS_POINTS = "access_points"
    ALL = "all"


_KINDS: Mapping[Radios, Collection[TransmitterKind]] = {
    Radios.BEACONS: {TransmitterKind.BEACON},
    Radios.ACCESS_POINTS: {TransmitterKind.ACCESS_POINT},
    Radios.ALL: set(TransmitterKind),
}


def usual_radios(venue: Venue) -> Radios:
    """Return what phones listen to where nothing else is said: beacons, or access points where there are no beacons.

    Not both: iOS lets no programme hear access points, and Android only four times in two minutes.
    """
    beacons = any(item.kind is TransmitterKind.BEACON for item in venue.transmitters)
    return Radios.BEACONS if beacons or not venue.transmitters else Radios.ACCESS_POINTS


class Site:
    """The cells of a venue, its transmitters, and how strong each should be at each cell.

    Parameters
    ----------
    venue : Venue
        Any revision, or a draft as it would be published.
    listen_s : float
        How long somebody stands and listens [s].

    Raises
    ------
    TooLargeError
        If there is more than 1.2 km² to walk on.
    """

    def __init__(self, venue: Venue, *, listen_s: float = LISTEN_S) -> None:
        self.venue = venue
        self.listen_s = listen_s
        self.spatial = SpatialIndex(venue)
        area_m2 = sum(self.spatial.walkable_area(level.id).area for level in venue.levels)
        if area_m2 > _LARGEST_M2:
            raise TooLargeError(
                f"Venue {venue.id!r} has {area_m2:.0f} m² to walk on; coverage is computed up to {_LARGEST_M2:.0f} m².",
                remedy="Split the venue into buildings.",
            )
        self.space = WalkableSpace(self.spatial)
        self.grid = Grid(self.spatial, self.space)
        self.table = TransmitterTable.of(venue)
        self._hearing = (hearing(RadioKind.BLE, listen_s), hearing(RadioKind.WIFI, listen_s))
        self._codes: dict[int, Codes] = {}

    def cells(self, level: int) -> Ints:
        """Return the cells of the level of this index."""
        return np.flatnonzero(self.grid.level == level)

    def under_roof(self, level: int, x_m: Floats, y_m: Floats) -> Bools:
        """Return which places of a level count: those under a roof; all, where there is no roof at all.

        In the open air satellites tell the place, and nobody hangs beacons there.
        """
        level_id = self.grid.level_ids[level]
        units = self.venue.units_by_level[level_id]
        roofed = np.array([not self.venue.is_open_air(unit) for unit in units] + [False], dtype=np.bool_)
        found: Bools = roofed[self.spatial.units_at(level_id, np.stack([x_m, y_m], axis=1))]
        return found if found.any() else np.ones(len(x_m), dtype=np.bool_)

    def counted(self, level: int) -> Bools:
        """Return which cells of a level count: see `under_roof`."""
        cells = self.cells(level)
        return self.under_roof(level, self.grid.x_m[cells], self.grid.y_m[cells])

    def codes(self, level: int) -> Codes:
        """Return the (transmitters, cells) codes of expected power on a level, made at the first asking.

        Raises
        ------
        TooLargeError
            If cells times transmitters are more than some seconds of work.
        """
        if level not in self._codes:
            entries = len(self.table.x_m) * len(self.cells(level))
            if entries > _MOST_ENTRIES:
                raise TooLargeError(
                    f"Level {self.grid.level_ids[level]!r} has {len(self.cells(level))} cells and the venue "
                    f"{len(self.table.x_m)} transmitters; coverage is computed up to {_MOST_ENTRIES} pairs of both.",
                    remedy="Split the venue into buildings.",
                )
            self._codes[level] = expected_codes(self.spatial, self.grid, self.table, level)
        return self._codes[level]

    def heard(self, transmitter: int) -> Hearing:
        """Return what is heard of a transmitter, by the code of its power."""
        return self._hearing[int(self.table.is_wifi[transmitter])]

    def level(self, level_id: LevelId) -> int:
        """Return the index of a level.

        Raises
        ------
        NotFoundError
            If the venue has no such level.
        """
        return self.grid.level_ids.index(self.venue.get_level(level_id).id)

    def audible(self, level: int, radios: Radios, without: Collection[FeatureId] = ()) -> list[int]:
        """Return the transmitters that can be heard on a level: those that phones listen to, save some taken away.

        Raises
        ------
        NotFoundError
            If a transmitter that is taken away is not there; it names the first.
        """
        items = self.venue.transmitters
        ids = {item.id for item in items}
        for name in without:
            if name not in ids:
                raise NotFoundError(
                    f"Venue {self.venue.id!r} has no transmitter {name!r}.",
                    remedy="Name beacons and access points by their ids.",
                )
        near = self.codes(level).min(axis=1, initial=255) < 255
        listened = [near[row] and item.kind in _KINDS[radios] for row, item in enumerate(items)]
        return [row for row, item in enumerate(items) if listened[row] and item.id not in without]
