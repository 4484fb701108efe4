"""Venues and drafts as canonical bytes: the same content is the same bytes, and so the same digest.

The bytes are UTF-8 JSON without spaces, keys sorted, features in the order of kind and id, coordinates in metres with
whole millimetres. `SCHEMA` counts changes of this shape; what an older Beeline wrote stays readable.
"""

import hashlib
from typing import Any

import msgspec
import numpy as np
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


class _Head(msgspec.Struct):
    """What every schema has."""

    format: str = ""
    schema: int = 0


class _Frame(msgspec.Struct):
    origin_lon_deg: float
    origin_lat_deg: float


class EncodedFeature(msgspec.Struct, omit_defaults=True):
    """A draft feature as it is encoded."""

    id: str
    type: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    source: str = ""
    confidence: float = 1.0


class _Unread(msgspec.Struct):
    source: str
    reason: str
    raw: dict[str, Any]


class _Document(msgspec.Struct, omit_defaults=True):
    format: str
    schema: int
    id: str
    purpose: str
    attribution: str
    labels: dict[str, str]
    frame: _Frame
    features: list[EncodedFeature]
    revision: int | None = None
    unread: list[_Unread] | None = None


def _plain_number(value: Any) -> Any:
    """Return a NumPy scalar as Python's own: drafts come from readers that compute."""
    if isinstance(value, np.generic):
        return value.item()
    raise TypeError(f"{type(value).__name__} is not a JSON value")


ENCODER = msgspec.json.Encoder(order="sorted", enc_hook=_plain_number)
"""Writes canonical bytes."""


def digest(data: bytes) -> str:
    """Return the SHA-256 of the bytes, in hex."""
    return hashlib.sha256(data).hexdigest()


def encode_venue(venue: Venue) -> bytes:
    """Return the canonical bytes of a venue."""
    document = _document(_VENUE, disassemble(venue))
    document.revision = venue.revision
    return ENCODER.encode(document)


def decode_venue(data: bytes) -> Venue:
    """Return the venue of canonical bytes.

    Raises
    ------
    UnreadableFileError
        If the bytes are not a venue, or one of a newer Beeline.
    BadInputError
        If a value in them is not what it must be.
    """
    document = _decoded(_VENUE, data)
    return assemble(_draft_of(document), revision=document.revision or 0)


def encode_draft(draft: VenueDraft) -> bytes:
    """Return the canonical bytes of a draft, with everything that was not understood."""
    document = _document(_DRAFT, draft)
    unread = sorted(draft.unread, key=lambda each: (each.source, each.reason))
    document.unread = [_Unread(source=each.source, reason=each.reason, raw=dict(each.raw)) for each in unread]
    return ENCODER.encode(document)


def decode_draft(data: bytes) -> VenueDraft:
    """Return the draft of canonical bytes; raises as `decode_venue` does."""
    return _draft_of(_decoded(_DRAFT, data))


def _document(form: str, draft: VenueDraft) -> _Document:
    features = sorted(draft.features, key=lambda each: (_KIND_ORDER.get(each.feature_type, 99), each.id))
    return _Document(
        format=form,
        schema=SCHEMA,
        id=draft.id,
        purpose=draft.purpose,
        attribution=draft.attribution,
        labels=dict(draft.labels),
        frame=_Frame(
            origin_lon_deg=float(draft.frame.origin_lon_deg), origin_lat_deg=float(draft.frame.origin_lat_deg)
        ),
        features=[encode_feature(feature) for feature in features],
    )


def encode_feature(feature: DraftFeature) -> EncodedFeature:
    """Return one feature of a draft as it is encoded."""
    return EncodedFeature(
        id=feature.id,
        type=feature.feature_type,
        geometry=None if feature.geometry is None else mapping(whole_millimetres(feature.geometry)),
        properties=dict(feature.properties),
        source=feature.source,
        confidence=feature.confidence,
    )


def _decoded(form: str, data: bytes) -> _Document:
    try:
        head = msgspec.json.decode(data, type=_Head)
        if head.format != form:
            raise UnreadableFileError(f"The bytes are not a {form}.", remedy="Give what Beeline encoded.")
        if head.schema != SCHEMA:
            raise UnreadableFileError(
                f"The {form} has schema {head.schema}; this Beeline reads {SCHEMA}.", remedy="Upgrade Beeline."
            )
        return msgspec.json.decode(data, type=_Document)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFileError(
            f"The bytes are not a whole {form}: {error}.", remedy="Restore them from a backup."
        ) from error


def _draft_of(document: _Document) -> VenueDraft:
    return VenueDraft(
        id=parse_venue_id(document.id),
        frame=LocalFrame(origin_lon_deg=document.frame.origin_lon_deg, origin_lat_deg=document.frame.origin_lat_deg),
        features=tuple(decode_feature(each) for each in document.features),
        unread=tuple(Unread(source=each.source, reason=each.reason, raw=each.raw) for each in document.unread or ()),
        labels=document.labels,
        purpose=document.purpose,
        attribution=document.attribution,
    )


def decode_feature(encoded: EncodedFeature) -> DraftFeature:
    """Return the feature of a draft that was encoded."""
    return DraftFeature(
        id=encoded.id,
        feature_type=encoded.type,
        geometry=_geometry(encoded),
        properties=encoded.properties,
        source=encoded.source,
        confidence=encoded.confidence,
    )


def _geometry(encoded: EncodedFeature) -> BaseGeometry | None:
    if encoded.geometry is None:
        return None
    try:
        return shapely.force_2d(shape(encoded.geometry))
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, ShapelyError) as error:
        raise UnreadableFileError(
            f"The geometry of {encoded.type} {encoded.id!r} is spoilt: {error}.", remedy="Restore it from a backup."
        ) from error
