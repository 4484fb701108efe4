"""The customisable contraction hierarchy of a graph: everything that does not depend on costs.

Nodes are contracted from the lowest rank to the highest; contracting one joins all its higher neighbours. The lowest
of these is its parent in the elimination tree, and all are its ancestors. So a cheapest path climbs from its start to
a common ancestor of its ends, and down again.

References
----------
Dibbelt, Strasser, Wagner, *Customizable contraction hierarchies*, ACM JEA 21 (2016), doi:10.1145/2886843.
"""

from typing import NamedTuple

import numba
import numpy as np

from nav.index.network import Ints, Ints32, Network
from nav.index.order import contraction_order, neighbours

SMALL_SUBTREE = 8
"""Nodes with so few nodes below them have no labels of their own (see `nav.index.labels`)."""


PARENT, DEPTH, FIRST_ARC = 0, 1, 2
"""Columns of a rank: its parent in the elimination tree, -1 at a root; how many ancestors it has; its first arc up."""


class Tree(NamedTuple):
    """The part of a hierarchy that queries climb in. An arc joins a lower rank to a higher, whatever its direction.

    Parameters
    ----------
    rank : (n,) int32
        Of each node of the graph.
    ranks : (n + 1, 3) int32
        The ranks by column.
    up_head : (a,) int32
        The arcs ``ranks[v, FIRST_ARC]:ranks[v + 1, FIRST_ARC]`` lead up from v to these, in ascending order.
    first_labelled : int
        Ranks from here on have labels.
    height : int
        The most ancestors that a rank has.
    """

    rank: Ints32
    ranks: Ints32
    up_head: Ints32
    first_labelled: int
    height: int


class Hierarchy(NamedTuple):
    """The whole hierarchy.

    Parameters
    ----------
    node : (n,) int32
        The node of the graph of each rank.
    low : (a,) int32
        The lower end of each arc.
    down_start, down_arc : (n + 1,), (a,) int32
        The arcs that lead down from rank v are ``down_arc[down_start[v]:down_start[v + 1]]``, in ascending order.
    way_arc : (m,) int32
        The arc of each way of the network; -1 if it leads nowhere.
    """

    tree: Tree
    node: Ints32
    low: Ints32
    down_start: Ints32
    down_arc: Ints32
    way_arc: Ints32


def build_hierarchy(tails: Ints, network: Network, inherited: Ints | None = None) -> Hierarchy:
    """Return the hierarchy of a network whose ways start at `tails`.

    Parameters
    ----------
    inherited : (n,) int64 or None
        In which order to contract the nodes, if that is known already.
    """
    n_nodes = len(network.start) - 1
    start, adjacent = neighbours(tails, network.head, n_nodes)
    order = contraction_order(start, adjacent) if inherited is None else inherited
    parent = _contracted(*_ranked(order, start, adjacent))[2]
    order = order[_large_last(parent)]
    up_start, up_head, parent = _contracted(*_ranked(order, start, adjacent))
    rank = order_of(order)
    columns = np.append(parent, -1), np.append(_depths(parent), 0), up_start
    ranks = np.ascontiguousarray(np.stack(columns, axis=1), dtype=np.int32)
    return Hierarchy(
        tree=Tree(
            rank=rank.astype(np.int32),
            ranks=ranks,
            up_head=up_head,
            first_labelled=int(np.sum(_subtree_sizes(parent) <= SMALL_SUBTREE)),
            height=int(ranks[:, DEPTH].max(initial=0)),
        ),
        node=order.astype(np.int32),
        low=np.repeat(np.arange(n_nodes, dtype=np.int32), np.diff(up_start)),
        down_start=np.searchsorted(np.sort(up_head), np.arange(n_nodes + 1)).astype(np.int32),
        down_arc=np.argsort(up_head, kind="stable").astype(np.int32),
        way_arc=_arcs_of_ways(rank[tails], rank[network.head], ranks, up_head),
    )


def order_of(order: Ints) -> Ints:
    """Return the rank of each node."""
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank


def _ranked(order: Ints, start: Ints, adjacent: Ints) -> tuple[Ints, Ints]:
    """Return who is next to whom, by ranks; the neighbours of a rank in no order."""
    counts = np.diff(start)[order]
    first = np.cumsum(counts) - counts
    places = np.repeat(start[order] - first, counts) + np.arange(len(adjacent))
    return np.append(first, len(adjacent)), order_of(order)[adjacent[places]]


def _large_last(parent: Ints32) -> Ints:
    """Return the ranks in an order with the same tree, in which those with large subtrees come last."""
    return np.argsort(_subtree_sizes(parent) > SMALL_SUBTREE, kind="stable")


@numba.njit(cache=True, nogil=True)
def _contracted(start: Ints, adjacent: Ints) -> tuple[Ints32, Ints32, Ints32]:
    """Contract all ranks in turn, and return the arcs up from each and its parent.

    The higher neighbours of a rank are its own and those of its children in the tree.
    """
    n = len(start) - 1
    up_start, parent = np.zeros(n + 1, np.int32), np.full(n, -1, np.int32)
    up_head = np.empty(4 * n + 16, np.int32)
    first_child, next_child = np.full(n, -1, np.int32), np.full(n, -1, np.int32)
    seen_by = np.full(n, -1, np.int32)
    found = np.empty(n, np.int32)
    for v in range(n):
        count = 0
        for i in range(start[v], start[v + 1]):
            u = adjacent[i]
            if u > v:
                seen_by[u] = v
                found[count] = u
                count += 1
        child = first_child[v]
        while child >= 0:
            for arc in range(up_start[child], up_start[child + 1]):
                u = up_head[arc]
                if u > v and seen_by[u] != v:
                    seen_by[u] = v
                    found[count] = u
                    count += 1
            child = next_child[child]
        first = up_start[v]
        if first + count > len(up_head):
            larger = np.empty(2 * (first + count), np.int32)
            larger[:first] = up_head[:first]
            up_head = larger
        up_head[first : first + count] = np.sort(found[:count])
        up_start[v + 1] = first + count
        if count:
            parent[v] = up_head[first]
            next_child[v] = first_child[parent[v]]
            first_child[parent[v]] = v
    return up_start, up_head[: up_start[n]].copy(), parent


@numba.njit(cache=True, nogil=True)
def _depths(parent: Ints32) -> Ints32:
    """Return how many ancestors each rank has."""
    depth = np.zeros(len(parent), np.int32)
    for v in range(len(parent) - 1, -1, -1):
        if parent[v] >= 0:
            depth[v] = depth[parent[v]] + 1
    return depth


@numba.njit(cache=True, nogil=True)
def _subtree_sizes(parent: Ints32) -> Ints32:
    """Return how many ranks are in the subtree of each, itself included."""
    size = np.ones(len(parent), np.int32)
    for v in range(len(parent)):
        if parent[v] >= 0:
            size[parent[v]] += size[v]
    return size


@numba.njit(cache=True, nogil=True)
def arc_up(ranks: Ints32, up_head: Ints32, low: int, high: int) -> int:
    """Return the arc from a rank up to another that it is joined to. Ranks have few arcs: in turn is fastest."""
    arc = ranks[low, FIRST_ARC]
    while up_head[arc] != high:
        arc += 1
    return int(arc)


@numba.njit(cache=True, nogil=True)
def _arcs_of_ways(tail: Ints, head: Ints, ranks: Ints32, up_head: Ints32) -> Ints32:
    """Return the arc of each way between two ranks; -1 from a rank to itself."""
    arcs = np.full(len(tail), -1, np.int32)
    for way in range(len(tail)):
        if tail[way] != head[way]:
            arcs[way] = arc_up(ranks, up_head, min(tail[way], head[way]), max(tail[way], head[way]))
    return arcs
