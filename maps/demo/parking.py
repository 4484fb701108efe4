"""The parking lots and their numbered bays."""

from collections.abc import Iterator

from maps.demo.basement import bays
from maps.demo.floor import feature_id
from maps.demo.plan import Plan
from maps.parking import ParkingBay, ParkingLot

_LOTS = ("A", "B", "C")


def parking_lots() -> Iterator[ParkingLot]:
    """Yield one lot per zone of the garage."""
    for zone in _LOTS:
        yield ParkingLot(
            id=feature_id(f"parking-lot/{zone}"),
            labels={"zh-Hans": f"地下停车场{zone}区", "en": f"Car Park, Zone {zone}"},
        )


def parking_bays(plan: Plan) -> Iterator[ParkingBay]:
    """Yield the bays, numbered within their zone: A001, A002 …"""
    counts = dict.fromkeys(_LOTS, 0)
    for bay in bays():
        counts[bay.zone] += 1
        label = f"{bay.zone}{counts[bay.zone]:03d}"
        yield ParkingBay(
            id=feature_id(f"parking-bay/{label}"),
            level_id=plan["B1"].id,
            lot_id=feature_id(f"parking-lot/{bay.zone}"),
            area=bay.shape,
            label=label,
            accessible=bay.accessible,
        )
