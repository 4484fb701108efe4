"""IndoorGML 1.0 and 1.1 as a venue draft: cells are units, what its dual graph joins is joined."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import BadInputError, UnreadableFileError
from maps.frame import LocalFrame
from maps.ids import VenueId
from maps.readers.archive import SourceFile, read_bytes
from maps.readers.gml import Array, parse_gml
from maps.readers.indoorgml_file import Cell, IndoorFeatures, parse_features
from maps.readers.indoorgml_joins import Joiner, Space
from maps.readers.indoorgml_levels import Floored, Storey, find_floor, storeys_of
from maps.readers.indoorgml_words import category_of

_HEAD_BYTES = 1 << 16
_STOREY_M = (1.8, 8.0)
"""No storey is lower or higher: other figures are no metres [m]."""
_FAR_M = 10_000.0
_WALL_GAP_M = 0.5


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the paths are one IndoorGML document."""
    if len(paths) != 1 or not paths[0].is_file():
        return False
    with paths[0].open("rb") as file:
        head = file.read(_HEAD_BYTES)
    return b"IndoorFeatures" in head and b"opengis.net/indoorgml" in head


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return an IndoorGML document as a draft.

    Parameters
    ----------
    paths : sequence of Path
        One document.
    venue_id : VenueId
        The id of the new venue.

    Raises
    ------
    BadInputError
        If several documents are given.
    UnreadableFileError, TooLargeError
        If it is broken, hostile or beyond the limits, or no cell has a floor.
    """
    if len(paths) != 1:
        raise BadInputError(f"{len(paths)} IndoorGML documents were given.", remedy="Import one at a time.")
    label = paths[0].name
    root = parse_gml(SourceFile(name=label, label=str(paths[0]), data=read_bytes(paths[0])))
    features = parse_features(root, label)
    unread: list[Unread] = [_between_layers(label, each) for each in features.between_layers]
    frame, to_local = _frame(features, label, unread)
    floored = list(_floored(features, to_local, label, unread))
    if not floored:
        raise UnreadableFileError(f"No cell of {label} has a floor.", remedy="Export the geometry of its cells too.")
    storeys = storeys_of(floored)
    _doubt_units(storeys, label, unread)
    spaces = _spaces(storeys, label)
    joins = Joiner(features, spaces, to_local, label).join()
    units = [space.unit for cell_id, space in spaces.items() if cell_id not in joins.doors]
    levels = [_level(storey, spaces, label) for storey in storeys]
    return VenueDraft(
        id=venue_id,
        frame=frame,
        features=(*levels, *units, *joins.features),
        unread=(*unread, *joins.unread),
        labels=features.labels,
    )


def _between_layers(label: str, connection: Mapping[str, str]) -> Unread:
    reason = "It connects states of two layers; only the first layer becomes rooms."
    return Unread(source=f"{label} {connection['id']}", reason=reason, raw=dict(connection))


def _frame(features: IndoorFeatures, label: str, unread: list[Unread]) -> tuple[LocalFrame, Callable[[Array], Array]]:
    """Return the frame, and how coordinates become metres in it."""
    corners = np.concatenate(
        [ring for cell in features.cells for face in cell.faces for ring in face] or [np.zeros((1, 3))]
    )
    low, high = corners.min(axis=0), corners.max(axis=0)
    origin = [_find_float(word) for word in features.says.get("origin", "").split()]
    if len(origin) == 2 and None not in origin:
        return LocalFrame(origin_lon_deg=origin[0] or 0.0, origin_lat_deg=origin[1] or 0.0), lambda points: points
    if _is_degrees(features.srs, low, high):
        return _on_earth(low, latitude_first="urn" in features.srs and "CRS84" not in features.srs)
    shift = np.array([*(np.floor(low[:2] / 100) * 100), 0.0]) if np.abs(low[:2]).max() > _FAR_M else np.zeros(3)
    srs = f" in {features.srs}" if features.srs else ""
    unread.append(
        Unread(
            source=label,
            reason=f"Its coordinates{srs} are taken as metres from ({shift[0]:.0f}, {shift[1]:.0f}), somewhere.",
            raw={"shift_m": shift[:2].tolist()},
        )
    )
    return LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0), lambda points: points - shift


def _is_degrees(srs: str, low: Array, high: Array) -> bool:
    """Return whether coordinates are degrees: said to be, and of one campus. Some tools say so of anything."""
    said = srs.endswith(("4326", "CRS84", "4979"))
    return said and bool(np.abs(low[:2]).max() <= 180 and (high - low)[:2].max() < 0.2)


def _on_earth(low: Array, *, latitude_first: bool) -> tuple[LocalFrame, Callable[[Array], Array]]:
    lon, lat = (1, 0) if latitude_first else (0, 1)
    frame = LocalFrame(origin_lon_deg=round(float(low[lon]), 7), origin_lat_deg=round(float(low[lat]), 7))
    kx, ky = frame.metres_per_degree

    def to_local(points: Array) -> Array:
        x_m, y_m = (points[:, lon] - frame.origin_lon_deg) * kx, (points[:, lat] - frame.origin_lat_deg) * ky
        return np.column_stack([x_m, y_m, points[:, 2]])

    return frame, to_local


def _find_float(word: str) -> float | None:
    try:
        return float(word)
    except ValueError:
        return None


def _floored(
    features: IndoorFeatures, to_local: Callable[[Array], Array], label: str, unread: list[Unread]
) -> Iterator[Floored]:
    """Yield the cells of the first layer with their floors; keep the rest as unread."""
    by_cell = {state.cell_id: state.layer_id for state in features.states}
    by_state = {state.id: state.layer_id for state in features.states}
    for cell in features.cells:
        layer = by_cell.get(cell.id) or by_state.get(cell.state_id, "")
        found = None if layer and layer != features.layers[0] else find_floor(cell, to_local)
        if found is not None:
            yield found
            continue
        reason = "It has no floor." if not layer or layer == features.layers[0] else f"It is of the layer {layer}."
        unread.append(Unread(source=f"{label} {cell.id}", reason=reason, raw={**cell.labels, **cell.says}))


def _doubt_units(storeys: Sequence[Storey], label: str, unread: list[Unread]) -> None:
    heights = [cell.top_m - cell.base_m for storey in storeys for cell in storey.cells if cell.top_m > cell.base_m]
    height_m = float(np.median(heights)) if heights else 3.0
    if not _STOREY_M[0] <= height_m <= _STOREY_M[1]:
        reason = f"Its cells are {height_m:.1f} m high: its coordinates are probably not metres, and so are no lengths."
        unread.append(Unread(source=label, reason=reason, raw={"cell_height_m": height_m}))


def _spaces(storeys: Sequence[Storey], label: str) -> dict[str, Space]:
    unit_ids = {unit_id(cell.cell) for storey in storeys for cell in storey.cells}
    spaces = {}
    for storey in storeys:
        for cell in storey.cells:
            unit = _unit(cell, _level_id(storey, unit_ids), label)
            spaces[cell.cell.id] = Space(unit=unit, area=cell.area, storey=storey, boundary_ids=cell.cell.boundary_ids)
    return spaces


def _level_id(storey: Storey, unit_ids: set[str]) -> str:
    return f"level-{storey.name}" if storey.name in unit_ids else storey.name


def unit_id(cell: Cell) -> str:
    """Return the id of a cell's unit: the one it had here, where it says so."""
    return cell.says.get("id") or cell.id


def _unit(floored: Floored, level_id: str, label: str) -> DraftFeature:
    cell = floored.cell
    properties: dict[str, Any] = {
        "level_id": level_id,
        "category": category_of(cell),
        "labels": {language: name for language, name in cell.labels.items() if name != cell.id},
        "function": cell.says.get("department", ""),
        "external_ids": {"indoorgml": cell.id},
    }
    if cell.says.get("walkable") == "no":
        properties["walkable"] = False
    return DraftFeature(
        id=unit_id(cell),
        feature_type="unit",
        geometry=floored.area,
        properties=properties,
        source=f"{label} {cell.id}",
    )


def _level(storey: Storey, spaces: Mapping[str, Space], label: str) -> DraftFeature:
    areas = shapely.make_valid([cell.area for cell in storey.cells])
    outline = shapely.union_all(areas).buffer(_WALL_GAP_M, join_style="mitre").buffer(-_WALL_GAP_M, join_style="mitre")
    return DraftFeature(
        id=_level_id(storey, {space.unit.id for space in spaces.values()}),
        feature_type="level",
        geometry=outline,
        properties={
            "ordinal": storey.ordinal,
            "elevation_m": storey.elevation_m,
            "labels": {"und": storey.name},
            "short_labels": {"und": storey.name},
        },
        source=f"{label} storeys" if storey.stated else f"{label} heights of floors",
        confidence=1.0 if storey.stated else 0.8,
    )
