"""Open-RMF building files (traffic-editor's ``.building.yaml``) as a venue draft.

Walls are lines without thickness, rooms are not drawn at all: they are what walls and doors enclose
(`maps.enclosures`). Lanes are for robots and stay with the draft as provenance.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely

from maps.connectors import landing
from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import BadInputError
from maps.ids import VenueId
from maps.imdf_profile import STOREY_M
from maps.readers.archive import SourceFile, read_bytes
from maps.readers.names import unused_id
from maps.readers.rmf_file import RmfBuilding, RmfLevel, RmfLift, parse_building
from maps.readers.rmf_frame import Placement, place_levels
from maps.readers.rmf_level import LevelPlan, add_lift, finish_level, plan_level
from maps.readers.rmf_lifts import cabin_of, land
from maps.readers.yaml_text import parse_yaml

_SUFFIXES = (".yaml", ".yml")
_HEAD_BYTES = 1 << 20
_MARKS = (b"coordinate_system:", b"crowd_sim:", b"lifts:", b"reference_level_name:", b"vertices:")
_WALL_GAP_M = 0.5


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the paths are one building file, or a folder that holds one."""
    found = _building_files(paths)
    if len(found) != 1:
        return False
    with found[0].open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return b"levels:" in head and any(mark in head for mark in _MARKS)


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return a building file as a draft.

    Parameters
    ----------
    paths : sequence of Path
        The ``.building.yaml``, or the folder that holds it and its pictures.
    venue_id : VenueId
        The id of the new venue.

    Raises
    ------
    BadInputError
        If there is not exactly one building file.
    UnreadableFileError, TooLargeError
        If it is broken, hostile or beyond the limits.
    """
    found = _building_files(paths)
    if len(found) != 1:
        raise BadInputError(
            f"{', '.join(str(path) for path in paths[:3])} holds {len(found)} building files.",
            remedy="Give one .building.yaml.",
        )
    building = read_building(found[0])
    unread = list(building.unread)
    frame, placements = place_levels(building, unread)
    features = _features(building, placements, found[0].name, unread)
    labels = {"und": building.name} if building.name else {}
    return VenueDraft(id=venue_id, frame=frame, features=features, unread=tuple(unread), labels=labels)


def read_building(path: Path) -> RmfBuilding:
    """Return a building file as it is drawn: vertices, lines and lanes in the units of the file."""
    source = SourceFile(name=path.name, label=str(path), data=read_bytes(path))
    return parse_building(parse_yaml(source), path.name)


def _building_files(paths: Sequence[Path]) -> list[Path]:
    folders = [path for path in paths if path.is_dir()]
    inside = [child for folder in folders for child in sorted(folder.glob("*.building.yaml"))]
    return [path for path in (*paths, *inside) if path.is_file() and path.suffix.lower() in _SUFFIXES]


def _features(
    building: RmfBuilding, placements: Mapping[str, Placement], file_name: str, unread: list[Unread]
) -> tuple[DraftFeature, ...]:
    levels = _ranked(building.levels)
    taken = {level.name for level in building.levels}
    plans = {level.name: plan_level(level, placements[level.name], file_name, taken) for level, _, _ in levels}
    portals = [_portal(lift, placements, plans, taken) for lift in building.lifts]
    features: list[DraftFeature] = [portal for portal in portals if portal is not None]
    for level, ordinal, elevation_m in levels:
        plan = plans[level.name]
        found, left = finish_level(plan)
        unread.extend(left)
        features.extend([_level(plan, ordinal, elevation_m, found), *found])
    return tuple(features)


def _ranked(levels: Sequence[RmfLevel]) -> list[tuple[RmfLevel, int, float]]:
    """Return levels from the lowest with ordinal and elevation; 0 is the lowest that is not below the ground."""
    heights = {level.name: level.elevation_m for level in levels}
    if any(height is None for height in heights.values()):
        heights = {level.name: index * STOREY_M for index, level in enumerate(levels)}
    ladder = sorted({height for height in heights.values() if height is not None})
    ground = next((rank for rank, height in enumerate(ladder) if height >= 0), len(ladder) - 1)
    ranked = [(level, float(heights[level.name] or 0.0)) for level in levels]
    return [
        (level, ladder.index(height) - ground, height) for level, height in sorted(ranked, key=lambda pair: pair[1])
    ]


def _level(plan: LevelPlan, ordinal: int, elevation_m: float, features: Sequence[DraftFeature]) -> DraftFeature:
    areas = [
        each.geometry for each in features if each.feature_type in ("unit", "fixture") and each.geometry is not None
    ]
    outline = shapely.union_all(areas).buffer(_WALL_GAP_M, join_style="mitre").buffer(-_WALL_GAP_M, join_style="mitre")
    return DraftFeature(
        id=plan.level.name,
        feature_type="level",
        geometry=outline,
        properties={
            "ordinal": ordinal,
            "elevation_m": elevation_m,
            "labels": {"und": plan.level.label},
            "short_labels": {"und": plan.level.label},
        },
        source=f"{plan.source}, {plan.placement.how}",
    )


def _portal(
    lift: RmfLift, placements: Mapping[str, Placement], plans: Mapping[str, LevelPlan], taken: set[str]
) -> DraftFeature | None:
    """Stand a lift on each level where a door of it opens, and join those levels."""
    centre = complex(placements[lift.level_name].to_local(np.array([complex(lift.x, lift.y)]))[0])
    name = unused_id(lift.name, taken)
    stops = []
    for level_name in plans:
        cabin = cabin_of(lift, centre, level_name)
        plan = plans[level_name]
        if cabin.doorways:
            unit = add_lift(plan, name, land(cabin, plan.rooms, [line for _, line in plan.doors]))
            assert unit.geometry is not None
            point = cabin.centre if unit.geometry.contains(cabin.centre) else landing(unit.geometry)
            stops.append({"level_id": level_name, "unit_id": unit.id, "point": [point.x, point.y]})
    if len(stops) < 2:
        return None
    return DraftFeature(
        id=name,
        feature_type="portal",
        geometry=None,
        properties={
            "kind": "elevator",
            "stops": stops,
            "labels": {"und": lift.name},
            "car_width_m": lift.width_m,
            "car_depth_m": lift.depth_m,
        },
        source=f"lift {lift.name}",
    )
