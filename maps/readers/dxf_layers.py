"""What each layer of a drawing is for: proposed from its name and, where names say nothing, from what is on it."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
import shapely
from shapely.geometry import Point, Polygon

from maps.readers.dxf_drawing import Drawing, Stroke
from maps.text import plain_text

DOOR_LEAF_M = (0.45, 1.65)
"""The leaf of a door is as wide as this [m]."""


class Role(StrEnum):
    """What a layer holds."""

    WALL = "wall"
    DOOR = "door"
    WINDOW = "window"
    STAIRS = "stairs"
    LIFT = "lift"
    COLUMN = "column"
    AREA = "area"
    OUTLINE = "outline"
    NUMBER = "number"
    NAME = "name"
    TEXT = "text"
    IGNORE = "ignore"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class LayerRole:
    """The role of a layer, and where that comes from."""

    role: Role
    reason: str


_BY_NAME: tuple[tuple[Role, str], ...] = (
    (Role.IGNORE, r"\b(demo|demol\w*|abbruch|abriss|remove\w*)\b|拆除"),
    (Role.OUTLINE, r"\b(gross|gia|gea|bgf|brutto\w*|footprint|umriss|perimeter)\b|建筑面积|总面积|轮廓"),
    (
        Role.IGNORE,
        r"\b(door|doors|tur\w*|tuer\w*|win|window|glaz|fenster|wall)\b.*\b(iden|tags?|te?xt|anno|num\w*|no|nr)\b|[门窗]编?号",
    ),
    (
        Role.NUMBER,
        r"\b(rooms?|rm|raum|spac\w*)\b.*\b(num\w*|no|nr)\b|\b(roomno|roomnum\w*|raumnr|raumnum\w*|rmno|rmnum)\b|房间?号|编号",
    ),
    (
        Role.NAME,
        r"\b(rooms?|rm|raum|spac\w*)\b.*\b(names?|te?xt|bez\w*|nutzung)\b|\b(raum|room)(name|bez|text|stempel|nutzung)\w*|房间?名|名称",
    ),
    (
        Role.TEXT,
        r"\b(flor|areas?|rooms?|raum|spac\w*)\b.*\b(iden|te?xt|anno|tags?)\b|\b\w*te?xt\b|beschriftung|文字|注释",
    ),
    (
        Role.IGNORE,
        r"\b(dims?|dimension\w*|defpoints|mass|bemass\w*|vermass\w*|ttlb|title\w*|titel\w*|border|rahmen|viewports?|vport"
        r"|revision\w*|scale|north|legend\w*|grid|ach?se\w*|axis|furn\w*|mob\w*l\w*|moebel\w*|sanit\w*|fixt\w*|fittings?"
        r"|eqpm|equip\w*|plum\w*|elec\w*|elektro\w*|light\w*|hvac|heiz\w*|heating|fire|brand\w*|sprn?\w*klr?\w*|clng|ceil\w*"
        r"|decke\w*|roofs?|dach\w*|notes?|symb\w*|car park\w*|parking|landscap\w*|road\w*|survey|topo\w*)\b"
        r"|标注|尺寸|图框|家具|洁具|轴|拆|吊顶|屋顶",
    ),
    (Role.STAIRS, r"\b(strs?|stairs?|staircases?|stairwells?|steps?|stufen?)\b|trepp|楼梯|台阶"),
    (Role.LIFT, r"\b(evtr|lifts?|elevators?)\b|aufzug|aufzuge|fahrstuhl|电梯|升降机"),
    (Role.DOOR, r"\bdoors?\b|\b\w*(tur|turen|tuer|tueren)\b(?<!struktur)(?<!textur)(?<!furnitur)|\btore?\b|门"),
    (Role.WINDOW, r"\b(glaz\w*|windows?|fenster\w*|verglasung\w*)\b|窗"),
    (Role.COLUMN, r"\b(cols?|columns?|pillars?|stutzen?|stuetzen?|pfeiler|saulen?)\b|柱"),
    (Role.WALL, r"\w*walls?\b|\w*wand\b|\w*w(a|ae)nde\b|\b\w*mauer\w*|\bpartitions?\b|墙"),
    (
        Role.AREA,
        r"\b(areas?|rooms?|spaces?|zones?|nia|nua|nuf|ngf|nrf|nutzfl\w*|nettofl\w*|raum|raume|raeume|fla(e?)che\w*"
        r"|raumfl\w*|raumpoly\w*|raumumriss|circulation)\b|房间|面积|区域|空间",
    ),
)
_KNOWN = tuple((role, re.compile(pattern)) for role, pattern in _BY_NAME)
_STATED = "what somebody stated"
_LEAST_SWINGS = 2
_LEAST_ROOMS = 2
_LEAST_WALLS_M = 10
_LINES_OF_A_DOOR = 4
"""A door is drawn with lines and an arc of up to this many times its width."""


def role_by_name(layer: str) -> Role:
    """Return the role a layer's name means; `OTHER` when it means none.

    The name of the drawing it came from (``plan$0$A-WALL``, ``plan|A-WALL``) is left off; words are English, German,
    Chinese or those of the AIA and the US National CAD Standard.

    Examples
    --------
    >>> role_by_name("A-FLOR-STRS").value, role_by_name("ARCH|Innenwände").value, role_by_name("SKETCH").value
    ('stairs', 'wall', 'other')
    """
    name = plain_text(re.sub(r"^.*(\||\$\d+\$)", "", layer))
    return next((role for role, pattern in _KNOWN if pattern.search(name)), Role.OTHER)


def propose_roles(drawings: Collection[Drawing], stated: Mapping[str, Role]) -> dict[str, LayerRole]:
    """Return the role of every layer of some drawings in metres.

    Parameters
    ----------
    drawings : collection of Drawing
        In metres.
    stated : mapping
        Roles that somebody gave: they win. Names are compared without regard to case.
    """
    given = {name.casefold(): role for name, role in stated.items()}
    roles: dict[str, LayerRole] = {}
    for layer in sorted({layer for drawing in drawings for layer in drawing.layers}):
        if layer.casefold() in given:
            roles[layer] = LayerRole(role=given[layer.casefold()], reason=_STATED)
        else:
            roles[layer] = LayerRole(role=role_by_name(layer), reason="its name")
    for role, measure, least, reason in (
        (Role.AREA, _labelled_outlines, _LEAST_ROOMS, "its closed lines hold texts"),
        (Role.WALL, _wall_metres, _LEAST_WALLS_M, "most of what is straight is on it"),
        (Role.DOOR, _door_swings, _LEAST_SWINGS, "its arcs swing like doors"),
    ):
        if not any(each.role is role for each in roles.values()):
            free = [layer for layer, each in roles.items() if each.role is Role.OTHER and each.reason != _STATED]
            scores = {layer: sum(measure(drawing, layer) for drawing in drawings) for layer in free}
            best = max(scores, key=lambda layer: (scores[layer], layer), default=None)
            if best is not None and scores[best] >= least:
                roles[best] = LayerRole(role=role, reason=reason)
    return roles


def outline_of(stroke: Stroke) -> Polygon | None:
    """Return a closed stroke as a polygon, perhaps invalid, or None when it is none."""
    is_ring = stroke.closed or bool((stroke.points[0] == stroke.points[-1]).all())
    return Polygon(stroke.points) if is_ring and len(np.unique(stroke.points, axis=0)) > 2 else None


def _door_swings(drawing: Drawing, layer: str) -> float:
    low, high = DOOR_LEAF_M
    return sum(each.layer == layer and low <= each.radius <= high for each in drawing.swings)


def _labelled_outlines(drawing: Drawing, layer: str) -> float:
    """Return how many closed outlines of a layer hold a text of their own: not the sheet around everything."""
    outlines = _valid(outline_of(each) for each in drawing.strokes if each.layer == layer and not each.block)
    if not outlines or not drawing.writings:
        return 0
    tree = shapely.STRtree([Point(each.point) for each in drawing.writings])
    held = tree.query(outlines, predicate="contains")
    counts = np.bincount(held[0], minlength=len(outlines))
    few = counts <= max(4, len(drawing.writings) / 3)
    return int(((counts > 0) & few).sum())


def _wall_metres(drawing: Drawing, layer: str) -> float:
    """Return the length of what is drawn on a layer, without its doors [m]."""
    lines = [each.points for each in drawing.strokes if each.layer == layer and not each.filled]
    doors_m = sum(each.radius for each in drawing.swings if each.layer == layer)
    return float(sum(np.hypot(*np.diff(points, axis=0).T).sum() for points in lines)) - _LINES_OF_A_DOOR * doors_m


def _valid(outlines: Iterable[Polygon | None]) -> list[Polygon]:
    return [each for each in outlines if each is not None and each.is_valid and each.area > 0]
