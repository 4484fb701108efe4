"""The ground of an opening: from one side of its wall to the other, also where rooms do not abut."""

from collections.abc import Iterable

from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry

MAX_GAP_M = 0.8
"""The thickest wall that an opening is carried through when the rooms of a plan do not abut [m]."""

_WALL_SLACK_M = 0.02
"""Openings are drawn off their wall by up to this and still cut it [m]."""


def reach_m(line: LineString, area: BaseGeometry) -> float:
    """Return how far an opening must reach to each side of its line to meet an area's edge [m]."""
    probes = [line.interpolate(share, normalized=True) for share in (0.0, 0.5, 1.0)]
    return max(float(area.boundary.distance(probe)) for probe in probes) + _WALL_SLACK_M


def doorway(line: LineString, areas: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the ground of an opening between areas: as wide as its line, as deep as the wall that it lies in.

    Parameters
    ----------
    line : LineString
        The clear gap [local m].
    areas : iterable of BaseGeometry
        The units it joins; those beyond `MAX_GAP_M` are not reached.
    """
    depth_m = max((reach_m(line, area) for area in areas), default=_WALL_SLACK_M)
    return line.buffer(min(depth_m, MAX_GAP_M), cap_style="flat", join_style="mitre")
