"""The plans that are measured: the demo hospital, and real files where they are."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import maps.demo
from maps.draft import VenueDraft
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers import read_venue
from maps.venue import Venue

Row = dict[str, Any]
T = TypeVar("T")

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = Path(os.environ.get("BEELINE_DATA", REPOSITORY.parent / "shared" / "data"))
UNIVERSITY = "maps/osm-university-building/APBorig.osm.pbf"


def demo_draft() -> VenueDraft:
    return read_venue([Path(maps.demo.__file__).parent / "hospital"], VenueId("demo"))


def demo() -> Venue:
    return build_venue(demo_draft(), revision=1)[0]


def find_data(name: str) -> Path | None:
    """Return a real file or folder by its path in the data folder, or None."""
    path = DATA / name
    return path if path.exists() else None


def skipped(row: str, name: str) -> Row:
    return {"row": row, "skipped": f"{name} is absent: set BEELINE_DATA to the folder of real data (looked in {DATA})"}


def university() -> Venue | None:
    path = find_data(UNIVERSITY)
    return None if path is None else build_venue(read_venue([path], VenueId("university")), revision=1)[0]


def timed(make: Callable[[], T]) -> tuple[T, float]:
    """Return what a function makes and the processor time it takes [ms]."""
    start_s = time.thread_time()
    made = make()
    return made, (time.thread_time() - start_s) * 1000.0
