"""Where a walker is along a route: believes steady evidence, not single fixes."""

import enum
import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from maps.position import Fix, Position
from maps.venue import Venue
from nav.instructions.stretches import Part, Point, Ride, Stretch

SMOOTHING_S = 1.5
"""Time constant with which progress follows the fixes [s]."""
HURRY = 2.0
"""Progress moves at most this many times the walker's free speed, so one jump of a fix cannot carry it far."""
BACK_M = 3.0
"""A fix less than this (or its 68 % radius) behind does not move progress back [m]."""
BACK_AFTER_S = 4.0
"""Fixes must stay behind for this long before progress goes back [s]."""
CORRIDOR_M = 4.0
"""Half a corridor and the breadth of a crowd: a fix this far beyond its 95 % radius is off the route [m]."""
OFF_AFTER_S = 5.0
"""Fixes must exclude the route for this long [s]."""
SURE_LEVEL = 0.6
"""A level less likely than this proves nothing."""
BOARDING_M = 15.0
"""This close to a ride, the level after it is believed at once [m]."""
RIDDEN_AFTER_S = 1.5
WRONG_LEVEL_AFTER_S = 8.0
"""Fixes must be on a level that makes no sense for this long [s]."""
RIDE_SLACK_S = 30.0
"""How much longer than expected a ride may show the levels between [s]."""


class Sight(enum.StrEnum):
    """What a fix says about the walker and the route."""

    ON_ROUTE = "on_route"
    UNCLEAR = "unclear"
    OFF_ROUTE = "off_route"
    WRONG_LEVEL = "wrong_level"


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """Progress along a route and the evidence against it so far.

    Parameters
    ----------
    part : int
        Index of the stretch in `nav.instructions.stretches.split(route)`.
    along_m : float
        From the start of the route [m].
    t_s : float
        Of the last fix that was used [s].
    behind_since_s, apart_since_s, elsewhere_since_s : float or None
        Since when fixes are behind, exclude the route, are on another level [s].
    """

    part: int
    along_m: float
    t_s: float
    behind_since_s: float | None = None
    apart_since_s: float | None = None
    elsewhere_since_s: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """The point of a stretch that belongs to a fix."""

    part: int
    along_m: float
    away_m: float


def follow(parts: tuple[Part, ...], track: Track, fix: Fix, speed_m_s: float, venue: Venue) -> tuple[Track, Sight]:
    """Return progress after a fix, and what the fix says.

    Parameters
    ----------
    parts : tuple of Part
        `nav.instructions.stretches.split(route)`.
    track : Track
        Progress so far; `fix` is not older.
    speed_m_s : float
        The walker's free speed [m/s].
    """
    stretch = _stretch(parts, track.part)
    if fix.position.level_id != stretch.level_id:
        return _elsewhere(parts, track, fix, venue)
    track = replace(track, elsewhere_since_s=None)
    foot = find_foot(stretch, track.part, fix, track, speed_m_s)
    if foot.away_m > fix.r95_m + CORRIDOR_M:
        return _apart(parts, track, fix)
    return _moved(replace(track, apart_since_s=None), foot, fix, speed_m_s), Sight.ON_ROUTE


def find_foot(stretch: Stretch, part: int, fix: Fix, track: Track, speed_m_s: float) -> Foot:
    """Return the point of a stretch that agrees best with the fix and with progress so far.

    The sum of the squared distances from both, each in units of its uncertainty, so that of two corridors side by
    side the one the walker can have reached wins.
    """
    fix_sd_m = max(fix.r68_m / 1.5, 1.0)
    along_sd_m = fix_sd_m + 2.0 + HURRY * speed_m_s * max(fix.t_s - track.t_s, 0.0)

    def misfit(foot: tuple[float, float]) -> float:
        return (foot[1] / fix_sd_m) ** 2 + ((foot[0] - track.along_m) / along_sd_m) ** 2

    along_m, away_m = min(_feet(stretch, fix.position), key=misfit)
    return Foot(part=part, along_m=along_m, away_m=away_m)


def _feet(stretch: Stretch, position: Position) -> Iterator[tuple[float, float]]:
    """Yield (metres along, distance) of the nearest point of each segment, or of the only point."""
    here = (position.x_m, position.y_m)
    if len(stretch.points) == 1:
        yield stretch.start_m, math.dist(stretch.points[0], here)
    ends = zip(pairwise(stretch.points), pairwise(stretch.along_m), strict=True)
    for (start, end), (start_m, end_m) in ends:
        share = _share(start, end, here)
        foot = (start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1]))
        yield start_m + share * (end_m - start_m), math.dist(foot, here)


def _share(start: Point, end: Point, here: Point) -> float:
    dx, dy = end[0] - start[0], end[1] - start[1]
    share = ((here[0] - start[0]) * dx + (here[1] - start[1]) * dy) / (dx * dx + dy * dy)
    return min(max(share, 0.0), 1.0)


def _moved(track: Track, foot: Foot, fix: Fix, speed_m_s: float) -> Track:
    """Follow the fixes forward smoothly; go back only when they stay behind."""
    passed_s = max(fix.t_s - track.t_s, 0.0)
    reach_m = HURRY * speed_m_s * passed_s
    step_m = (foot.along_m - track.along_m) * -math.expm1(-passed_s / SMOOTHING_S)
    step_m = min(max(step_m, -reach_m), reach_m)
    if foot.along_m >= track.along_m - (1.0 if track.behind_since_s is not None else 0.0):
        return replace(track, along_m=track.along_m + max(step_m, 0.0), t_s=fix.t_s, behind_since_s=None)
    if track.behind_since_s is None:
        far = foot.along_m < track.along_m - max(BACK_M, fix.r68_m)
        return replace(track, t_s=fix.t_s, behind_since_s=fix.t_s if far else None)
    back = fix.t_s - track.behind_since_s >= BACK_AFTER_S
    return replace(track, along_m=track.along_m + (step_m if back else 0.0), t_s=fix.t_s)


def _apart(parts: tuple[Part, ...], track: Track, fix: Fix) -> tuple[Track, Sight]:
    """Wait; then look for the walker on another part of the route before giving it up."""
    since_s = fix.t_s if track.apart_since_s is None else track.apart_since_s
    track = replace(track, t_s=fix.t_s, apart_since_s=since_s)
    if fix.t_s - since_s < OFF_AFTER_S:
        return track, Sight.UNCLEAR
    foot = _find_farther_on(parts, track, fix)
    if foot is None:
        return track, Sight.OFF_ROUTE
    return Track(part=foot.part, along_m=foot.along_m, t_s=fix.t_s), Sight.ON_ROUTE


def _find_farther_on(parts: tuple[Part, ...], track: Track, fix: Fix) -> Foot | None:
    """Return where a short cut met the route again, or None."""
    feet = [
        Foot(part=index, along_m=along_m, away_m=away_m)
        for index, part in enumerate(parts[track.part :], start=track.part)
        if isinstance(part, Stretch) and part.level_id == fix.position.level_id
        for along_m, away_m in _feet(part, fix.position)
        if away_m <= fix.r95_m + CORRIDOR_M and along_m > track.along_m
    ]
    return min(feet, key=lambda foot: foot.away_m, default=None)


def _elsewhere(parts: tuple[Part, ...], track: Track, fix: Fix, venue: Venue) -> tuple[Track, Sight]:
    """Judge a fix on another level: the ride was taken, is going on, or the walker went astray."""
    if fix.p_level < SURE_LEVEL:
        return replace(track, elsewhere_since_s=None), Sight.UNCLEAR
    since_s = fix.t_s if track.elsewhere_since_s is None else track.elsewhere_since_s
    track = replace(track, elsewhere_since_s=since_s)
    patience_s = WRONG_LEVEL_AFTER_S
    if track.part + 2 < len(parts):
        ride, after = parts[track.part + 1], _stretch(parts, track.part + 2)
        assert isinstance(ride, Ride)
        at_ride = ride.start_m - track.along_m <= BOARDING_M + fix.r95_m
        if at_ride and fix.position.level_id == after.level_id and fix.t_s - since_s >= RIDDEN_AFTER_S:
            return Track(part=track.part + 2, along_m=after.start_m, t_s=fix.t_s), Sight.ON_ROUTE
        if at_ride and _is_between(ride, fix, venue):
            patience_s += RIDE_SLACK_S
    late = fix.t_s - since_s >= patience_s
    return track, Sight.WRONG_LEVEL if late else Sight.UNCLEAR


def _is_between(ride: Ride, fix: Fix, venue: Venue) -> bool:
    """Whether a level is one that the ride passes."""
    ends = sorted(venue.get_level(level_id).ordinal for level_id in (ride.from_level_id, ride.to_level_id))
    return ends[0] <= venue.get_level(fix.position.level_id).ordinal <= ends[1]


def _stretch(parts: tuple[Part, ...], index: int) -> Stretch:
    part = parts[index]
    assert isinstance(part, Stretch)
    return part
