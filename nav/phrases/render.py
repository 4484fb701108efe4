"""From maneuvers and reasons to sentences."""

from maps.ids import FeatureId, LevelId
from maps.labels import label
from maps.position import NoFixReason
from maps.venue import Portal, Venue
from nav.guidance_events import RouteReason
from nav.landmarks import category_of
from nav.maneuver import Maneuver, ManeuverKind, Side
from nav.phrases.catalogue import Catalogue, get_catalogue
from nav.route import NoRouteReason

TELLABLE_M = 5.0
"""A shorter distance is not worth saying: the thing is here [m]."""

_RIDES = (
    ManeuverKind.BOARD_ELEVATOR,
    ManeuverKind.BOARD_ESCALATOR,
    ManeuverKind.TAKE_STAIRS,
    ManeuverKind.TAKE_RAMP,
)
_FOR = ("action.depart", "action.depart.towards")
_UNMEASURED = (*_RIDES, ManeuverKind.CONTINUE, ManeuverKind.ARRIVE)


def render(maneuver: Maneuver, venue: Venue, language: str, *, in_m: float | None = None) -> str:
    """Return a maneuver as a short sentence without a full stop.

    Parameters
    ----------
    language : str
        BCP 47 tag; see `get_catalogue` for one that has no catalogue.
    in_m : float or None
        Metres until it is to be done, to announce it ahead: "In 20 m, turn left". None for the sentence of a list,
        which says instead how far to go after it.

    Examples
    --------
    ``Turn left at Pharmacy, then go 25 m``, ``乘电梯到3楼``, ``Cardiology is on your left``.
    """
    words = get_catalogue(language)
    key, text = _action(maneuver, venue, words)
    if in_m is not None:
        text = words.get("frame.in", distance=distance(in_m, language), action=text) if in_m >= TELLABLE_M else text
    elif maneuver.kind not in _UNMEASURED and maneuver.distance_m >= TELLABLE_M:
        frame = "frame.for" if key in _FOR else "frame.then_go"
        text = words.get(frame, action=text, distance=distance(maneuver.distance_m, language))
    return text[:1].upper() + text[1:]


def explain(reason: NoRouteReason | NoFixReason | RouteReason, language: str) -> str:
    """Return why there is no way, no position or a new way, as a sentence or two."""
    section = {NoRouteReason: "no_route", NoFixReason: "no_fix", RouteReason: "reroute"}[type(reason)]
    return get_catalogue(language).get(f"{section}.{reason.value}")


def arrived(place_id: FeatureId | None, venue: Venue, language: str) -> str:
    """Return the sentence on arrival at a place, or at a point without a name."""
    words = get_catalogue(language)
    return words.get("event.arrived", place=_name(place_id, venue, words))


def distance(distance_m: float, language: str) -> str:
    """Return a distance as people use it: to 5 m, from 50 to 10 m, from 100 to 50 m, from 1 km to 0.1 km.

    Examples
    --------
    >>> distance(23.0, "en"), distance(7.0, "zh-Hans"), distance(1260.0, "en"), distance(0.2, "en")
    ('25 m', '5米', '1.3 km', '5 m')
    """
    words = get_catalogue(language)
    grain_m = 5 if distance_m < 50 else 10 if distance_m < 100 else 50
    rounded_m = max(5, grain_m * round(distance_m / grain_m))
    if rounded_m >= 1000:
        return words.get("distance.kilometres", n=f"{distance_m / 1000:.1f}")
    return words.get("distance.metres", n=str(rounded_m))


def _action(maneuver: Maneuver, venue: Venue, words: Catalogue) -> tuple[str, str]:
    """Return the phrase's key and the text before any distance."""
    kind, relation = maneuver.kind, maneuver.relation
    if kind is ManeuverKind.ARRIVE:
        key = f"action.arrive.{maneuver.side}" if maneuver.side else "action.arrive"
        return key, words.get(key, place=_name(maneuver.landmark_id, venue, words))
    if kind in _RIDES:
        return _ride(maneuver, venue, words)
    landmark = _name(maneuver.landmark_id, venue, words) if relation else ""
    key = f"action.{kind}.{relation}" if f"action.{kind}.{relation}" in words.phrases else f"action.{kind}"
    fields = {"landmark": landmark}
    if kind is ManeuverKind.LEAVE_PORTAL:
        fields |= {"portal": _portal(maneuver, venue, words), "level": _level(maneuver.level_id, venue, words)}
    text = words.get(key, **fields)
    if relation and key == f"action.{kind}":
        text = words.get(f"frame.{relation}", action=text, landmark=landmark)
    if maneuver.side in (Side.LEFT, Side.RIGHT):
        text = words.get(f"frame.then_{maneuver.side}", action=text)
    return key, text


def _ride(maneuver: Maneuver, venue: Venue, words: Catalogue) -> tuple[str, str]:
    portal = venue.feature_by_id.get(maneuver.portal_id) if maneuver.portal_id else None
    kind = portal.kind.value if isinstance(portal, Portal) else _PORTAL_OF[maneuver.kind]
    assert maneuver.to_level_id is not None
    rise = venue.get_level(maneuver.to_level_id).ordinal - venue.get_level(maneuver.level_id).ordinal
    way = "up" if rise > 0 else "down" if rise < 0 else "level"
    key = f"action.ride.{kind}.{way}"
    key = key if key in words.phrases else f"action.ride.{kind}"
    text = words.get(key, portal=_portal(maneuver, venue, words), level=_level(maneuver.to_level_id, venue, words))
    if maneuver.side in (Side.LEFT, Side.RIGHT):
        text = words.get(f"frame.side_{maneuver.side}", action=text)
    return key, text


_PORTAL_OF = {
    ManeuverKind.BOARD_ELEVATOR: "elevator",
    ManeuverKind.BOARD_ESCALATOR: "escalator",
    ManeuverKind.TAKE_STAIRS: "stairs",
    ManeuverKind.TAKE_RAMP: "ramp",
}


def _portal(maneuver: Maneuver, venue: Venue, words: Catalogue) -> str:
    """Return what to call the portal: by its name where it stands alone, for of a bank any lift will do.

    A name in no language of the walker ("TR02") does not say what it is: then that is said first.
    """
    portal = venue.feature_by_id.get(maneuver.portal_id) if maneuver.portal_id else None
    if not isinstance(portal, Portal):
        return words.get(f"name.the_{_PORTAL_OF.get(maneuver.kind, 'elevator')}")
    kind = words.get(f"name.the_{portal.kind}")
    alone = not portal.bank or sum(other.bank == portal.bank for other in venue.portals) == 1
    if not alone or not portal.labels:
        return kind
    name = label(portal.labels, words.tag)
    spoken = any(tag.split("-")[0] == words.tag.split("-")[0] for tag in portal.labels)
    return name if spoken else words.get("frame.named", portal=kind, name=name)


def _level(level_id: LevelId, venue: Venue, words: Catalogue) -> str:
    level = venue.get_level(level_id)
    name = label(level.labels, words.tag) or label(level.short_labels, words.tag)
    return name or words.get("name.level", ordinal=str(level.ordinal))


def _name(feature_id: FeatureId | None, venue: Venue, words: Catalogue) -> str:
    """Return a feature's name in a language, else what its category is called, else "your destination"."""
    feature = venue.feature_by_id.get(feature_id) if feature_id else None
    if feature is None:
        return words.get("name.destination")
    if isinstance(feature, Portal):
        return words.get(f"name.{feature.kind}")
    name = label(getattr(feature, "labels", {}), words.tag)
    return name or words.find(f"name.{category_of(feature)}") or words.get("name.destination")
