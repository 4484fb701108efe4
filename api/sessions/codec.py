"""A session as bytes and back, for live stores outside this process.

The recent minds of a session mostly share one route: routes are kept once, and the minds point to them.
"""

import dataclasses
from typing import Any

import msgspec

from api.sessions.errand import Errand
from api.sessions.mind import Asked, ConditionsChanged, Heard, Input, Mind, Stated, Ticketed, View
from api.sessions.phone_clock import PhoneClock
from api.sessions.record import Presence, Session
from api.sessions.timeline import Moment, Timeline
from api.sessions.visiting_codec import PackedVisiting, pack_visiting, unpack_visiting
from beacons.observation import Observation, Step
from beacons.track_state import decode_state as decode_track
from beacons.track_state import encode_state as encode_track
from maps.ids import FeatureId, VenueId
from maps.position import Fix, NoFix, Position
from nav.conditions import Conditions
from nav.guidance.codec import decode_state as decode_guidance
from nav.guidance.codec import encode_state as encode_guidance
from nav.guidance.events import NoRouteFound, Progress, RouteChanged, RouteReason
from nav.guidance.tickets import Called, TicketNews, TurnMissed
from nav.profile import TravelProfile
from nav.route import End, Place

VERSION = 5
"""Counts the shapes of these bytes, those of tracks and guidance within them too: it stands in the keys of a shared
store, so that after an update nobody finds a session they cannot read."""


class _Mind(msgspec.Struct, array_like=True):
    track: bytes
    guidance: bytes
    guided: bool
    route: int | None
    no_route: NoRouteFound | None
    fix: Fix | None
    no_fix: NoFix | None
    progress: Progress | None
    step_index: int
    arrived: bool
    arrived_at: FeatureId | None
    ticket: "_Ticket | None"


class _Ticket(msgspec.Struct, array_like=True):
    called: bool
    place_id: FeatureId
    number: str


class _Moment(msgspec.Struct, array_like=True):
    t_s: float
    before: int
    observations: list[Observation] | None = None
    stated: Position | None = None
    place: FeatureId | None = None
    point: Position | None = None
    profile: TravelProfile | None = None
    conditions: Conditions | None = None
    reason: RouteReason | None = None
    ticket: _Ticket | None = None
    steps: list[Step] = []
    counts_steps: bool = False


class _Session(msgspec.Struct, array_like=True):
    id: str
    venue_id: VenueId
    revision: int
    profile: str
    language: str
    owner_sha256: str
    viewer_token: str
    labels: dict[str, str]
    clock: PhoneClock
    fixed_unix_s: float
    errand: Errand | None
    visiting: PackedVisiting | None
    routes: list[RouteChanged]
    minds: list[_Mind]
    moments: list[_Moment]
    presence: Presence
    passed_over: int
    missing_id: FeatureId | None


_DECODER = msgspec.msgpack.Decoder(_Session)
_PLAIN = (
    "id",
    "venue_id",
    "revision",
    "profile",
    "language",
    "owner_sha256",
    "viewer_token",
    "clock",
    "fixed_unix_s",
    "errand",
    "presence",
    "passed_over",
    "missing_id",
)


def encode_session(session: Session) -> bytes:
    """Return a session as bytes."""
    routes: list[RouteChanged] = []
    minds = [_pack_mind(moment.before, routes) for moment in session.timeline.moments]
    minds.append(_pack_mind(session.timeline.now, routes))
    moments = [_pack_moment(moment, index) for index, moment in enumerate(session.timeline.moments)]
    plain: dict[str, Any] = {name: getattr(session, name) for name in _PLAIN}
    visiting = None if session.visiting is None else pack_visiting(session.visiting)
    return msgspec.msgpack.encode(
        _Session(**plain, visiting=visiting, labels=dict(session.labels), routes=routes, minds=minds, moments=moments)
    )


def decode_session(data: bytes) -> Session:
    """Return the session that `encode_session` made these bytes of."""
    packed = _DECODER.decode(data)
    minds = [_unpack_mind(each, packed.routes) for each in packed.minds]
    moments = tuple(
        Moment(t_s=each.t_s, heard=_unpack_input(each), before=minds[each.before]) for each in packed.moments
    )
    plain: dict[str, Any] = {name: getattr(packed, name) for name in _PLAIN}
    visiting = None if packed.visiting is None else unpack_visiting(packed.visiting)
    return Session(**plain, visiting=visiting, labels=packed.labels, timeline=Timeline(now=minds[-1], moments=moments))


def _pack_mind(mind: Mind, routes: list[RouteChanged]) -> _Mind:
    view, guidance = mind.view, mind.guidance
    index = _index(view.route, routes) if isinstance(view.route, RouteChanged) else None
    guided = index is not None and guidance.route == routes[index].route
    if guided:
        guidance = dataclasses.replace(guidance, route=None, maneuvers=())
    return _Mind(
        track=encode_track(mind.track),
        guidance=encode_guidance(guidance),
        guided=guided,
        route=index,
        no_route=view.route if isinstance(view.route, NoRouteFound) else None,
        fix=view.fix if isinstance(view.fix, Fix) else None,
        no_fix=view.fix if isinstance(view.fix, NoFix) else None,
        progress=view.progress,
        step_index=view.step_index,
        arrived=view.arrived,
        arrived_at=view.arrived_at,
        ticket=_pack_ticket(view.ticket) if view.ticket else None,
    )


def _unpack_mind(packed: _Mind, routes: list[RouteChanged]) -> Mind:
    guidance = decode_guidance(packed.guidance)
    changed = routes[packed.route] if packed.route is not None else None
    if packed.guided and changed is not None:
        guidance = dataclasses.replace(guidance, route=changed.route, maneuvers=changed.maneuvers)
    view = View(
        fix=packed.fix or packed.no_fix,
        route=changed or packed.no_route,
        progress=packed.progress,
        step_index=packed.step_index,
        arrived=packed.arrived,
        arrived_at=packed.arrived_at,
        ticket=_unpack_ticket(packed.ticket) if packed.ticket else None,
    )
    return Mind(track=decode_track(packed.track), guidance=guidance, view=view)


def _index(route: RouteChanged, routes: list[RouteChanged]) -> int:
    """Return where a route is kept, adding it when it is new."""
    if route not in routes:
        routes.append(route)
    return routes.index(route)


def _pack_moment(moment: Moment, before: int) -> _Moment:
    match moment.heard:
        case Heard() as heard:
            return _Moment(
                t_s=moment.t_s,
                before=before,
                observations=list(heard.ordered),
                steps=sorted(heard.steps, key=lambda step: step.t_s),
                counts_steps=heard.counts_steps,
            )
        case Stated(position=position):
            return _Moment(t_s=moment.t_s, before=before, stated=position)
        case Asked(destination=destination, profile=profile, reason=reason):
            return _Moment(
                t_s=moment.t_s,
                before=before,
                place=destination.id if isinstance(destination, Place) else None,
                point=destination if isinstance(destination, Position) else None,
                profile=profile,
                reason=reason,
            )
        case ConditionsChanged(conditions=conditions):
            return _Moment(t_s=moment.t_s, before=before, conditions=conditions)
        case Ticketed(news=news):
            return _Moment(t_s=moment.t_s, before=before, ticket=_pack_ticket(news))


def _pack_ticket(news: TicketNews) -> _Ticket:
    return _Ticket(called=isinstance(news, Called), place_id=news.place_id, number=news.number)


def _unpack_ticket(packed: _Ticket) -> TicketNews:
    return (Called if packed.called else TurnMissed)(place_id=packed.place_id, number=packed.number)


def _unpack_input(packed: _Moment) -> Input:
    if packed.observations is not None:
        return Heard(
            observations=frozenset(packed.observations),
            steps=frozenset(packed.steps),
            counts_steps=packed.counts_steps,
        )
    if packed.stated is not None:
        return Stated(position=packed.stated)
    if packed.conditions is not None:
        return ConditionsChanged(conditions=packed.conditions)
    if packed.ticket is not None:
        return Ticketed(news=_unpack_ticket(packed.ticket))
    destination: End | None = Place(id=packed.place) if packed.place else packed.point
    return Asked(destination=destination, profile=packed.profile, reason=packed.reason)
