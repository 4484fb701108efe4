"""A building model as a draft: the whole reading, run in a process of its own by `maps.readers.ifc`."""

from collections.abc import Sequence
from pathlib import Path

import shapely

from maps.draft import DraftFeature, VenueDraft
from maps.errors import UnreadableFileError
from maps.ids import VenueId
from maps.readers.ifc_doors import Doors
from maps.readers.ifc_model import SPOILT, Model, feature_id, open_model, text_of
from maps.readers.ifc_place import place_of
from maps.readers.ifc_shapes import Shapes
from maps.readers.ifc_spaces import read_spaces
from maps.readers.ifc_storeys import Storey, level_of, read_storeys
from maps.readers.ifc_touching import Edges
from maps.readers.ifc_units import units_of
from maps.readers.ifc_ways import held_spaces, portal_of, read_ways
from maps.readers.room_words import room_labels

_NO_NAMES = frozenset({"", "default", "project name", "project number", "projektname", "projektnummer", "项目名称"})
"""What programs write where nobody named the project."""


def read_building(path: Path, venue_id: VenueId) -> VenueDraft:
    """Return the building model of a file as a draft.

    Raises
    ------
    UnreadableFileError
        If it cannot be parsed, has no space with a shape, or hangs together otherwise than its schema says.
    """
    model = open_model(path)
    try:
        return _draft(model, path, venue_id)
    except SPOILT as error:
        raise UnreadableFileError(
            f"{path.name} does not hang together as its schema says: {str(error)[:200]}.", remedy="Export it again."
        ) from error


def _draft(model: Model, path: Path, venue_id: VenueId) -> VenueDraft:
    shapes = Shapes()
    spaces = read_spaces(model, shapes)
    if not spaces:
        raise UnreadableFileError(
            f"{path.name} has no space (IfcSpace) with a shape{_why(model)}.",
            remedy="Export it with its rooms, as IFC 2x3 or IFC 4.",
        )
    place = place_of(model, shapely.union_all([space.area for space in spaces]))
    storeys = read_storeys(model, spaces)
    ways = read_ways(model, shapes, storeys)
    units = list(units_of(model, storeys, held_spaces(ways), place))
    openings = list(Doors(model=model, shapes=shapes, place=place, storeys=storeys, units=units).openings())
    floors_m = {storey.id: storey.floor_m for storey in storeys}
    edges = list(Edges(model=model, shapes=shapes, place=place, floors_m=floors_m).openings(units, openings))
    buildings = list(_buildings(model, storeys))
    zero_m = min(storeys, key=lambda storey: (abs(storey.ordinal), -storey.ground.area)).floor_m
    levels = [level_of(model, storey, zero_m, units) for storey in storeys]
    portals = [portal_of(model, way, place, units) for way in ways]
    return VenueDraft(
        id=venue_id,
        frame=place.frame,
        features=(*buildings, *levels, *units, *openings, *edges, *portals),
        unread=tuple(model.unread),
        labels=_labels(model, buildings, path.stem),
    )


def _buildings(model: Model, storeys: Sequence[Storey]) -> list[DraftFeature]:
    """Return the buildings that storeys belong to."""
    found = {storey.building.id(): storey.building for storey in storeys if storey.building is not None}
    return [
        DraftFeature(
            id=feature_id(building),
            feature_type="building",
            geometry=None,
            properties={"labels": room_labels(text_of(building, "LongName") or text_of(building, "Name"))},
            source=model.source(building),
        )
        for building in found.values()
    ]


def _labels(model: Model, buildings: Sequence[DraftFeature], file_name: str) -> dict[str, str]:
    """Return what to call the venue: as its only building, else as the project, else as the file."""
    if len(buildings) == 1 and buildings[0].properties["labels"]:
        return dict(buildings[0].properties["labels"])
    names = (text_of(each, name) for each in model.of_class("IfcProject") for name in ("LongName", "Name"))
    return dict(room_labels(next((name for name in names if name.lower() not in _NO_NAMES), file_name)))


def _why(model: Model) -> str:
    if not model.unread:
        return ""
    reason = model.unread[0].reason.rstrip(".")
    return f": {reason[0].lower()}{reason[1:]}"
