"""Edits as canonical bytes, for the log of a draft."""

import msgspec

from maps.codec import ENCODER, EncodedFeature, decode_feature, encode_feature
from maps.draft import DraftFeature
from maps.edits.edit import Edit
from maps.errors import UnreadableFileError


class _Edit(msgspec.Struct, omit_defaults=True):
    old: EncodedFeature | None = None
    new: EncodedFeature | None = None


def encode_edits(edits: tuple[Edit, ...]) -> bytes:
    """Return the canonical bytes of edits."""
    return ENCODER.encode([_Edit(old=_encoded(edit.old), new=_encoded(edit.new)) for edit in edits])


def decode_edits(data: bytes) -> tuple[Edit, ...]:
    """Return the edits of `encode_edits`, or raise `UnreadableFileError`."""
    try:
        encoded = msgspec.json.decode(data, type=list[_Edit])
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableFileError(f"The bytes are not edits: {error}.", remedy="Restore them from a backup.") from error
    return tuple(Edit(old=_decoded(each.old), new=_decoded(each.new)) for each in encoded)


def canonical(feature: DraftFeature) -> DraftFeature:
    """Return the feature as it will be when it was kept and loaded: whole millimetres, plain JSON values."""
    return decode_feature(msgspec.json.decode(ENCODER.encode(encode_feature(feature)), type=EncodedFeature))


def _encoded(feature: DraftFeature | None) -> EncodedFeature | None:
    return None if feature is None else encode_feature(feature)


def _decoded(encoded: EncodedFeature | None) -> DraftFeature | None:
    return None if encoded is None else decode_feature(encoded)
