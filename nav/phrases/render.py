"""From maneuvers to short sentences, to be read on a screen or a sheet."""

from maps.venue import Venue
from nav.instructions.maneuver import Maneuver, ManeuverKind, Side
from nav.phrases.catalogue import Catalogue, get_catalogue
from nav.phrases.measures import TELLABLE_M, distance
from nav.phrases.names import level_in_lift, level_name, place_name, portal_in_place, portal_kind, portal_name

RIDES = (
    ManeuverKind.BOARD_ELEVATOR,
    ManeuverKind.BOARD_ESCALATOR,
    ManeuverKind.TAKE_STAIRS,
    ManeuverKind.TAKE_RAMP,
)
_FOR = ("action.depart", "action.depart.towards")
_UNMEASURED = (*RIDES, ManeuverKind.CONTINUE, ManeuverKind.ARRIVE)


def render(
    maneuver: Maneuver, venue: Venue, language: str, *, in_m: float | None = None, step_m: float | None = None
) -> str:
    """Return a maneuver as a short sentence without a full stop.

    Parameters
    ----------
    language : str
        BCP 47 tag; see `get_catalogue` for one that has no catalogue.
    in_m : float or None
        Metres until it is to be done, to announce it ahead: "In 20 m, turn left". None for the sentence of a list,
        which says instead how far to go after it.
    step_m : float or None
        The walker's step, to tell distances in steps; None tells metres.

    Examples
    --------
    ``Turn left at Pharmacy, then go 25 m``, ``乘药房旁的电梯到3楼（F3）``, ``Cardiology is on your left``.
    """
    words = get_catalogue(language)
    key, text = action(maneuver, venue, words)
    if in_m is not None:
        far = in_m >= TELLABLE_M
        text = words.get("frame.in", distance=distance(in_m, language, step_m=step_m), action=text) if far else text
    elif maneuver.kind not in _UNMEASURED and maneuver.distance_m >= TELLABLE_M:
        frame = "frame.for" if key in _FOR else "frame.then_go"
        text = words.get(frame, action=text, distance=distance(maneuver.distance_m, language, step_m=step_m))
    return sentence(text)


def sentence(text: str) -> str:
    """Return a text with a capital letter in front, where the script has any."""
    return text[:1].upper() + text[1:]


def action(maneuver: Maneuver, venue: Venue, words: Catalogue) -> tuple[str, str]:
    """Return the phrase's key and what is to be done, without any distance."""
    kind, relation = maneuver.kind, maneuver.relation
    if kind is ManeuverKind.ARRIVE:
        key = f"action.arrive.{maneuver.side}" if maneuver.side else "action.arrive"
        return key, words.get(key, place=place_name(maneuver.landmark_id, venue, words))
    if kind in RIDES:
        return _ride(maneuver, venue, words)
    if kind is ManeuverKind.LEAVE_PORTAL:
        return _leaving(maneuver, venue, words)
    landmark = place_name(maneuver.landmark_id, venue, words) if relation else ""
    key = f"action.{kind}.{relation}"
    if key in words.phrases:
        text = words.get(key, landmark=landmark)
    else:
        key, text = f"action.{kind}", words.get(f"action.{kind}")
        text = words.get(f"frame.{relation}", action=text, landmark=landmark) if relation else text
    return key, _with_turn(text, maneuver, words)


def _ride(maneuver: Maneuver, venue: Venue, words: Catalogue) -> tuple[str, str]:
    assert maneuver.to_level_id is not None
    rise = venue.get_level(maneuver.to_level_id).ordinal - venue.get_level(maneuver.level_id).ordinal
    way = "up" if rise > 0 else "down" if rise < 0 else "level"
    kind = portal_kind(maneuver, venue)
    key = f"action.ride.{kind}.{way}"
    key = key if key in words.phrases else f"action.ride.{kind}"
    naming = level_in_lift if maneuver.kind is ManeuverKind.BOARD_ELEVATOR else level_name
    level = naming(maneuver.to_level_id, venue, words)
    return key, words.get(key, portal=portal_in_place(maneuver, venue, words), level=level)


def _leaving(maneuver: Maneuver, venue: Venue, words: Catalogue) -> tuple[str, str]:
    key = f"action.leave_portal.{portal_kind(maneuver, venue)}"
    level = level_name(maneuver.level_id, venue, words)
    text = words.get(key, portal=portal_name(maneuver, venue, words), level=level)
    if maneuver.exit_side:
        text = words.get(f"frame.exit_{maneuver.exit_side}", action=text)
    return key, _with_turn(text, maneuver, words)


def _with_turn(text: str, maneuver: Maneuver, words: Catalogue) -> str:
    """Return a start with the turn that follows it at once."""
    if maneuver.side in (Side.LEFT, Side.RIGHT):
        return words.get(f"frame.then_{maneuver.side}", action=text)
    return text
