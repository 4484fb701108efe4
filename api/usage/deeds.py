"""What is counted of a guided walk: the difference between what it was and what it is. Pure."""

import dataclasses
import enum
from collections.abc import Iterator
from dataclasses import dataclass

from api.engines import Engine
from api.sessions.record import Presence, Session
from maps.ids import FeatureId
from nav.guidance.events import NoRouteFound
from nav.route import Place

HOUR_S = 3600


class What(enum.StrEnum):
    """What is counted; each with the feature it is counted at, or none."""

    SET_OUT = "set_out"
    ARRIVED = "arrived"
    PRESENT = "present"
    LOST = "lost"
    NO_WAY = "no_way"
    OFFER_TAKEN = "offer_taken"
    OFFER_KEPT = "offer_kept"
    SEARCH_IN_VAIN = "search_in_vain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that happened once.

    Parameters
    ----------
    subject : str
        The room or level where, the place to which, or the words that were searched; empty where it is not known.
    """

    what: What
    subject: str = ""


def deeds(before: Session | None, after: Session, engine: Engine) -> Iterator[Deed]:
    """Yield what is to be counted of a walk that was `before` (None: begun just now) and is `after`."""
    goal = _goal(after)
    if goal and (before is None or goal != _goal(before)):
        yield Deed(what=What.SET_OUT, subject=goal)
    was, now = (before.timeline.now if before else None), after.timeline.now
    if now.view.arrived and not (was and was.view.arrived):
        yield Deed(what=What.ARRIVED, subject=goal)
    if now.guidance.lost and not (was and was.guidance.lost):
        yield Deed(what=What.LOST, subject=_room(after, engine))
    if isinstance(now.view.route, NoRouteFound) and not (was and was.view.route == now.view.route):
        yield Deed(what=What.NO_WAY, subject=goal)
    known = before.presence.in_hour(after.presence.hour) if before else frozenset()
    for area in after.presence.areas - known:
        yield Deed(what=What.PRESENT, subject=area)


def seen(before: Session | None, after: Session, engine: Engine, now_unix_s: float) -> Session:
    """Return the walk with the room and the level where it is noted, those that it is on for the first time this hour.

    A level counts people itself: the sum over its rooms would count each as often as they went through a door.
    """
    position = after.timeline.now.guidance.position
    if position is None or (before is not None and before.timeline.now.guidance.position == position):
        return after
    hour, room = int(now_unix_s // HOUR_S), _room(after, engine)
    known = after.presence.in_hour(hour)
    areas = known | {position.level_id} | ({FeatureId(room)} if room else set())
    return after if areas == known else dataclasses.replace(after, presence=Presence(hour=hour, areas=areas))


def _goal(session: Session) -> str:
    """Return the place, or the group of counters, where somebody wants to go; empty for a bare point."""
    if session.errand is not None:
        return session.errand.wanted_id
    destination = session.timeline.now.guidance.destination
    return destination.id if isinstance(destination, Place) else ""


def _room(session: Session, engine: Engine) -> str:
    """Return the room or corridor of the last trusted position; empty without one."""
    position = session.timeline.now.guidance.position
    unit = None if position is None else engine.spatial.unit_at(position)
    return "" if unit is None else unit.id
