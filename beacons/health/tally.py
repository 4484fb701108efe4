"""What is kept for the health of transmitters: counts by half hour and patch of floor, which name nobody.

A tally holds sums only, so that those of several workers are merged by adding, in any order.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, field

import msgspec

from maps.errors import BadInputError

SLOT_S = 1800.0
"""Time is kept in half hours [s]: coarse enough to tell no walk."""
KEPT_SLOTS = 96
"""Two days."""
MOST_UNKNOWN = 200
"""Unknown addresses kept; beyond, new ones are not counted."""
_VERSION = 1

SlotPatchRadio = tuple[int, int, bool]
SlotPatchTransmitter = tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One passing of one person through one patch; nothing in it tells whose.

    Parameters
    ----------
    t_s : float
        When it ended [Unix s].
    patch : int
        Number in `Patches`.
    seconds : float
        How long they were listening there [s].
    heard_dbm : dict
        Number of each transmitter heard to the mean power, less the phone's gain [dBm].
    radios : frozenset of bool
        What the phone was listening to: beacons (False), access points (True). Many phones report no Wi-Fi: that they
        heard no access point says nothing.
    unknown : frozenset of str
        Addresses that look like the venue's and belong to no transmitter of it.
    """

    t_s: float
    patch: int
    seconds: float
    heard_dbm: dict[int, float]
    radios: frozenset[bool] = frozenset({False})
    unknown: frozenset[str] = frozenset()


class _Packed(msgspec.Struct, array_like=True):
    version: int
    transmitters: str
    visits: list[tuple[int, int, bool, int, float]]
    heard: list[tuple[int, int, int, int, float, float]]
    unknown: dict[str, tuple[int, int]]


@dataclass(slots=True, kw_only=True)
class Tally:
    """Sums of visits.

    Parameters
    ----------
    transmitters : str
        What the numbers of transmitters and patches mean: venue and revision.
    visits : dict
        (slot, patch, of access points) to number of visits and seconds in all.
    heard : dict
        (slot, patch, transmitter) to visits in which it was heard, and sum and sum of squares of their powers.
    unknown : dict
        Address to visits in which it was heard, and the latest slot.
    """

    transmitters: str
    visits: dict[SlotPatchRadio, tuple[int, float]] = field(default_factory=dict)
    heard: dict[SlotPatchTransmitter, tuple[int, float, float]] = field(default_factory=dict)
    unknown: dict[str, tuple[int, int]] = field(default_factory=dict)

    def add(self, visits: Iterable[Visit]) -> None:
        """Count visits."""
        for each in visits:
            slot = slot_of(each.t_s)
            for is_wifi in each.radios:
                self._add_visits((slot, each.patch, is_wifi), 1, each.seconds)
            for row, dbm in each.heard_dbm.items():
                self._add_heard((slot, each.patch, row), 1, dbm, dbm * dbm)
            for address in each.unknown:
                self._add_unknown(address, 1, slot)

    def merge(self, other: "Tally") -> None:
        """Add the sums of another tally.

        Raises
        ------
        BadInputError
            If it counts the transmitters of another revision.
        """
        if other.transmitters != self.transmitters:
            raise BadInputError(
                f"These counts are of {other.transmitters!r}, not of {self.transmitters!r}.",
                remedy="Count again under the revision of now.",
            )
        for place, (count, seconds) in other.visits.items():
            self._add_visits(place, count, seconds)
        for key, sums in other.heard.items():
            self._add_heard(key, *sums)
        for address, (count, slot) in other.unknown.items():
            self._add_unknown(address, count, slot)

    def forget_before(self, t_s: float) -> None:
        """Forget what is older than two days at a time [Unix s]."""
        oldest = slot_of(t_s) - KEPT_SLOTS
        self.visits = {key: sums for key, sums in self.visits.items() if key[0] > oldest}
        self.heard = {key: sums for key, sums in self.heard.items() if key[0] > oldest}
        self.unknown = {address: seen for address, seen in self.unknown.items() if seen[1] > oldest}

    def encode(self) -> bytes:
        """Return the tally as bytes."""
        return msgspec.msgpack.encode(
            _Packed(
                version=_VERSION,
                transmitters=self.transmitters,
                visits=[(*key, *sums) for key, sums in sorted(self.visits.items())],
                heard=[(*key, *sums) for key, sums in sorted(self.heard.items())],
                unknown=self.unknown,
            )
        )

    @classmethod
    def decode(cls, data: bytes) -> "Tally":
        """Return the tally in bytes.

        Raises
        ------
        BadInputError
            If they are no tally of this version.
        """
        try:
            packed = msgspec.msgpack.decode(data, type=_Packed)
        except msgspec.DecodeError as error:
            raise BadInputError(f"This is no tally of transmitters: {error}.", remedy="Count again.") from error
        if packed.version != _VERSION:
            raise BadInputError(f"This tally is of version {packed.version}.", remedy="Count again.")
        return cls(
            transmitters=packed.transmitters,
            visits={(row[0], row[1], row[2]): (row[3], row[4]) for row in packed.visits},
            heard={(row[0], row[1], row[2]): (row[3], row[4], row[5]) for row in packed.heard},
            unknown=dict(packed.unknown),
        )

    def _add_visits(self, place: SlotPatchRadio, count: int, seconds: float) -> None:
        before = self.visits.get(place, (0, 0.0))
        self.visits[place] = (before[0] + count, before[1] + seconds)

    def _add_heard(self, key: SlotPatchTransmitter, count: int, total: float, squares: float) -> None:
        before = self.heard.get(key, (0, 0.0, 0.0))
        self.heard[key] = (before[0] + count, before[1] + total, before[2] + squares)

    def _add_unknown(self, address: str, count: int, slot: int) -> None:
        if address in self.unknown or len(self.unknown) < MOST_UNKNOWN:
            before = self.unknown.get(address, (0, slot))
            self.unknown[address] = (before[0] + count, max(before[1], slot))


def slot_of(t_s: float) -> int:
    """Return the number of the half hour a time [Unix s] lies in."""
    return math.floor(t_s / SLOT_S)
