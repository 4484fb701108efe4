r"""Beeline's own trace format: JSON Lines, plain or gzip.

The first line is the header, ``{"kind":"trace","version":1,"id":"walk-1","start_unix_s":1574559495.255}``. Every
other line is one row; `t_s` counts seconds from `start_unix_s`::

    {"kind":"ble","t_s":1.25,"address":"uuid/major/minor","rssi_dbm":-71}
    {"kind":"wifi","t_s":1.10,"address":"a8:0c:ca:03:9d:d7","rssi_dbm":-60,"delivered_s":3.2}
    {"kind":"rtt","t_s":1.30,"address":"a8:0c:ca:03:9d:d7","range_m":4.2}
    {"kind":"step","t_s":1.4,"length_m":0.68,"heading_deg":91.0}
    {"kind":"truth","t_s":2.0,"x_m":10.0,"y_m":4.0,"level":"F1"}

``delivered_s``, ``length_m`` and ``heading_deg`` may be absent. Truth rows can be removed with any line filter;
nothing else refers to them.
"""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from beacons.observation import Observation, RadioKind, Step
from beacons.traces.trace import Trace, TruthPoint
from maps.errors import UnreadableFileError
from maps.ids import LevelId
from maps.position import Position
from maps.venue import Venue

_VERSION = 1
_RADIOS = {kind.value for kind in RadioKind}


def recognises(text: str) -> bool:
    """Return whether the text starts with this format's header line."""
    header = _find_row(text.lstrip("\ufeff \r\n").partition("\n")[0])
    return header is not None and header.get("kind") == "trace"


def parse(text: str, trace_id: str, venue: Venue | None) -> Trace:
    """Return the walk; rows that are broken, of unknown kind or on unknown levels are counted.

    Raises
    ------
    UnreadableFileError
        If the header has another version.
    """
    lines = text.lstrip("\ufeff \r\n").splitlines()
    header = json.loads(lines[0])
    if header.get("version") != _VERSION:
        raise UnreadableFileError(
            f"Trace {trace_id} is of version {header.get('version')!r}; this Beeline reads version {_VERSION}.",
            remedy="Upgrade Beeline, or write the trace again.",
        )
    start_unix_s = _find_number(header, "start_unix_s")
    items = [_parse_row(line, venue) for line in lines[1:] if line.strip()]
    return Trace(
        id=trace_id,
        start_unix_s=0.0 if start_unix_s is None else start_unix_s,
        observations=tuple(item for item in items if isinstance(item, Observation)),
        steps=tuple(item for item in items if isinstance(item, Step)),
        truth=tuple(item for item in items if isinstance(item, TruthPoint)),
        skipped=sum(item is None for item in items),
    )


def write(trace: Trace, path: Path) -> None:
    """Write the walk, its rows in time order; gzip when the path ends in ``.gz``."""
    text = "".join(json.dumps(row, separators=(",", ":")) + "\n" for row in _rows(trace))
    data = text.encode()
    path.write_bytes(gzip.compress(data, mtime=0) if path.name.endswith(".gz") else data)


def _rows(trace: Trace) -> Iterator[dict[str, Any]]:
    yield {"kind": "trace", "version": _VERSION, "id": trace.id, "start_unix_s": trace.start_unix_s}
    rows: list[dict[str, Any]] = []
    for heard in trace.observations:
        rows.append({"kind": heard.kind.value, "t_s": heard.t_s, "address": heard.address})
        for name in ("rssi_dbm", "range_m", "delivered_s"):
            if getattr(heard, name) is not None:
                rows[-1][name] = getattr(heard, name)
    for step in trace.steps:
        rows.append({"kind": "step", "t_s": step.t_s})
        for name in ("length_m", "heading_deg"):
            if getattr(step, name) is not None:
                rows[-1][name] = getattr(step, name)
    for point in trace.truth:
        where = point.position
        rows.append(
            {"kind": "truth", "t_s": point.t_s, "x_m": where.x_m, "y_m": where.y_m, "level": str(where.level_id)}
        )
    yield from sorted(rows, key=lambda row: float(row["t_s"]))


def _parse_row(line: str, venue: Venue | None) -> Observation | Step | TruthPoint | None:
    row = _find_row(line)
    t_s = _find_number(row, "t_s") if row else None
    if row is None or t_s is None:
        return None
    kind = row.get("kind")
    if kind in _RADIOS:
        return _observation(row, t_s)
    if kind == "step":
        return Step(t_s=t_s, length_m=_find_number(row, "length_m"), heading_deg=_find_number(row, "heading_deg"))
    if kind == "truth":
        return _truth(row, t_s, venue)
    return None


def _observation(row: dict[str, Any], t_s: float) -> Observation | None:
    address = row.get("address")
    rssi_dbm, range_m = _find_number(row, "rssi_dbm"), _find_number(row, "range_m")
    if not isinstance(address, str) or not address or (rssi_dbm is None and range_m is None):
        return None
    return Observation(
        t_s=t_s,
        kind=RadioKind(row["kind"]),
        address=address.lower(),
        rssi_dbm=rssi_dbm,
        range_m=range_m,
        delivered_s=_find_number(row, "delivered_s"),
    )


def _truth(row: dict[str, Any], t_s: float, venue: Venue | None) -> TruthPoint | None:
    x_m, y_m, level_id = _find_number(row, "x_m"), _find_number(row, "y_m"), LevelId(str(row.get("level")))
    if x_m is None or y_m is None or (venue is not None and level_id not in venue.level_by_id):
        return None
    return TruthPoint(t_s=t_s, position=Position(x_m=x_m, y_m=y_m, level_id=level_id))


def _find_row(line: str) -> dict[str, Any] | None:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return row if isinstance(row, dict) else None


def _find_number(row: dict[str, Any], name: str) -> float | None:
    value = row.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if abs(value) < 1e12 else None  # NaN, infinity and nonsense fail this comparison
