"""Whether other conditions call for another route, and which of them does."""

from maps.ids import FeatureId
from maps.venue import Portal, PortalKind, Venue
from nav.conditions import Conditions
from nav.guidance_events import RouteReason
from nav.route import Leg, Route
from nav.stretches import leg_starts_m

WORTH_S = 60.0
"""Nobody is sent another way to save less than this [s]."""
WORTH_SHARE = 0.15
"""Nor to save less than this share of the time that is left."""


def closed_ahead(route: Route, along_m: float, before: Conditions, after: Conditions) -> FeatureId | None:
    """Return the first thing on the rest of a route that was closed since, or None.

    Parameters
    ----------
    along_m : float
        How far the walker is [m]; what lies behind them does not matter.
    """
    newly = after.closed - before.closed
    return next((feature_id for feature_id in _passed(_rest(route, along_m)) if feature_id in newly), None)


def is_eased_or_slowed(route: Route, along_m: float, before: Conditions, after: Conditions) -> bool:
    """Return whether another way may be better now: something opened or got quicker, or the route got slower."""
    if before.closed - after.closed:
        return True
    changed = {
        name: after.delay_s.get(name, 0.0) - before.delay_s.get(name, 0.0) for name in {*before.delay_s, *after.delay_s}
    }
    ahead = frozenset(_passed(_rest(route, along_m)))
    return any(more_s < 0.0 or (more_s > 0.0 and name in ahead) for name, more_s in changed.items())


def delay_ahead_s(route: Route, along_m: float, before: Conditions, after: Conditions) -> float:
    """Return how much longer the rest of a route takes under other conditions [s]; negative when quicker."""
    return sum(after.delay_s.get(name, 0.0) - before.delay_s.get(name, 0.0) for name in _passed(_rest(route, along_m)))


def slowest_ahead(route: Route, along_m: float, after: Conditions) -> FeatureId | None:
    """Return what delays the rest of a route most, or None where nothing does."""
    slow = [name for name in _passed(_rest(route, along_m)) if after.delay_s.get(name, 0.0) > 0.0]
    return max(slow, key=lambda name: (after.delay_s[name], name), default=None)


def is_worth_it(saved_s: float, remaining_s: float) -> bool:
    """Return whether a saving justifies another way [s]."""
    return saved_s >= max(WORTH_S, WORTH_SHARE * remaining_s)


def closing_reason(cause_id: FeatureId, venue: Venue) -> RouteReason:
    """Return how to say that something is closed: a lift is out of service."""
    cause = venue.feature_by_id.get(cause_id)
    is_lift = isinstance(cause, Portal) and cause.kind is PortalKind.ELEVATOR
    return RouteReason.LIFT_OUT if is_lift else RouteReason.CLOSED


def _rest(route: Route, along_m: float) -> tuple[Leg, ...]:
    """Return the legs that the walker has not finished."""
    ends_m = leg_starts_m(route)[1:]
    last = len(route.legs) - 1
    return tuple(
        leg
        for index, (leg, end_m) in enumerate(zip(route.legs, ends_m, strict=True))
        if end_m > along_m or index == last
    )


def _passed(legs: tuple[Leg, ...]) -> tuple[FeatureId, ...]:
    """Return every opening, unit and portal of some legs, in order."""
    return tuple(
        feature_id
        for leg in legs
        for feature_id in (*leg.openings, *leg.units, *([leg.portal_id] if leg.portal_id else []))
    )
