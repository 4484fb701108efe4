"""In which order to contract nodes: nested dissection, independent of any cost.

Indoor graphs fall apart at few nodes (a stair, a lift, a corridor's end); contracted last, these give shallow trees.

References
----------
George, *Nested dissection of a regular finite element mesh*, SIAM J. Numer. Anal. 10 (1973), doi:10.1137/0710032;
Karypis & Kumar, *METIS*, SIAM J. Sci. Comput. 20 (1998), doi:10.1137/S1064827595287997.
"""

import numpy as np
import pymetis

from nav.index.network import Ints


def neighbours(tail: Ints, head: Ints, n_nodes: int) -> tuple[Ints, Ints]:
    """Return who is next to whom, directions ignored, each once: the start of each node's part, and the neighbours."""
    one, two = np.concatenate([tail, head]), np.concatenate([head, tail])
    pairs = np.sort(one.astype(np.int64) * n_nodes + two)  # np.unique hashes: five times slower
    pairs = pairs[np.diff(pairs, prepend=-1) > 0]
    one, two = np.divmod(pairs, max(n_nodes, 1))
    one, two = one[one != two], two[one != two]
    return np.searchsorted(one, np.arange(n_nodes + 1)), two


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
