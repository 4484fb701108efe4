"""What people type, and whether the first answers are what they mean: the table `tests/maps/search_queries.txt`."""

from collections.abc import Iterator

from benchmarks.maps.data import Row, demo
from maps.search import SearchIndex
from tests.maps.test_search_queries import called, table


def rows() -> Iterator[Row]:
    index, queries = SearchIndex(demo()), table()
    ranks = [_rank(index, query, wanted) for query, wanted in queries]
    shares = {f"hit_at_{first}": round(sum(rank <= first for rank in ranks) / len(ranks), 4) for first in (1, 3)}
    missed = [query for (query, _), rank in zip(queries, ranks, strict=True) if rank > 3]
    yield {"row": "search", "queries": len(queries), **shares, "missed": missed}


def _rank(index: SearchIndex, query: str, wanted: frozenset[str]) -> int:
    """Return which hit is the first that is meant, from 1; 4 when none of the first three is."""
    hits = index.search(query, limit=3)
    return next((rank for rank, hit in enumerate(hits, start=1) if called(index, hit) & wanted), 4)
