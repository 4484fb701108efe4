"""Durations and costs from many ends to many at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maps.ids import FeatureId
from maps.venue import Venue
from nav.index.matrix import joined
from nav.index.network import BARRED, TICKS_PER_S, Floats, Ints, Ints32, Prices, walking_ticks
from nav.index.routing_index import Index
from nav.route import End, Place
from nav.ways.doorstep import Doorstep
from nav.ways.ends import Candidate
from nav.ways.graph import Graph
from nav.ways.straight import all_lines
from nav.ways.versions import Version

_NO_WAY = BARRED << 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """What the best ways take from each origin (row) to each destination (column); infinite where there is none.

    Parameters
    ----------
    duration_s, cost_s : (o, d) float64
        As in `Route`, to a few tenths of a millisecond.
    """

    duration_s: Floats
    cost_s: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One end among many."""

    end: End
    doorstep: Doorstep


def find_matrix(
    graph: Graph, index: Index, version: Version, origins: Sequence[Party], destinations: Sequence[Party]
) -> Matrix:
    """Return the matrix of ends; those off the walkable ground have no ways."""
    shape = len(origins), len(destinations)
    duration_s, cost_s = np.full(shape, np.inf), np.full(shape, np.inf)
    rows = [i for i, party in enumerate(origins) if party.doorstep.candidates]
    columns = [j for j, party in enumerate(destinations) if party.doorstep.candidates]
    if rows and columns:
        some, others = [origins[i] for i in rows], [destinations[j] for j in columns]
        prices = version.costs.prices
        from_here = joined([party.doorstep.views.seeds(prices) for party in some])
        to_there = index.pin(version.costs, joined([party.doorstep.views.seeds(prices) for party in others]))
        found = _both(*index.matrix(version.costs, from_here, to_there))
        found = np.minimum(found, _straight(graph, prices, some, others))
        found = np.minimum(found, _there_already(graph.venue, prices, some, others))
        found = np.minimum(found, _there_already(graph.venue, prices, others, some).T)
        cell, reached = np.ix_(rows, columns), found < _NO_WAY
        duration_s[cell] = np.where(reached, (found & 0xFFFFFFFF) / TICKS_PER_S, np.inf)
        cost_s[cell] = np.where(reached, (found >> 32) / TICKS_PER_S, np.inf)
    return Matrix(duration_s=duration_s, cost_s=cost_s)


def _both(costs: Ints | Ints32, times: Ints | Ints32) -> Ints:
    """Return costs and times as one number each, in the order of the costs."""
    both: Ints = (costs.astype(np.int64) << 32) + times
    return both


def _straight(graph: Graph, prices: Prices, some: Sequence[Party], others: Sequence[Party]) -> Ints:
    """Return the costs and times of straight ways."""
    starts, first_start = _flat(some)
    goals, first_goal = _flat(others)
    all_pairs = _both(*all_lines(graph, starts, goals, prices))
    least: Ints = np.minimum.reduceat(np.minimum.reduceat(all_pairs, first_start, axis=0), first_goal, axis=1)
    return least


def _flat(parties: Sequence[Party]) -> tuple[list[Candidate], Ints]:
    """Return the candidates of all parties, and the first of each."""
    counts = [len(party.doorstep.candidates) for party in parties]
    return [candidate for party in parties for candidate in party.doorstep.candidates], np.cumsum([0, *counts[:-1]])


def _there_already(venue: Venue, prices: Prices, some: Sequence[Party], others: Sequence[Party]) -> Ints:
    """Return the costs and times of the first parties where they are in the unit that a second one names."""
    units: dict[FeatureId, list[int]] = {}
    for j, party in enumerate(others):
        if isinstance(party.end, Place):
            units.setdefault(party.end.id, []).append(j)
    found = np.full((len(some), len(others)), _NO_WAY, dtype=np.int64)
    for i, party in enumerate(some):
        for candidate in party.doorstep.candidates:
            step = 2 * walking_ticks(candidate.lead_m, prices)
            for j in units.get(venue.units[candidate.spot.unit].id, ()):
                found[i, j] = min(found[i, j], (step << 32) + step)
    return found
