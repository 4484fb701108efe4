"""Other good ways: by way of nodes that are off the best one.

A way by some node is worth telling if it is not much longer than the best, has enough ground of its own, and makes no
detour that anybody would see through: each stretch of it is itself a cheapest way.

References
----------
Abraham, Delling, Goldberg, Werneck, *Alternative routes in road networks*, ACM JEA 18 (2013),
doi:10.1145/2444016.2444019.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from nav.index.network import BARRED, Ints, Ints32
from nav.index.paths import Path, Seeds
from nav.index.routing_index import Costs, Index

MOST_STRETCH = 1.4
"""Cost of a way over that of the best."""

MOST_SHARED = 0.7
"""Share of a way's length that it has in common with another."""

LOCAL_SHARE = 0.25
"""The stretch round the via node is a cheapest way up to this share of the best way's cost."""

_MOST_TRIES = 200


def find_alternatives(index: Index, costs: Costs, tails: Ints, origin: Seeds, destination: Seeds) -> Iterator[Path]:
    """Yield the best path and others that differ from all before, from the cheapest on.

    Parameters
    ----------
    tails : (m,) int64
        Where each way of the network starts.
    """
    best = index.path(costs, origin, destination)
    if best.cost >= BARRED:
        return
    yield best
    told = [best]
    there, _ = index.spread(costs, origin)
    back, _ = index.spread(costs, destination, backward=True)
    total = there.astype(np.int64) + back
    seen = np.zeros(len(total), dtype=np.bool_)
    seen[_nodes(tails, best, destination)] = True
    tries = 0
    for via in np.argsort(total, kind="stable").tolist():
        if total[via] > MOST_STRETCH * best.cost or tries == _MOST_TRIES:
            return
        if seen[via]:
            continue
        tries += 1
        path = _by(index, costs, origin, via, destination)
        nodes = _nodes(tails, path, destination)
        seen[nodes] = True
        reach = LOCAL_SHARE * best.cost / 2
        if _is_other(index.network.length_m, path, told) and _is_sensible(index, costs, nodes, via, there, back, reach):
            yield path
            told.append(path)


def _by(index: Index, costs: Costs, origin: Seeds, via: int, destination: Seeds) -> Path:
    """Return the cheapest path by way of a node."""
    middle = _at(via)
    one, two = index.path(costs, origin, middle), index.path(costs, middle, destination)
    return Path(one.cost + two.cost, one.time + two.time, one.first, two.last, np.concatenate([one.ways, two.ways]))


def _at(node: int) -> Seeds:
    nothing = np.zeros(1, dtype=np.int64)
    return Seeds(np.array([node]), nothing, nothing)


def _nodes(tails: Ints, path: Path, destination: Seeds) -> list[int]:
    """Return the nodes of a path, in order."""
    return [*tails[path.ways].tolist(), int(destination.nodes[path.last])]


def _is_other(length_m: np.ndarray, path: Path, told: Sequence[Path]) -> bool:
    """Return whether a path has enough ground of its own."""
    own_m = float(length_m[path.ways].sum())
    return all(length_m[np.intersect1d(path.ways, other.ways)].sum() < MOST_SHARED * own_m for other in told)


def _is_sensible(
    index: Index, costs: Costs, nodes: list[int], via: int, there: Ints32, back: Ints32, reach: float
) -> bool:
    """Return whether a path by way of a node visits nothing twice, and is a cheapest one for a reach round the node."""
    if len(set(nodes)) < len(nodes):
        return False
    middle = nodes.index(via)
    start = next((node for node in nodes[middle::-1] if there[via] - there[node] >= reach), nodes[0])
    end = next((node for node in nodes[middle:] if back[via] - back[node] >= reach), nodes[-1])
    along = (there[via] - there[start]) + (back[via] - back[end])
    return index.path(costs, _at(start), _at(end)).cost == int(along)
