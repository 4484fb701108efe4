"""The kinds of feature a draft and a venue are made of, and what each refers to: one table."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureType:
    """One kind of feature.

    Parameters
    ----------
    name : str
        `DraftFeature.feature_type`.
    venue_field : str
        The tuple of `maps.venue.Venue` that holds them.
    geometry_field : str
        The field of the frozen class that is the draft feature's geometry; empty for none.
    references : mapping
        Field to the name of the kind it refers to; the field holds one id or a list of ids.
    """

    name: str
    venue_field: str
    geometry_field: str = ""
    references: Mapping[str, str] = field(default_factory=dict)


_ON_LEVEL = {"level_id": "level"}

FEATURE_TYPES: Mapping[str, FeatureType] = MappingProxyType(
    {
        kind.name: kind
        for kind in (
            FeatureType(name="building", venue_field="buildings", geometry_field="outline"),
            FeatureType(
                name="level", venue_field="levels", geometry_field="outline", references={"building_id": "building"}
            ),
            FeatureType(name="unit", venue_field="units", geometry_field="area", references=_ON_LEVEL),
            FeatureType(
                name="opening",
                venue_field="openings",
                geometry_field="line",
                references={**_ON_LEVEL, "unit_ids": "unit", "one_way_to": "unit"},
            ),
            FeatureType(name="portal", venue_field="portals"),
            FeatureType(
                name="amenity",
                venue_field="amenities",
                geometry_field="point",
                references={**_ON_LEVEL, "unit_id": "unit"},
            ),
            FeatureType(name="fixture", venue_field="fixtures", geometry_field="area", references=_ON_LEVEL),
            FeatureType(name="service_group", venue_field="service_groups"),
            FeatureType(
                name="service_point",
                venue_field="service_points",
                geometry_field="point",
                references={**_ON_LEVEL, "unit_id": "unit", "group_id": "service_group"},
            ),
            FeatureType(name="parking_lot", venue_field="parking_lots"),
            FeatureType(
                name="parking_bay",
                venue_field="parking_bays",
                geometry_field="area",
                references={**_ON_LEVEL, "lot_id": "parking_lot"},
            ),
            FeatureType(name="qr_point", venue_field="qr_points", geometry_field="point", references=_ON_LEVEL),
            FeatureType(name="transmitter", venue_field="transmitters", geometry_field="point", references=_ON_LEVEL),
        )
    }
)
"""Every kind by its name, in the order files are written."""

STOP_REFERENCES: Mapping[str, str] = MappingProxyType({"level_id": "level", "unit_id": "unit"})
"""What each entry of a portal's `stops` refers to."""

NON_WALKABLE_CATEGORIES = frozenset({"opentobelow", "structure", "column", "void", "nonwalkable"})
"""Unit categories nobody walks in, unless the source says otherwise."""
