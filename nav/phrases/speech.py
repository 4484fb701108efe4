"""From maneuvers to whole sentences, to be heard: what to do now, by which door, and what comes next."""

from collections.abc import Sequence

from maps.venue import Venue
from nav.instructions.maneuver import Maneuver, ManeuverKind
from nav.phrases.catalogue import Catalogue, get_catalogue
from nav.phrases.measures import TELLABLE_M, distance
from nav.phrases.names import button_name, door_name, place_name
from nav.phrases.render import action, sentence


def speak(
    told: Sequence[Maneuver],
    index: int,
    venue: Venue,
    language: str,
    *,
    in_m: float | None = None,
    step_m: float | None = None,
) -> str:
    """Return an instruction as it is said aloud, in at most two sentences.

    Parameters
    ----------
    told : sequence of Maneuver
        All of the route's.
    index : int
        The one to say.
    in_m : float or None
        Metres until it is to be done; None when it is to be done now.
    step_m : float or None
        The walker's step, to tell distances in steps; None tells metres.

    Examples
    --------
    ``In 5 metres, turn right at Laboratory. Then, after 25 metres, take the lift by Pharmacy to Floor 3 (F3).``
    """
    words = get_catalogue(language)
    now = _full_action(told[index], venue, words)
    if in_m is not None and in_m >= TELLABLE_M:
        ahead = distance(in_m, language, step_m=step_m, spoken=True)
        now = words.get("frame.in", distance=ahead, action=now)
    sentences = [now, *_next(told, index, venue, language, step_m)]
    full_stop, space = words.get("spoken.full_stop"), words.get("spoken.space")
    return space.join(f"{sentence(text)}{full_stop}" for text in sentences)


def _next(told: Sequence[Maneuver], index: int, venue: Venue, language: str, step_m: float | None) -> tuple[str, ...]:
    """Return what there is to do after an instruction, and how far that is; words of reassurance are no doing."""
    words = get_catalogue(language)
    after = next((each for each in told[index + 1 :] if each.kind is not ManeuverKind.CONTINUE), None)
    if after is None:
        return ()
    _, text = action(after, venue, words)
    far_m = after.along_m - told[index].along_m
    if after.kind is ManeuverKind.LEAVE_PORTAL or far_m < TELLABLE_M:
        return (words.get("spoken.then", next=text),)
    away = distance(far_m, language, step_m=step_m, spoken=True)
    return (words.get("spoken.then_after", distance=away, next=text),)


def _full_action(maneuver: Maneuver, venue: Venue, words: Catalogue) -> str:
    """Return what is to be done with all one may want to know: the kind of door, the lift's button."""
    _, text = action(maneuver, venue, words)
    if maneuver.kind is ManeuverKind.BOARD_ELEVATOR and maneuver.to_level_id is not None:
        button = button_name(venue.get_level(maneuver.to_level_id), words)
        return words.get("spoken.press", action=text, button=button) if button else text
    if maneuver.opening_id is None or maneuver.kind is ManeuverKind.DEPART:
        return text
    fields = {"door": door_name(maneuver.opening_id, venue, words)}
    into = maneuver.relation is not None
    if into:
        fields["landmark"] = place_name(maneuver.landmark_id, venue, words)
    if maneuver.kind is ManeuverKind.ENTER:
        return words.get("spoken.enter.into" if into else "spoken.enter", **fields)
    turn = words.get(f"action.{maneuver.kind}")
    return words.get("spoken.through_into" if into else "spoken.through", action=turn, **fields)
