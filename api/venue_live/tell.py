"""What to tell those who watch a venue: the difference between what was so and what is so now."""

from collections.abc import Mapping

import msgspec

from api.live import Event
from api.presenting.now import closures_document, lift_document, lifts_of
from api.venue_live.state import VenueState
from maps.venue import Venue

_ANY = ""


def changes(before: VenueState, after: VenueState, venue: Venue, now_unix_s: float) -> list[Event]:
    """Return the events that lead from one state to another."""
    events = []
    switched = after.conditions.closed ^ before.conditions.closed
    if after.closures != before.closures or any(each.feature_id in switched for each in after.closures):
        events.append(_event("closures", closures_document(after, venue, now_unix_s)))
    events += _lifts(before, after, venue, now_unix_s)
    return events


def _lifts(before: VenueState, after: VenueState, venue: Venue, now_unix_s: float) -> list[Event]:
    """Return one event for each lift that serves differently; hearing the same again is no news."""
    events = []
    lifts = lifts_of(venue)
    for said in after.lifts:
        known = before.find_lift(said.portal_id)
        if said.portal_id in lifts and (known is None or not said.says_the_same(known)):
            document = lift_document(lifts[said.portal_id], said, now_unix_s)
            events.append(_event("lift", {"version": after.conditions.version, **document}))
    return events


def _event(name: str, document: Mapping[str, object]) -> Event:
    return Event(name=name, data={_ANY: msgspec.json.encode(document).decode()})
