"""A real university building: how many of its units are in one walkable graph, and what the audit says of the rest."""

from collections import Counter
from collections.abc import Iterator

from benchmarks.maps.data import UNIVERSITY, Row, find_data, skipped
from maps.assemble import assemble
from maps.ids import VenueId
from maps.publish import examine
from maps.readers import read_venue
from nav.router import Router
from nav.ways.connectivity import component_by_unit

NAME = "university units in one graph"
ALONE = frozenset({"M502", "M505"})
"""Findings that say why a unit cannot be reached."""


def rows() -> Iterator[Row]:
    path = find_data(UNIVERSITY)
    if path is None:
        yield skipped(NAME, UNIVERSITY)
        return
    draft, findings = examine(read_venue([path], VenueId("university")))
    groups = component_by_unit(Router.compile(assemble(draft, revision=1)).graph)
    largest = Counter(groups.values()).most_common(1)[0][0]
    missing = sorted(unit for unit, group in groups.items() if group != largest)
    explained = {
        unit: sorted({finding.code for finding in findings if unit in finding.feature_ids} & ALONE) for unit in missing
    }
    joined = len(groups) - len(missing)
    unexplained = [unit for unit, codes in explained.items() if not codes]
    yield {"row": NAME, "units": len(groups), "joined": joined, "missing": explained, "unexplained": unexplained}
