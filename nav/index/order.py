"""In which order to contract nodes: nested dissection, independent of any cost.

Indoor graphs fall apart at few nodes (a stair, a lift, a corridor's end); contracted last, these give shallow trees.

References
----------
George, *Nested dissection of a regular finite element mesh*, SIAM J. Numer. Anal. 10 (1973), doi:10.1137/0710032;
Karypis & Kumar, *METIS*, SIAM J. Sci. Comput. 20 (1998), doi:10.1137/S1064827595287997.
"""

from typing import NamedTuple

import numpy as np
import pymetis

from nav.index.network import Ints


def neighbours(tail: Ints, head: Ints, n_nodes: int) -> tuple[Ints, Ints]:
    """Return who is next to whom, directions ignored, each once: the start of each node's part, and the neighbours."""
    one, two = np.concatenate([tail, head]), np.concatenate([head, tail])
    pairs = np.sort(one.astype(np.int64) * n_nodes + two, kind="stable")  # np.unique hashes: several times slower
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    one, two = np.divmod(pairs, max(n_nodes, 1))
    one, two = one[one != two], two[one != two]
    return np.searchsorted(one, np.arange(n_nodes + 1)), two


MOST_NEW = 0.01
"""When more of the nodes than this are new since they were last dissected, they are dissected again."""


class Order(NamedTuple):
    """In which order nodes are contracted.

    Parameters
    ----------
    nodes : (n,) int64
        From the first to the last.
    new : int
        How many of them were not there when the nodes were last dissected.
    """

    nodes: Ints
    new: int


def inherited_order(earlier: Order, before: Ints) -> Order | None:
    """Return the order of an earlier graph for a similar one, or None if they differ too much for it to be a good one.

    Any order is right; new nodes are contracted first, where they join only what is near to them.

    Parameters
    ----------
    before : (n,) int64
        The node of the earlier graph that each was; -1 if it is new.
    """
    new = earlier.new + int(np.sum(before < 0))
    if new > MOST_NEW * len(before):
        return None
    rank = np.empty_like(earlier.nodes)
    rank[earlier.nodes] = np.arange(len(rank))
    return Order(np.argsort(np.where(before < 0, -1, rank[before]), kind="stable"), new)


def contraction_order(start: Ints, adjacent: Ints) -> Ints:
    """Return the nodes from the first to be contracted to the last.

    Parameters
    ----------
    start, adjacent : (n + 1,), (k,) int
        Who is next to whom (see `neighbours`).
    """
    if not len(adjacent):
        return np.arange(len(start) - 1)
    order, _ = pymetis.nested_dissection(pymetis.CSRAdjacency(start.tolist(), adjacent.tolist()))
    return np.asarray(order, dtype=np.int64)
