"""Venues and drafts as canonical bytes: the same content is the same bytes, and so the same digest.

The bytes are UTF-8 JSON without spaces, keys sorted, features in the order of kind and id, coordinates in metres with
whole millimetres. `SCHEMA` counts changes of this shape; what an older Beeline wrote stays readable.
"""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
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

VENUE, DRAFT = "beeline-venue", "beeline-draft"
"""What bytes say they are."""
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


class Document(msgspec.Struct, omit_defaults=True):
    """A draft or a venue as it is encoded; each feature is decoded by itself."""

    format: str
    schema: int
    id: str
    purpose: str
    attribution: str
    labels: dict[str, str]
    frame: _Frame
    features: list[msgspec.Raw]
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
    document = _document(VENUE, disassemble(venue))
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
    document = decode_document(VENUE, data)
    return assemble(draft_of(document, map(read_feature, document.features)), revision=document.revision or 0)


def encode_draft(draft: VenueDraft) -> bytes:
    """Return the canonical bytes of a draft, with everything that was not understood."""
    document = _document(DRAFT, draft)
    unread = sorted(draft.unread, key=lambda each: (each.source, each.reason))
    document.unread = [_Unread(source=each.source, reason=each.reason, raw=dict(each.raw)) for each in unread]
    return ENCODER.encode(document)


def decode_draft(data: bytes) -> VenueDraft:
    """Return the draft of canonical bytes; raises as `decode_venue` does."""
    document = decode_document(DRAFT, data)
    return draft_of(document, map(read_feature, document.features))


def _document(form: str, draft: VenueDraft) -> Document:
    features = sorted(draft.features, key=lambda each: (_KIND_ORDER.get(each.feature_type, 99), each.id))
    return Document(
        format=form,
        schema=SCHEMA,
        id=draft.id,
        purpose=draft.purpose,
        attribution=draft.attribution,
        labels=dict(draft.labels),
        frame=_Frame(
            origin_lon_deg=float(draft.frame.origin_lon_deg), origin_lat_deg=float(draft.frame.origin_lat_deg)
        ),
        features=[msgspec.Raw(ENCODER.encode(encode_feature(feature))) for feature in features],
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


def decode_document(form: str, data: bytes) -> Document:
    """Return what bytes hold, its features not yet decoded; raises as `decode_venue` does."""
    with _whole(form):
        head = msgspec.json.decode(data, type=_Head)
        if head.format != form:
            raise UnreadableFileError(f"The bytes are not a {form}.", remedy="Give what Beeline encoded.")
        if head.schema != SCHEMA:
            raise UnreadableFileError(
                f"The {form} has schema {head.schema}; this Beeline reads {SCHEMA}.", remedy="Upgrade Beeline."
            )
        return msgspec.json.decode(data, type=Document)


def read_feature(raw: msgspec.Raw | bytes) -> DraftFeature:
    """Return a feature of a document; raises as `decode_venue` does."""
    with _whole("feature of a draft"):
        return decode_feature(msgspec.json.decode(raw, type=EncodedFeature))


@contextmanager
def _whole(form: str) -> Iterator[None]:
    try:
        yield
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFileError(
            f"The bytes are not a whole {form}: {error}.", remedy="Restore them from a backup."
        ) from error


def draft_of(document: Document, features: Iterable[DraftFeature]) -> VenueDraft:
    """Return the draft of a document and its decoded features."""
    return VenueDraft(
        id=parse_venue_id(document.id),
        frame=LocalFrame(origin_lon_deg=document.frame.origin_lon_deg, origin_lat_deg=document.frame.origin_lat_deg),
        features=tuple(features),
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
