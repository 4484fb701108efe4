"""Beacons that are not what the plan says: dead, weak, moved, cloned. What an estimator is not told."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from shapely.geometry import Point

from maps.ids import FeatureId
from maps.position import Position
from maps.positioning import Transmitter
from maps.venue import Venue


class FaultKind(enum.StrEnum):
    """What happens to beacons."""

    DEAD = "dead"
    WEAK = "weak"
    MOVED = "moved"
    CLONED = "cloned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with one beacon.

    Parameters
    ----------
    drop_db : float
        How much weaker a weak one sends [dB].
    place : Position or None
        Where a moved one hangs now, or the copy of a cloned one.
    """

    kind: FaultKind
    drop_db: float = 0.0
    place: Position | None = None


def faulty(venue: Venue, faults: Mapping[FeatureId, Fault]) -> Venue:
    """Return the venue as its radio really is; for `simulator.radio.RadioWorld` only."""
    real: list[Transmitter] = []
    for item in venue.transmitters:
        fault = faults.get(item.id)
        if fault is None:
            real.append(item)
        elif fault.kind is FaultKind.WEAK:
            real.append(replace(item, rssi_at_1m_dbm=item.rssi_at_1m_dbm - fault.drop_db))
        elif fault.place is not None:
            there = replace(item, point=Point(fault.place.x_m, fault.place.y_m), level_id=fault.place.level_id)
            real += (
                [there] if fault.kind is FaultKind.MOVED else [item, replace(there, id=FeatureId(f"{item.id} copy"))]
            )
    return replace(venue, transmitters=tuple(real))
