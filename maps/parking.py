"""Where cars are left."""

from dataclasses import dataclass, field

from maps.ids import FeatureId, LevelId
from maps.labels import Labels
from maps.shapes import Area


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingLot:
    """A group of bays with one name."""

    id: FeatureId
    labels: Labels = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkingBay:
    """One marked bay of a lot."""

    id: FeatureId
    level_id: LevelId
    lot_id: FeatureId
    area: Area
    label: str = ""
    accessible: bool = False
