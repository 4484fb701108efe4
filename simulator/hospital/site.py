"""Walks between the places of a scenario: of a real venue through its router, else along plain corridors."""

from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from maps.errors import BadInputError
from maps.ids import FeatureId
from maps.venue import Venue
from nav.profile import get_profile
from nav.route import End, Place
from nav.router import Router
from simulator.hospital.record import Floats, Ints
from simulator.hospital.scenario import Scenario

LIFT_S, FLOOR_S = 40.0, 8.0
"""Usual time for a lift, and for each floor, where there is no venue [s]."""
LEAST_LIFT_S = 5.0
"""Less is no lift but a door [s]."""


class Site(NamedTuple):
    """p places: the counters, stage by stage, and the entrance last.

    Parameters
    ----------
    walk_m : (2, p, p) float64
        Metres to walk between each two, of walkers and of wheelchairs.
    lift_s : (2, p, p) float64
        Usual time spent with lifts on the way, the wait for them included [s].
    stage : (p,) int64
        −1 for the entrance.
    first : (stages + 1,) int64
        Number of the first place of each stage.
    servers : (p,) int64
    """

    walk_m: Floats
    lift_s: Floats
    stage: Ints
    first: Ints
    servers: Ints


def build_site(scenario: Scenario) -> Site:
    """Return the places of a scenario and the walks between them.

    Raises
    ------
    BadInputError
        If the venue lacks a place, or there is no way between two.
    """
    counters = [(number, each) for number, stage in enumerate(scenario.stages) for each in stage.counters]
    names = [each.place for _, each in counters]
    if scenario.venue:
        walk_m, lift_s = _walks_of_demo((*names, scenario.entrance))
    else:
        walk_m, lift_s = _corridors(np.array([each.at for _, each in counters] + [(0.0, 0.0, 0.0)], dtype=np.float64))
    for walks, who in zip(walk_m, ("people on foot", "wheelchairs"), strict=True):
        apart = np.argwhere(~np.isfinite(walks))
        if len(apart):
            one, two = ((*names, "entrance")[each] for each in apart[0])
            raise BadInputError(
                f"The scenario is impossible. There is no way for {who} from {one!r} to {two!r}.",
                remedy="Choose places that are connected.",
            )
    stages = np.array([number for number, _ in counters] + [-1])
    return Site(
        walk_m=walk_m,
        lift_s=lift_s,
        stage=stages,
        first=np.searchsorted(stages[:-1], np.arange(len(scenario.stages) + 1)),
        servers=np.array([each.servers for _, each in counters] + [1]),
    )


def pooled(site: Site) -> Site:
    """Return one place a stage with all its servers, as near to each other stage as their nearest places are."""
    stages = len(site.first) - 1
    members = [np.arange(site.first[each], site.first[each + 1]) for each in range(stages)] + [
        np.array([len(site.stage) - 1])
    ]
    between = [[np.ix_(one, two) for two in members] for one in members]
    walk_m, lift_s = (
        np.array([[[ways[cells].min() for cells in row] for row in between] for ways in both])
        for both in (site.walk_m, site.lift_s)
    )
    return Site(
        walk_m=walk_m,
        lift_s=lift_s,
        stage=np.array([*range(stages), -1]),
        first=np.arange(stages + 1),
        servers=np.array([site.servers[each].sum() for each in members]),
    )


def _corridors(spots: Floats) -> tuple[Floats, Floats]:
    apart_m = np.abs(spots[:, None] - spots[None])
    walk_m = apart_m[..., 0] + apart_m[..., 1]
    lift_s = np.where(apart_m[..., 2] > 0, LIFT_S + FLOOR_S * apart_m[..., 2], 0.0)
    return np.stack([walk_m, walk_m]), np.stack([lift_s, lift_s])


@lru_cache(maxsize=8)
def _walks_of_demo(names: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Tell walking from time in lifts: the first halves at twice the speed, the second does not."""
    router = _demo()
    ends: tuple[End, ...] = tuple(Place(id=_find(router.venue, name)) for name in names)
    walks_m, lifts_s = [], []
    for name in ("no_stairs", "wheelchair"):
        profile = get_profile(name)
        fast = replace(profile, speed_m_s=2 * profile.speed_m_s)
        usual_s, fast_s = (router.matrix(ends, ends, each).duration_s for each in (profile, fast))
        with np.errstate(invalid="ignore"):
            foot_s = np.minimum(2 * (usual_s - fast_s), usual_s)
        foot_s[~np.isfinite(usual_s)] = np.inf
        walks_m.append(foot_s * profile.speed_m_s)
        lift_s = np.where(np.isfinite(usual_s), usual_s - foot_s, 0.0)
        lifts_s.append(np.where(lift_s < LEAST_LIFT_S, 0.0, lift_s))
    return np.stack(walks_m), np.stack(lifts_s)


@lru_cache(maxsize=1)
def _demo() -> Router:
    from simulator.demo import demo_hospital

    return Router.compile(demo_hospital())


def _find(venue: Venue, name: str) -> FeatureId:
    if name in venue.feature_by_id:
        return FeatureId(name)
    found = [each.id for each in venue.service_points if name in each.labels.values()]
    found = found or [each.id for each in venue.units if name in each.labels.values()]
    if len(found) != 1:
        problem = "has no place" if not found else f"has {len(found)} places called"
        raise BadInputError(
            f"The scenario is impossible. Venue {venue.id!r} {problem} {name!r}.",
            remedy="Write the name of a service point or a room, or its id.",
        )
    return found[0]
