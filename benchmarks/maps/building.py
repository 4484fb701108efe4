"""From files to routes: the demo hospital imported, audited and compiled; then again with one door moved."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from shapely import affinity

from benchmarks.maps.data import Row, demo_draft, timed
from maps.assemble import assemble
from maps.audit import audit
from maps.draft import DraftFeature, VenueDraft
from maps.topology import infer
from nav.profile import get_profile
from nav.router import Router

TIMES, DOORS, MOVED_M = 5, 30, 0.2
WALK = get_profile("walk")


def rows() -> Iterator[Row]:
    router = _whole()[0]  # the kernels are compiled or loaded now
    router.warm(WALK)
    yield from (_whole_row(), _moved_row())


def _whole() -> tuple[Router, dict[str, float]]:
    draft, read_ms = timed(demo_draft)
    inferred, infer_ms = timed(lambda: infer(draft))
    _, audit_ms = timed(lambda: audit(inferred))
    venue, assemble_ms = timed(lambda: assemble(inferred, revision=1))
    router, compile_ms = timed(lambda: Router.compile(venue))
    parts = (read_ms, infer_ms, audit_ms, assemble_ms, compile_ms)
    return router, dict(zip(("read_ms", "infer_ms", "audit_ms", "assemble_ms", "compile_ms"), parts, strict=True))


def _whole_row() -> Row:
    """Return the processor time of the fastest of some imports [ms], and its parts."""
    router, parts = min((_whole() for _ in range(TIMES)), key=lambda each: sum(each[1].values()))
    sizes = {"units": len(router.venue.units), "nodes": len(router.graph.points_m), "ways": len(router.graph.tails)}
    times = {name: round(ms, 1) for name, ms in parts.items()}
    return {"row": "import + audit + compile", "sum_ms": round(sum(parts.values()), 1), **times, **sizes}


def _moved_row() -> Row:
    """Move one door after another, and return the processor time until routes have it, beside a whole compile."""
    draft = infer(demo_draft())
    venue = assemble(draft, revision=1)
    router, rng = Router.compile(venue), np.random.default_rng(0)
    doors = [each for each in draft.of_type("opening") if len(each.properties.get("unit_ids", ())) == 2]
    steps: dict[str, list[float]] = {"infer_ms": [], "audit_ms": [], "assemble_ms": [], "compile_ms": []}
    wholes, unequal = [], 0
    for number in rng.choice(len(doors), DOORS, replace=False).tolist():
        changed, infer_ms = timed(lambda number=number: infer(_moved(draft, doors[number])))
        _, audit_ms = timed(lambda changed=changed: audit(changed))
        edited, assemble_ms = timed(lambda changed=changed: assemble(changed, revision=2))
        found, compile_ms = timed(lambda edited=edited: Router.compile(edited, earlier=router))
        whole, whole_ms = timed(lambda edited=edited: Router.compile(edited))
        for name, ms in zip(steps, (infer_ms, audit_ms, assemble_ms, compile_ms), strict=True):
            steps[name].append(ms)
        wholes.append(whole_ms)
        pairs = zip(found.graph.network, whole.graph.network, strict=True)
        unequal += not all(np.array_equal(one, two) for one, two in pairs)
    medians = {name: round(float(np.median(each)), 1) for name, each in steps.items()}
    compiles = np.array(steps["compile_ms"])
    return {
        "row": "one moved door",
        "until_routes_have_it_ms": medians["compile_ms"],
        "min_ms": round(float(compiles.min()), 1),
        "max_ms": round(float(compiles.max()), 1),
        "whole_compile_ms": round(float(np.median(wholes)), 1),
        "share_of_whole": round(float(np.median(compiles / np.array(wholes))), 3),
        "beside": {name: ms for name, ms in medians.items() if name != "compile_ms"},
        "doors": DOORS,
        "unequal_to_whole": unequal,
    }


def _moved(draft: VenueDraft, door: DraftFeature) -> VenueDraft:
    (x0, y0), (x1, y1) = door.geometry.coords[0], door.geometry.coords[-1]
    share = MOVED_M / max(float(np.hypot(x1 - x0, y1 - y0)), MOVED_M)
    line = affinity.translate(door.geometry, share * (x1 - x0), share * (y1 - y0))
    features = tuple(replace(each, geometry=line) if each is door else each for each in draft.features)
    return replace(draft, features=features)
