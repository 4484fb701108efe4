"""Beeline's words as OpenStreetMap tags: what `maps.readers.osm_tags` reads, the other way round."""

from collections.abc import Mapping
from types import MappingProxyType

from maps.imdf_profile import OWN
from maps.labels import Labels
from maps.readers.osm_tags import unit_category
from maps.venue import Access, Accessibility, Opening, Portal, PortalKind, Unit

Tags = dict[str, str]

_UNIT_TAGS: Mapping[str, Tags] = MappingProxyType(
    {
        "auditorium": {"room": "auditorium"},
        "classroom": {"room": "class"},
        "conferenceroom": {"room": "conference"},
        "elevator": {"highway": "elevator"},
        "escalator": {"room": "escalator"},
        "fitnessroom": {"room": "fitness"},
        "foodservice": {"amenity": "restaurant"},
        "kitchen": {"room": "kitchen"},
        "laboratory": {"room": "laboratory"},
        "library": {"room": "library"},
        "lobby": {"room": "lobby"},
        "nonpublic": {"room": "technical"},
        "office": {"room": "office"},
        "ramp": {"room": "ramp"},
        "restroom": {"amenity": "toilets"},
        "restroom.female": {"amenity": "toilets", "female": "yes"},
        "restroom.male": {"amenity": "toilets", "male": "yes"},
        "restroom.unisex": {"amenity": "toilets", "unisex": "yes"},
        "shower": {"room": "shower"},
        "stairs": {"room": "stairs"},
        "storage": {"room": "storage"},
        "theater": {"room": "concert_hall"},
        "waitingroom": {"room": "waiting"},
    }
)
_OPEN_CATEGORIES = frozenset({"walkway", "walkway.island", "footbridge", "platform", "unenclosedarea"})
_ACCESS = {Access.PUBLIC: {}, Access.STAFF: {"access": "private"}, Access.CLOSED: {"access": "no"}}
_WHEELCHAIR = {Accessibility.YES: "yes", Accessibility.NO: "no"}
_WAYS = {
    PortalKind.STAIRS: {"highway": "steps"},
    PortalKind.ESCALATOR: {"highway": "steps", "conveying": "reversible"},
    PortalKind.RAMP: {"highway": "footway"},
    PortalKind.MOVING_WALKWAY: {"highway": "footway", "conveying": "reversible"},
}


def unit_tags(unit: Unit) -> Tags:
    """Return the tags of a unit, its level apart."""
    tags = {"indoor": "corridor" if unit.category in _OPEN_CATEGORIES else "room"}
    tags |= {**_UNIT_TAGS.get(unit.category, {}), **_common(unit.labels, unit.access, unit.accessibility)}
    tags |= {} if unit_category(tags) == unit.category else {OWN + "category": unit.category}
    tags |= {} if unit.walkable else {OWN + "walkable": "no"}
    tags |= {"alt_name": ";".join(unit.aliases)} if unit.aliases else {}
    tags |= {"healthcare:speciality": unit.function} if unit.function else {}
    tags |= {} if unit.covered is None else {"covered": "yes" if unit.covered else "no"}
    return tags | ({"tactile_paving": "yes"} if unit.tactile_paving else {})


def opening_tags(opening: Opening) -> Tags:
    """Return the tags of a door, an archway or an entrance; its width is that of the clear gap."""
    tags = {"door": "yes" if opening.has_door else "no", "width": f"{opening.width_m:.3f}"}
    tags |= {"automatic_door": "yes"} if opening.automatic else {}
    tags |= {"entrance": "yes"} if opening.entrance else {}
    return tags | _common(opening.labels, opening.access, opening.accessibility)


def lift_tags(portal: Portal) -> Tags:
    """Return the tags of a lift."""
    return {"highway": "elevator", **_common(portal.labels, portal.access, portal.accessibility)}


def flight_tags(portal: Portal, *, rises: bool) -> Tags:
    """Return the tags of a flight of stairs, an escalator, a ramp or a moving walk, drawn the way it is travelled."""
    tags = {**_WAYS[portal.kind], "incline": "up" if rises else "down"}
    if portal.kind is PortalKind.RAMP and portal.slope_percent is not None:
        tags["incline"] = f"{'' if rises else '-'}{portal.slope_percent:g}%"
    if portal.one_way and "conveying" in tags:
        tags["conveying"] = "forward"
    return tags | _common(portal.labels, portal.access, portal.accessibility)


def label_tags(labels: Labels) -> Tags:
    """Return names by language; the one of no language is the plain name."""
    return {("name" if language == "und" else f"name:{language}"): text for language, text in labels.items()}


def _common(labels: Labels, access: Access, accessibility: Accessibility) -> Tags:
    wheelchair = _WHEELCHAIR.get(accessibility)
    return {**label_tags(labels), **_ACCESS[access], **({} if wheelchair is None else {"wheelchair": wheelchair})}
