"""One simulated walk: a route, somebody on it, and what their phone hears."""

import numpy as np

from beacons.traces.trace import Trace, TruthPoint
from nav.profile import TravelProfile
from nav.route import End, NoRoute, Route
from nav.router import Router
from simulator.paces import detect_steps
from simulator.radio import RadioWorld
from simulator.walking import TICK_S, walk

TRUTH_EVERY_S = 0.2
"""Truth is written five times a second [s]."""


def simulate_walk(
    router: Router,
    origin: End,
    destination: End,
    *,
    profile: TravelProfile,
    rng: np.random.Generator,
    start_unix_s: float = 0.0,
) -> Trace | NoRoute:
    """Return the trace of somebody who walks from one end to the other, with its ground truth.

    Parameters
    ----------
    rng : numpy.random.Generator
        The same seed gives the same trace, bit for bit.
    start_unix_s : float
        When the walk begins [Unix s].
    """
    route = router.route(origin, destination, profile)
    if isinstance(route, NoRoute):
        return route
    world = RadioWorld(router.venue)
    return walk_route(route, world, profile=profile, rng=rng, start_unix_s=start_unix_s)


def walk_route(
    route: Route, world: RadioWorld, *, profile: TravelProfile, rng: np.random.Generator, start_unix_s: float = 0.0
) -> Trace:
    """Return the trace of somebody who walks a route, in a radio world that many walks may share."""
    truth = walk(route, world.venue, profile, rng)
    return Trace(
        id="simulated",
        start_unix_s=start_unix_s,
        observations=world.hear(truth, rng),
        steps=detect_steps(truth, profile, rng),
        truth=_thinned(truth),
    )


def _thinned(truth: tuple[TruthPoint, ...]) -> tuple[TruthPoint, ...]:
    every = round(TRUTH_EVERY_S / TICK_S)
    kept = [point for index, point in enumerate(truth) if index % every == 0]
    return tuple(kept if kept[-1] == truth[-1] else [*kept, truth[-1]])
