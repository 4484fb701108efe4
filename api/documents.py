"""Level documents as bytes: encoded, compressed and digested once per revision."""

import gzip
import hashlib
from dataclasses import dataclass
from typing import Any

import geojson
import msgspec

from api.presenting.plan import plan_document
from maps.ids import LevelId
from maps.positioning import Transmitter
from maps.render import LANGUAGES, render_level
from maps.venue import Venue
from maps.writers.geojson import level_features


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDocument:
    """A level as text (GeoJSON, a plan or SVG), plain and compressed, and the digest that names this content."""

    plain: bytes
    gzipped: bytes
    etag: str


def level_document(venue: Venue, level_id: LevelId, *, transmitters: bool) -> LevelDocument:
    """Return the features of a level, with its radio hardware when asked for."""
    collection: dict[str, Any] = level_features(venue, level_id)
    if transmitters:
        hardware = [_feature(venue, each) for each in venue.transmitters if each.level_id == level_id]
        collection = {**collection, "features": [*collection["features"], *hardware]}
    return level_document_of(msgspec.json.encode(collection))


def plan_bytes(venue: Venue, level_id: LevelId) -> LevelDocument:
    """Return a level as a plan to draw."""
    return level_document_of(msgspec.json.encode(plan_document(venue, level_id)))


def drawing_document(venue: Venue, level_id: LevelId, language: str) -> LevelDocument:
    """Return a level as SVG, with names in a language of `maps.render.LANGUAGES`."""
    return level_document_of(render_level(venue, level_id, languages=LANGUAGES[language]).encode())


def level_document_of(plain: bytes) -> LevelDocument:
    """Return bytes with what is needed to send them."""
    return LevelDocument(plain=plain, gzipped=compressed(plain), etag=hashlib.sha256(plain).hexdigest()[:32])


def compressed(plain: bytes) -> bytes:
    """Return bytes compressed by gzip; equal bytes give equal bytes."""
    return gzip.compress(plain, 9, mtime=0)


def _feature(venue: Venue, transmitter: Transmitter) -> geojson.Feature:
    lon, lat = venue.frame.to_lonlat(transmitter.point.x, transmitter.point.y)
    return geojson.Feature(
        id=transmitter.id,
        geometry=geojson.Point((lon, lat), precision=9),
        properties={
            "feature_type": "transmitter",
            "id": transmitter.id,
            "kind": transmitter.kind.value,
            "height_m": transmitter.height_m,
            "addresses": list(transmitter.addresses),
        },
    )
