"""What to tell those who watch a venue: the difference between what was so and what is so now."""

from collections.abc import Mapping

import msgspec

from api.live import Event
from api.presenting.now import LiftDocument, closures_document, lift_document
from api.presenting.queues import queues_document
from api.venue_live.state import VenueState, lifts_of
from maps.ids import FeatureId
from maps.venue import Venue
from nav.conditions import Conditions
from nav.costs.codes import feature_of

_ANY = ""


def changes(before: VenueState, after: VenueState, venue: Venue, now_unix_s: float) -> list[Event]:
    """Return the events that lead from one state to another."""
    events = []
    switched = _closed(before.conditions) ^ _closed(after.conditions)
    if after.closures != before.closures or any(not switched.isdisjoint(each.feature_ids) for each in after.closures):
        events.append(_event("closures", closures_document(after, venue, now_unix_s)))
    lifts = _lifts(before, after, venue, now_unix_s)
    if lifts:
        events.append(_event("lifts", {"version": after.conditions.version, "lifts": lifts}))
    changed = {key: each for key, each in after.queues.items() if each != before.queues.get(key)}
    if changed:
        events.append(_event("queues", queues_document(changed, venue, now_unix_s)))
    return events


def _closed(conditions: Conditions) -> frozenset[FeatureId]:
    return frozenset(map(feature_of, conditions.closed | conditions.closed_to_public))


def _lifts(before: VenueState, after: VenueState, venue: Venue, now_unix_s: float) -> list[LiftDocument]:
    """Return the lifts that serve differently; hearing the same again is no news."""
    lifts, changed = lifts_of(venue), []
    for said in after.lifts:
        known = before.find_lift(said.portal_id)
        if said.portal_id in lifts and (known is None or not said.says_the_same(known)):
            changed.append(lift_document(lifts[said.portal_id], said, now_unix_s))
    return changed


def _event(name: str, document: Mapping[str, object]) -> Event:
    return Event(name=name, data={_ANY: msgspec.json.encode(document).decode()})
