"""Whether other conditions call for another route, and what in them does."""

from maps.ids import FeatureId
from maps.venue import Portal, PortalKind, Venue
from nav.conditions import Conditions
from nav.costs.codes import feature_of, way_id
from nav.guidance.events import RouteReason
from nav.guidance.progress import Track
from nav.instructions.passages import find_passages
from nav.instructions.stretches import Ride, split
from nav.route import Route

WORTH_S = 60.0
"""Nobody is sent another way to save less than this [s]."""
WORTH_SHARE = 0.15
"""Nor to save less than this share of the time that is left."""


def may_concern(route: Route, before: Conditions, after: Conditions) -> bool:
    """Return whether other conditions may change anything for who follows a route: quick, and cautious.

    They do where something got better anywhere, or anything else at a feature of the route.
    """
    changed = {feature_of(name) for name in before.closed ^ after.closed}
    changed |= {name for name in {*before.delay_s, *after.delay_s} if _more_s(name, before, after)}
    better = bool(before.closed - after.closed) or any(_more_s(name, before, after) < 0.0 for name in before.delay_s)
    return better or any(
        not changed.isdisjoint((leg.portal_id, *leg.openings, *leg.units)) for leg in route.legs if changed
    )


def _more_s(name: FeatureId, before: Conditions, after: Conditions) -> float:
    return after.delay_s.get(name, 0.0) - before.delay_s.get(name, 0.0)


def features_ahead(route: Route, track: Track, venue: Venue) -> tuple[FeatureId, ...]:
    """Return every opening (and the way through it), unit and portal that is still to be passed, in order."""
    ahead: list[FeatureId] = []
    for part in split(route)[track.part :]:
        if isinstance(part, Ride):
            ahead.extend(leg.portal_id for leg in route.legs[part.first_leg : part.last_leg + 1] if leg.portal_id)
            continue
        for passage in find_passages(part, venue):
            if passage.along_m > track.along_m:
                ahead.append(passage.opening.id)
                ahead.extend([way_id(passage.opening.id, passage.into.id), passage.into.id] if passage.into else [])
    return tuple(ahead)


def first_closed(ahead: tuple[FeatureId, ...], before: Conditions, after: Conditions) -> FeatureId | None:
    """Return the first thing ahead that was closed since, or None."""
    newly = after.closed - before.closed
    return next((feature_of(name) for name in ahead if name in newly), None)


def may_be_better(ahead: tuple[FeatureId, ...], before: Conditions, after: Conditions) -> bool:
    """Return whether another way may be better now: something opened or got quicker, or the way ahead slower."""
    quicker = any(after.delay_s.get(name, 0.0) < delay_s for name, delay_s in before.delay_s.items())
    return bool(before.closed - after.closed) or quicker or slowed_s(ahead, before, after) > 0.0


def slowed_s(ahead: tuple[FeatureId, ...], before: Conditions, after: Conditions) -> float:
    """Return how much longer the way ahead takes than before [s]; negative when it got quicker."""
    return sum(after.delay_s.get(name, 0.0) - before.delay_s.get(name, 0.0) for name in ahead)


def slowest(ahead: tuple[FeatureId, ...], after: Conditions) -> FeatureId | None:
    """Return what delays the way ahead most, or None where nothing does."""
    slow = [name for name in ahead if after.delay_s.get(name, 0.0) > 0.0]
    return max(slow, key=lambda name: (after.delay_s[name], name), default=None)


def is_worth_it(saved_s: float, remaining_s: float) -> bool:
    """Return whether a saving justifies another way [s]."""
    return saved_s >= max(WORTH_S, WORTH_SHARE * remaining_s)


def closing_reason(cause_id: FeatureId, venue: Venue) -> RouteReason:
    """Return how to say that something is closed: a lift is out of service."""
    cause = venue.feature_by_id.get(cause_id)
    is_lift = isinstance(cause, Portal) and cause.kind is PortalKind.ELEVATOR
    return RouteReason.LIFT_OUT if is_lift else RouteReason.CLOSED
