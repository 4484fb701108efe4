"""Hardened GML: a document without entities, and its polygons, lines and points as arrays."""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from lxml import etree

from maps.errors import TooLargeError, UnreadableFileError
from maps.readers.archive import SourceFile

MAX_VERTICES = 20_000
"""The most places of one ring or line."""

Array = npt.NDArray[np.float64]
Face = tuple[Array, ...]
"""A flat polygon: its outer ring and the holes in it, each n × 3."""


def parse_gml(source: SourceFile) -> Any:
    """Return the root element of a document.

    Raises
    ------
    UnreadableFileError
        If it is broken, nested too deeply, or has a document type (which is where entities come from).
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(source.data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(
            f"{source.label} cannot be read as XML: {str(error)[:200]}.", remedy="Export it again."
        ) from error
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError(
            f"{source.label} has a document type, which no map needs.", remedy="Export it without a DOCTYPE."
        )
    return root


def local_name(element: Any) -> str:
    """Return an element's name without its namespace: prefixes and versions differ from tool to tool."""
    return str(etree.QName(element).localname)


def children(element: Any, *names: str) -> Iterator[Any]:
    """Yield the children that have one of the names."""
    return (child for child in element if local_name(child) in names)


def descendants(element: Any, *names: str) -> Iterator[Any]:
    """Yield what is inside an element under one of the names."""
    return (each for each in element.iter() if local_name(each) in names)


def identity(element: Any) -> str:
    """Return an element's ``gml:id``, or empty."""
    return str(next((value for key, value in element.attrib.items() if etree.QName(key).localname == "id"), ""))


def target(element: Any) -> str:
    """Return what an ``xlink:href`` points to within the document, or empty."""
    href = next((value for key, value in element.attrib.items() if etree.QName(key).localname == "href"), "")
    return str(href).removeprefix("#").strip()


def text_of(element: Any, *names: str) -> str:
    """Return the text of the first child under one of the names, or empty."""
    return next((" ".join((child.text or "").split()) for child in children(element, *names)), "")


def faces_of(element: Any, by_id: Mapping[str, Any]) -> Iterator[Face]:
    """Yield the polygons in an element; surfaces named by reference are looked up."""
    for part in descendants(element, "Polygon", "PolygonPatch", "Triangle", "Rectangle", "surfaceMember"):
        if local_name(part) == "surfaceMember":
            named = by_id.get(target(part))
            if named is not None and local_name(named) != "surfaceMember":
                yield from (face for face in map(_face, descendants(named, "Polygon", "PolygonPatch")) if face)
        elif face := _face(part):
            yield face


def points_of(element: Any) -> Array:
    """Return the coordinates in an element as n × 3; flat ones lie at height 0.

    Raises
    ------
    UnreadableFileError
        If one is no finite number, or they do not come in twos or threes.
    TooLargeError
        If there are more than `MAX_VERTICES`.
    """
    rows: list[Array] = []
    for part in descendants(element, "pos", "posList", "coordinates"):
        words = (part.text or "").replace(",", " ").split()
        rows.append(_rows(words, _dimension(part, len(words)), element))
        if len(rows[-1]) > MAX_VERTICES or len(rows) > MAX_VERTICES:
            raise TooLargeError(
                f"{identity(element) or local_name(element)} has more than {MAX_VERTICES} vertices.",
                remedy="Simplify the outline.",
            )
    return np.concatenate(rows) if rows else np.empty((0, 3))


def _face(polygon: Any) -> Face:
    rings = [ring for part in children(polygon, "exterior", "interior") for ring in (points_of(part),) if len(ring) > 3]
    return tuple(rings)


def _dimension(part: Any, count: int) -> int:
    """Return how many numbers make a place: as stated here or further out, else what a lone one says."""
    if local_name(part) == "pos":
        return count
    while part is not None:
        if part.get("srsDimension") in {"2", "3"}:
            return int(part.get("srsDimension"))
        part = part.getparent()
    return 3 if count % 3 == 0 else 2


def _rows(words: list[str], dimension: int, element: Any) -> Array:
    try:
        numbers = np.array(words, dtype=float).reshape(-1, dimension)
    except (ValueError, ZeroDivisionError) as error:
        raise _no_place(element, words) from error
    if dimension not in (2, 3) or not np.isfinite(numbers).all() or np.abs(numbers).max(initial=0) > 1e9:
        raise _no_place(element, words)
    return numbers if dimension == 3 else np.column_stack([numbers, np.zeros(len(numbers))])


def _no_place(element: Any, words: list[str]) -> UnreadableFileError:
    return UnreadableFileError(
        f"{identity(element) or local_name(element)} has the coordinates {' '.join(words[:6])[:60]!r}.",
        remedy="Every place is two or three finite numbers; export the file again.",
    )
