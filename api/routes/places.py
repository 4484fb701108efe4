"""Places of a venue, by name and by id."""

from api.ends import read_near
from api.openapi import Noun
from api.presenting.venue import HitsDocument, PlaceDocument, place_document
from api.requests import PlaceQuery, SearchQuery
from api.wiring import Services
from maps.ids import FeatureId, parse_venue_id
from maps.places import get_place

NOUN = Noun("places", "Rooms, counters, lifts, signs and parking, by name and by id.")


@NOUN.endpoint(
    "GET", "/v1/venues/{venue_id}/search", query=SearchQuery, answer=HitsDocument, problems=("not-found", "bad-input")
)
def search(services: Services, venue_id: str, query: SearchQuery) -> HitsDocument:
    """Search places by name, alias, kind or pinyin; best first."""
    engine = services.engines.get(parse_venue_id(venue_id))
    near = read_near(engine.venue, query.near) if query.near else None
    hits = engine.search.search(query.q, language=query.lang, near=near, limit=query.limit)
    if not hits:
        services.usage.searched_in_vain(engine.venue.id, query.q)
    return {"hits": [place_document(hit.place, engine.venue, query.lang, hit.label) for hit in hits]}


@NOUN.endpoint(
    "GET",
    "/v1/venues/{venue_id}/places/{place_id}",
    query=PlaceQuery,
    answer=PlaceDocument,
    problems=("not-found",),
)
def get_place_(services: Services, venue_id: str, place_id: str, query: PlaceQuery) -> PlaceDocument:
    """Get one place."""
    engine = services.engines.get(parse_venue_id(venue_id))
    return place_document(get_place(engine.venue, FeatureId(place_id)), engine.venue, query.lang)
