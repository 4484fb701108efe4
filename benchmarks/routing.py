"""How fast, how small and how right the routing index is, beside its peers: ``python -m benchmarks.routing --json``.

Also ``beeline bench routing --json`` from a checkout. Needs the extra ``bench``; every answer is checked.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

import click
import numpy as np

from benchmarks.answers import first_answer, polygon, whole_answers
from benchmarks.campus import CAMPUS, Campus, campus, city
from benchmarks.peers import Peers
from benchmarks.timing import compared, interleaved
from nav.index import Costs, Index
from nav.matrix import joined
from nav.network import BARRED
from nav.paths import Seeds

OURS = "Beeline"
_NOTHING = np.zeros(1, dtype=np.int64)
Row = dict[str, Any]


def seeds(node: int) -> Seeds:
    return Seeds(np.array([node]), _NOTHING, _NOTHING)


def on_graph(name: str, graph: Campus, questions: int, rng: np.random.Generator) -> Iterator[Row]:
    """Yield the rows of one graph."""
    start_s = time.thread_time()
    index = Index(graph.tails, graph.network)
    order_s = round(time.thread_time() - start_s, 2)
    costs = index.customise(graph.prices)
    yield {"row": "graph", "graph": name, "nodes": graph.n_nodes, "ways": len(graph.tails), "order_s": order_s}
    peers = Peers(graph, index.hierarchy.node.tolist())
    nodes = rng.integers(0, graph.n_nodes, (questions, 31))
    yield {"row": "path", "graph": name, **paths(index, costs, peers, nodes[:, :2])}
    yield {"row": "one to 30", "graph": name, **to_many(index, costs, peers, nodes)}
    yield {"row": "closure", "graph": name, **closures(index, costs, graph, rng)}
    yield {"row": "new profile", "graph": name, **profiles(index, graph, peers)}
    yield {"row": "memory", "graph": name, **memory(index, costs)}


def paths(index: Index, costs: Costs, peers: Peers, pairs: np.ndarray) -> Row:
    def ours(question: tuple[int, int]) -> tuple[float, int]:
        found = index.path(costs, seeds(question[0]), seeds(question[1]))
        return found.cost, len(found.ways) + 1

    questions = [(int(one), int(two)) for one, two in pairs if one != two]
    times, answers = interleaved({OURS: ours, **peers.paths()}, questions, most_s=4.0)
    wrong = [
        (name, number)
        for name, each in answers.items()
        for number, (cost, _) in each.items()
        if cost != answers[OURS][number][0]
    ]
    nodes = float(np.mean([count for _, count in answers[OURS].values()]))
    return {"nodes_on_path": round(nodes, 1), "contenders": compared(times, OURS), "wrong": wrong}


def to_many(index: Index, costs: Costs, peers: Peers, rows: np.ndarray) -> Row:
    targets = rows[0, 1:].tolist()
    ours = f"{OURS}, targets pinned"
    goals = index.pin(costs, joined([seeds(node) for node in targets]))
    asks = {
        ours: lambda source: index.matrix(costs, joined([seeds(source)]), goals, timed=False)[0][0],
        **peers.to_many(targets),
    }
    times, answers = interleaved(asks, rows[:, 0].tolist(), most_s=3.0)
    wrong = [
        (name, number)
        for name, each in answers.items()
        for number, found in each.items()
        if not np.array_equal(np.asarray(found, dtype=np.float64), answers[ours][number])
    ]
    return {"contenders": compared(times, ours), "wrong": wrong}


def closures(index: Index, costs: Costs, graph: Campus, rng: np.random.Generator, count: int = 200) -> Row:
    """Close one stretch of corridor after another, each from the usual state, and check some against a rebuild."""
    times_s, rebuilds, unequal = [], 0, 0
    index.change(costs, graph.prices, graph.corridors[:1])  # the kernels are compiled or loaded now
    for number, code in enumerate(rng.choice(graph.corridors, count)):
        start_s = time.thread_time()
        cost = graph.prices.code_cost.copy()
        cost[code] = BARRED
        prices = graph.prices._replace(code_cost=cost)
        changed = index.change(costs, prices, np.array([code]))
        if changed.memory is not costs.memory:  # there was no room beside: as `nav.versions` does then
            costs, rebuilds = index.customise(graph.prices), rebuilds + 1
        times_s.append(time.thread_time() - start_s)
        if number < 3:
            unequal += not same_answers(index, changed, index.customise(prices), rng)
    p50, p95, most = np.percentile(np.array(times_s) * 1e3, [50, 95, 100])
    figures = {"median_ms": round(p50, 3), "p95_ms": round(p95, 3), "max_ms": round(most, 3)}
    return {**figures, "rebuilds": rebuilds, "unequal_to_rebuild": unequal}


def same_answers(index: Index, one: Costs, two: Costs, rng: np.random.Generator) -> bool:
    """Return whether two costs give the same costs from some nodes to all."""
    sources = rng.integers(0, len(index.network.start) - 1, 5).tolist()
    spreads = [[index.spread(costs, seeds(node))[0] for node in sources] for costs in (one, two)]
    pairs = rng.integers(0, len(index.network.start) - 1, (300, 2)).tolist()
    found = [[index.path(costs, seeds(a), seeds(b)).cost for a, b in pairs] for costs in (one, two)]
    return bool(np.array_equal(*spreads)) and found[0] == found[1]


def profiles(index: Index, graph: Campus, peers: Peers) -> Row:
    weights = peers.costs.tolist()
    asks = {
        OURS: lambda _: index.customise(graph.prices),
        "RoutingKit, no labels": lambda _: peers.metric.reset(weights),
    }
    times, _ = interleaved(asks, range(12))
    return {"contenders": compared(times, OURS)}


def memory(index: Index, costs: Costs) -> Row:
    """Return what the index takes [MB]; the room behind a metric is untouched until something changes."""
    hierarchy, metric = index.hierarchy, costs.metric
    static = sum(part.nbytes for part in (*hierarchy.tree, *hierarchy[1:]) if isinstance(part, np.ndarray))
    pages, row_length = costs.memory.used
    one = metric.page.nbytes + metric.row_start.nbytes + pages * 32 * 24 + row_length * 4
    network = sum(part.nbytes for part in index.network)
    return {
        "hierarchy_mb": round(static / 1e6, 1),
        "profile_mb": round(one / 1e6, 1),
        "index_mb": round((static + one) / 1e6, 1),
        "network_mb": round(network / 1e6, 1),
    }


def rows(*, large: bool) -> Iterator[Row]:
    """Yield all rows; the large graph takes minutes."""
    rng = np.random.default_rng(0)
    yield first_answer()
    yield whole_answers()
    yield polygon()
    yield from on_graph("campus", campus(CAMPUS), 2000, rng)
    yield from on_graph("dense campus", campus(CAMPUS, dense=True), 1000, rng)
    if large:
        yield from on_graph("city", city(CAMPUS), 300, rng)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.option("--large/--no-large", default=True, help="With the graph of 500,000 nodes.")
def main(as_json: bool, large: bool) -> None:
    """Measure the routing index beside its peers."""
    for row in rows(large=large):
        click.echo(json.dumps(row) if as_json else "  ".join(f"{key} {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
