"""What everything costs for one profile under one set of conditions: the figures of all arcs, and the labels.

A metric never changes once it is made. One that differs a little from another lies in the same memory: what differs
is written behind what is there, and found through tables of its own. So nobody who reads ever waits.
"""

from typing import NamedTuple

import numba

from nav.index.hierarchy import DEPTH, Tree
from nav.index.network import Ints32

UP, DOWN = 0, 1
"""From the lower end of an arc to the higher, and the other way."""

COST, TIME, VIA = 0, 2, 4
"""Columns of an arc: add the direction. Cost and time [ticks] of the cheapest path between the arc's ends by ranks
below both, and the highest of these; -1 - w if the path is the single way w."""

N_COLUMNS = 6
NOTHING = -1 - 2**30
"""Stands in the column `VIA` where there is no path."""

PAGE_BITS = 5
PAGE = 1 << PAGE_BITS
"""Arcs are shared or replaced by pages of so many."""


class Metric(NamedTuple):
    """Costs of arcs, and of climbing to ancestors.

    Parameters
    ----------
    page : (a / PAGE,) int32
        Where in `arcs` the page of each arc is; empty if each is where it was made.
    arcs : (p, 6) int32
        Pages of arcs by column.
    row_start : (n - first_labelled,) int32
        Where in `rows` the labels of each labelled rank are: the costs up to its ancestors from the root on, itself the
        last; then the costs down from them.
    rows : (q,) int32
        Labels.
    """

    page: Ints32
    arcs: Ints32
    row_start: Ints32
    rows: Ints32


@numba.njit(cache=True, nogil=True)
def place_of(metric: Metric, arc: int) -> int:
    """Return where in `arcs` an arc is."""
    if len(metric.page) == 0:
        return arc
    return int(metric.page[arc >> PAGE_BITS] << PAGE_BITS) + (arc & (PAGE - 1))


@numba.njit(cache=True, nogil=True)
def row_of(tree: Tree, metric: Metric, v: int, direction: int) -> Ints32:
    """Return the labels of a labelled rank in a direction."""
    size = tree.ranks[v, DEPTH] + 1
    start = metric.row_start[v - tree.first_labelled] + direction * size
    return metric.rows[start : start + size]
