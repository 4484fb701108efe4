"""Drawings → draft: scale, roles, storeys, levels, and what joins them. Runs in a process with limits."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from maps.draft import DraftFeature, Unread, VenueDraft
from maps.errors import BadInputError
from maps.frame import LocalFrame
from maps.ids import VenueId
from maps.imdf_profile import STOREY_M
from maps.readers.archive import SourceFile
from maps.readers.dxf_drawing import Drawing, GeoPlace, Points
from maps.readers.dxf_entities import read_drawing
from maps.readers.dxf_layers import LayerRole, propose_roles
from maps.readers.dxf_levels import by_storey, find_storey, ordinals
from maps.readers.dxf_mapping import UNITS, Mapped
from maps.readers.dxf_openings import joined_outside, outside_of, read_openings, with_corridors
from maps.readers.dxf_rooms import read_units
from maps.readers.dxf_sheet import Sheet
from maps.readers.dxf_stairs import Shaft, portals
from maps.readers.dxf_texts import language_of
from maps.readers.dxf_units import Scale, find_scale
from maps.readers.levels import complete_levels

FAR_M = 10_000.0
"""Drawings farther than this from their own zero are moved back by whole kilometres [m]."""
_SHORT = 6
_P_GUESSED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What the drawings are taken for, before anything is made of them."""

    roles: Mapping[str, LayerRole]
    scales: Mapping[str, Scale]
    ordinals: Mapping[str, int]
    remarks: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Level:
    features: tuple[DraftFeature, ...]
    shafts: tuple[Shaft, ...]
    unread: tuple[Unread, ...]


def propose(sources: Sequence[SourceFile], mapped: Mapped) -> Proposal:
    """Return what the layers, units and storeys of some drawings are taken for."""
    return _proposed(_drawings(sources), mapped)[0]


def build_draft(sources: Sequence[SourceFile], mapped: Mapped, venue_id: VenueId) -> VenueDraft:
    """Return the draft of some drawings, one level each.

    Raises
    ------
    BadInputError
        If two drawings show one storey, nothing tells a drawing's scale, or no drawing holds anything.
    UnreadableFileError, TooLargeError
        If a file is broken or beyond the limits.
    """
    proposal, drawings = _proposed(_drawings(sources), mapped)
    frame, placed, unread = _placed(drawings, mapped)
    order = sorted(placed, key=lambda drawing: proposal.ordinals[drawing.name])
    ground = min(proposal.ordinals.values(), key=lambda ordinal: (abs(ordinal), -ordinal))
    levels = [_level(drawing, proposal, mapped, ground) for drawing in order]
    joints = list(
        portals(
            [(f"L{proposal.ordinals[d.name]}", level.shafts) for d, level in zip(order, levels, strict=True)],
            ", ".join(drawing.name for drawing in order),
        )
    )
    features = [feature for level in levels for feature in level.features]
    if not any(feature.feature_type == "unit" for feature in features):
        raise BadInputError(
            f"{', '.join(each.name for each in order)} has no room: no closed area, and no walls that enclose one.",
            remedy="Print what its layers are taken for with: beeline venue layers FILE.dxf",
        )
    complete, nowhere = complete_levels([*features, *(each for each in joints if isinstance(each, DraftFeature))])
    return VenueDraft(
        id=venue_id,
        frame=frame,
        features=complete,
        unread=(
            *unread,
            *(Unread(source=name, reason=remark) for name, remark in proposal.remarks.items()),
            *(each for level in levels for each in level.unread),
            *(each for each in joints if isinstance(each, Unread)),
            *nowhere,
        ),
    )


def _drawings(sources: Sequence[SourceFile]) -> list[Drawing]:
    return [part for source in sources for part in by_storey(read_drawing(source))]


def _proposed(drawings: Sequence[Drawing], mapped: Mapped) -> tuple[Proposal, list[Drawing]]:
    """Return what drawings are taken for, and the drawings in metres."""
    scales: dict[str, Scale] = {}
    remarks: dict[str, str] = {}
    for drawing in drawings:
        if not drawing.layers:
            why = f" that can be read: {drawing.faults[0].reason}" if drawing.faults else "."
            raise BadInputError(f"{drawing.name} has nothing in its model space{why}", remedy="Draw the floor there.")
        scale = find_scale(drawing, mapped.unit)
        if scale is None:
            raise BadInputError(
                f"Nothing in {drawing.name} tells how long its unit is.",
                remedy=f'State "unit" in layers.json: {", ".join(UNITS)}.',
            )
        scales[drawing.name] = scale
        if scale.note:
            remarks[drawing.name] = scale.note
    metric = [_scaled(drawing, scales[drawing.name].metres_per_unit) for drawing in drawings]
    numbered, guesses = ordinals(drawings, mapped.levels)
    for name, other in _pairs_of_one_storey(numbered):
        raise BadInputError(
            f"{name} and {other} are both taken for storey {numbered[name]}.",
            remedy=f'State "levels" in layers.json, such as {{"{name}": 0, "{other}": 1}}.',
        )
    roles = propose_roles(metric, mapped.layers)
    return (
        Proposal(roles=roles, scales=scales, ordinals=numbered, remarks=_joined(remarks, guesses)),
        metric,
    )


def _scaled(drawing: Drawing, metres_per_unit: float) -> Drawing:
    geo = drawing.geo
    if geo is not None:
        geo = replace(geo, point=(geo.point[0] * metres_per_unit, geo.point[1] * metres_per_unit))
    return replace(drawing.moved(lambda points: points * metres_per_unit), geo=geo)


def _joined(*remarks: Mapping[str, str]) -> dict[str, str]:
    names = dict.fromkeys(name for each in remarks for name in each)
    return {name: " ".join(each[name] for each in remarks if name in each) for name in names}


def _pairs_of_one_storey(numbered: Mapping[str, int]) -> list[tuple[str, str]]:
    names = list(numbered)
    return [(a, b) for i, a in enumerate(names) for b in names[i + 1 :] if numbered[a] == numbered[b]]


def _placed(drawings: Sequence[Drawing], mapped: Mapped) -> tuple[LocalFrame, list[Drawing], list[Unread]]:
    """Return the venue's frame, the drawings in it, and what is not known of its place on earth."""
    geo = next((drawing.geo for drawing in drawings if drawing.geo is not None), None)
    if mapped.origin is not None:
        lon_deg, lat_deg = mapped.origin
        return LocalFrame(origin_lon_deg=lon_deg, origin_lat_deg=lat_deg), list(drawings), []
    if geo is not None:
        frame = LocalFrame(origin_lon_deg=geo.lon_deg, origin_lat_deg=geo.lat_deg)
        return frame, [drawing.moved(_to_north(geo)) for drawing in drawings], []
    points = np.concatenate([stroke.points for drawing in drawings for stroke in drawing.strokes] or [np.zeros((1, 2))])
    middle = np.median(points, axis=0)
    shift = np.round(middle / 1000.0) * 1000.0 if np.abs(middle).max() > FAR_M else np.zeros(2)
    moved = f" Its point {shift[0]:.0f}, {shift[1]:.0f} m is 0, 0 here." if shift.any() else ""
    note = Unread(
        source=", ".join(drawing.name for drawing in drawings),
        reason="The drawing does not say where on earth it is: at longitude 0, latitude 0 until layers.json states "
        f'"origin".{moved}',
    )
    return (
        LocalFrame(origin_lon_deg=0.0, origin_lat_deg=0.0),
        [drawing.moved(lambda each: each - shift) for drawing in drawings],
        [note],
    )


def _to_north(geo: GeoPlace) -> Any:
    """Return the move that puts a drawing's known point at 0, 0 and its north up."""
    angle = math.atan2(geo.north[0], geo.north[1])
    cosine, sine = math.cos(angle), math.sin(angle)

    def move(points: Points) -> Points:
        x, y = (points - np.array(geo.point)).T
        return np.column_stack([x * cosine - y * sine, x * sine + y * cosine])

    return move


def _level(drawing: Drawing, proposal: Proposal, mapped: Mapped, ground: int) -> _Level:
    ordinal = proposal.ordinals[drawing.name]
    sheet = Sheet(
        drawing=drawing,
        roles=proposal.roles,
        level_id=f"L{ordinal}",
        confidence=proposal.scales[drawing.name].confidence,
        is_ground=ordinal == ground,
        outside_m=mapped.outside_m if ordinal == ground else 0.0,
    )
    housed = read_units(sheet)
    units = list(housed.units)
    if sheet.outside_m and units:
        units.append(outside_of(sheet, units))
    openings = read_openings(sheet, units)
    return _Level(
        features=(_level_feature(drawing, sheet.level_id, ordinal), *with_corridors(units, openings), *openings),
        shafts=housed.shafts,
        unread=(*drawing.faults, *housed.unread, *joined_outside(sheet, openings)),
    )


def _level_feature(drawing: Drawing, level_id: str, ordinal: int) -> DraftFeature:
    """Return the level; its outline is that of its units."""
    storey = find_storey(drawing.storey)
    words = " ".join(storey.words.replace("_", " ").split()) if storey is not None else f"Level {ordinal}"
    return DraftFeature(
        id=level_id,
        feature_type="level",
        geometry=None,
        properties={
            "ordinal": ordinal,
            "elevation_m": ordinal * STOREY_M,
            "labels": {language_of(words): words},
            "short_labels": {"und": words if len(words) <= _SHORT else str(ordinal)},
        },
        source=drawing.name,
        confidence=1.0 if storey is not None else _P_GUESSED,
    )
