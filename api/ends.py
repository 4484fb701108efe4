"""From what a request names to a point or place of the venue."""

import math

from api.requests import EndBody, GlobalEnd, LocalEnd, PlaceEnd
from api.session_requests import PositionBody, QrPosition
from maps.errors import BadInputError, NotFoundError
from maps.ids import FeatureId, LevelId
from maps.places import get_place
from maps.position import Position
from maps.venue import Venue
from nav.route import End, Place


def read_end(venue: Venue, end: EndBody) -> End:
    """Return an end of a route.

    Raises
    ------
    NotFoundError
        If the venue has no such place or level.
    """
    if isinstance(end, PlaceEnd):
        return Place(id=get_place(venue, FeatureId(end.place)).id)
    return _read_point(venue, end)


def read_position(venue: Venue, stated: PositionBody) -> Position:
    """Return where somebody says they are: at a sign, at a place, or at a point.

    Raises
    ------
    NotFoundError
        If the venue has no such sign, place or level.
    """
    if isinstance(stated, QrPosition):
        return _find_sign(venue, stated.qr)
    if isinstance(stated, PlaceEnd):
        place = get_place(venue, FeatureId(stated.place))
        return place.position
    return _read_point(venue, stated)


def read_near(venue: Venue, text: str) -> Position:
    """Return the point of ``x,y@level`` in local metres.

    Raises
    ------
    BadInputError
        If the text has another shape.
    NotFoundError
        If the venue has no such level.
    """
    point, at, level = text.partition("@")
    try:
        x_m, y_m = (float(part) for part in point.split(","))
    except ValueError:
        x_m = y_m = math.nan
    if not (at and math.isfinite(x_m) and math.isfinite(y_m)):
        raise BadInputError(f"near={text[:80]!r} is not a point.", remedy="Write x,y@level, for example 12.5,3@F1.")
    return Position(x_m=x_m, y_m=y_m, level_id=venue.get_level(LevelId(level)).id)


def _read_point(venue: Venue, end: LocalEnd | GlobalEnd) -> Position:
    level_id = venue.get_level(LevelId(end.level)).id
    x_m, y_m = (end.x_m, end.y_m) if isinstance(end, LocalEnd) else venue.frame.to_local(end.lon, end.lat)
    return Position(x_m=x_m, y_m=y_m, level_id=level_id)


def _find_sign(venue: Venue, code: str) -> Position:
    for sign in venue.qr_points:
        if sign.code == code:
            return Position(x_m=sign.point.x, y_m=sign.point.y, level_id=sign.level_id)
    raise NotFoundError(
        f"No sign of venue {venue.id!r} has the code {code[:80]!r}.",
        remedy="Scan a sign of this building, or choose your place on the map.",
    )
