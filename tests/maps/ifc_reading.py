"""What tests of building models ask of them."""

from pathlib import Path

from maps.draft import DraftFeature, VenueDraft
from maps.ids import VenueId
from maps.readers.ifc_building import read_building
from tests.maps.ifc_drawing import Drawing, rectangle

ROOM = rectangle(0, 0, 6, 4)
METRES = {"m": 1.0, "mm": 0.001, "ft": 0.3048}


def read(drawing: Drawing, folder: Path) -> VenueDraft:
    return read_building(drawing.save(folder), VenueId("v"))


def units(draft: VenueDraft) -> dict[str, DraftFeature]:
    """Return the units by their names."""
    return {next(iter(unit.properties["labels"].values()), unit.id): unit for unit in draft.of_type("unit")}


def reasons(draft: VenueDraft) -> set[str]:
    return {each.reason for each in draft.unread}


def two_rooms(drawing: Drawing, *, wall: float = 0.2):
    """Draw two rooms of 5 × 4 with a wall between them, which stands at x = 5."""
    storey = drawing.storey("EG", 0)
    west = drawing.space(storey, rectangle(0, 0, 5, 4), name="west")
    east = drawing.space(storey, rectangle(5 + wall, 0, 5, 4), name="east")
    return storey, west, east


def only_opening(draft: VenueDraft) -> DraftFeature:
    (opening,) = draft.of_type("opening")
    return opening


def joined(draft: VenueDraft) -> set[str]:
    """Return the names of the units that the only opening joins."""
    names = {unit.id: name for name, unit in units(draft).items()}
    return {names[unit_id] for unit_id in only_opening(draft).properties["unit_ids"]}
