r"""The surveyors' text format of the Indoor Location Competition: one tab-separated record a line.

::

    #\tstartTime:1574559495255
    #\tSiteID:…\tFloorName:F1
    1574559495263\tTYPE_WAYPOINT\tx\ty                                (metres of the floor's own plan)
    1574559497191\tTYPE_WIFI\tssid\tbssid\trssi\tfrequency\tlast seen
    1574559496436\tTYPE_BEACON\tuuid\tmajor\tminor\ttx power\trssi\tdistance\tmac\ttime
    1574559495401\tTYPE_ACCELEROMETER\tx\ty\tz\taccuracy

Real files have records glued on one line and rows of odd types: glued records are parted where the next
13-digit time and type begin; rows that stay unreadable are counted.
"""

import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from beacons.observation import Observation, RadioKind, Step
from beacons.steps import detect_steps
from beacons.traces.trace import Trace, TruthPoint
from maps.ids import LevelId
from maps.position import Position
from maps.venue import Level, Venue

_RECORD = re.compile(r"(?=\d{13}\tTYPE_)")
_FLOOR = re.compile(r"\tFloorName:([^\t\r\n]*)")
_START = re.compile(r"\tstartTime:(\d{10,14})")
_UNUSED = {"TYPE_GYROSCOPE", "TYPE_MAGNETIC_FIELD"}
_UNUSED |= {f"{name}_UNCALIBRATED" for name in (*_UNUSED, "TYPE_ACCELEROMETER")}
_OLDEST_S = 3600.0
"""A cached Wi-Fi row older than this carries no usable time: its phone counts from another zero."""

Row = list[str]


@dataclass(slots=True)
class _Records:
    """What one file holds, in milliseconds of its own clock."""

    start_ms: int
    known_addresses: frozenset[str]
    observations: list[Observation] = field(default_factory=list)
    waypoints: list[tuple[float, float, float]] = field(default_factory=list)
    accelerations: list[tuple[float, float, float, float]] = field(default_factory=list)
    rotations: list[tuple[float, float, float, float]] = field(default_factory=list)
    skipped: int = 0

    def seconds(self, text: str) -> float:
        return (int(text) - self.start_ms) / 1000.0


def recognises(text: str) -> bool:
    """Return whether the text holds a record of this format near its start."""
    return _RECORD.search(text[:20_000]) is not None


def parse(text: str, trace_id: str, folder: Path, venue: Venue | None) -> Trace:
    """Return the walk.

    Waypoints become truth on the level named in the header (``FloorName``), else by the file's folders, when that
    level has a survey frame; otherwise they are counted as skipped.
    """
    transmitters = venue.transmitters if venue else ()
    known = frozenset(address for transmitter in transmitters for address in transmitter.addresses)
    records = _Records(start_ms=_start_ms(text), known_addresses=known)
    for row in _rows(text):
        try:
            _read_row(row, records)
        except (ValueError, IndexError, OverflowError):
            records.skipped += 1
    truth = _truth(records, _find_level(text, folder, venue) if venue else None)
    return Trace(
        id=trace_id,
        start_unix_s=records.start_ms / 1000.0,
        observations=tuple(records.observations),
        steps=_steps(records),
        truth=truth,
        skipped=records.skipped + len(records.waypoints) - len(truth),
    )


def _rows(text: str) -> Iterator[Row]:
    for line in text.split("\n"):
        if line.startswith("#") or not line.strip():
            continue
        if line.count("\tTYPE_") <= 1:
            yield line.rstrip("\r").split("\t")
        else:
            yield from (record.strip().split("\t") for record in _RECORD.split(line) if record.strip())


def _start_ms(text: str) -> int:
    stated = _START.search(text[:20_000])
    first = _RECORD.search(text)
    assert first is not None, "the text was recognised"
    return int(stated.group(1)) if stated else int(text[first.start() : first.start() + 13])


def _read_row(row: Row, records: _Records) -> None:
    reader = _READERS.get(row[1])
    if reader is not None:
        reader(row, records)
    elif row[1] not in _UNUSED:
        records.skipped += 1


def _read_wifi(row: Row, records: _Records) -> None:
    delivered_s = records.seconds(row[0])
    seen_s = records.seconds(row[6]) if len(row) > 6 else delivered_s
    if not delivered_s - _OLDEST_S <= seen_s <= delivered_s:
        seen_s = delivered_s
    records.observations.append(
        Observation(
            t_s=seen_s,
            kind=RadioKind.WIFI,
            address=row[3].lower(),
            rssi_dbm=float(row[4]),
            delivered_s=delivered_s,
        )
    )


def _read_beacon(row: Row, records: _Records) -> None:
    identity = "/".join(row[2:5]).lower()
    # One uuid/major/minor often stands on many beacons: the MAC tells them apart, unless the venue knows the identity.
    known = identity in records.known_addresses or len(row) < 9
    records.observations.append(
        Observation(
            t_s=records.seconds(row[0]),
            kind=RadioKind.BLE,
            address=identity if known else row[8].lower(),
            rssi_dbm=float(row[6]),
        )
    )


def _read_waypoint(row: Row, records: _Records) -> None:
    records.waypoints.append((records.seconds(row[0]), _finite(row[2]), _finite(row[3])))


def _read_acceleration(row: Row, records: _Records) -> None:
    records.accelerations.append((records.seconds(row[0]), _finite(row[2]), _finite(row[3]), _finite(row[4])))


def _read_rotation(row: Row, records: _Records) -> None:
    records.rotations.append((records.seconds(row[0]), _finite(row[2]), _finite(row[3]), _finite(row[4])))


_READERS: dict[str, Callable[[Row, _Records], None]] = {
    "TYPE_WIFI": _read_wifi,
    "TYPE_BEACON": _read_beacon,
    "TYPE_WAYPOINT": _read_waypoint,
    "TYPE_ACCELEROMETER": _read_acceleration,
    "TYPE_ROTATION_VECTOR": _read_rotation,
}


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def _steps(records: _Records) -> tuple[Step, ...]:
    return detect_steps(
        np.array(records.accelerations, dtype=np.float64).reshape(-1, 4),
        np.array(records.rotations, dtype=np.float64).reshape(-1, 4),
    )


def _truth(records: _Records, level: Level | None) -> tuple[TruthPoint, ...]:
    if level is None or level.survey_frame is None:
        return ()
    a, b, x0, c, d, y0 = level.survey_frame
    return tuple(
        TruthPoint(
            t_s=t_s,
            position=Position(x_m=a * u_m + b * v_m + x0, y_m=c * u_m + d * v_m + y0, level_id=level.id),
        )
        for t_s, u_m, v_m in sorted(records.waypoints)
    )


def _find_level(text: str, folder: Path, venue: Venue) -> Level | None:
    stated = _FLOOR.search(text[:20_000])
    names = ([stated.group(1)] if stated else []) + [folder.name, folder.parent.name]
    for name in names:
        level_id = _level_names(venue).get(name.strip().casefold())
        if level_id is not None:
            return venue.get_level(level_id)
    return None


def _level_names(venue: Venue) -> dict[str, LevelId]:
    names: dict[str, LevelId] = {}
    for level in venue.levels:
        for name in (*level.labels.values(), *level.short_labels.values(), level.id):
            names[name.casefold()] = level.id
    return names
