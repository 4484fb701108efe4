"""Entities of an ezdxf document as strokes, swings and writings: blocks taken apart, curves flattened.

Only the model space is read: paper space holds sheets, not floors.
"""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from maps.draft import Unread
from maps.errors import TooLargeError
from maps.readers.archive import SourceFile
from maps.readers.dxf_drawing import Drawing, GeoPlace, Place, Points, Stroke, Swing, Writing
from maps.readers.dxf_file import load_document
from maps.readers.dxf_sanity import MAX_UNITS, is_sane
from maps.readers.json_text import MAX_VERTICES

if TYPE_CHECKING:
    from ezdxf.document import Drawing as Document

MAX_PIECES = 300_000
"""The most lines, arcs and texts of one drawing, its blocks taken apart."""
MAX_POINTS = 2_000_000
"""The most points of one drawing."""
MAX_INSERTS = 50_000
"""The most times that blocks are placed, those within others counted each time."""
MAX_DEPTH = 16
"""Blocks within blocks."""
_SEGMENTS = 16
"""Each quarter of a circle in this many pieces: 1.2 mm off at a radius of 1 m."""
_SWING_DEG = (20.0, 130.0)
_ROUND = 0.02
_LINES = frozenset({"LINE", "ARC", "CIRCLE", "ELLIPSE", "SPLINE", "LWPOLYLINE", "POLYLINE", "HELIX"})
_FILLS = frozenset({"HATCH", "MPOLYGON"})
_CORNERS = frozenset({"SOLID", "TRACE", "3DFACE"})
_TEXTS = frozenset({"TEXT", "MTEXT"})
_GROUPS = frozenset({"MLINE", "ACAD_PROXY_ENTITY"})
_NOT_GROUND = frozenset(
    [
        "ATTDEF",
        "DIMENSION",
        "ARC_DIMENSION",
        "LARGE_RADIAL_DIMENSION",
        "LEADER",
        "MULTILEADER",
        "MLEADER",
        "TOLERANCE",
        "POINT",
        "IMAGE",
        "PDFUNDERLAY",
        "DWFUNDERLAY",
        "DGNUNDERLAY",
        "WIPEOUT",
        "VIEWPORT",
        "RAY",
        "XLINE",
        "OLE2FRAME",
        "OLEFRAME",
        "LIGHT",
        "SUN",
        "SEQEND",
        "SHAPE",
        "ACAD_TABLE",
    ]
)
"""Notes, pictures and aids of drawing: nothing anybody walks on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """Where an entity stands: the layer and visibility it inherits, and the blocks around it."""

    layer: str = "0"
    block: str = ""
    hidden: bool = False
    trail: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Harvest:
    name: str
    strokes: list[Stroke] = field(default_factory=list)
    swings: list[Swing] = field(default_factory=list)
    writings: list[Writing] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    first: dict[str, str] = field(default_factory=dict)
    points: int = 0
    inserts: int = 0

    def fault(self, reason: str, source: str) -> None:
        """Keep a reason once, with what it happened to first and how often."""
        self.faults[reason] += 1
        self.first.setdefault(reason, source)

    def check(self, more_points: int = 0) -> None:
        """Raise `TooLargeError` beyond the limits."""
        self.points += more_points
        pieces = len(self.strokes) + len(self.swings) + len(self.writings)
        if pieces > MAX_PIECES or self.points > MAX_POINTS or self.inserts > MAX_INSERTS:
            raise TooLargeError(
                f"{self.name} holds more than {MAX_PIECES} lines, {MAX_POINTS} points or {MAX_INSERTS} blocks.",
                remedy="Import one floor at a time, with the layers of walls, doors, rooms and room texts only.",
            )

    def unread(self) -> tuple[Unread, ...]:
        """Return the faults, one entry for each reason."""
        return tuple(
            Unread(source=f"{self.name} {self.first[reason]}", reason=reason, raw={"count": count})
            for reason, count in self.faults.items()
        )


def read_drawing(source: SourceFile) -> Drawing:
    """Return what the model space of a DXF file holds, in drawing units.

    Raises
    ------
    UnreadableFileError, TooLargeError
        If the file is broken, or holds more than the limits allow.
    """
    document, repairs = load_document(source)
    harvest = _Harvest(name=source.name)
    _take_all(document.modelspace(), _Context(), document, harvest)
    return Drawing(
        name=source.name,
        storey=source.name.rpartition(".")[0],
        strokes=tuple(harvest.strokes),
        swings=tuple(harvest.swings),
        writings=tuple(harvest.writings),
        metres_per_unit=_stated_unit(document),
        is_imperial=document.header.get("$MEASUREMENT", 1) == 0,
        geo=_geo_place(document),
        faults=(*repairs, *harvest.unread()),
    )


def _take_all(entities: Iterable[Any], context: _Context, document: "Document", harvest: _Harvest) -> None:
    for entity in entities:
        try:
            _take(entity, context, document, harvest)
        except TooLargeError:
            raise
        except Exception as error:  # absurd values make the library raise whatever Python raises
            harvest.fault(f"It cannot be drawn ({type(error).__name__}: {str(error)[:80]}).", _source(entity, context))


def _take(entity: Any, context: _Context, document: "Document", harvest: _Harvest) -> None:
    kind = entity.dxftype()
    if kind in _NOT_GROUND:
        return
    here = _context_of(entity, context, document)
    if not is_sane(entity):
        harvest.fault("A number of it is not finite, or far beyond any building.", _source(entity, context))
    elif kind == "INSERT":
        _take_insert(entity, here, document, harvest)
    elif kind in _TEXTS:
        _take_text(entity, here, harvest)
    elif kind in _LINES:
        _take_line(entity, here, harvest)
    elif kind in _FILLS or kind in _CORNERS:
        _take_fill(entity, here, harvest)
    elif kind in _GROUPS:
        _take_all(entity.virtual_entities(), here, document, harvest)
    else:
        harvest.fault(f"{kind} is not read: explode it to polylines in the CAD program.", _source(entity, context))


def _context_of(entity: Any, context: _Context, document: "Document") -> _Context:
    name = clean(str(entity.dxf.get("layer", "0")))
    on_zero = name == "0" and bool(context.trail)
    layer = context.layer if on_zero else name
    hidden = context.hidden or bool(entity.dxf.get("invisible", 0))
    if not on_zero and document.layers.has_entry(name):
        entry = document.layers.get(name)
        hidden = hidden or entry.is_off() or entry.is_frozen()
    return replace(context, layer=layer, hidden=hidden)


def _take_insert(insert: Any, here: _Context, document: "Document", harvest: _Harvest) -> None:
    name, source = clean(str(insert.dxf.name)), _source(insert, here)
    for attribute in insert.attribs:
        _take_text(attribute, _context_of(attribute, here, document), harvest, clean(str(attribute.dxf.tag)))
    block = insert.block()
    if block is None:
        harvest.fault(f"Block {name!r} is not in the file.", source)
    elif block.block is not None and (block.block.dxf.flags & 4 or block.block.dxf.get("xref_path")):
        harvest.fault(f"{name!r} is another drawing that is not in the file: bind it in the CAD program.", source)
    elif name in here.trail or len(here.trail) >= MAX_DEPTH:
        harvest.fault(f"Block {name!r} contains itself, or lies more than {MAX_DEPTH} blocks deep.", source)
    elif insert.mcount > MAX_PIECES:
        harvest.fault(f"Block {name!r} is repeated {insert.mcount} times.", source)
    else:
        inside = replace(here, block=here.block or f"{name} {source}", trail=(*here.trail, name))
        for single in insert.multi_insert() if insert.mcount > 1 else (insert,):
            harvest.inserts += 1  # an empty block counts too: nested, it multiplies
            harvest.check()
            _take_all(single.virtual_entities(), inside, document, harvest)


def _take_text(entity: Any, here: _Context, harvest: _Harvest, tag: str = "") -> None:
    from ezdxf.lldxf.encoding import decode_dxf_unicode

    mtext = getattr(entity, "has_embedded_mtext_entity", False)
    text = clean(decode_dxf_unicode((entity.virtual_mtext_entity() if mtext else entity).plain_text())).strip()
    is_mtext = entity.dxftype() == "MTEXT"
    place = entity.dxf.insert if is_mtext else entity.ocs().to_wcs(_anchor(entity))
    if text and _is_near(np.array([[place.x, place.y]])):
        harvest.check()
        harvest.writings.append(
            Writing(
                layer=here.layer,
                text=text[:500],
                point=(place.x, place.y),
                source=_source(entity, here),
                tag=tag,
                hidden=here.hidden or bool(getattr(entity, "is_invisible", False)),
            )
        )


def _anchor(text: Any) -> Any:
    aligned = text.dxf.get("halign", 0) or text.dxf.get("valign", 0)
    return text.dxf.align_point if aligned and text.dxf.hasattr("align_point") else text.dxf.insert


def _take_line(entity: Any, here: _Context, harvest: _Harvest) -> None:
    from ezdxf import path

    source, kind = _source(entity, here), entity.dxftype()
    if kind in {"LWPOLYLINE", "POLYLINE"}:
        if len(entity) > MAX_VERTICES:
            harvest.fault(f"It has {len(entity)} points; the most is {MAX_VERTICES}.", source)
            return
        if getattr(entity, "has_arc", False):
            for part in entity.virtual_entities():
                if part.dxftype() == "ARC":
                    _take_swing(part, here, harvest, source)
    elif kind in {"ARC", "ELLIPSE"}:
        _take_swing(entity, here, harvest, source)
    whole = bool(getattr(entity, "is_closed", False) or getattr(entity, "closed", False) or kind == "CIRCLE")
    _add_stroke([path.make_path(entity)], here, harvest, source, is_closed=whole, is_filled=False)


def _take_swing(arc: Any, here: _Context, harvest: _Harvest, source: str) -> None:
    from ezdxf import path

    if arc.dxftype() == "ARC":
        swept = (arc.dxf.end_angle - arc.dxf.start_angle) % 360.0
        hinge = arc.ocs().to_wcs(arc.dxf.center)
    else:
        if abs(arc.dxf.ratio) < 1.0 - _ROUND:
            return
        swept = math.degrees((arc.dxf.end_param - arc.dxf.start_param) % math.tau)
        hinge = arc.dxf.center
    if _SWING_DEG[0] <= swept <= _SWING_DEG[1]:
        drawn = path.make_path(arc)
        places = np.array([[each.x, each.y] for each in (hinge, drawn.start, drawn.end)])
        if _is_near(places):
            (x, y), first, last = places.tolist()
            ends: tuple[Place, Place] = ((first[0], first[1]), (last[0], last[1]))
            harvest.swings.append(
                Swing(layer=here.layer, hinge=(x, y), ends=ends, source=source, block=here.block, hidden=here.hidden)
            )


def _take_fill(entity: Any, here: _Context, harvest: _Harvest) -> None:
    from ezdxf import path

    is_hatch = entity.dxftype() in _FILLS
    paths = list(path.from_hatch(entity)) if is_hatch else [path.make_path(entity)]
    _add_stroke(paths, here, harvest, _source(entity, here), is_closed=True, is_filled=True)


def _add_stroke(
    paths: Iterable[Any], here: _Context, harvest: _Harvest, source: str, *, is_closed: bool, is_filled: bool
) -> None:
    for each in paths:
        points: Points = np.array([(p.x, p.y) for p in each.flattening(math.inf, _SEGMENTS)], dtype=float)
        if len(points) < 2:
            continue
        if not _is_near(points):
            harvest.fault("A number of it is not finite, or far beyond any building.", source)
            continue
        harvest.check(len(points))
        harvest.strokes.append(
            Stroke(
                layer=here.layer,
                points=points,
                closed=is_closed,
                source=source,
                filled=is_filled,
                block=here.block,
                hidden=here.hidden,
            )
        )


def _is_near(points: Points) -> bool:
    return bool(np.isfinite(points).all() and np.abs(points).max() <= MAX_UNITS)


def _source(entity: Any, context: _Context) -> str:
    """Return how to find an entity: its kind and handle, or the block it stands in."""
    handle = entity.dxf.get("handle")
    return f"{entity.dxftype()} #{handle}" if handle else f"{entity.dxftype()} in {context.block}"


def clean(text: str) -> str:
    """Return a text without what cannot be encoded: bytes of another code page."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _stated_unit(document: "Document") -> float | None:
    from ezdxf.enums import InsertUnits
    from ezdxf.units import conversion_factor

    try:
        unit = InsertUnits(document.units)
        return float(conversion_factor(unit, InsertUnits.Meters)) if unit is not InsertUnits.Unitless else None
    except (LookupError, ValueError, TypeError):
        return None


def _geo_place(document: "Document") -> GeoPlace | None:
    """Return where the drawing stands, if it says so in degrees."""
    data = document.modelspace().get_geodata()
    if data is None or data.dxf.coordinate_type != 3:
        return None
    design, reference = data.dxf.design_point, data.dxf.reference_point
    north = data.dxf.get("north_direction", (0.0, 1.0))
    return GeoPlace(
        point=(float(design[0]), float(design[1])),
        lon_deg=float(reference[0]),
        lat_deg=float(reference[1]),
        north=(float(north[0]), float(north[1])),
    )
