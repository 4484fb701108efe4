"""The mall folder: one folder per floor with ``floor_info.json`` and ``geojson_map.json``, made for positioning.

The first feature of a floor is its outline, the others are shops; there are no doors and nothing joins the floors.
Traces of such a mall are in each floor's own metres: the bounding box of its outline is ``width`` × ``height``, from
the lower left corner. Floors have different boxes, so the venue's frame is reached through longitude and latitude; its
origin is the lower left corner of the ground floor, where the two nearly agree.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import TooLargeError, UnreadableFileError
from maps.frame import LocalFrame
from maps.ids import VenueId

STOREY_M = 5.0
"""Height of a mall's storey where nothing says [m]."""
SIZE_LIMIT_BYTES = 64 * 1024 * 1024
"""No floor of shop outlines is larger."""

_PLAN, _INFO = "geojson_map.json", "floor_info.json"
_FLOOR_NAME = re.compile(r"(?P<up>[FL](?P<f>\d{1,3})|(?P<g>\d{1,3})F)|B(?P<b>\d{1,2})", re.IGNORECASE)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SLIVER_M = 0.3
"""A gap between shops narrower than twice this is no way to walk [m]."""
_GRID_M = 0.001
_LEAST_PART_M2 = 4.0
_P_FLOOR = 0.6
_SCALE_TOLERANCE = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class _Floor:
    name: str
    ordinal: int
    width_m: float
    height_m: float
    features: list[dict[str, Any]]
    outline: BaseGeometry


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the paths are a folder of floor folders, or floor folders themselves."""
    return bool(_floor_folders(paths))


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return a mall as a draft for positioning.

    Parameters
    ----------
    paths : sequence of Path
        The mall's folder, or its floors' folders.
    venue_id : VenueId
        The id of the new venue.

    Raises
    ------
    UnreadableFileError
        If a floor's files are missing, broken, or its folder is not named like a floor (``B1``, ``F1``, ``2F``).
    """
    floors = sorted((_read_floor(folder) for folder in _floor_folders(paths)), key=lambda floor: floor.ordinal)
    if not floors:
        raise UnreadableFileError(
            f"{', '.join(map(str, paths))} has no folder with {_PLAN} and {_INFO}.",
            remedy="Give the folder that holds one folder per floor.",
        )
    ground = min(floors, key=lambda floor: abs(floor.ordinal))
    west, south, _, _ = map(float, ground.outline.bounds)
    frame = LocalFrame(origin_lon_deg=west, origin_lat_deg=south)
    unread: list[Unread] = []
    features = [feature for floor in floors for feature in _floor_features(floor, frame, unread)]
    return VenueDraft(id=venue_id, frame=frame, features=tuple(features), unread=tuple(unread), purpose="positioning")


def _floor_folders(paths: Sequence[Path]) -> list[Path]:
    folders = [path for path in paths if path.is_dir()]
    inside = [child for folder in folders for child in sorted(folder.iterdir()) if child.is_dir()]
    return [folder for folder in (*folders, *inside) if (folder / _PLAN).is_file() and (folder / _INFO).is_file()]


def _read_floor(folder: Path) -> _Floor:
    name = folder.resolve().name
    info, plan = _read_json(folder / _INFO), _read_json(folder / _PLAN)
    try:
        width_m, height_m = (float(info["map_info"][key]) for key in ("width", "height"))
        features = list(plan["features"])
        outline = shapely.force_2d(shapely.from_geojson(json.dumps(features[0]["geometry"])))
    except (KeyError, IndexError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
        raise _broken(folder, f"it lacks {error}") from error
    if not (0 < width_m < 1e5 and 0 < height_m < 1e5) or not isinstance(outline, Polygon | MultiPolygon):
        raise _broken(folder, f"a floor of {width_m:g} x {height_m:g} m with a {outline.geom_type} outline is none")
    return _Floor(
        name=name,
        ordinal=_ordinal(name, folder),
        width_m=width_m,
        height_m=height_m,
        features=features,
        outline=outline if outline.is_valid else shapely.make_valid(outline),
    )


def _read_json(path: Path) -> Any:
    if path.stat().st_size > SIZE_LIMIT_BYTES:
        raise TooLargeError(f"{path.name} is larger than {SIZE_LIMIT_BYTES >> 20} MiB.")
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise _broken(path, str(error)) from error


def _ordinal(name: str, folder: Path) -> int:
    match = _FLOOR_NAME.fullmatch(name)
    if match is None:
        raise _broken(folder, f"{name!r} is not the name of a floor")
    return -int(match["b"]) if match["b"] else int(match["f"] or match["g"]) - 1


def _floor_features(floor: _Floor, frame: LocalFrame, unread: list[Unread]) -> Iterator[DraftFeature]:
    outline = frame.geometry_to_local(floor.outline)
    shops = list(_shops(floor, frame, unread))
    yield DraftFeature(
        id=floor.name,
        feature_type="level",
        geometry=outline,
        properties={
            "ordinal": floor.ordinal,
            "elevation_m": floor.ordinal * STOREY_M,
            "labels": {"en": f"Floor {floor.name}", "zh-Hans": f"{floor.name}层"},
            "short_labels": {"und": floor.name},
            "survey_frame": list(_survey_frame(floor, frame, unread)),
        },
        source=f"{floor.name}/{_PLAN}",
    )
    yield DraftFeature(
        id=f"{floor.name}-floor",
        feature_type="unit",
        geometry=walkable_rest(outline, [shop.geometry for shop in shops if shop.geometry is not None]),
        properties={"level_id": floor.name, "category": "walkway", "walkable": True},
        source=f"{floor.name}/{_PLAN} without its shops",
        confidence=_P_FLOOR,
    )
    yield from shops


def _shops(floor: _Floor, frame: LocalFrame, unread: list[Unread]) -> Iterator[DraftFeature]:
    for index, feature in enumerate(floor.features[1:], start=1):
        source = f"{floor.name}/{_PLAN} feature {index}"
        try:
            properties = feature.get("properties") or {}
            area = shapely.force_2d(shapely.from_geojson(json.dumps(feature["geometry"])))
            identity = str(properties.get("id") or feature.get("id") or f"{floor.name}-{index}")
        except (AttributeError, KeyError, TypeError, ValueError, shapely.errors.ShapelyError) as error:
            unread.append(Unread(source=source, reason=f"It is no shop outline: {error}."))
            continue
        name = str(properties.get("display") or properties.get("name") or "").strip()
        yield DraftFeature(
            id=identity,
            feature_type="unit",
            geometry=frame.geometry_to_local(area),
            properties={
                "level_id": floor.name,
                "category": "room",
                "walkable": False,
                "labels": {"zh-Hans" if _HAN.search(name) else "und": name} if name else {},
            },
            source=source,
        )


def walkable_rest(outline: BaseGeometry, shops: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return a floor without its shops, without the slivers left between neighbours and without specks.

    Parameters
    ----------
    outline : BaseGeometry
        The floor [local m].
    shops : sequence of BaseGeometry
        What stands on it; may be invalid.
    """
    rest = outline.difference(shapely.union_all(shapely.make_valid(list(shops))))
    wide = rest.buffer(-_SLIVER_M, join_style="mitre").buffer(_SLIVER_M, join_style="mitre")
    parts = [part for part in shapely.get_parts(wide.intersection(rest)) if part.area >= _LEAST_PART_M2]
    return shapely.set_precision(shapely.union_all([part for part in parts if isinstance(part, Polygon)]), _GRID_M)


def _survey_frame(
    floor: _Floor, frame: LocalFrame, unread: list[Unread]
) -> tuple[float, float, float, float, float, float]:
    """Return the affine map from the floor's own metres to local metres."""
    west, south, east, north = map(float, floor.outline.bounds)
    x0_m, y0_m = frame.to_local(west, south)
    x1_m, y1_m = frame.to_local(east, north)
    scale_x, scale_y = (x1_m - x0_m) / floor.width_m, (y1_m - y0_m) / floor.height_m
    if max(abs(scale_x - 1), abs(scale_y - 1)) > _SCALE_TOLERANCE:
        unread.append(
            Unread(
                source=f"{floor.name}/{_INFO}",
                reason=f"Its metres are {scale_x:.3f} and {scale_y:.3f} of those of its outline: its size is doubtful.",
            )
        )
    return scale_x, 0.0, x0_m, 0.0, scale_y, y0_m


def _broken(path: Path, why: str) -> UnreadableFileError:
    return UnreadableFileError(f"{path.name} cannot be read as a mall floor: {why[:200]}.", remedy="Export it again.")
