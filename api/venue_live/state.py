"""Everything that is so now at one venue, and the conditions for routes that follow from it. Pure."""

import dataclasses
import math
from collections.abc import Iterable
from dataclasses import dataclass, field

from api.venue_live.facts import Closure, LiftService, LiftState
from api.venue_live.queues import Queues
from maps.errors import ConflictError
from maps.ids import FeatureId
from maps.venue import Opening, Portal, PortalKind, Venue
from nav.conditions import OPEN, Conditions
from nav.costs.codes import way_id
from nav.costs.lifts import usual_wait_s


@dataclass(frozen=True, slots=True, kw_only=True)
class VenueState:
    """What is so now at a venue.

    Parameters
    ----------
    closures : tuple of Closure
        Those in force and those to come.
    lifts : tuple of LiftState
        Those that anything was said of.
    queues : mapping
        Those that anything was heard of.
    conditions : Conditions
        What follows for routes; its version is another whenever it is.
    """

    closures: tuple[Closure, ...] = ()
    lifts: tuple[LiftState, ...] = ()
    queues: Queues = field(default_factory=dict)
    conditions: Conditions = OPEN

    def find_lift(self, portal_id: FeatureId) -> LiftState | None:
        """Return what was last said of a lift, or None."""
        return next((each for each in self.lifts if each.portal_id == portal_id), None)

    def with_lift(self, said: LiftState) -> "VenueState":
        """Return the state after something was said of a lift.

        Raises
        ------
        ConflictError
            If something newer is known.
        """
        known = self.find_lift(said.portal_id)
        if known is not None and known.heard_unix_s > said.heard_unix_s:
            raise ConflictError(
                f"Something newer is known of the lift {said.portal_id!r}.",
                remedy="Send what is so now, with its time.",
            )
        if known is not None and known.says_the_same(said):
            said = dataclasses.replace(said, since_unix_s=known.since_unix_s)
        others = (each for each in self.lifts if each.portal_id != said.portal_id)
        return dataclasses.replace(self, lifts=tuple(sorted((*others, said), key=lambda each: each.portal_id)))

    def at(self, venue: Venue, now_unix_s: float) -> "VenueState":
        """Return the state at a time: closures have begun and ended, and the conditions follow."""
        closures = tuple(each for each in self.closures if not each.is_over(now_unix_s))
        conditions = _conditions(closures, self.lifts, venue, now_unix_s)
        if dataclasses.replace(conditions, version=self.conditions.version) == self.conditions:
            conditions = self.conditions
        else:
            version = max(self.conditions.version + 1, int(now_unix_s * 1000))
            conditions = dataclasses.replace(conditions, version=version)
        if conditions is self.conditions and len(closures) == len(self.closures):
            return self
        return dataclasses.replace(self, closures=closures, conditions=conditions)

    def next_change_unix_s(self, now_unix_s: float) -> float:
        """Return when the next closure begins or ends by itself; infinite if none does."""
        return min((each.next_change_unix_s(now_unix_s) for each in self.closures), default=math.inf)


def lifts_of(venue: Venue) -> dict[FeatureId, Portal]:
    """Return the lifts of a venue by id."""
    return {each.id: each for each in venue.portals if each.kind is PortalKind.ELEVATOR}


def _conditions(closures: Iterable[Closure], said: Iterable[LiftState], venue: Venue, now_unix_s: float) -> Conditions:
    holding = [each for each in closures if each.holds(now_unix_s)]
    closed, closed_to_public = (
        {name for each in holding if each.staff_pass is staff_pass for name in _closed_by(each, venue)}
        for staff_pass in (False, True)
    )
    reasons = {name: each.reason for each in holding if each.reason for name in each.feature_ids}
    delay_s: dict[FeatureId, float] = {}
    lifts = lifts_of(venue)
    for lift in said:
        if lift.reason and lift.service is not LiftService.IN_SERVICE:
            reasons.setdefault(lift.portal_id, lift.reason)
        if lift.service is LiftService.OUT_OF_SERVICE:
            closed.add(lift.portal_id)
        elif lift.wait_s is not None and lift.portal_id in lifts:
            more_s = lift.wait_s - usual_wait_s(venue, lifts[lift.portal_id])
            if more_s > 0.0:
                delay_s[lift.portal_id] = round(more_s, 3)
    return Conditions(
        closed=frozenset(closed), closed_to_public=frozenset(closed_to_public), delay_s=delay_s, reasons=reasons
    )


def _closed_by(closure: Closure, venue: Venue) -> Iterable[FeatureId]:
    """Return what a closure closes, by the ids that the router knows."""
    if closure.one_way_to is None:
        return closure.feature_ids
    openings = [venue.feature_by_id.get(name) for name in closure.feature_ids]
    return [
        way_id(each.id, unit_id)
        for each in openings
        if isinstance(each, Opening)
        for unit_id in each.unit_ids
        if unit_id != closure.one_way_to
    ]
