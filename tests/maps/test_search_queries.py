"""What visitors of the demo hospital type finds the place they mean: the table is `search_queries.txt`."""

from pathlib import Path

import pytest

from maps.demo.hospital import build_hospital
from maps.labels import label
from maps.places import places
from maps.search import SearchHit, SearchIndex

QUERIES = Path(__file__).with_name("search_queries.txt")


def table() -> list[tuple[str, frozenset[str]]]:
    """Return each query with what it may find."""
    lines = [line for line in QUERIES.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    parts = [line.partition(" => ") for line in lines]
    return [(query, frozenset(wanted.split(" / "))) for query, _, wanted in parts]


@pytest.fixture(scope="module")
def index() -> SearchIndex:
    return SearchIndex(build_hospital())


def called(index: SearchIndex, hit: SearchHit) -> frozenset[str]:
    """Return what the table may call a hit: its name, or its name and floor."""
    floor = label(index.venue.get_level(hit.place.level_id).short_labels, "en")
    return frozenset({hit.label, f"{hit.label} @{floor}"})


@pytest.mark.parametrize(("first", "share"), [(1, 0.95), (3, 0.99)])
def test_what_people_type_finds_what_they_mean(index: SearchIndex, first: int, share: float) -> None:
    rows = table()
    missed = [
        query
        for query, wanted in rows
        if not any(called(index, hit) & wanted for hit in index.search(query, limit=first))
    ]
    assert len(rows) >= 200
    assert len(missed) <= (1 - share) * len(rows), missed


def test_every_place_the_table_names_exists(index: SearchIndex) -> None:
    known = {label(place.labels, "en") for place in places(index.venue)}
    assert {name.partition(" @")[0] for _, wanted in table() for name in wanted} <= known


def test_each_query_stands_in_the_table_once() -> None:
    queries = [query for query, _ in table()]
    assert len(set(queries)) == len(queries)
