"""Routes between any two ends."""

from api.ends import read_end
from api.openapi import Noun
from api.presenting import RouteDocument, route_document
from api.problems import NoRouteError
from api.requests import RouteBody
from api.wiring import Services
from maps.ids import parse_venue_id
from nav.phrases import explain
from nav.profile import get_profile
from nav.route import NoRoute

NOUN = Noun("routes", "The way from any point or place to any other.")


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/routes",
    body=RouteBody,
    answer=RouteDocument,
    problems=("not-found", "no-route"),
)
def find_route(services: Services, venue_id: str, body: RouteBody) -> RouteDocument:
    """Find the way between two ends.

    It is a POST so that nobody's destination stands in an address or a log. No way is a problem with the code
    no-route, a reason, and a text in the language asked for.
    """
    engine = services.engines.get(parse_venue_id(venue_id))
    found = engine.router.route(
        read_end(engine.venue, body.from_),
        read_end(engine.venue, body.to),
        get_profile(body.profile),
        services.venue_live.conditions(engine.venue.id),
    )
    if isinstance(found, NoRoute):
        raise NoRouteError(
            found.detail,
            remedy="Try another profile or another end.",
            members={
                "reason": found.reason.value,
                "text": explain(found.reason, body.lang),
                "blocked_by": list(found.blocked_by),
            },
        )
    return route_document(found, engine.venue, body.lang)
