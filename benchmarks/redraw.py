"""A real floor redrawn from its image by mouse and keyboard: ``python -m benchmarks.redraw [--json]``.

The ground floor of the Open-RMF clinic is drawn again, as a person would draw over its picture: rooms that are boxes
are dragged, others side by side; lifts are drawn on both floors at once; doors are clicked into their walls; the halls
are outlined roughly and the rooms cut out of them; rooms are named in a row; what the editor offers to repair, it
repairs. The hand knows where walls and doors are from the building file that was drawn over the same picture, to a
quarter of a metre. Counted are clicks, drags, key chords and choices; entering a text is one. The picture lies in its
place beforehand. Needs the built front end, Chromium and the open data (`BEELINE_DATA`).
"""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import shapely
from shapely.geometry import Polygon, mapping
from shapely.geometry.base import BaseGeometry

from benchmarks.desk import Hand, Office, at_desk, office_open, picture_of
from benchmarks.maps.data import DATA
from maps.errors import NotFoundError
from maps.ids import VenueId
from maps.readers import read_venue
from maps.readers.rmf import read_building
from maps.readers.rmf_frame import place_levels

LEVEL = "L1"
HAND_M = 0.25
"""What a hand leaves out of an outline [m]."""
BOX_SHARE = 0.93
"""A room that fills this much of its box, which takes nothing from its neighbours, is dragged as a box."""
TAKEN_M2 = 0.2
OUT_M2 = 4.0
"""How far a hall may be from the one in the file after the rooms are cut out of its rough outline."""
CHECKED_SHARE = 0.85
MOST_MENDED = 10
EXAMINED_MS = 4000
"""The findings of a saved draft are there by then."""
VENUE = "redrawn"
AROUND_M = 2.0


@dataclass(frozen=True, slots=True)
class Floor:
    """What there is to draw, in metres: rooms, halls, lifts and doors."""

    rooms: Sequence[Polygon]
    halls: Sequence[Polygon]
    lifts: Sequence[Polygon]
    doors: Sequence[BaseGeometry]
    walls: BaseGeometry


def floor_of(path: Path) -> Floor:
    """Return the ground floor of the clinic; neighbours keep their walls in common where corners are left out."""
    draft = read_venue([path], VenueId("clinic"))
    draft = getattr(draft, "draft", draft)
    here = [each for each in draft.features if each.properties.get("level_id") == LEVEL]
    units = [each for each in here if each.feature_type == "unit"]
    drawn = shapely.coverage_simplify([each.geometry for each in units], HAND_M)

    def of(*categories: str) -> list[Polygon]:
        return [shape for unit, shape in zip(units, drawn, strict=True) if unit.properties["category"] in categories]

    halls = sorted(of("walkway"), key=lambda each: -each.area)
    doors = [each.geometry for each in here if each.feature_type == "opening"]
    return Floor(of("room"), halls, of("elevator"), doors, shapely.unary_union([each.boundary for each in drawn]))


def outlines_of(floor: Floor) -> list[Polygon]:
    """Return what a hand draws around each hall: all that lies in it or at it, but in no hall before."""
    left = [*floor.rooms, *floor.lifts]
    outlines = []
    for hall in floor.halls:
        at_it = [each for each in left if each.intersection(hall).length > 1]
        left = [each for each in left if each not in at_it]
        whole = Polygon(shapely.unary_union([hall, *at_it]).exterior).simplify(HAND_M)
        outlines.append(_eased(whole, hall, shapely.unary_union([*floor.rooms, *floor.lifts, *_before(floor, hall)])))
    return outlines


def _before(floor: Floor, hall: Polygon) -> list[Polygon]:
    return list(floor.halls[: [each is hall for each in floor.halls].index(True)])


def _eased(outline: Polygon, hall: Polygon, cut_out: BaseGeometry) -> Polygon:
    """Leave corners out where the outline runs through rooms anyway, which are cut out of it."""
    corners = list(outline.exterior.coords[:-1])
    while len(corners) > 4:
        eased = [Polygon(corners[:index] + corners[index + 1 :]) for index in range(len(corners))]
        off = [_off(each, hall, cut_out) for each in eased]
        best = off.index(min(off))
        if off[best] > OUT_M2:
            break
        del corners[best]
    return Polygon(corners)


def _off(outline: Polygon, hall: Polygon, cut_out: BaseGeometry) -> float:
    return outline.difference(cut_out).symmetric_difference(hall).area if outline.is_valid else float("inf")


def begin(office: Office, floor: Floor) -> None:
    """Make a venue of two empty floors with the outline of the plan."""
    west, south, east, north = floor.walls.bounds
    outline = shapely.box(west - AROUND_M, south - AROUND_M, east + AROUND_M, north + AROUND_M)
    triangle = shapely.Polygon([(0, 0), (0.001, 0), (0, 0.001)])
    levels = [
        {
            "type": "Feature",
            "id": name,
            "geometry": mapping(triangle),
            "properties": {"feature_type": "level", "ordinal": ordinal, "short_labels": {"und": name}},
        }
        for ordinal, name in enumerate(("F1", "F2"))
    ]
    about = {"labels": {"en": "Clinic"}, "frame_origin": [0.0, 0.0]}
    office.begin(VENUE, {"type": "FeatureCollection", "beeline": about, "features": levels})
    office.edit(VENUE, [{"change": name, "geometry": mapping(outline)} for name in ("F1", "F2")])


def lay_picture(office: Office, folder: Path) -> None:
    """Put the picture of the floor where the building file says that it lies."""
    _, placements = place_levels(read_building(folder / "clinic.building.yaml"), [])
    picture = folder / "clinic.png"
    with picture.open("rb") as file:
        path = f"/v1/venues/{VENUE}/underlays"
        kept = office.ask("POST", f"{path}?level=F1", files={"file": (picture.name, file, "image/png")}).json()
    corners = np.array([0j, complex(kept["width_px"], 0), complex(0, -kept["height_px"])])  # y is up in the file
    places = placements[LEVEL].to_local(corners)
    points = [
        {"x": corner.real, "y": -corner.imag, "x_m": place.real, "y_m": place.imag}
        for corner, place in zip(corners, places, strict=True)
    ]
    office.ask("PUT", f"{path}/{kept['id']}/placement", json={"points": points})


def draw(hand: Hand, floor: Floor) -> None:
    """Draw the whole floor."""
    hand.push("Room, box")
    boxes = [room for room in floor.rooms if _is_box(room, floor.rooms)]
    for room in boxes:
        _drag(hand, room)
    hand.push("Room, outline")
    for room in floor.rooms:
        if room not in boxes:
            _stroke(hand, room)
    hand.choose("Category of new rooms", "elevator")
    slanted = [lift for lift in floor.lifts if not _is_box(lift, ())]
    for lift in slanted:
        _stroke(hand, lift)
    hand.push("Stairs, lift")
    hand.choose("Kind", "elevator")
    for lift in floor.lifts:
        if lift in slanted:
            hand.click(_inside(lift))
        else:
            _drag(hand, lift)
    hand.is_saved()


def cut(hand: Hand, floor: Floor) -> None:
    """Outline the halls, and cut the rooms out of them."""
    hand.push("Room, outline")
    hand.choose("Category of new rooms", "walkway")
    for number, outline in enumerate(outlines_of(floor)):
        _stroke(hand, outline)
        if number == 0:
            hand.actions += 1
            hand.page.get_by_text("Turn, repeat, copy").click()
        hand.push("Cut out the rooms within")
    hand.is_saved()


def mend(hand: Hand) -> None:
    """Let the editor mend what it finds and knows how to: boxes that took a corner from their neighbour."""
    for _ in range(MOST_MENDED):
        if not hand.page.locator(".mend").count():
            break
        hand.actions += 1
        hand.page.locator(".mend").first.click()
        hand.is_saved()
        hand.page.wait_for_timeout(EXAMINED_MS)


def name_rooms(hand: Hand) -> None:
    """Name all rooms in one go: consulting rooms are numbered anyway."""
    hand.push("Table, change several")
    hand.type("Filter", "room")
    hand.tick("Choose all")
    hand.type("In English", "Room #")
    hand.push(re.compile(r"^Name \d"))
    hand.push("Close")
    hand.is_saved()


def open_upstairs(hand: Hand, floor: Floor) -> None:
    """Draw the hall that the lifts lead to on the other floor, which is not part of the measure, in one box."""
    hand.push("F2")
    hand.push("Room, box")
    hand.drag(floor.walls.bounds[:2], floor.walls.bounds[2:])
    hand.push("Cut out the rooms within")
    hand.push("F1")
    hand.is_saved()


def hang_doors(hand: Hand, floor: Floor) -> None:
    """Click every door into its wall."""
    hand.push("Door")
    for door in floor.doors:
        middle = door.interpolate(0.5, normalized=True)
        hand.click((middle.x, middle.y))
    hand.click(_way_in(floor))
    hand.choose("Entrance from outside", "yes")
    hand.is_saved()


def _way_in(floor: Floor) -> tuple[float, float]:
    """Return the middle of the longest outer wall of the last hall: the file marks no entrance."""
    outer = shapely.unary_union([*floor.rooms, *floor.lifts, *floor.halls]).boundary
    free = outer.intersection(floor.halls[-1].exterior)
    sides = [side for side in shapely.get_parts(free) if side.length > 0]
    middle = max(sides, key=lambda each: each.length).interpolate(0.5, normalized=True)
    return middle.x, middle.y


def _is_box(room: Polygon, others: Sequence[Polygon]) -> bool:
    box = shapely.box(*room.bounds)
    taken = sum(box.intersection(each).area for each in others if each is not room)
    return bool(room.area >= BOX_SHARE * box.area and taken < TAKEN_M2)


def _drag(hand: Hand, room: Polygon) -> None:
    west, south, east, north = room.bounds
    hand.drag((west, south), (east, north))


def _stroke(hand: Hand, outline: Polygon) -> None:
    corners = [(x, y) for x, y in outline.exterior.coords[:-1]]
    for start, end in zip(corners[::2], corners[1::2], strict=False):
        hand.drag(start, end)
    if len(corners) % 2:
        hand.click(corners[-1])
    hand.press("Enter")


def _inside(shape: Polygon) -> tuple[float, float]:
    at = shape.representative_point()
    return at.x, at.y


def figures(office: Office, hand: Hand, floor: Floor) -> dict[str, Any]:
    """Return what was done and what came of it."""
    features = [each for each in office.draft(VENUE) if each["properties"].get("level_id") == "F1"]
    kinds = Counter(each["properties"]["feature_type"] for each in features)
    wanted = [*floor.rooms, *floor.lifts, *floor.halls]
    shapes = [shapely.geometry.shape(each["geometry"]) for each in features if _is_unit(each)]
    shares = [max((_share(each, shape) for shape in shapes), default=0.0) for each in wanted]
    findings = office.ask("GET", f"/v1/venues/{VENUE}/draft/findings").json()["findings"]
    return {
        "row": "clinic, ground floor, redrawn from its image",
        "rooms": len(wanted),
        "rooms_there": sum(share >= CHECKED_SHARE for share in shares),
        "worst_share": round(min(shares), 2),
        "doors": len(floor.doors),
        "doors_there": kinds["opening"] - 1,
        "doors_joined": _joined(features, shapes),
        "actions": hand.actions,
        "actions_a_room": round(hand.actions / len(wanted), 2),
        "findings": len(findings),
        "findings_by_code": dict(Counter(each["code"] for each in findings)),
    }


def _is_unit(feature: Mapping[str, Any]) -> bool:
    return feature["properties"]["feature_type"] == "unit"


def _share(wanted: BaseGeometry, shape: BaseGeometry) -> float:
    return float(wanted.intersection(shape).area / wanted.union(shape).area)


def _joined(features: Sequence[Mapping[str, Any]], rooms: Sequence[BaseGeometry]) -> int:
    doors = [shapely.geometry.shape(each["geometry"]) for each in features if "has_door" in each["properties"]]
    reach = 0.05
    return sum(sum(room.distance(door) < reach for room in rooms) >= 2 for door in doors)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--data", type=click.Path(path_type=Path), default=DATA, help="Folder of the open data.")
@click.option("--picture", type=click.Path(path_type=Path), help="Keep a picture of the screen at the end.")
def main(as_json: bool, data: Path, picture: Path | None) -> None:
    """Redraw a real floor by mouse and keyboard, and count."""
    folder = data / "maps" / "rmf-clinic"
    if not folder.is_dir():
        raise NotFoundError(f"There is no {folder}.", remedy="Set BEELINE_DATA to the folder of the open data.")
    floor = floor_of(folder / "clinic.building.yaml")
    with office_open() as office:
        begin(office, floor)
        lay_picture(office, folder)
        with at_desk(office, VENUE) as hand:
            draw(hand, floor)
            cut(hand, floor)
            open_upstairs(hand, floor)
            hang_doors(hand, floor)
            name_rooms(hand)
            hand.page.wait_for_timeout(EXAMINED_MS)
            mend(hand)
            picture_of(hand, picture)
            row = figures(office, hand, floor)
    click.echo(json.dumps(row) if as_json else "\n".join(f"{key:24} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
