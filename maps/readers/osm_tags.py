"""What OpenStreetMap tags say, in the words of `maps.venue`."""

import re
from collections.abc import Mapping
from typing import Any

from shapely.geometry import LineString

from maps.readers.osm_file import OsmElement, Tags
from maps.venue import Access, Accessibility, PortalKind

CONNECTORS = {
    "elevator": PortalKind.ELEVATOR,
    "stairs": PortalKind.STAIRS,
    "escalator": PortalKind.ESCALATOR,
    "ramp": PortalKind.RAMP,
    "movingwalkway": PortalKind.MOVING_WALKWAY,
}
"""Unit categories whose stacked units join levels."""

_OPEN_INDOOR = frozenset({"area", "corridor"})
_INDOOR_SPACES = frozenset({"room", *_OPEN_INDOOR})
_ROOM_KEYS = ("room", "shop", "office", "healthcare", "craft")
_FOOTWAYS = frozenset({"footway", "pedestrian", "corridor", "path"})
_UNTAGGED_AREAS = frozenset({"no", "wall", "level", "door", "pathway", "window", "column"})
_ROOM_CATEGORIES = {
    "auditorium": "auditorium",
    "bathroom": "restroom",
    "class": "classroom",
    "computer": "classroom",
    "concert_hall": "theater",
    "conference": "conferenceroom",
    "corridor": "walkway",
    "elevator": "elevator",
    "entrance": "lobby",
    "entry": "lobby",
    "escalator": "escalator",
    "fitness": "fitnessroom",
    "hall": "lobby",
    "kitchen": "kitchen",
    "laboratory": "laboratory",
    "lecture": "auditorium",
    "library": "library",
    "lobby": "lobby",
    "locker": "storage",
    "office": "office",
    "restaurant": "foodservice",
    "shower": "shower",
    "stairs": "stairs",
    "steps": "stairs",
    "storage": "storage",
    "technical": "nonpublic",
    "toilet": "restroom",
    "toilets": "restroom",
    "waiting": "waitingroom",
    "waiting_room": "waitingroom",
}
_AMENITY_CATEGORIES = {
    "bar": "foodservice",
    "cafe": "foodservice",
    "canteen": "foodservice",
    "fast_food": "foodservice",
    "food_court": "foodservice",
    "library": "library",
    "parking": "parking",
    "restaurant": "foodservice",
    "shower": "shower",
    "toilets": "restroom",
}
_ACCESS = {
    "no": Access.CLOSED,
    "private": Access.STAFF,
    "staff": Access.STAFF,
    "employees": Access.STAFF,
    "delivery": Access.STAFF,
    "permit": Access.STAFF,
    "military": Access.CLOSED,
}
_ACCESSIBILITY = {"yes": Accessibility.YES, "designated": Accessibility.YES, "no": Accessibility.NO}
_NO_WHEELS = frozenset({"revolving", "turnstile"})
"""Doors that no wheelchair passes, unless their tags say that this one is different."""
_LANGUAGE_KEY = re.compile(r"name:([a-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*)")
_PERCENT = re.compile(r"[+-]?(\d{1,2}(?:[.,]\d{1,2})?)\s*%")
_WIDEST_DOOR_M, _WIDEST_GAP_M = 20.0, 200.0
"""A wider door was meant in centimetres; open areas without one between them may touch along a whole hall [m]."""
_METRES = re.compile(r"(\d{1,3}(?:[.,]\d{1,3})?)\s*(m|cm)?")


def is_area(element: OsmElement) -> bool:
    """Return whether an element encloses floor: a multipolygon, or a closed way that its tags do not call a line."""
    geometry, tags = element.geometry, element.tags
    if geometry.geom_type in {"Polygon", "MultiPolygon"}:
        return not geometry.is_empty
    if not isinstance(geometry, LineString) or len(geometry.coords) < 4 or not geometry.is_closed:
        return False
    is_path = "highway" in tags and tags["highway"] != "elevator" and tags.get("indoor") not in _INDOOR_SPACES
    return tags.get("area") == "yes" if is_path else tags.get("area") != "no"


def unit_category(tags: Tags) -> str | None:
    """Return the unit category of an area, or None when it is no indoor space people stand in."""
    indoor = tags.get("indoor", "")
    connector = _connector(tags)
    if connector and (indoor not in _UNTAGGED_AREAS):
        return connector
    if indoor in _UNTAGGED_AREAS or not _is_space(tags):
        return None
    if tags.get("amenity") == "toilets" or tags.get("room") in {"toilet", "toilets"}:
        return _restroom(tags)
    room = _ROOM_CATEGORIES.get(tags.get("room", ""))
    if room or tags.get("amenity") in _AMENITY_CATEGORIES:
        return room or _AMENITY_CATEGORIES[tags["amenity"]]
    return "walkway" if is_open(tags) else "room"


def is_open(tags: Tags) -> bool:
    """Return whether an area has no walls of its own where it touches another open area."""
    if "indoor" in tags and tags["indoor"] not in {*_OPEN_INDOOR, "yes"}:
        return False
    return tags.get("indoor") in _OPEN_INDOOR or tags.get("highway") in _FOOTWAYS


def is_ground(tags: Tags) -> bool:
    """Return whether an area is open ground that people walk on: a square, a forecourt."""
    return tags.get("highway") in _FOOTWAYS and not {"indoor", "level", "building"} & set(tags)


def is_path(element: OsmElement) -> bool:
    """Return whether an element is a line that people walk along indoors."""
    walked = element.tags.get("highway") in _FOOTWAYS or element.tags.get("indoor") == "corridor"
    return walked and element.geometry.geom_type == "LineString" and not is_area(element)


def access(tags: Tags) -> Access:
    """Return who may enter; whatever is not forbidden is public."""
    return _ACCESS.get(tags.get("foot", tags.get("access", "")), Access.PUBLIC)


def accessibility(tags: Tags) -> Accessibility:
    """Return whether a wheelchair passes; ``limited`` is not known to be enough."""
    return _ACCESSIBILITY.get(tags.get("wheelchair", ""), Accessibility.UNKNOWN)


def covered(tags: Tags) -> bool | None:
    """Return whether there is a roof over it, or None when nothing says."""
    return {"yes": True, "arcade": True, "colonnade": True, "no": False}.get(tags.get("covered", ""))


def tactile_paving(tags: Tags) -> bool:
    """Return whether tactile paving is known to lead through."""
    return tags.get("tactile_paving") == "yes"


def labels(tags: Tags) -> dict[str, str]:
    """Return the names by language; without a name, the reference people see on the door."""
    names = {match[1].replace("_", "-"): text for key, text in tags.items() if (match := _LANGUAGE_KEY.fullmatch(key))}
    plain = tags.get("name") or (None if names else tags.get("ref"))
    return {**names, "und": plain} if plain else names


def aliases(tags: Tags) -> tuple[str, ...]:
    """Return what else the thing is called, its reference among them, each once."""
    texts = [tags.get(key, "") for key in ("ref", "loc_ref", "short_name", "alt_name", "official_name", "old_name")]
    parts = [part.strip() for text in texts for part in text.split(";")]
    known = set(labels(tags).values())
    return tuple(dict.fromkeys(part for part in parts if part and part not in known))


def function(tags: Tags) -> str:
    """Return what a room is for in a hospital, or empty."""
    if tags.get("amenity") == "pharmacy":
        return "pharmacy"
    speciality = tags.get("healthcare:speciality", tags.get("healthcare", ""))
    return "" if speciality in {"yes", "no"} else speciality.split(";")[0].strip()


def width_m(tags: Tags) -> float | None:
    """Return the stated clear width of a door or a path [m], or None where none that makes sense is stated."""
    for key in ("door:width", "width"):
        match = _METRES.fullmatch(tags.get(key, "").strip())
        if match:
            width = float(match[1].replace(",", ".")) / (100 if match[2] == "cm" else 1)
            return width if 0.3 <= width <= (_WIDEST_GAP_M if tags.get("door") == "no" else _WIDEST_DOOR_M) else None
    return None


def is_door(tags: Tags) -> bool:
    """Return whether a node is a way through a wall."""
    return "door" in tags or "entrance" in tags or tags.get("barrier") == "door" or tags.get("indoor") == "door"


def door_properties(tags: Tags) -> dict[str, Any]:
    """Return the properties of an opening that a door node states.

    An emergency exit is closed to everyday use, and no entrance.
    """
    emergency = tags.get("entrance") == "emergency" or tags.get("emergency") == "yes"
    properties: dict[str, Any] = {
        "has_door": tags.get("door") != "no",
        "automatic": tags.get("automatic_door", tags.get("automatic", "no")) not in {"no", ""},
        "entrance": tags.get("entrance", "no") not in {"no", "emergency", "exit"},
        "access": (Access.CLOSED if emergency else access(tags)).value,
        "accessibility": _door_accessibility(tags).value,
        "labels": labels({key: text for key, text in tags.items() if key != "ref"}),
    }
    width = width_m(tags)
    return properties if width is None else {**properties, "width_m": width}


def slope_percent(tags: Tags) -> float | None:
    """Return the stated steepness of a ramp [%], or None: ``up`` and ``down`` do not say how steep."""
    match = _PERCENT.fullmatch(tags.get("incline", "").strip())
    return float(match[1].replace(",", ".")) if match else None


def amenity_category(tags: Tags) -> str | None:
    """Return the category of a point of interest, or None."""
    for key in ("amenity", "emergency", "healthcare", "shop", "tourism", "vending"):
        value = tags.get(key, "no")
        if value not in {"no", "yes"}:
            return value.replace("_", "")
    return None


def way_portal_kind(tags: Tags) -> PortalKind | None:
    """Return how a line between levels is travelled, or None when it is no such line."""
    conveyed = tags.get("conveying", "no") != "no"
    if tags.get("highway") == "steps":
        return PortalKind.ESCALATOR if conveyed else PortalKind.STAIRS
    if tags.get("highway") not in _FOOTWAYS:
        return None
    return PortalKind.MOVING_WALKWAY if conveyed else PortalKind.RAMP


def travel_order(tags: Tags) -> str | None:
    """Return ``up`` or ``down`` for the direction in which a line is drawn, or None when nothing says."""
    incline = tags.get("incline", "").strip().lower()
    if incline in {"up", "down"}:
        return incline
    number = re.match(r"([+-]?)\d", incline)
    return None if number is None else ("down" if number[1] == "-" else "up")


def _door_accessibility(tags: Tags) -> Accessibility:
    stated = accessibility(tags)
    turns = tags.get("door") in _NO_WHEELS and "wheelchair" not in tags
    return Accessibility.NO if turns else stated


def _connector(tags: Tags) -> str | None:
    says: Mapping[str, bool] = {
        "elevator": "elevator" in {tags.get("highway"), tags.get("room"), tags.get("building:part")}
        or tags.get("elevator", "no") != "no",
        "escalator": tags.get("room") == "escalator" or tags.get("escalator") == "yes",
        "stairs": tags.get("stairs", "no") != "no" or tags.get("room") in {"stairs", "steps", "stairwell"},
        "ramp": tags.get("room") == "ramp" or (tags.get("ramp") == "yes" and "highway" not in tags),
    }
    return next((kind for kind, said in says.items() if said), None)


def _is_space(tags: Tags) -> bool:
    indoor = tags.get("indoor")
    if indoor in _INDOOR_SPACES:
        return True
    if tags.get("highway") in _FOOTWAYS and ("level" in tags or indoor == "yes"):
        return True
    named = any(tags.get(key, "no") != "no" for key in _ROOM_KEYS) or tags.get("amenity") in _AMENITY_CATEGORIES
    return named and "level" in tags and "building" not in tags


def _restroom(tags: Tags) -> str:
    sexes = [sex for sex in ("female", "male") if tags.get(sex) == "yes"]
    kind = ".unisex" if tags.get("unisex") == "yes" or len(sexes) > 1 else "".join(f".{sex}" for sex in sexes)
    suffix = ".wheelchair" if kind and tags.get("wheelchair") in {"yes", "designated"} else ""
    return f"restroom{kind}{suffix}"
