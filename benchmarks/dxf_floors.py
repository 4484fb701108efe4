"""How much of the two real DXF floors is read without hand work: ``python -m benchmarks.dxf_floors DATA``.

Every room number that the drawings write in their model space (texts of the layer ROOM NUMBER) should lie in a closed
area that has that number, and be joined to the others by doors and stairs. Numbers are taken from the drawings by
another way than the reader's.
"""

import json
import re
import time
from collections import Counter
from pathlib import Path

import click
import ezdxf
from shapely.geometry import Point

from maps.draft import VenueDraft
from maps.ids import VenueId
from maps.publish import build_venue
from maps.readers.archive import open_sources
from maps.readers.dxf_build import build_draft
from maps.readers.dxf_mapping import Mapped
from nav.router import Router
from nav.ways.connectivity import component_by_unit

_SCALE_M = 0.001


def numbers_written(path: Path) -> dict[str, Point]:
    """Return the room numbers of a drawing and where each is written [m]."""
    texts = ezdxf.readfile(path).modelspace().query('MTEXT[layer=="ROOM NUMBER"]')
    return {text.plain_text().strip(): Point(text.dxf.insert.x, text.dxf.insert.y) for text in texts}


def measured(folder: Path, *, outside_m: float) -> dict[str, object]:
    """Return the figures of one reading; `outside_m` as `maps.readers.dxf_mapping` has it."""
    paths = sorted(folder.glob("*.dxf"))
    start_s = time.process_time()
    draft = build_draft(open_sources(paths, (".dxf",)), Mapped(outside_m=outside_m), VenueId("floors"))
    cpu_s = time.process_time() - start_s
    written = {number: point for path in paths for number, point in numbers_written(path).items()}
    housed = {number: unit_id for number, point in written.items() if (unit_id := _unit_of(draft, number, point))}
    venue, findings = build_venue(draft, revision=1)
    groups = component_by_unit(Router.compile(venue).graph)
    main = Counter(groups.values()).most_common(1)[0][0]
    apart = sorted(number for number, unit_id in housed.items() if groups[unit_id] != main)
    named = " ".join([*(each.message for each in findings), *(each.reason for each in draft.unread)])
    return {
        "outside_m": outside_m,
        "numbers": len(written),
        "found_as_areas": len(housed),
        "missed": sorted(set(written) - set(housed)),
        "in_one_graph": len(housed) - len(apart),
        "apart": apart,
        "apart_without_a_finding": [number for number in apart if not re.search(rf"\b{number}\b", named)],
        "doors": len(venue.openings),
        "read_cpu_s": round(cpu_s, 2),
    }


def _unit_of(draft: VenueDraft, number: str, point: Point) -> str | None:
    place = Point(point.x * _SCALE_M, point.y * _SCALE_M)
    for unit in draft.of_type("unit"):
        said = (*unit.properties["labels"].values(), *unit.properties.get("aliases", ()))
        if number in said and unit.geometry is not None and unit.geometry.intersects(place):
            return unit.id
    return None


@click.command()
@click.argument("data", type=click.Path(path_type=Path, exists=True))
def main(data: Path) -> None:
    """Print one JSON object a line: as drawn, and with the ground around the building stated."""
    for outside_m in (0.0, 3.0):
        click.echo(json.dumps(measured(data / "maps" / "dxf", outside_m=outside_m)))


if __name__ == "__main__":
    main()
