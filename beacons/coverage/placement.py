"""Where the next beacons help most, and how near that is to the best there is."""

from collections.abc import Collection
from dataclasses import dataclass

from beacons.coverage.candidates import HEIGHT_M, Candidates
from beacons.coverage.greedy import greedy
from beacons.coverage.precision import information
from beacons.coverage.site import Radios, Site
from beacons.coverage.told import Told
from maps.errors import BadInputError
from maps.ids import FeatureId, LevelId

MOST = 50
"""Beacons that are suggested at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One more beacon.

    Parameters
    ----------
    x_m, y_m : float
        Place [local m].
    height_m : float
        Above the floor [m].
    gain : float
        Information that it adds to those before it, averaged over the walkable area [nats].
    """

    x_m: float
    y_m: float
    height_m: float
    gain: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """Where the next beacons would go, the most useful first.

    Parameters
    ----------
    at_least_share : float
        What they add is at least this share of what any choice of as many candidates could; never below 1 - 1/e.
    median_before_m, median_after_m : float
        Median of the Cramér-Rao bound over the level without them and with all of them [m].
    """

    level_id: LevelId
    suggestions: tuple[Suggestion, ...]
    at_least_share: float
    median_before_m: float
    median_after_m: float


def suggest(
    site: Site,
    level_id: LevelId,
    count: int,
    *,
    radios: Radios = Radios.BEACONS,
    without: Collection[FeatureId] = (),
) -> Placement:
    """Return where the next beacons of a level would help most (see `Told` and `greedy`).

    Raises
    ------
    BadInputError
        If none or more than 50 are asked for.
    NotFoundError
        If the venue has no such level or no such transmitter.
    """
    if not 1 <= count <= MOST:
        raise BadInputError(f"{count} beacons are asked for.", remedy=f"Ask for 1 to {MOST}.")
    level = site.level(level_id)
    candidates = Candidates.of(site, level)
    told = Told(candidates, information(site, level, site.audible(level, radios, without)))
    before_m = told.median_bound_m()
    choice = greedy(told, len(candidates), count)
    suggestions = tuple(
        Suggestion(
            x_m=float(candidates.table.x_m[row]), y_m=float(candidates.table.y_m[row]), height_m=HEIGHT_M, gain=gain
        )
        for row, gain in zip(choice.rows, choice.gains, strict=True)
    )
    return Placement(
        level_id=level_id,
        suggestions=suggestions,
        at_least_share=choice.at_least_share,
        median_before_m=before_m,
        median_after_m=told.median_bound_m(),
    )
