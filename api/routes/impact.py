"""What a closure would do to people's ways, asked before it is made."""

from api.feed_requests import ImpactBody
from api.openapi import Noun
from api.presenting.impact import ImpactDocument, impact_document
from api.staff.person import Role
from api.usage.deeds import What
from api.venue_live.reading import read_supposed
from api.wiring import Services
from maps.ids import parse_venue_id

NOUN = Noun("impact", "What closing something would do to people's ways. It needs a role or the feed key.")


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/impact",
    body=ImpactBody,
    answer=ImpactDocument,
    role=Role.VIEWER,
    recorded=False,
    problems=("not-found",),
)
def find_impact(services: Services, venue_id: str, body: ImpactBody) -> ImpactDocument:
    """Find who would lose a way, or the step-free way, if something were closed now, on top of what is closed.

    Times and hours of the closures are left aside: they are taken to hold now. Nothing is changed by asking.
    """
    engine = services.engines.get(parse_venue_id(venue_id))
    venue, now_unix_s = engine.venue, services.clock.unix_s()
    state = services.venue_live.find(venue.id).record
    supposed = read_supposed(venue, state, body, now_unix_s)
    impact = engine.impacts.find(state.conditions, supposed.conditions)
    hit = {each.destination.id for each in impact.hits}
    with services.venue_live.commitments.ledger(venue.id) as ledger:
        people = ledger.count_bound(hit, now_unix_s)
    until = services.usage.hour() + 1
    day = services.store.get_counts(venue.id, until - 24, until)
    set_out = sum(each.times for each in day if each.what == What.SET_OUT and each.subject in hit)
    return impact_document(impact, people, set_out, state.conditions.version)
