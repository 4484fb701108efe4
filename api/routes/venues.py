"""Venues and their levels."""

import msgspec
from flask import Response

from api.caching import cached_response
from api.documents import compressed
from api.openapi import Noun
from api.presenting.plan import PlanDocument
from api.presenting.route import GeoJsonFeatures
from api.presenting.venue import VenueDocument, VenuesDocument, venue_document, venue_line
from api.requests import LevelQuery, VenueQuery
from api.wiring import Services
from maps.ids import LevelId, parse_venue_id

NOUN = Noun("venues", "Published venues and the drawings of their levels.")


@NOUN.endpoint("GET", "/v1/venues", answer=VenuesDocument)
def list_venues(services: Services) -> VenuesDocument:
    """List the published venues."""
    return {"venues": [venue_line(each) for each in services.store.list_venues() if each.revision]}


@NOUN.endpoint("GET", "/v1/venues/{venue_id}", query=VenueQuery, answer=VenueDocument, problems=("not-found",))
def get_venue(services: Services, venue_id: str, query: VenueQuery) -> Response:
    """Get a venue and its levels.

    With a revision named, the answer never changes and may be kept for good; without, it is the latest.
    """
    engine = services.engines.get(parse_venue_id(venue_id), query.revision)
    plain = msgspec.json.encode(venue_document(engine.venue))
    return cached_response(plain, compressed(plain), mimetype="application/json", immutable=query.revision is not None)


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/plans/{level_id}",
    query=VenueQuery,
    answer=PlanDocument,
    problems=("not-found",),
)
def get_plan(services: Services, venue_id: str, level_id: str, query: VenueQuery) -> Response:
    """Get a level as a plan to draw: rooms, gaps, things and signs in the venue's own metres, a third of the GeoJSON.

    With a revision named, the answer never changes and may be kept for good; without, it is the latest.
    """
    document = services.engines.get(parse_venue_id(venue_id), query.revision).plan(LevelId(level_id))
    return cached_response(
        document.plain,
        document.gzipped,
        mimetype="application/json",
        immutable=query.revision is not None,
        etag=document.etag,
    )


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/levels/{level_id}",
    query=LevelQuery,
    answer=GeoJsonFeatures,
    media_type="application/geo+json",
    problems=("not-found",),
)
def get_level(services: Services, venue_id: str, level_id: str, query: LevelQuery) -> Response:
    """Get the features of a level as GeoJSON.

    With a revision named, the answer never changes and may be kept for good; without, it is the latest.
    """
    engine = services.engines.get(parse_venue_id(venue_id), query.revision)
    document = engine.level(LevelId(level_id), transmitters=query.include == "transmitters")
    return cached_response(
        document.plain,
        document.gzipped,
        mimetype="application/geo+json",
        immutable=query.revision is not None,
        etag=document.etag,
    )
