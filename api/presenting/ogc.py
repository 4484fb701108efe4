"""Published venues as OGC API - Features (OGC 17-069r4): the documents round the features."""

from collections.abc import Mapping, Sequence
from typing import Any

from typing_extensions import TypedDict

from api.presenting.layers import TITLES, Layer
from maps.labels import label
from maps.venue import Venue

CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
CONFORMS_TO = (
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core",
    "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/geojson",
)
JSON, GEOJSON, HTML = "application/json", "application/geo+json", "text/html"


class Link(TypedDict):
    """Where something related is (RFC 8288)."""

    href: str
    rel: str
    type: str
    title: str


class LandingDocument(TypedDict):
    """Where to begin with a venue."""

    title: str
    description: str
    attribution: str
    links: list[Link]


class ConformanceDocument(TypedDict):
    """What this is built to."""

    conformsTo: list[str]


class SpatialExtent(TypedDict):
    """Boxes that hold a collection: west, south, east, north."""

    bbox: list[list[float]]
    crs: str


class Extent(TypedDict):
    """What holds a collection."""

    spatial: SpatialExtent


class CollectionDocument(TypedDict, total=False):
    """One kind of feature; without an extent, nothing of it has a place."""

    id: str
    title: str
    itemType: str
    crs: list[str]
    extent: Extent
    links: list[Link]


class CollectionsDocument(TypedDict):
    """The kinds of feature a venue has."""

    links: list[Link]
    collections: list[CollectionDocument]


class ItemsDocument(TypedDict):
    """A page of the features of a collection."""

    type: str
    numberMatched: int
    numberReturned: int
    features: Sequence[Mapping[str, Any]]
    links: list[Link]


class ItemDocument(TypedDict):
    """One feature."""

    type: str
    id: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    links: list[Link]


def link(href: str, rel: str, kind: str, title: str) -> Link:
    """Return a link."""
    return {"href": href, "rel": rel, "type": kind, "title": title}


def landing(venue: Venue, host: str, base: str) -> LandingDocument:
    """Return where to begin; `host` and `base` are the addresses of the server and of the venue on it."""
    name = label(venue.labels, "en", venue.id)
    return {
        "title": name,
        "description": f"The floor plan of {name}, revision {venue.revision}.",
        "attribution": venue.attribution,
        "links": [
            link(base, "self", JSON, "This document"),
            link(f"{host}/openapi.json", "service-desc", JSON, "The interface as OpenAPI 3.1"),
            link(f"{host}/docs", "service-doc", HTML, "The interface to read and try"),
            link(f"{base}/conformance", "conformance", JSON, "What this is built to"),
            link(f"{base}/collections", "data", JSON, "The kinds of feature"),
        ],
    }


def collections(layers: Sequence[Layer], base: str) -> CollectionsDocument:
    """Return every collection of a venue that has features."""
    return {
        "links": [link(f"{base}/collections", "self", JSON, "This document")],
        "collections": [collection(layer, base) for layer in layers if layer.features],
    }


def collection(layer: Layer, base: str) -> CollectionDocument:
    """Return one collection."""
    here = f"{base}/collections/{layer.name}"
    document: CollectionDocument = {
        "id": layer.name,
        "title": TITLES[layer.name],
        "itemType": "feature",
        "crs": [CRS84],
        "links": [
            link(here, "self", JSON, "This document"),
            link(f"{here}/items", "items", GEOJSON, TITLES[layer.name]),
        ],
    }
    if layer.bounds is not None:
        document["extent"] = {"spatial": {"bbox": [layer.bounds], "crs": CRS84}}
    return document


def items(
    found: Sequence[Mapping[str, Any]], offset: int, limit: int, here: str, following: str, before: str
) -> ItemsDocument:
    """Return a page of what was found; `here`, `following` and `before` are the addresses of it and its neighbours."""
    page = found[offset : offset + limit]
    links = [link(here, "self", GEOJSON, "This page")]
    if offset + limit < len(found):
        links.append(link(following, "next", GEOJSON, "The next page"))
    if offset > 0:
        links.append(link(before, "prev", GEOJSON, "The page before"))
    return {
        "type": "FeatureCollection",
        "numberMatched": len(found),
        "numberReturned": len(page),
        "features": page,
        "links": links,
    }


def item(feature: Mapping[str, Any], here: str, parent: str) -> ItemDocument:
    """Return one feature."""
    return {
        "type": "Feature",
        "id": feature["id"],
        "geometry": feature["geometry"],
        "properties": feature["properties"],
        "links": [link(here, "self", GEOJSON, "This feature"), link(parent, "collection", JSON, "Its collection")],
    }
