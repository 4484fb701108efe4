"""Every real plan there is, imported, audited and compiled: what each gives, and what it takes."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from benchmarks.maps.data import DATA, Row, find_data, skipped, timed
from maps.assemble import assemble
from maps.audit.finding import Severity
from maps.errors import BeelineError
from maps.ids import VenueId
from maps.publish import examine
from maps.readers import FORMATS, read_venue
from nav.router import Router

PLANS = {".osm", ".pbf", ".geojson", ".gml", ".ifc", ".dxf", ".yaml"}
"""How the names of plans end. A new reader needs no new row: whatever is recognised is read."""


def rows() -> Iterator[Row]:
    folder = find_data("maps")
    if folder is None:
        yield skipped("import", "maps")
        return
    for path in sorted(path for path in folder.rglob("*") if path.suffix in PLANS):
        yield {"row": "import", "file": str(path.relative_to(DATA)), **_imported(path)}


def _imported(path: Path) -> Row:
    """Return what an import gives, or why it gives nothing."""
    try:
        draft, read_ms = timed(lambda: read_venue([path], VenueId("plan")))
    except BeelineError as error:
        return {"refused": str(error), "formats": FORMATS}
    (inferred, findings), examine_ms = timed(lambda: examine(draft))
    counts = Counter(feature.feature_type for feature in inferred.features)
    codes = Counter(finding.code for finding in findings)
    row = {
        "read_ms": round(read_ms),
        "examine_ms": round(examine_ms),
        "features": dict(sorted(counts.items())),
        "unread": len(inferred.unread),
        "findings": dict(sorted(codes.items())),
    }
    blocking = sorted({finding.code for finding in findings if finding.severity is Severity.BLOCK})
    if blocking:
        return {**row, "blocked_by": blocking}
    router, compile_ms = timed(lambda: Router.compile(assemble(inferred, revision=1)))
    joined = round(router.connectivity().reachable_share, 4)
    return {**row, "compile_ms": round(compile_ms), "joined_share": joined, "nodes": len(router.graph.points_m)}
