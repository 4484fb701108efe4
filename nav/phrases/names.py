"""What things on the map are called in a language."""

from maps.ids import FeatureId, LevelId
from maps.labels import label
from maps.venue import Level, Opening, Portal, PortalKind, Venue
from nav.instructions.landmarks import category_of
from nav.instructions.maneuver import Maneuver, ManeuverKind, Relation, Side
from nav.phrases.catalogue import Catalogue

_PORTAL_OF = {
    ManeuverKind.BOARD_ELEVATOR: PortalKind.ELEVATOR,
    ManeuverKind.BOARD_ESCALATOR: PortalKind.ESCALATOR,
    ManeuverKind.TAKE_STAIRS: PortalKind.STAIRS,
    ManeuverKind.TAKE_RAMP: PortalKind.RAMP,
}


def place_name(feature_id: FeatureId | None, venue: Venue, words: Catalogue) -> str:
    """Return a feature's name in a language, else what its category is called, else "your destination"."""
    feature = venue.feature_by_id.get(feature_id) if feature_id else None
    if feature is None:
        return words.get("name.destination")
    if isinstance(feature, Portal):
        return words.get(f"name.{feature.kind}")
    name = label(getattr(feature, "labels", {}), words.tag)
    return name or words.find(f"name.{category_of(feature)}") or words.get("name.destination")


def level_name(level_id: LevelId, venue: Venue, words: Catalogue) -> str:
    """Return what a level is called: its name, else its short name, else "level 2"."""
    level = venue.get_level(level_id)
    name = label(level.labels, words.tag) or button_name(level, words)
    return name or words.get("name.level", ordinal=words.number(level.ordinal))


def level_in_lift(level_id: LevelId, venue: Venue, words: Catalogue) -> str:
    """Return a level's name together with what stands on the lift's button, where that is something else."""
    name, button = level_name(level_id, venue, words), button_name(venue.get_level(level_id), words)
    return name if not button or button in name else words.get("frame.button", level=name, button=button)


def button_name(level: Level, words: Catalogue) -> str:
    """Return the level's short name, as it stands on a lift's button; empty if the map has none."""
    return label(level.short_labels, words.tag)


def portal_kind(maneuver: Maneuver, venue: Venue) -> PortalKind:
    """Return the kind of what is boarded or left."""
    portal = find_portal(maneuver, venue)
    return portal.kind if portal else _PORTAL_OF.get(maneuver.kind, PortalKind.ELEVATOR)


def portal_name(maneuver: Maneuver, venue: Venue, words: Catalogue) -> str:
    """Return what to call the portal: by its name where it stands alone, for of a bank any lift will do.

    A name in no language of the walker ("TR02") does not say what it is: then that is said first.
    """
    kind = words.get(f"name.the_{portal_kind(maneuver, venue)}")
    portal = find_portal(maneuver, venue)
    if portal is None or not _stands_alone(portal, venue) or not portal.labels:
        return kind
    name = label(portal.labels, words.tag)
    spoken = any(tag.split("-")[0] == words.tag.split("-")[0] for tag in portal.labels)
    return name if spoken else words.get("frame.named", portal=kind, name=name)


def portal_in_place(maneuver: Maneuver, venue: Venue, words: Catalogue) -> str:
    """Return the portal with what tells it from others: its side, and what stands by it."""
    name = portal_name(maneuver, venue, words)
    side = f"_{maneuver.side}" if maneuver.side in (Side.LEFT, Side.RIGHT) else ""
    beside = "_by" if maneuver.relation is Relation.BY else ""
    if not side and not beside:
        return name
    fields = {"landmark": place_name(maneuver.landmark_id, venue, words)} if beside else {}
    return words.get(f"frame.portal{side}{beside}", portal=name, **fields)


def door_name(opening_id: FeatureId, venue: Venue, words: Catalogue) -> str:
    """Return what kind of opening one goes through."""
    opening = venue.feature_by_id[opening_id]
    assert isinstance(opening, Opening)
    kind = "archway" if not opening.has_door else "automatic" if opening.automatic else "door"
    return words.get(f"spoken.door.{kind}")


def find_portal(maneuver: Maneuver, venue: Venue) -> Portal | None:
    """Return the portal of a maneuver, or None."""
    portal = venue.feature_by_id.get(maneuver.portal_id) if maneuver.portal_id else None
    return portal if isinstance(portal, Portal) else None


def _stands_alone(portal: Portal, venue: Venue) -> bool:
    return not portal.bank or sum(other.bank == portal.bank for other in venue.portals) == 1
