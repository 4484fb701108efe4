"""The routing index of a graph: order it once, customise it for each profile, change it for each closure, ask it.

No question waits for any other or for a change: what they read never changes.
"""

import threading
from dataclasses import dataclass, field

import numpy as np

from nav.index.hierarchy import build_hierarchy
from nav.index.labels import change_metric, make_metric
from nav.index.matrix import Ends, Pinned, matrix, pin
from nav.index.metric import DOWN, UP, Metric
from nav.index.network import Ints, Ints32, Network, Prices
from nav.index.order import Order
from nav.index.paths import Board, Path, Seeds, find_path, new_board
from nav.index.spread import spread


@dataclass(slots=True, kw_only=True)
class _Memory:
    """What metrics that differ a little lie in together.

    Parameters
    ----------
    used : (int, int)
        Pages of arcs, and length of the rows.
    """

    used: tuple[int, int]
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What everything costs: prices, and all that follows from them."""

    prices: Prices
    metric: Metric
    memory: _Memory


class Index:
    """Cheapest paths in one graph.

    Parameters
    ----------
    tails : (m,) int64
        Where each way of the network starts.
    network : Network
    inherited : Order or None
        In which order to contract the nodes, if a similar graph has shown a good one.
    """

    def __init__(self, tails: Ints, network: Network, inherited: Order | None = None) -> None:
        self.network = network
        self.hierarchy = build_hierarchy(tails, network, None if inherited is None else inherited.nodes)
        self.order = Order(self.hierarchy.node.astype(np.int64), 0 if inherited is None else inherited.new)
        by_code = np.argsort(network.codes, kind="stable")
        self._coded = network.codes[by_code]
        self._ways_by_code = np.repeat(np.arange(len(tails)), np.diff(network.code_start))[by_code]
        self._of_thread = threading.local()

    def customise(self, prices: Prices) -> Costs:
        """Return the costs of prices, from scratch."""
        metric, used = make_metric(self.hierarchy, self.network, prices)
        return Costs(prices=prices, metric=metric, memory=_Memory(used=used))

    def change(self, costs: Costs, prices: Prices, codes: Ints) -> Costs:
        """Return the costs of prices that differ from others in some codes only: the same as from scratch, sooner."""
        memory = costs.memory
        with memory.lock:
            metric, used = change_metric(
                self.hierarchy, self.network, costs.metric, prices, self._ways_with(codes), memory.used
            )
            if min(used) >= 0:
                memory.used = used
                return Costs(prices=prices, metric=metric, memory=memory)
        return self.customise(prices)

    def _ways_with(self, codes: Ints) -> Ints:
        """Return the ways that cross any of some codes."""
        first, last = np.searchsorted(self._coded, codes), np.searchsorted(self._coded, codes, side="right")
        parts = [self._ways_by_code[i:j] for i, j in zip(first.tolist(), last.tolist(), strict=True)]
        return np.unique(np.concatenate([*parts, np.zeros(0, dtype=np.int64)]))

    @property
    def _board(self) -> Board:
        if not hasattr(self._of_thread, "board"):
            self._of_thread.board = new_board(self.hierarchy.tree)
        board: Board = self._of_thread.board
        return board

    def path(self, costs: Costs, origin: Seeds, destination: Seeds) -> Path:
        """Return the cheapest path between two ends."""
        return find_path(self.hierarchy.tree, costs.metric, origin, destination, self._board)

    def pin(self, costs: Costs, destinations: Ends) -> Pinned:
        """Return destinations ready to be asked for from many origins, under the same costs."""
        return pin(self.hierarchy.tree, costs.metric, destinations, self._board)

    def matrix(self, costs: Costs, origins: Ends, destinations: Pinned, *, timed: bool = True) -> tuple[Ints32, Ints32]:
        """Return the cost and the time from each origin to each destination [ticks]: (o, d) each.

        The cost is `BARRED` where there is no way.

        Parameters
        ----------
        timed : bool
            Without, the times are 0, and most of the work is saved.
        """
        return matrix(self.hierarchy.tree, costs.metric, origins, destinations, self._board, timed)

    def spread(self, costs: Costs, end: Seeds, *, backward: bool = False) -> tuple[Ints32, Ints32]:
        """Return the cost and the time from an end to every node [ticks], or backward to it: (n,) each.

        The cost is `BARRED` where there is no way.
        """
        return spread(self.hierarchy.tree, costs.metric, end, DOWN if backward else UP)
