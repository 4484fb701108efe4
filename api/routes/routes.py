"""Routes between any two ends."""

from api.ends import read_end
from api.openapi import Noun
from api.presenting import RouteDocument, route_document
from api.problems import NoRouteError
from api.requests import RouteBody
from api.wiring import Services
from maps.ids import parse_venue_id
from maps.venue import Venue
from nav.help import find_way
from nav.phrases import explain_no_route
from nav.profile import get_profile, get_wishes
from nav.route import NoRoute, Route


class AnswerDocument(RouteDocument):
    """The best way, and others that a person would call different, from the best on."""

    alternatives: list[RouteDocument]


NOUN = Noun("routes", "The way from any point or place to any other.")


@NOUN.endpoint(
    "POST",
    "/v1/venues/{venue_id}/routes",
    body=RouteBody,
    answer=AnswerDocument,
    problems=("not-found", "no-route"),
)
def find_route(services: Services, venue_id: str, body: RouteBody) -> AnswerDocument:
    """Find the way between two ends, and other ways if asked for.

    A way that does not keep a wish, of the profile or asked for, names it and what breaks it.

    It is a POST so that nobody's destination stands in an address or a log. No way is a problem with the code
    no-route, a reason, and a text in the language asked for. Where somebody with a helper would get through, the
    text says who must help where, and with_help is that way: it is no way for somebody alone.
    """
    engine = services.engines.get(parse_venue_id(venue_id))
    profile = get_profile(body.profile).wishing(get_wishes(body.wishes))
    start, end = read_end(engine.venue, body.from_), read_end(engine.venue, body.to)
    conditions = services.venue_live.conditions(engine.venue.id)
    found = find_way(engine.router, start, end, profile, conditions)
    if isinstance(found, NoRoute):
        raise _no_route(found, engine.venue, body.lang)
    others: tuple[Route, ...] = ()
    if body.alternatives:
        others = engine.router.alternatives(start, end, profile, conditions, most=1 + body.alternatives)[1:]
    return {
        **route_document(found, engine.venue, body.lang),
        "alternatives": [route_document(other, engine.venue, body.lang) for other in others],
    }


def _no_route(found: NoRoute, venue: Venue, language: str) -> NoRouteError:
    helped = found.with_help
    return NoRouteError(
        found.detail,
        remedy="Try another profile or another end.",
        members={
            "reason": found.reason.value,
            "text": explain_no_route(found, venue, language),
            "blocked_by": list(found.blocked_by),
            "with_help": None if helped is None else route_document(helped, venue, language),
        },
    )
