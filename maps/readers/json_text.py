"""Strict JSON and GeoJSON: what is read is finite, of bounded depth and number, and named when it is not."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import numpy as np
import shapely
from shapely.errors import ShapelyError
from shapely.geometry.base import BaseGeometry

from maps.errors import TooLargeError, UnreadableFileError
from maps.readers.archive import SourceFile

MAX_FEATURES = 200_000
"""The most features in one file."""
MAX_VERTICES = 20_000
"""The most vertices of one geometry."""

_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeature:
    """One GeoJSON feature as it stands in a file.

    Parameters
    ----------
    source : str
        File and native id or index, for messages.
    geometry : BaseGeometry or None
        In lon/lat degrees, as written; None when null or when `fault` says why it could not be read.
    properties : mapping
        Null, and the text ``null`` that some tools write for it, are left out.
    """

    source: str
    id: str | None
    feature_type: str | None
    geometry: BaseGeometry | None
    properties: Mapping[str, Any]
    fault: str = ""


def parse_json(source: SourceFile) -> Any:
    """Return the JSON document of a file.

    Raises
    ------
    UnreadableFileError
        If it is not UTF-8 JSON (NaN, Infinity and 1e400 are not JSON) or nested too deeply.
    """
    try:
        return msgspec.json.decode(source.data.removeprefix(_BYTE_ORDER_MARK))
    except RecursionError as error:
        raise UnreadableFileError(
            f"{source.label} is nested too deeply to be a floor plan.", remedy="Check where the file comes from."
        ) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UnreadableFileError(
            f"{source.label} is not JSON: {error}.",
            remedy="Export it again as UTF-8 JSON; NaN and Infinity are not JSON numbers.",
        ) from error


def is_feature_collection(document: Any) -> bool:
    """Return whether a JSON document is a GeoJSON FeatureCollection."""
    return (
        isinstance(document, dict)
        and document.get("type") == "FeatureCollection"
        and isinstance(document.get("features"), list)
    )


def parse_features(source: SourceFile, document: Any) -> tuple[RawFeature, ...]:
    """Return the features of a parsed FeatureCollection.

    A geometry that cannot be read leaves its feature without one, and says so in `RawFeature.fault`.

    Raises
    ------
    UnreadableFileError
        If the document is not a FeatureCollection of objects.
    TooLargeError
        If it holds too many features, or a geometry too many vertices.
    """
    if not is_feature_collection(document):
        raise UnreadableFileError(
            f"{source.label} is not a GeoJSON FeatureCollection.", remedy="Export it as a FeatureCollection."
        )
    if len(document["features"]) > MAX_FEATURES:
        raise TooLargeError(
            f"{source.label} holds {len(document['features'])} features; the most is {MAX_FEATURES}.",
            remedy="Import one building at a time.",
        )
    return tuple(_parsed(source, index, feature) for index, feature in enumerate(document["features"]))


def _parsed(source: SourceFile, index: int, feature: Any) -> RawFeature:
    if not isinstance(feature, dict):
        raise UnreadableFileError(
            f"{source.label}: feature {index} is {str(feature)[:40]!r}, not an object.", remedy="Export it again."
        )
    given = feature.get("properties")
    properties = {key: value for key, value in _items(given) if value is not None and value != "null"}
    identity = _find_identity(feature.get("id", properties.get("id")))
    label = f"{source.name}#{identity or index}"
    geometry, fault = parse_geometry(feature.get("geometry"), label)
    kind = feature.get("feature_type") or properties.get("feature_type")
    return RawFeature(
        source=label,
        id=identity,
        feature_type=kind if isinstance(kind, str) else None,
        geometry=geometry,
        properties=properties,
        fault=fault,
    )


def _items(given: Any) -> Iterator[tuple[str, Any]]:
    yield from given.items() if isinstance(given, dict) else ()


def _find_identity(value: Any) -> str | None:
    """Return an id as text; GeoJSON allows numbers."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    return str(value).strip() or None


def parse_geometry(value: Any, label: str) -> tuple[BaseGeometry | None, str]:
    """Return a GeoJSON geometry object as shapely, and what is wrong with it (empty when nothing is)."""
    if value is None or value == "null":
        return None, ""
    try:
        geometry = shapely.geometry.shape(value)
        coordinates = shapely.get_coordinates(geometry)
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError, ShapelyError) as error:
        return None, f"its geometry cannot be read ({type(error).__name__}: {str(error)[:80]})"
    if len(coordinates) > MAX_VERTICES:
        raise TooLargeError(
            f"{label} has {len(coordinates)} vertices; the most is {MAX_VERTICES}.", remedy="Simplify the outline."
        )
    if not np.isfinite(coordinates).all():
        return None, "its geometry has a coordinate that is not a finite number"
    return geometry, ""
