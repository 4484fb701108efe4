"""From what a feed says to facts of the venue; the same for HTTP and MQTT."""

import math
from dataclasses import replace
from datetime import datetime

from shapely.geometry import Point, Polygon

from api.feed_requests import AreaBody, ClosureBody, HoursBody, ImpactBody, LiftBody
from api.presenting.now import find_kind
from api.queue_requests import QueueReading
from api.venue_live.facts import Closure, LiftService, LiftState
from api.venue_live.state import VenueState, lifts_of
from maps.errors import BadInputError, NotFoundError
from maps.hours import DailySpan, WeeklyHours, clock_minutes
from maps.ids import FeatureId, LevelId
from maps.repair import find_area
from maps.services import ServiceGroup, ServicePoint
from maps.shapes import Area
from maps.venue import Opening, Venue
from nav.waits.queues import QueueState

_LONGEST_ID = 200
_MOSTLY = 0.5
"""Share of a unit that has to lie in a drawn area for the unit to be closed."""
_SKEW_S = 30.0
"""A feed's clock may be ahead by this much [s]."""


def read_closure(venue: Venue, closure_id: str, body: ClosureBody, now_unix_s: float) -> Closure:
    """Return a closure of features of the venue.

    Raises
    ------
    NotFoundError
        If the venue has no such feature or level.
    BadInputError
        If a feature cannot be closed, an area holds none, or the times make no sense.
    """
    if len(closure_id) > _LONGEST_ID or not closure_id.isprintable():
        raise BadInputError(
            f"{closure_id[:40]!r} is no id for a closure.", remedy=f"Use up to {_LONGEST_ID} printable characters."
        )
    feature_ids = _closed_features(venue, body)
    now_unix_s = _whole_ms(now_unix_s)
    from_unix_s = now_unix_s if body.starts_at is None else read_time(body.starts_at)
    until_unix_s = None if body.ends_at is None else read_time(body.ends_at)
    if until_unix_s is not None and until_unix_s <= max(from_unix_s, now_unix_s):
        raise BadInputError(
            f"The closure would end at {body.ends_at}: before it begins, or in the past.",
            remedy="Give a later ends_at, or leave it out.",
        )
    return Closure(
        id=closure_id,
        feature_ids=feature_ids,
        from_unix_s=from_unix_s,
        until_unix_s=until_unix_s,
        hours=None if body.hours is None else _hours(body.hours),
        one_way_to=None if body.one_way_to is None else _one_way_to(venue, feature_ids, FeatureId(body.one_way_to)),
        staff_pass=body.staff_pass,
        reason=body.reason,
        set_by=body.by,
        set_unix_s=now_unix_s,
    )


def read_lift(venue: Venue, portal_id: str, body: LiftBody, now_unix_s: float) -> LiftState:
    """Return how a lift of the venue serves.

    Raises
    ------
    NotFoundError
        If the venue has no such lift.
    BadInputError
        If the state is from the future.
    """
    lifts = lifts_of(venue)
    if portal_id not in lifts:
        raise NotFoundError(
            f"Venue {venue.id!r} has no lift {portal_id[:80]!r}.", remedy=f"See /v1/venues/{venue.id}/lifts."
        )
    at_unix_s = now_unix_s if body.at is None else read_time(body.at)
    if at_unix_s > now_unix_s + _SKEW_S:
        raise BadInputError(
            f"The state of lift {portal_id!r} is from the future: {body.at}.", remedy="Set the clock of the feed."
        )
    at_unix_s = min(at_unix_s, _whole_ms(now_unix_s))
    return LiftState(
        portal_id=FeatureId(portal_id),
        service=LiftService(body.state),
        since_unix_s=at_unix_s,
        heard_unix_s=at_unix_s,
        wait_s=body.wait_s,
        reason=body.reason,
        set_by=body.by,
    )


def read_supposed(venue: Venue, state: VenueState, body: ImpactBody, now_unix_s: float) -> VenueState:
    """Return what would be so if closures were in force now and lifts out of service, on top of what is so.

    Raises
    ------
    NotFoundError, BadInputError
        As for `read_closure` and `read_lift`.
    """
    closures = (
        read_closure(venue, f"supposed-{number}", each, now_unix_s) for number, each in enumerate(body.closures)
    )
    in_force = (replace(each, from_unix_s=now_unix_s, until_unix_s=None, hours=None) for each in closures)
    supposed = replace(state, closures=(*state.closures, *in_force))
    for portal_id in body.lifts_out:
        said = read_lift(venue, portal_id, LiftBody(state=LiftService.OUT_OF_SERVICE.value), now_unix_s)
        known = supposed.find_lift(said.portal_id)
        others = [each for each in supposed.lifts if each is not known]
        supposed = replace(supposed, lifts=(*others, said))
    return supposed.at(venue, now_unix_s)


def read_queue(venue: Venue, place_id: str, body: QueueReading, now_unix_s: float) -> QueueState | FeatureId:
    """Return a reading of a queue; the id alone if nobody is served at a place of that id."""
    if not isinstance(venue.feature_by_id.get(FeatureId(place_id)), ServicePoint | ServiceGroup):
        return FeatureId(place_id)
    return QueueState(
        place_id=FeatureId(place_id),
        t_s=now_unix_s if body.at is None else read_time(body.at),
        waiting=body.waiting,
        servers_open=body.servers_open,
        in_service=body.in_service,
        elapsed_s=tuple(body.elapsed_s),
        service_mean_s=body.service_mean_s,
        service_sd_s=body.service_sd_s,
        served_total=body.served_total,
        opens_s=None if body.opens_at is None else read_time(body.opens_at),
        closes_s=None if body.closes_at is None else read_time(body.closes_at),
        sequence=body.sequence,
    )


def _closed_features(venue: Venue, body: ClosureBody) -> tuple[FeatureId, ...]:
    if body.area is not None:
        return _within(venue, body.area)
    names = body.features if body.feature is None else [body.feature]
    feature_ids = tuple(dict.fromkeys(map(FeatureId, names or ())))
    for feature_id in feature_ids:
        _check_closable(venue, feature_id)
    return feature_ids


def _within(venue: Venue, drawn: AreaBody) -> tuple[FeatureId, ...]:
    """Return the units that lie mostly in an area, and the openings whose middle does."""
    level_id = venue.get_level(LevelId(drawn.level)).id
    area = find_area(Polygon(drawn.polygon)) or Polygon()
    units = (each.id for each in venue.units if each.level_id == level_id and _is_mostly_in(each.area, area))
    openings = (each.id for each in venue.openings if each.level_id == level_id and area.contains(_middle(each)))
    found = (*units, *openings)
    if not found:
        raise BadInputError(
            "The area holds no opening and not the greater part of any unit.",
            remedy="Draw it around what is closed, or name the features.",
        )
    return found


def _middle(opening: Opening) -> Point:
    return opening.line.interpolate(0.5, normalized=True)


def _is_mostly_in(part: Area, area: Area) -> bool:
    return part.intersection(area).area > _MOSTLY * part.area


def _one_way_to(venue: Venue, feature_ids: tuple[FeatureId, ...], unit_id: FeatureId) -> FeatureId:
    opening = venue.feature_by_id[feature_ids[0]]
    if len(feature_ids) > 1 or not isinstance(opening, Opening) or unit_id not in opening.unit_ids:
        raise BadInputError(
            f"Nothing can be made one-way to {unit_id[:80]!r} here.",
            remedy="Give one opening, and one of the two units that it joins.",
        )
    return unit_id


def _hours(said: HoursBody) -> WeeklyHours:
    spans = (
        DailySpan(days=tuple(each.days), from_min=clock_minutes(each.starts), until_min=clock_minutes(each.ends))
        for each in said.spans
    )
    return WeeklyHours(time_zone=said.time_zone, spans=tuple(spans))


def _check_closable(venue: Venue, feature_id: FeatureId) -> None:
    if find_kind(venue, feature_id) is not None:
        return
    if feature_id in venue.feature_by_id:
        raise BadInputError(
            f"{feature_id!r} is nothing that can be closed.", remedy="Close an opening, a unit or a portal."
        )
    raise NotFoundError(
        f"Venue {venue.id!r} has no feature {feature_id[:80]!r}.", remedy="Close an opening, a unit or a portal."
    )


def _whole_ms(unix_s: float) -> float:
    """Return a time without fractions of a millisecond: what is stored is never later than it was."""
    return math.floor(unix_s * 1000) / 1000


def read_time(moment: datetime) -> float:
    """Return a time as unix seconds [s], or raise `BadInputError`."""
    try:
        return round(moment.timestamp(), 3)
    except (OverflowError, ValueError):
        raise BadInputError(f"{moment} is no time to count with.", remedy="Give a nearer one.") from None
