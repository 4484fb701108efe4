"""OGC API - Features: published venues for QGIS and every other GIS."""

from typing import Any
from urllib.parse import quote, urlencode

import msgspec
from flask import Response, request

from api.caching import cached_response
from api.documents import compressed
from api.ogc_requests import MAX_LIMIT, ItemsQuery, read_boxes, read_wanted
from api.openapi import Noun
from api.presenting import ogc
from api.presenting.layers import TITLES
from api.wiring import Services
from maps.ids import VenueId, parse_venue_id

NOUN = Noun("ogc", "Published venues as OGC API - Features 1.0 (core, GeoJSON), in CRS84: open them in QGIS.")
_HOME = "/ogc/{venue_id}"


@NOUN.endpoint("GET", _HOME, answer=ogc.LandingDocument, problems=("not-found",))
def begin(services: Services, venue_id: str) -> Response:
    """Get where to begin with a venue."""
    venue = services.engines.get(parse_venue_id(venue_id)).venue
    return _answer(ogc.landing(venue, _host(), _base(venue.id)))


@NOUN.endpoint("GET", f"{_HOME}/conformance", answer=ogc.ConformanceDocument, problems=("not-found",))
def get_conformance(services: Services, venue_id: str) -> Response:
    """Get what this is built to."""
    services.engines.get(parse_venue_id(venue_id))
    return _answer({"conformsTo": list(ogc.CONFORMS_TO)})


@NOUN.endpoint("GET", f"{_HOME}/collections", answer=ogc.CollectionsDocument, problems=("not-found",))
def list_collections(services: Services, venue_id: str) -> Response:
    """List the kinds of feature a venue has."""
    engine = services.engines.get(parse_venue_id(venue_id))
    return _answer(ogc.collections([engine.layer(name) for name in TITLES], _base(engine.venue.id)))


@NOUN.endpoint("GET", f"{_HOME}/collections/{{collection_id}}", answer=ogc.CollectionDocument, problems=("not-found",))
def get_collection(services: Services, venue_id: str, collection_id: str) -> Response:
    """Get one kind of feature."""
    engine = services.engines.get(parse_venue_id(venue_id))
    return _answer(ogc.collection(engine.layer(collection_id), _base(engine.venue.id)))


@NOUN.endpoint(
    "GET",
    f"{_HOME}/collections/{{collection_id}}/items",
    query=ItemsQuery,
    answer=ogc.ItemsDocument,
    media_type=ogc.GEOJSON,
    problems=("not-found", "bad-input"),
)
def list_items(services: Services, venue_id: str, collection_id: str, query: ItemsQuery) -> Response:
    """List features of one kind, page by page."""
    engine = services.engines.get(parse_venue_id(venue_id))
    layer = engine.layer(collection_id)
    found = layer.select(read_boxes(query), read_wanted(query, layer))
    limit = min(query.limit, MAX_LIMIT)
    here = f"{_base(engine.venue.id)}/collections/{layer.name}/items"
    pages = [_page(here, offset) for offset in (query.offset, query.offset + limit, max(0, query.offset - limit))]
    return _answer(ogc.items(found, query.offset, limit, *pages), ogc.GEOJSON)


@NOUN.endpoint(
    "GET",
    f"{_HOME}/collections/{{collection_id}}/items/{{item_id}}",
    answer=ogc.ItemDocument,
    media_type=ogc.GEOJSON,
    problems=("not-found",),
)
def get_item(services: Services, venue_id: str, collection_id: str, item_id: str) -> Response:
    """Get one feature."""
    engine = services.engines.get(parse_venue_id(venue_id))
    layer = engine.layer(collection_id)
    feature = layer.get(item_id)
    parent = f"{_base(engine.venue.id)}/collections/{layer.name}"
    return _answer(ogc.item(feature, f"{parent}/items/{quote(feature['id'], safe='')}", parent), ogc.GEOJSON)


def _answer(document: Any, mimetype: str = ogc.JSON) -> Response:
    """Return what is so until the next revision: kept, and asked for again with its digest."""
    plain = msgspec.json.encode(document)
    return cached_response(plain, compressed(plain), mimetype=mimetype, immutable=False)


def _host() -> str:
    return request.host_url.rstrip("/")


def _base(venue_id: VenueId) -> str:
    return f"{_host()}/ogc/{venue_id}"


def _page(here: str, offset: int) -> str:
    """Return the address of a page of the same question."""
    asked = request.args.to_dict() | {"offset": str(offset)}
    if offset == 0:
        del asked["offset"]
    return f"{here}?{urlencode(asked)}" if asked else here
