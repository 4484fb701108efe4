"""Trials of a draft as JSON: ways, space and reach; lengths and coordinates in the venue's own metres."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import shapely
from shapely.geometry import Polygon
from shapely.geometry.base import BaseGeometry
from typing_extensions import TypedDict

from api.findings import FindingDocument, finding_document
from api.presenting.route import RouteDocument, route_document
from api.trials import Trial
from maps.audit.finding import Finding
from maps.ids import FeatureId
from nav.phrases import explain_no_route
from nav.route import NoRoute, Route
from nav.space.walkable import Walkable
from nav.trying.clearance import Band, NarrowPlace
from nav.trying.shading import Reach, Shade

Rings = list[list[tuple[float, float]]]
_DIGITS = 2


class LeftOutDocument(TypedDict):
    """A feature that cannot be tried yet, and why; without a finding it belongs to another one that cannot."""

    feature: str
    finding: FindingDocument | None


class TriedDocument(TypedDict):
    """The version of the draft that was tried, and what of it could not be."""

    version: int
    left_out: list[LeftOutDocument]


class NoWayDocument(TypedDict):
    """Why there is no way: a reason, a text in the language asked for, and the findings that have to do with it."""

    reason: str
    text: str
    blocked_by: list[str]
    with_help: RouteDocument | None
    findings: list[FindingDocument]


class TriedWayDocument(TriedDocument):
    """The way between two ends of a draft, or why there is none; `cost_s` is time and what is unpleasant."""

    route: RouteDocument | None
    cost_s: float | None
    no_way: NoWayDocument | None


class BandDocument(TypedDict):
    """Ground between two distances from the nearest wall: polygons, each a list of rings, the outer one first.

    `to_m` is null for the widest.
    """

    from_m: float
    to_m: float | None
    polygons: list[Rings]


class NarrowDocument(TypedDict):
    """A place that the profile does not fit through; through an opening nobody is led who does not fit."""

    feature: str
    is_opening: bool
    width_m: float
    point_m: tuple[float, float]


class SpaceDocument(TriedDocument):
    """The walkable space of a level, how far from the walls its ground is, and where it is too narrow.

    `lost` are the units of which no walkable ground is left.
    """

    level: str
    width_m: float
    walkable: list[Rings]
    clearance: list[BandDocument]
    narrow: list[NarrowDocument]
    lost: list[str]


class ShadeDocument(TypedDict):
    """How a unit is reached, and when by the profile itself [s]."""

    unit: str
    level: str
    reach: str
    at_s: float | None


class ReachDocument(TriedDocument):
    """How each walkable unit is reached, and how many of them how."""

    counts: dict[str, int]
    units: list[ShadeDocument]


def tried_document(trial: Trial) -> TriedDocument:
    """Return what was tried."""
    return {
        "version": trial.version,
        "left_out": [
            {"feature": each.feature_id, "finding": finding_document(each.finding) if each.finding else None}
            for each in trial.left_out
        ],
    }


def way_document(
    trial: Trial, found: Route | NoRoute, language: str, hindrances: Sequence[Finding] = ()
) -> TriedWayDocument:
    """Return a way that was tried."""
    if isinstance(found, Route):
        route = route_document(trial.router.eased(found), trial.venue, language)
        return {**tried_document(trial), "route": route, "cost_s": round(found.cost_s, 1), "no_way": None}
    helped = found.with_help
    no_way: NoWayDocument = {
        "reason": found.reason.value,
        "text": explain_no_route(found, trial.venue, language),
        "blocked_by": list(found.blocked_by),
        "with_help": None if helped is None else route_document(helped, trial.venue, language),
        "findings": [finding_document(each) for each in hindrances],
    }
    return {**tried_document(trial), "route": None, "cost_s": None, "no_way": no_way}


def space_document(
    trial: Trial,
    ground: Walkable,
    bands: Sequence[Band],
    narrow: Sequence[NarrowPlace],
    width_m: float,
) -> SpaceDocument:
    """Return the space of a level; `width_m` is what the profile needs."""
    return {
        **tried_document(trial),
        "level": ground.level_id,
        "width_m": width_m,
        "walkable": _polygons(shapely.union_all(list(ground.faces))),
        "clearance": [{"from_m": each.from_m, "to_m": each.to_m, "polygons": _polygons(each.area)} for each in bands],
        "narrow": [_narrow(each) for each in narrow],
        "lost": list(ground.lost),
    }


def reach_document(trial: Trial, shades: Mapping[FeatureId, Shade]) -> ReachDocument:
    """Return how the units are reached."""
    counts = Counter(shade.reach for shade in shades.values())
    return {
        **tried_document(trial),
        "counts": {reach.value: counts[reach] for reach in Reach},
        "units": [
            {
                "unit": name,
                "level": trial.venue.unit_by_id[name].level_id,
                "reach": shade.reach.value,
                "at_s": None if shade.at_s is None else round(shade.at_s, 1),
            }
            for name, shade in shades.items()
        ],
    }


def _narrow(place: NarrowPlace) -> NarrowDocument:
    x_m, y_m = place.point_m
    return {
        "feature": place.feature_id,
        "is_opening": place.is_opening,
        "width_m": round(place.width_m, _DIGITS),
        "point_m": (round(x_m, _DIGITS), round(y_m, _DIGITS)),
    }


def _polygons(area: BaseGeometry) -> list[Rings]:
    parts = (part for part in shapely.get_parts(area) if isinstance(part, Polygon) and not part.is_empty)
    return [[_ring(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def _ring(ring: BaseGeometry) -> list[tuple[float, float]]:
    rounded: list[tuple[float, float]] = np.round(shapely.get_coordinates(ring), _DIGITS).tolist()
    return rounded
