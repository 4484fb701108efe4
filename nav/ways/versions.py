"""Tariffs and index costs by profile and conditions: made once, shared by all who ask, never changed."""

import threading
from dataclasses import dataclass

import numpy as np

from nav.conditions import OPEN, Conditions, Switches
from nav.costs.cost import Tariff
from nav.costs.tariffs import Tariffs
from nav.index.network import BARRED, TICKS_PER_S, Floats, Ints32, Prices
from nav.index.order import inherited_order
from nav.index.routing_index import Costs, Index
from nav.profile import TravelProfile
from nav.ways.graph import Graph, nodes_before

_MOST_CONDITIONS = 8
"""Kept for each profile beside the usual ones; older ones are forgotten and made again if they are asked for."""

_MOST_PROFILES = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What everything costs for one profile under one set of conditions."""

    conditions: Conditions
    tariff: Tariff
    costs: Costs


def prices_of(rates: Tariff) -> Prices:
    """Return a tariff in whole ticks, rounded up."""
    return Prices(
        ticks_per_m=TICKS_PER_S / rates.speed_m_s, code_cost=_ticks(rates.cost_s), code_time=_ticks(rates.time_s)
    )


def _ticks(seconds: Floats) -> Ints32:
    return np.minimum(np.ceil(seconds * TICKS_PER_S - 1e-6), BARRED).astype(np.int32)


class Versions:
    """All versions of one graph.

    Whoever asks for one that is there never waits. One that is new is made from the most similar one of its profile.

    Parameters
    ----------
    earlier : (Graph, Index) or None
        Those of another revision: a similar graph is contracted in the same order.
    """

    def __init__(self, graph: Graph, earlier: tuple[Graph, Index] | None = None) -> None:
        self._tariffs = Tariffs(graph.codes)
        inherited = inherited_order(earlier[1].order, nodes_before(graph, earlier[0])) if earlier else None
        self._index = Index(graph.tails, graph.network, inherited)
        self._switches = Switches(graph.codes)
        self._kept: dict[TravelProfile, tuple[Version, ...]] = {}
        self._making = threading.Lock()

    @property
    def index(self) -> Index:
        """The index that the costs belong to."""
        return self._index

    def get(self, profile: TravelProfile, conditions: Conditions = OPEN) -> Version:
        """Return the version for a profile under conditions."""
        conditions = conditions.felt_by(profile)
        return self._find(profile, conditions) or self._make(profile, conditions)

    def _find(self, profile: TravelProfile, conditions: Conditions) -> Version | None:
        kept = self._kept.get(profile, ())
        return next((version for version in kept if version.conditions == conditions), None)

    def _make(self, profile: TravelProfile, conditions: Conditions) -> Version:
        with self._making:
            found = self._find(profile, conditions)  # somebody else may have made it meanwhile
            if found is not None:
                return found
            usual, *others = self._kept.get(profile) or (self._usual(profile),)
            made = usual
            if conditions != OPEN:
                made, beside = self._changed((usual, *others), conditions)
                others = [made, *others[: _MOST_CONDITIONS - 1]] if beside else [made]
                usual = usual if beside else self._usual(profile)
            self._keep(profile, (usual, *others))
        return made

    def _usual(self, profile: TravelProfile) -> Version:
        rates = self._tariffs.of(profile)
        return Version(conditions=OPEN, tariff=rates, costs=self._index.customise(prices_of(rates)))

    def _changed(self, kept: tuple[Version, ...], conditions: Conditions) -> tuple[Version, bool]:
        """Return the version for conditions, made from the most similar one, and whether there was room for it."""
        changes = [self._switches.between(version.conditions, conditions) for version in kept]
        nearest = min(range(len(kept)), key=lambda i: len(changes[i]))
        rates = self._switches.under(kept[0].tariff, conditions)
        costs = self._index.change(kept[nearest].costs, prices_of(rates), changes[nearest])
        beside = costs.memory is kept[nearest].costs.memory
        return Version(conditions=conditions, tariff=rates, costs=costs), beside

    def _keep(self, profile: TravelProfile, versions: tuple[Version, ...]) -> None:
        others = [item for item in self._kept.items() if item[0] != profile]
        self._kept = dict([*others[-_MOST_PROFILES + 1 :], (profile, versions)])
