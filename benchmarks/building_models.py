"""Building models read whole: spaces, doors, time and memory. ``python -m benchmarks.building_models DATA/maps/ifc``.

Each import runs in a process of its own; time and memory are those of it and of the child that parses, memory above a
bare interpreter.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Not `ru_maxrss` of the process itself: it counts what its parent had before this program began.
_PEAK = "peak_kib = int(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
_BARE = f"{_PEAK}; print(peak_kib)"
_IMPORT = """
import json, resource, sys, time
from collections import Counter
from pathlib import Path
start_s = time.perf_counter()
from maps.ids import VenueId
from maps.publish import examine
from maps.readers import read_venue
draft = read_venue([Path(sys.argv[1])], VenueId("v"))
examine(draft)
own, child = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
PEAK
doors = [each for each in draft.of_type("opening") if each.properties["has_door"]]
joining = sum(len(door.properties["unit_ids"]) == 2 for door in doors)
entrances = sum(door.properties["entrance"] for door in doors)
left = Counter(each.raw.get("class") for each in draft.unread)
print(json.dumps({
    "spaces": len({unit.properties["external_ids"]["ifc"] for unit in draft.of_type("unit")}),
    "spaces_left": left["IfcSpace"],
    "doors_joining": joining,
    "entrances": entrances,
    "doors_otherwise": len(doors) - joining - entrances,
    "doors_left": left["IfcDoor"],
    "wall_s": round(time.perf_counter() - start_s, 2),
    "cpu_s": round(own.ru_utime + own.ru_stime + child.ru_utime + child.ru_stime, 2),
    "rss_kib": peak_kib + child.ru_maxrss,
}))
"""


def measured(folder: Path) -> Iterator[dict[str, Any]]:
    """Yield the figures of each model of a folder."""
    bare_kib = int(subprocess.check_output([sys.executable, "-c", _BARE]))
    for path in sorted(folder.glob("*.ifc")):
        facts = json.loads(subprocess.check_output([sys.executable, "-c", _IMPORT.replace("PEAK", _PEAK), str(path)]))
        facts["rss_mib_above_bare"] = (facts.pop("rss_kib") - 2 * bare_kib) >> 10
        yield {"file": path.name, **facts}


def main(folder: Path) -> None:
    for facts in measured(folder):
        print(json.dumps(facts))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
