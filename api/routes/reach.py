"""Times from many ends to many, and what can be reached within a time."""

from api.ends import read_end
from api.openapi import Noun
from api.presenting.reach import IsochroneDocument, MatrixDocument, isochrone_document, matrix_document
from api.requests import IsochroneBody, MatrixBody
from api.wiring import Services
from maps.ids import parse_venue_id
from nav.profile import get_profile, get_wishes

NOUN = Noun("reach", "How long it takes from many ends to many others, and how far one comes.")


@NOUN.endpoint("POST", "/v1/venues/{venue_id}/matrix", body=MatrixBody, answer=MatrixDocument, problems=("not-found",))
def find_matrix(services: Services, venue_id: str, body: MatrixBody) -> MatrixDocument:
    """Find how long it takes from each of some ends to each of some others."""
    engine = services.engines.get(parse_venue_id(venue_id))
    conditions = services.venue_live.conditions(engine.venue.id)
    matrix = engine.router.matrix(
        [read_end(engine.venue, end) for end in body.origins],
        [read_end(engine.venue, end) for end in body.destinations],
        get_profile(body.profile).wishing(get_wishes(body.wishes)),
        conditions,
    )
    return matrix_document(matrix, conditions.version)


@NOUN.endpoint(
    "POST", "/v1/venues/{venue_id}/isochrone", body=IsochroneBody, answer=IsochroneDocument, problems=("not-found",)
)
def find_isochrone(services: Services, venue_id: str, body: IsochroneBody) -> IsochroneDocument:
    """Find what can be reached within a time."""
    engine = services.engines.get(parse_venue_id(venue_id))
    conditions = services.venue_live.conditions(engine.venue.id)
    profile = get_profile(body.profile).wishing(get_wishes(body.wishes))
    found = engine.router.isochrone(read_end(engine.venue, body.from_), body.limit_s, profile, conditions)
    return isochrone_document(found, conditions.version)
