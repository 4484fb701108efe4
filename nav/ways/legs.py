"""From a path through the graph to the legs of a route."""

import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from maps.ids import FeatureId, LevelId
from maps.venue import Portal
from nav.costs.codes import Crossing, Hop
from nav.costs.cost import Tariff
from nav.route import Leg
from nav.ways.graph import Graph

_SAME_M = 1e-6


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One straight stretch of a path, or one stretch of a portal.

    Parameters
    ----------
    codes : tuple of int
        What it crosses, in order.
    """

    start: tuple[float, float]
    end: tuple[float, float]
    from_level_id: LevelId
    to_level_id: LevelId
    length_m: float
    codes: tuple[int, ...]


def legs(graph: Graph, tariff: Tariff, steps: Sequence[Step], first_unit: FeatureId) -> tuple[Leg, ...]:
    """Return the legs of a path: walking on one level, or one ride.

    Parameters
    ----------
    first_unit : FeatureId
        The unit the path starts in.
    """
    made: list[Leg] = []
    unit = first_unit
    for portal, group in itertools.groupby(steps, key=lambda step: _portal(graph, step)):
        part = list(group)
        crossed = [graph.codes[number] for step in part for number in step.codes]
        if portal is None:
            openings = tuple(code.feature_id for code in crossed if isinstance(code, Crossing))
            units = [unit] + [code.into.id for code in crossed if isinstance(code, Crossing)]
            leg = _leg(part, tariff, None, openings, tuple(_without_repeats(units)))
            unit = units[-1]
            if leg.distance_m <= _SAME_M and len(steps) > len(part):
                continue
        else:
            leg = _leg(part, tariff, portal, (), ())
            landing = next((code.into for code in reversed(crossed) if code.into is not None), None)
            unit = landing.id if landing is not None else unit
        made.append(leg)
    return tuple(made)


def _portal(graph: Graph, step: Step) -> Portal | None:
    return next((code.portal for code in (graph.codes[n] for n in step.codes) if isinstance(code, Hop)), None)


def _leg(
    steps: Sequence[Step],
    tariff: Tariff,
    portal: Portal | None,
    openings: tuple[FeatureId, ...],
    units: tuple[FeatureId, ...],
) -> Leg:
    length_m = sum(step.length_m for step in steps)
    extra_s = sum(float(tariff.time_s[number]) for step in steps for number in step.codes)
    points = [steps[0].start] + [step.end for step in steps]
    if portal is not None:
        points = [points[0], points[-1]]
    return Leg(
        kind=portal.kind if portal else None,
        portal_id=portal.id if portal else None,
        from_level_id=steps[0].from_level_id,
        to_level_id=steps[-1].to_level_id,
        points=_polyline(points) if portal is None else tuple(points),
        distance_m=length_m,
        duration_s=length_m / tariff.speed_m_s + extra_s,
        openings=openings,
        units=units,
    )


def _polyline(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Return a polyline without repeated points; two points at least."""
    kept = [points[0]]
    for point in points[1:]:
        if math.dist(kept[-1], point) > _SAME_M:
            kept.append(point)
    return tuple(kept) if len(kept) > 1 else (points[0], points[-1])


def _without_repeats(units: Iterable[FeatureId]) -> Iterable[FeatureId]:
    return (unit for unit, _ in itertools.groupby(units))
