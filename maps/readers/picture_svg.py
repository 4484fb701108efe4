"""Is an SVG only a drawing: no entities, and nothing from outside itself."""

import re

from lxml import etree

from maps.errors import BadInputError, UnreadableFileError

_OWN_PICTURES = ("#", "data:image/png;", "data:image/jpeg;", "data:image/jpg;")
_URL = re.compile(r"url\(\s*['\"]?(?!['\"]?#)([^)]{0,200})", re.IGNORECASE)
_IMPORT = re.compile(r"@import\s+([^;]{0,200})", re.IGNORECASE)
_MAX_ELEMENTS = 500_000
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}
"""Pixels in each unit of length (CSS Values 3)."""


def check_svg(data: bytes, name: str) -> str:
    """Return the text of an SVG that draws nothing but itself, without its scripts.

    Raises
    ------
    BadInputError
        If it is XML, but no SVG.
    UnreadableFileError
        If it is not XML, declares entities, or refers to a file or address outside itself, which is named.
    """
    root = _parsed(data, name)
    if etree.QName(root).localname != "svg":
        raise BadInputError(f"{name} is XML, but no SVG.", remedy="Give a PNG, JPEG, PDF or SVG.")
    for number, element in enumerate(list(root.iter())):
        if number > _MAX_ELEMENTS:
            raise UnreadableFileError(f"{name} has more than {_MAX_ELEMENTS} elements.", remedy="Draw fewer details.")
        if not isinstance(element.tag, str):
            continue
        foreign = _foreign(element)
        if foreign is not None:
            raise UnreadableFileError(
                f"{name} refers to {foreign[:120]!r}, which is outside it.",
                remedy="Embed the picture, or leave it out.",
            )
        if etree.QName(element).localname in ("script", "foreignObject") and element.getparent() is not None:
            element.getparent().remove(element)
    return str(etree.tostring(root, encoding="unicode"))


def svg_scale(text: str, side_px: int, name: str) -> float:
    """Return by how much to enlarge a drawing so that its longer side is `side_px`.

    Raises
    ------
    UnreadableFileError
        If it says no size, or a larger one.
    """
    root = etree.fromstring(text, _parser())
    sizes = [_length(root.get(each)) for each in ("width", "height")]
    box = [float(each) for each in re.findall(r"-?[\d.]+(?:e[+-]?\d+)?", root.get("viewBox", ""))]
    if None in sizes and len(box) == 4:
        sizes = [box[2], box[3]]
    longer = max((each for each in sizes if each is not None), default=0.0)
    if not 0.0 < longer <= side_px:
        raise UnreadableFileError(
            f"{name} says no size, or one of more than {side_px} pixels.", remedy="Give it a width, height and viewBox."
        )
    return side_px / longer


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _parsed(data: bytes, name: str) -> "etree._Element":
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableFileError(f"{name} is not XML: {error}.", remedy="Export it again.") from error
    if root.getroottree().docinfo.internalDTD is not None and any(root.getroottree().docinfo.internalDTD.entities()):
        raise UnreadableFileError(f"{name} declares entities.", remedy="Export it again without them.")
    return root


def _foreign(element: "etree._Element") -> str | None:
    """Return what an element draws from outside the file, or None; a link that only leads away draws nothing."""
    if etree.QName(element).localname != "a":
        for key, value in element.attrib.items():
            if str(key).rpartition("}")[2] == "href" and not value.strip().lower().startswith(_OWN_PICTURES):
                return str(value)
    texts = [str(value) for value in element.attrib.values()] + [element.text or ""] * _is_style(element)
    found = next((match for text in texts for each in (_URL, _IMPORT) if (match := each.search(text))), None)
    return None if found is None else found[1]


def _is_style(element: "etree._Element") -> bool:
    return str(etree.QName(element).localname) == "style"


def _length(text: str | None) -> float | None:
    """Return a length in pixels; None for none, or for a share of a page that is not there."""
    found = re.fullmatch(r"\s*([\d.]+(?:e[+-]?\d+)?)\s*(px|pt|pc|mm|cm|in|)\s*", text or "", re.IGNORECASE)
    if found is None:
        return None
    return (
        float(found[1])
        * {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 3.7795, "cm": 37.795, "in": 96}[found[2].lower()]
    )
