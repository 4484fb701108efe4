"""Venues and drafts as canonical bytes: the same content is the same bytes, and so the same digest.

The bytes are UTF-8 JSON without spaces, keys sorted, features in the order of kind and id, coordinates in metres with
whole millimetres. `SCHEMA` counts changes of this shape; what an older Beeline wrote stays readable.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

import msgspec
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import mapping, shape
from shapely.geometry.base import BaseGeometry

from maps.assemble import assemble
from maps.disassemble import disassemble
from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import UnreadableFileError
from maps.feature_types import FEATURE_TYPES
from maps.frame import LocalFrame
from maps.ids import parse_venue_id
from maps.repair import whole_millimetres
from maps.venue import Venue

SCHEMA = 1

_VENUE, _DRAFT = "beeline-venue", "beeline-draft"
_KIND_ORDER = {name: index for index, name in enumerate(FEATURE_TYPES)}
_ENCODER = msgspec.json.Encoder(order="deterministic")


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def encode_venue(venue: Venue) -> bytes:
    """Return the canonical bytes of a venue."""
    return _encoded(_VENUE, disassemble(venue), {"revision": venue.revision})


def decode_venue(data: bytes) -> Venue:
    """Return the venue of canonical bytes.

    Raises
    ------
    UnreadableFileError
        If the bytes are not a venue, or one of a newer Beeline.
    BadInputError
        If a value in them is not what it must be.
    """
    document = _document(_VENUE, data)
    return assemble(_draft_of(document), revision=int(document["revision"]))


def encode_draft(draft: VenueDraft) -> bytes:
    """Return the canonical bytes of a draft, with everything that was not understood."""
    unread = [{"source": each.source, "reason": each.reason, "raw": dict(each.raw)} for each in draft.unread]
    return _encoded(_DRAFT, draft, {"unread": unread})


def decode_draft(data: bytes) -> VenueDraft:
    """Return the draft of canonical bytes; raises as `decode_venue` does."""
    return _draft_of(_document(_DRAFT, data))


def _encoded(form: str, draft: VenueDraft, more: Mapping[str, Any]) -> bytes:
    features = sorted(draft.features, key=lambda each: (_KIND_ORDER.get(each.feature_type, 99), each.id))
    document = {
        "format": form,
        "schema": SCHEMA,
        "id": draft.id,
        "purpose": draft.purpose,
        "attribution": draft.attribution,
        "labels": dict(draft.labels),
        "frame": {
            "origin_lon_deg": float(draft.frame.origin_lon_deg),
            "origin_lat_deg": float(draft.frame.origin_lat_deg),
        },
        "features": [_encoded_feature(feature) for feature in features],
        **more,
    }
    return _ENCODER.encode(document)


def _encoded_feature(feature: DraftFeature) -> dict[str, Any]:
    encoded: dict[str, Any] = {
        "type": feature.feature_type,
        "id": feature.id,
        "geometry": None if feature.geometry is None else mapping(whole_millimetres(feature.geometry)),
        "properties": dict(feature.properties),
    }
    if feature.source:
        encoded["source"] = feature.source
    if feature.confidence != 1.0:
        encoded["confidence"] = feature.confidence
    return encoded


def _document(form: str, data: bytes) -> dict[str, Any]:
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFileError(
            f"Stored bytes are not JSON: {error}.", remedy="Restore them from a backup."
        ) from error
    if not isinstance(document, dict) or document.get("format") != form:
        raise UnreadableFileError(f"The bytes are not a {form}.", remedy="Give what Beeline encoded.")
    if document.get("schema") != SCHEMA:
        raise UnreadableFileError(
            f"The {form} has schema {document.get('schema')!r}; this Beeline reads {SCHEMA}.", remedy="Upgrade Beeline."
        )
    return document


def _draft_of(document: Mapping[str, Any]) -> VenueDraft:
    try:
        return VenueDraft(
            id=parse_venue_id(document["id"]),
            frame=LocalFrame(**document["frame"]),
            features=tuple(_decoded_feature(each) for each in document["features"]),
            unread=tuple(Unread(**each) for each in document.get("unread", ())),
            labels=document["labels"],
            purpose=document["purpose"],
            attribution=document["attribution"],
        )
    except (KeyError, TypeError, ValueError, AttributeError, ShapelyError) as error:
        raise UnreadableFileError(
            f"The encoded venue lacks or spoils {error}.", remedy="Restore it from a backup."
        ) from error


def _decoded_feature(encoded: Mapping[str, Any]) -> DraftFeature:
    return DraftFeature(
        id=encoded["id"],
        feature_type=encoded["type"],
        geometry=_decoded_geometry(encoded["geometry"]),
        properties=encoded["properties"],
        source=encoded.get("source", ""),
        confidence=encoded.get("confidence", 1.0),
    )


def _decoded_geometry(encoded: dict[str, Any] | None) -> BaseGeometry | None:
    return None if encoded is None else shapely.force_2d(shape(encoded))
