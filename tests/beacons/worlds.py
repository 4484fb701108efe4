"""One open hall with transmitters all around, in which theory can be computed on paper."""

import numpy as np
from shapely.geometry import Point, box

from beacons.observation import Observation, RadioKind
from maps.ids import FeatureId, LevelId
from maps.positioning import Transmitter, TransmitterKind
from maps.venue import Venue
from tests.scenes import Scene

SIDE_M = 30.0


def hall(
    *,
    every_m: float = 10.0,
    kind: TransmitterKind = TransmitterKind.BEACON,
    height_m: float = 1.2,
    length_m: float = SIDE_M,
) -> Venue:
    """Return a hall, square unless it is longer, with a lattice of transmitters at phone height."""
    scene = Scene("hall").level("F1", 0, outline=box(0, 0, length_m, SIDE_M))
    scene.unit("floor", "F1", box(0, 0, length_m, SIDE_M), "walkway")
    for x in np.arange(0.0, length_m + 0.1, every_m).tolist():
        for y in np.arange(0.0, SIDE_M + 0.1, every_m).tolist():
            scene.add(
                "transmitters",
                Transmitter(
                    id=FeatureId(f"{x:.0f}-{y:.0f}"),
                    kind=kind,
                    level_id=LevelId("F1"),
                    point=Point(x, y),
                    addresses=(f"{x:.0f}-{y:.0f}",),
                    height_m=height_m,
                ),
            )
    return scene.venue()


def reading(item: Transmitter, t_s: float = 0.0, **measured: float) -> Observation:
    kind = RadioKind.RTT if "range_m" in measured else RadioKind.BLE
    return Observation(t_s=t_s, kind=kind, address=item.addresses[0].lower(), **measured)
