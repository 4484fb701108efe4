"""IMDF 1.0.0 (OGC 20-094) as a zip, a folder or one file: docs at https://docs.ogc.org/cs/20-094/index.html."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import UnreadableFileError
from maps.ids import VenueId
from maps.imdf_profile import OWN, OWN_FILE, OWN_TYPES, STANDARD_TYPES
from maps.readers.archive import SourceFile, is_zip, list_names, open_sources, read_bytes
from maps.readers.imdf_translation import TRANSLATIONS, Translation
from maps.readers.json_text import RawFeature, is_feature_collection, parse_features, parse_json
from maps.readers.lonlat import frame_of

_SUFFIXES = (".geojson", ".json")
_DEFINING_NAMES = {"level.geojson", "unit.geojson"}
_NOT_SHOWN = frozenset({"address", "anchor", "footprint", "occupant", "venue"})
"""Types that are read into others, not into features of their own."""


def recognises(paths: Sequence[Path]) -> bool:
    """Return whether the paths are IMDF: its file names, or one file whose features carry `feature_type` themselves."""
    names = {name.lower() for name in list_names(paths)}
    if names & _DEFINING_NAMES:
        return True
    if len(paths) != 1 or not paths[0].is_file() or is_zip(paths[0]):
        return False
    return paths[0].suffix.lower() in _SUFFIXES and _is_one_file_imdf(paths[0])


def _is_one_file_imdf(path: Path) -> bool:
    try:
        document = parse_json(SourceFile(name=path.name, label=str(path), data=read_bytes(path)))
    except UnreadableFileError:
        return False
    if not is_feature_collection(document):
        return False
    return any(isinstance(feature, dict) and "feature_type" in feature for feature in document["features"])


def read(paths: Sequence[Path], venue_id: VenueId) -> VenueDraft:
    """Return the draft of IMDF files; every file but the levels' and units' may be missing.

    Raises
    ------
    UnreadableFileError, TooLargeError
        If a file is broken or too large.
    BadInputError
        If coordinates are not WGS84 degrees, or nothing has a geometry.
    """
    raws = _read_features(open_sources(paths, _SUFFIXES))
    venue = next((raw for raw in raws if raw.feature_type == "venue"), None)
    stated: dict[str, Any] = dict(venue.properties) if venue else {}
    translation = Translation(raws, frame_of(raws, stated.get(f"{OWN}frame_origin")))
    features: list[DraftFeature] = []
    unread: list[Unread] = []
    for raw in raws:
        translated = _translate(raw, translation)
        if isinstance(translated, Unread):
            unread.append(translated)
        elif translated is not None:
            features.append(translated)
            if raw.fault:
                unread.append(Unread(source=raw.source, reason=raw.fault, raw=raw.properties))
    return VenueDraft(
        id=venue_id,
        frame=translation.frame,
        features=tuple(features),
        unread=(*translation.unread, *unread),
        labels=translation.labels(stated.get("name")),
        purpose=str(stated.get(f"{OWN}purpose", "navigation")),
        attribution=str(stated.get(f"{OWN}attribution", "")),
    )


def _read_features(sources: Sequence[SourceFile]) -> tuple[RawFeature, ...]:
    raws: list[RawFeature] = []
    for source in sources:
        document = parse_json(source)
        if source.name.lower() == "manifest.json":
            continue
        kind = source.name.lower().removesuffix(".json").removesuffix(".geojson").removeprefix(OWN_FILE)
        for raw in parse_features(source, document):
            raws.append(raw if raw.feature_type else _of_type(raw, kind))
    if not raws:
        raise UnreadableFileError(
            "The import holds no IMDF feature.", remedy="Give the folder or zip with level.geojson and unit.geojson."
        )
    return tuple(raws)


def _of_type(raw: RawFeature, kind: str) -> RawFeature:
    known = kind in STANDARD_TYPES or kind in OWN_TYPES
    return RawFeature(
        source=raw.source,
        id=raw.id,
        feature_type=kind if known else None,
        geometry=raw.geometry,
        properties=raw.properties,
        fault=raw.fault,
    )


def _translate(raw: RawFeature, translation: Translation) -> DraftFeature | Unread | None:
    kind = raw.feature_type or ""
    if kind in _NOT_SHOWN:
        return None
    translate = TRANSLATIONS.get(kind)
    if translate is None:
        return Unread(source=raw.source, reason=f"{kind or 'untyped'} features are not used", raw=raw.properties)
    return translate(translation, raw)
